"""A scorecard against the ledger: what was changed in a month that is closed, cell by cell.

What follows from a change is not told beside it: whoever changes an actual changes commission, payout and all that is
owed later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from xltargets.ledger.entry import PAID, UNIT
from xltargets.ledger.terms import Terms
from xltargets.rollup.closing.scorecards import amount, held_name, month_text
from xltargets.units.money import money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.ledger.book import Ledger
    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.scorecards import Member, MemberMonth, Scorecard
    from xltargets.rollup.extraction import Row


class What(Enum):
    """What was changed."""

    ACTUAL = "actual"
    LATE = "late"
    QUOTA = "quota"
    TERMS = "terms"
    TAKEN = "taken"
    """Clawback or draw."""
    PAY = "pay"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Change:
    """A closed figure that is not what the ledger says."""

    what: What
    table: str
    column: str
    row: Row | None
    """None where the row was taken out."""
    of: str
    person: str
    here: str
    there: str
    entry: int
    """The number of the ledger's entry."""


def changes_of(scorecard: Scorecard, ledger: Ledger) -> list[Change]:
    """All changes, those that others follow from only; a rate that changed is one, however many it pays."""
    found: dict[object, Change] = {}
    for number, change in enumerate(change for one in _Comparing(scorecard, ledger).run() for change in one):
        is_rate = change.what is What.TERMS and change.row is not None
        found.setdefault((change.table, change.column, change.row.place) if is_rate and change.row else number, change)
    return list(found.values())


