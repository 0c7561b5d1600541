"""What members who moved bring along from the unit before, where both pay them by the same plan that adds months up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.adding_up import group_of, moves_along, uncapped_of, units_of
from xltargets.ledger.book import month_after
from xltargets.ledger.entry import text_of
from xltargets.ledger.terms import Terms
from xltargets.rollup.closing.owing import staying_units
from xltargets.rollup.closing.scorecards import amount, held_name, month_text
from xltargets.rollup.year_kinds import name_of
from xltargets.units.money import money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.ledger.book import Ledger
    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.scorecards import Member, Scorecard

TABLE = "carried"
_NEVER = "9999-12"


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of Carried over: what months that add up were credited and earned in other units."""

    member: str
    plan: str
    counts: str
    """The month in which the member came."""
    since: str
    """The first month for which the cap holds."""
    begins: str
    """The first of the months that add up."""
    sales: str
    entries: tuple[Entry, ...]
    quota: Decimal

    @property
    def credit(self) -> Decimal:
        """What was credited there."""
        return sum((one.amount("credit") for one in self.entries), Decimal(0))

    @property
    def commission(self) -> Decimal:
        """What was earned there."""
        return sum((one.amount("commission") for one in self.entries), Decimal(0))

    @property
    def uncapped(self) -> Decimal:
        """The commission before the cap, by the terms that held last."""
        return uncapped_of(self.entries)


def carried_of(scorecard: Scorecard, ledger: Ledger) -> list[Carried]:
    """What the members of a scorecard bring along, as the ledger has it."""
    return [one for member in scorecard.members for one in _of_member(scorecard, member, ledger)]


def not_loaded(scorecard: Scorecard, ledger: Ledger) -> list[str]:
    """Members of whom the workbook does not have what they bring along."""
    currency = scorecard.unit.currency
    here: dict[str, list[tuple[object, ...]]] = {}
    for row in scorecard.extract.rows.get(TABLE, []):
        amounts = tuple(money(amount(row, one), currency) for one in ("credit", "quota", "commission"))
        if row.values.get("member"):
            here.setdefault(name_key(row.values["member"]), []).append((month_text(row.values["begins"]), *amounts))
    found = []
    for member in scorecard.members:
        there = [(one.begins, one.credit, one.quota, one.commission) for one in _of_member(scorecard, member, ledger)]
        if sorted(there) != sorted(here.get(name_key(member.name), [])):
            found.append(member.name)
    return found


def _of_member(scorecard: Scorecard, member: Member, ledger: Ledger) -> Iterator[Carried]:
    person = name_key(held_name(member.person_id))
    plans = {name_key(one) for one in _plans(scorecard, member)}
    if not person or not plans:
        return
    entries, year = ledger.earned_by_person.get(person, []), scorecard.year_start
    own = (one.period for one in entries if one.unit_key == scorecard.unit_key and one.of >= year)
    first = next(own, _NEVER)
    staying = {scorecard.unit_key, *_staying(member, person, first, ledger)}
    before = [
        one
        for one in entries
        if one.unit_key not in staying and one.period < first and one.currency == scorecard.unit.currency
    ]
    last: dict[str, Entry] = {one.pay_plan: one for one in before if moves_along(one)}
    for plan, entry in last.items():
        group = group_of(entry)
        if name_key(plan) in plans and group[1] >= year:
            same = [one for one in before if moves_along(one) and group_of(one) == group]
            yield from _sums(scorecard, member, group, same)


def _staying(member: Member, person: str, first: str, ledger: Ledger) -> set[str]:
    """The units that go on paying somebody: as they did in the first close here, or with a part of the time before."""
    if first != _NEVER:
        return units_of(ledger.earned_by_person.get(person, []), first)
    return staying_units(member, person, ledger)


def _plans(scorecard: Scorecard, member: Member) -> Iterator[str]:
    for row in scorecard.extract.rows.get("plan_members", []):
        if name_key(row.values.get("member")) == name_key(member.name):
            yield text_of(row.values.get("plan") or "")


def _sums(scorecard: Scorecard, member: Member, group: tuple[str, str], entries: Sequence[Entry]) -> Iterator[Carried]:
    """One for each sum that reaches tiers by itself; a month's quota counts once, whatever its kinds of sales."""
    came = month_text(name_of(scorecard.extract, member.row.values.get("member_from")))
    came = came or month_after(max(one.of for one in entries))
    sums: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        terms = Terms.parse(one.terms)
        sums.setdefault((terms.first_of(one.of), terms.kind), []).append(one)
    seen: set[tuple[str, str]] = set()
    for (begins, kind), own in sums.items():
        quota = Decimal(0)
        for one in own:
            if (one.unit_key, one.of) not in seen:
                seen.add((one.unit_key, one.of))
                quota += one.amount("quota")
        yield Carried(member.name, group[0], came, group[1], begins, kind, tuple(own), quota)
