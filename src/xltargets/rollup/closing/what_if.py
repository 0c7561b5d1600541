"""What other rates would have paid on the credits that there were: the cost, who gets more and who less, and cliffs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.adding_up import due
from xltargets.ledger.earning import Part
from xltargets.ledger.entry import EARNED
from xltargets.ledger.terms import Terms
from xltargets.rollup.closing.scorecards import Scorecard, amount, month_text
from xltargets.units.money import money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.scorecards import Member, MemberMonth

EVER = "9999-12"


@dataclass(frozen=True, slots=True)
class MonthIf:
    """A member's month by the rates that were in force, and by others."""

    person_id: str
    person: str
    of: str
    credit: Decimal
    quota: Decimal
    commission: Decimal
    other: Decimal
    attainment: float | None
    """Credit over quota, of the month or of all that a plan adds up; None without a quota."""

    @property
    def difference(self) -> Decimal:
        """What the others pay more."""
        return self.other - self.commission


@dataclass(frozen=True, slots=True)
class PersonIf:
    """A member's months together."""

    person: str
    commission: Decimal
    other: Decimal

    @property
    def difference(self) -> Decimal:
        """What the others pay more."""
        return self.other - self.commission


@dataclass(frozen=True, slots=True)
class Cliff:
    """A tier at which pay jumps, because all sales are paid at the rate reached."""

    attainment: float
    jump: float
    """As a share of the quota."""
    nearest: MonthIf | None
    """The month that missed it by the least."""


def what_if(scorecard: Scorecard, terms: Terms, *, own_modes: bool = False) -> list[MonthIf]:
    """Each member's months with figures, with what came late for them.

    The commission before draws, which other rates do not change, and without the clawback of Refunds. Who is paid by a
    plan has the same months added up; with `own_modes` each plan reads the rates as it reads its own.
    """
    return [one for member in scorecard.members for one in _of_member(scorecard, member, terms, own_modes)]


def _of_member(scorecard: Scorecard, member: Member, terms: Terms, own_modes: bool) -> list[MonthIf]:
    found: list[MonthIf] = []
    in_force: list[Entry] = []
    others: list[Entry] = []
    for month in member.months:
        if month.row.values.get("earned") is None:
            continue
        other = _other(month, terms, own_modes) if month.by_plan else terms
        in_force += _carried(scorecard, member, month, month.pay_terms)
        for entry in _carried(scorecard, member, month, other):
            whole_terms = str(replace(Terms.parse(entry.terms), kind=""))
            others.append(_earned(replace(entry, terms=whole_terms), others))
        paid = [_booked(scorecard, month, in_force, part) for part in _parts(member, month, month.pay_terms)]
        whole = Part(credit=_credit(member, month), terms=other)
        if_so = _booked(scorecard, month, others, whole)
        counted, quota = month.counted
        values = {"credit": if_so.amount("credit"), "quota": if_so.amount("quota")}
        found.append(
            MonthIf(
                person_id=member.person_id,
                person=member.name,
                of=month.of,
                commission=sum((one.amount("commission") for one in paid), Decimal(0)),
                other=if_so.amount("commission"),
                attainment=_ratio(counted if month.by_plan else float(values["credit"]), quota),
                **values,
            )
        )
    return found


def _carried(scorecard: Scorecard, member: Member, month: MemberMonth, terms: Terms) -> list[Entry]:
    """What a member who came in this month brought along, as entries of the months before."""
    found = []
    for row in scorecard.extract.rows.get("carried", []):
        is_own = name_key(row.values.get("member")) == name_key(member.name) and terms.adds_up
        plan = name_key(row.values.get("plan")), month_text(row.values.get("counts"))
        same = plan == (name_key(month.row.values.get("pay_plan")), month.of)
        since, begins = (month_text(row.values.get(one)) for one in ("since_month", "begins"))
        if is_own and same and since == terms.capped_from(month.of):
            kind = str(row.values.get("sales") or "")
            own = replace(terms, start=terms.start and begins, cap_start=since, kind=kind)
            currency = scorecard.unit.currency
            amounts = {name: money(amount(row, name), currency) for name in ("quota", "credit", "commission")}
            found.append(scorecard.unit.entry(EARNED, month.of, begins, terms=str(own), **amounts))
    return found


def _credit(member: Member, month: MemberMonth) -> float:
    return month.credit + member.adjusted(month.of, EVER)


def _parts(member: Member, month: MemberMonth, terms: Terms) -> tuple[Part, ...]:
    return month.parts or (Part(credit=_credit(member, month), terms=terms),)


def _booked(scorecard: Scorecard, month: MemberMonth, before: list[Entry], part: Part) -> Entry:
    """A month, or a part of it, as the ledger would enter it by some terms, after those before it."""
    currency = scorecard.unit.currency
    amounts = {"credit": money(part.credit, currency), "quota": money(month.quota, currency)}
    entry = scorecard.unit.entry(EARNED, month.of, month.of, terms=str(part.terms), **amounts)
    before.append(_earned(entry, before))
    return before[-1]


def _earned(entry: Entry, before: list[Entry]) -> Entry:
    return replace(entry, commission=money(due(entry, before), entry.currency))


def _other(month: MemberMonth, terms: Terms, own_modes: bool) -> Terms:
    """Other rates over the same months of a plan; their tiers are attainments."""
    own = month.pay_terms
    quota = month.counted[1] if own.start else None
    mode = own.mode if own_modes else terms.mode
    return replace(own, mode=mode, tiers=terms.tiers, cap=terms.cap, amounts=False, quota=quota)


def _ratio(credit: float, quota: float) -> float | None:
    return credit / quota if quota > 0 else None


def by_person(months: list[MonthIf]) -> list[PersonIf]:
    """The sums of each member, who gains most first."""
    people: dict[tuple[str, str], list[MonthIf]] = {}
    for one in months:
        people.setdefault((one.person_id, one.person), []).append(one)
    sums = [
        PersonIf(
            own[0].person,
            sum((one.commission for one in own), Decimal(0)),
            sum((one.other for one in own), Decimal(0)),
        )
        for own in people.values()
    ]
    return sorted(sums, key=lambda one: -one.difference)


def cliffs(months: list[MonthIf], terms: Terms) -> list[Cliff]:
    """Where one more sale pays a sum at once; none where each slice has its own rate."""
    if terms.mode != "retroactive":
        return []
    found, before = [], 0.0
    for start, rate in terms.tiers:
        jump = start * (rate - before)
        if jump > 0:
            below = [one for one in months if one.attainment is not None and one.attainment < start]
            found.append(Cliff(start, jump, max(below, key=lambda one: one.attainment or 0.0, default=None)))
        before = rate
    return found
