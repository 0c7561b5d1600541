"""What each figure means, once: the day of the data, target and actual so far, attainment, forecast, coverage.

The company scorecard's own formulas, the meeting's page and the roll-up all mean this. Amounts are of one unit or of
several added up; sums are taken first, and ratios of them then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from xltargets.calc.calendar import MONDAY_TO_FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xltargets.calc.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of some days: the target of a period, or what was sold in it. None is missing, which is not 0."""

    first: float
    """The first day, as a serial number."""
    last: float
    """The last day."""
    amount: float | None
    called: float | None = None
    """The first of the month after which the period is named, where that is not its first day."""

    @property
    def name(self) -> float:
        """By which workbooks know the period: the first of a month."""
        return self.first if self.called is None else self.called


@dataclass(frozen=True, slots=True)
class Account:
    """A unit's or a person's year: targets and actuals, each by periods of their own."""

    targets: tuple[Span, ...]
    actuals: tuple[Span, ...] = ()
    calendar: Calendar = MONDAY_TO_FRIDAY

    @property
    def target(self) -> float:
        """Of the year."""
        return fsum(span.amount or 0.0 for span in self.targets)

    def known_until(self, now: float) -> float | None:
        """The day up to which all actuals are there; None if there is none.

        A period that has not ended by `now` is known up to now. What stands behind a gap is not counted on.
        """
        until = None
        for span in sorted(self.actuals, key=lambda span: span.first):
            if span.amount is None or span.first > now:
                break
            until = min(span.last, now)
        return until

    def is_known_at(self, day: float, now: float) -> bool:
        """Whether it can be said what was sold up to a day: all of it is there, and no ended period reaches beyond."""
        until = self.known_until(now)
        if until is None or until < day:
            return False
        return all(span.last <= day or span.last > now for span in self.actuals if span.first <= day)

    def due(self, day: float) -> float:
        """The target so far: ended periods in full, the running one by its working days."""
        return fsum((span.amount or 0.0) * self._share(span, day) for span in self.targets)

    def _share(self, span: Span, day: float) -> float:
        if span.last <= day:
            return 1.0
        if span.first > day:
            return 0.0
        whole = self.calendar.days(span.first, span.last)
        if whole:
            return self.calendar.days(span.first, day) / whole
        return (day - span.first + 1) / (span.last - span.first + 1)

    def actual(self, day: float) -> float:
        """What was sold in the periods that have begun by a day."""
        return fsum(span.amount or 0.0 for span in self.actuals if span.first <= day)


def data_day(accounts: Iterable[Account], now: float, given: float | None = None) -> float | None:
    """The day of the data: the last one up to which all units that hand in actuals have them.

    Where a day is given, it is the last up to then of which any unit has all: those that lag are left out of every
    ratio, and the page says so. None if there are no actuals.
    """
    everybody = list(accounts)
    if given is None:
        ends = [until for account in everybody if (until := account.known_until(now)) is not None]
        return min(ends, default=None)
    days = {min(given, now)} | {span.last for account in everybody for span in account.actuals if span.last <= given}
    return max((day for day in days if any(account.is_known_at(day, now) for account in everybody)), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit, a person or all of them stand. What was due and sold is None where actuals are missing."""

    target: float | None
    """Of the year."""
    due: float | None
    """Of the target, so far."""
    actual: float | None
    """So far."""

    @property
    def attainment(self) -> float | None:
        """Actual over target so far; None where nothing was due, or less than nothing."""
        return attainment(self.actual, self.due)

    @property
    def forecast(self) -> float | None:
        """Where the year ends if the rest of it goes as it went so far."""
        if self.attainment is None or self.target is None or self.due is None or self.actual is None:
            return None
        return self.actual + (self.target - self.due) * self.attainment

    @property
    def missing(self) -> float:
        """What is missing of what was due."""
        return max(0.0, (self.due or 0.0) - (self.actual or 0.0))


def standing(account: Account, day: float | None, now: float) -> Standing:
    """Where a unit stands on the day of the data."""
    if day is None or not account.is_known_at(day, now):
        return Standing(account.target, None, None)
    return Standing(account.target, account.due(day), account.actual(day))


def attainment(actual: float | None, due: float | None) -> float | None:
    """Actual over target so far.

    >>> attainment(90.0, 100.0), attainment(90.0, 0.0), attainment(90.0, -5.0), attainment(None, 100.0)
    (0.9, None, None, None)
    """
    return None if actual is None or due is None or due <= 0 else actual / due


def coverage(weighted: float, target: float | None, actual: float | None) -> float | None:
    """Open pipeline over what is left of the year's target; None where nothing is left, or nobody knows.

    >>> coverage(50.0, 300.0, 200.0), coverage(50.0, 300.0, 300.0), coverage(50.0, 300.0, None)
    (0.5, None, None)
    """
    if target is None or actual is None or target <= actual:
        return None
    return weighted / (target - actual)


def together(standings: Sequence[Standing]) -> Standing:
    """Several added up: what was due and sold of those that have both, so that a ratio compares the same units."""
    counted = [one for one in standings if one.due is not None and one.actual is not None]
    whole = Standing(sum(one.target or 0.0 for one in standings), None, None)
    if not counted:
        return whole
    return replace(whole, due=sum(one.due or 0.0 for one in counted), actual=sum(one.actual or 0.0 for one in counted))


def together_forecast(standings: Iterable[Standing]) -> float | None:
    """The forecasts of those that have one, added up."""
    forecasts = [one.forecast for one in standings if one.forecast is not None]
    return sum(forecasts) if forecasts else None


def ranks(attainments: Mapping[str, float | None]) -> dict[str, int]:
    """Places by attainment, the best first; those without one take part in none.

    >>> ranks({"a": 0.9, "b": None, "c": 1.1, "d": 0.9})
    {'a': 2, 'c': 1, 'd': 2}
    """
    known = [value for value in attainments.values() if value is not None]
    return {name: 1 + sum(other > value for other in known) for name, value in attainments.items() if value is not None}