class _Comparing:
    """One scorecard and the ledger."""

    def __init__(self, scorecard: Scorecard, ledger: Ledger) -> None:
        self.scorecard, self.ledger = scorecard, ledger
        self.currency = scorecard.unit.currency
        self.unit = scorecard.unit_key
        self.units = {entry.of: entry for entry in ledger.standing(UNIT) if entry.unit_key == self.unit}
        self.paid = {
            (entry.person_key, entry.of): entry for entry in ledger.standing(PAID) if entry.unit_key == self.unit
        }

    def run(self) -> Iterator[list[Change]]:
        seen = set()
        for member in self.scorecard.members:
            key = self._key(member)
            seen.add(key)
            yield self._of_member(member, key)
        yield list(self._gone(seen))

    def _key(self, member: Member) -> str:
        return name_key(held_name(member.person_id)) or f"name:{held_name(member.name)}@{self.unit}"

    def _gone(self, seen: set[str]) -> Iterator[Change]:
        year = self.scorecard.year_start
        told = set()
        for (unit, person, of), entries in self.ledger.earned.items():
            if unit == self.unit and person not in seen and person not in told and of >= year:
                told.add(person)
                first = entries[0]
                yield Change(What.PERSON, "team", "member", None, of, first.person, "", first.person, first.number)

    def _of_member(self, member: Member, key: str) -> list[Change]:
        found: list[Change] = []
        for month in member.months:
            entries = self.ledger.earned.get((self.unit, key, month.of))
            if not entries:
                found += self._came_since(member, month)
                continue
            found += self._of_month(member, month, entries, self.paid.get((key, month.of)))
        if not found and self.ledger.settles_alone(self.unit, key):
            for month in member.months:
                paid = self.paid.get((key, month.of))
                if paid is not None:
                    found = list(self._pay(member, month, paid))
                if found:
                    break
        return found

    def _came_since(self, member: Member, month: MemberMonth) -> Iterator[Change]:
        """Figures in a closed month in which the member had none."""
        unit = self.units.get(month.of)
        if unit is None:
            return
        figures = {"credit": month.credit, "quota": month.quota}
        for column in ("credit", "quota", "clawback", "draw"):
            here, nothing = self._money(figures.get(column, amount(month.row, column))), self._money(0.0)
            if here:
                is_actual = column == "credit" and month.actuals
                where = ("actuals", "actual", month.actuals[-1]) if is_actual else ("commission", column, month.row)
                what = {"credit": What.ACTUAL, "quota": What.QUOTA}.get(column, What.TAKEN)
                yield self._change(what, member, month, where, (here, nothing, unit))
                return

    def _of_month(
        self, member: Member, month: MemberMonth, entries: list[Entry], paid: Entry | None
    ) -> Iterator[Change]:
        first = entries[0]
        closed = _credited(_of_first_close(entries)) - self._money(member.adjusted(month.of, first.period))
        credit = self._money(month.credit)
        if credit != closed:
            rows = month.actuals or [month.row]
            table, column = ("actuals", "actual") if month.actuals else ("commission", "credit")
            yield self._change(What.ACTUAL, member, month, (table, column, rows[-1]), (credit, closed, first))
        else:
            yield from self._late(member, month, entries)
        quota = self._money(month.quota)
        if quota != first.amount("quota"):
            where = "commission", "quota", month.row
            yield self._change(What.QUOTA, member, month, where, (quota, first.amount("quota"), first))
        yield from self._terms(member, month, _of_first_close(entries))
        for column in ("clawback", "draw") if paid is not None else ():
            here = self._money(amount(month.row, column))
            if paid is not None and here != paid.amount(column):
                where = "commission", column, month.row
                yield self._change(What.TAKEN, member, month, where, (here, paid.amount(column), paid))

    def _late(self, member: Member, month: MemberMonth, entries: list[Entry]) -> Iterator[Change]:
        """What was booked late in closed periods, by the rows of Adjustments."""
        last = self.ledger.last
        here = self._money(member.adjusted(month.of, last))
        there = self._money(member.adjusted(month.of, entries[0].period))
        there += _credited(entries) - _credited(_of_first_close(entries))
        if here != there:
            rows = [row for row in member.adjustments if month_text(row.values.get("of")) == month.of]
            where = ("adjustments", "amount", rows[-1]) if rows else ("commission", "credit", month.row)
            yield self._change(What.LATE, member, month, where, (here, there, entries[-1]))

    def _terms(self, member: Member, month: MemberMonth, entries: list[Entry]) -> Iterator[Change]:
        first = entries[0]
        here = [str(one.terms) for one in month.parts] or [str(month.pay_terms)]
        there = [one.terms for one in entries]
        if set(map(_without_quota, here)) == set(map(_without_quota, there)) and month.plan == first.plan:
            return
        differing = [one for one in here if one not in there], [one for one in there if one not in here]
        table, column, row = self._place_of_terms(month, first)
        mine, theirs = _worded(month.plan, " | ".join(differing[0])), _worded(first.plan, " | ".join(differing[1]))
        yield Change(What.TERMS, table, column, row, month.of, member.name, mine, theirs, first.number)

    def _place_of_terms(self, month: MemberMonth, first: Entry) -> tuple[str, str, Row]:
        """The first cell of Rates or plans that is another: a tier, the cap, else the plan."""
        if month.parts:
            return "commission", "pay_plan", month.row
        there, here = Terms.parse(first.terms), month.pay_terms
        rates, begins, others = ("plan_rates", "start", "plans") if month.by_plan else ("tiers", "attainment", "terms")
        for row, mine, theirs in zip(month.tiers, here.tiers, there.tiers, strict=False):
            if mine != theirs:
                return rates, begins if mine[0] != theirs[0] else "rate", row
        if len(month.tiers) > len(there.tiers):
            return rates, begins, month.tiers[len(there.tiers)]
        if here.tiers == there.tiers and here.cap != there.cap and month.terms is not None:
            return others, "cap", month.terms
        return "commission", "plan", month.row

    def _pay(self, member: Member, month: MemberMonth, paid: Entry) -> Iterator[Change]:
        """What Commission makes of it all: only where nothing that it is made of was changed."""
        for column, mine, theirs in (
            ("net", amount(month.row, "net"), paid.amount("commission") - paid.amount("clawback")),
            ("payout", amount(month.row, "payout"), paid.amount("payout")),
            ("balance", amount(month.row, "balance"), paid.amount("owed")),
        ):
            if self._money(mine) != theirs:
                where = "commission", column, month.row
                yield self._change(What.PAY, member, month, where, (self._money(mine), theirs, paid))
                return

    def _money(self, value: float) -> Decimal:
        return money(value, self.currency)

    def _change(
        self,
        what: What,
        member: Member,
        month: MemberMonth,
        where: tuple[str, str, Row],
        values: tuple[Decimal, Decimal, Entry],
    ) -> Change:
        here, there, entry = values
        return Change(what, *where, month.of, member.name, f"{here:,f}", f"{there:,f}", entry.number)


def _of_first_close(entries: list[Entry]) -> list[Entry]:
    """Those of the close that the month was first entered in; the others came late."""
    return [one for one in entries if one.period == entries[0].period]


def _credited(entries: list[Entry]) -> Decimal:
    return sum((one.amount("credit") for one in entries), Decimal(0))


def _without_quota(text: str) -> str:
    """Terms without the quota of the months that add up, which an approved change may alter in open months."""
    return str(replace(Terms.parse(text), quota=None))


def _worded(plan: str, terms: str) -> str:
    """A plan with its terms, for people."""
    return f"{plan}: {terms}" if terms else "–"
