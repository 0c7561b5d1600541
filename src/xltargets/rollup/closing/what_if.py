"""What other rates would have paid on the credits that there were: the cost, who gets more and who less, and cliffs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.rollup.closing.scorecards import Scorecard, amount
from xltargets.units.money import money

if TYPE_CHECKING:
    from xltargets.ledger.terms import Terms

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

    @property
    def attainment(self) -> float | None:
        """Credit over quota, None without a quota."""
        return float(self.credit / self.quota) if self.quota > 0 else None

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


def what_if(scorecard: Scorecard, terms: Terms) -> list[MonthIf]:
    """Each member's months with figures, with what came late for them.

    The commission before draws, which other rates do not change, and without the clawback of Refunds.
    """
    currency = scorecard.unit.currency
    found = []
    for member in scorecard.members:
        for month in member.months:
            if month.row.values.get("earned") is None:
                continue
            credit = money(amount(month.row, "credit") + member.adjusted(month.of, EVER), currency)
            quota = money(amount(month.row, "quota"), currency)
            paid, other = (one.total(credit, quota, currency) for one in (month.pay_terms, terms))
            found.append(MonthIf(member.person_id, member.name, month.of, credit, quota, paid, other))
    return found


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
