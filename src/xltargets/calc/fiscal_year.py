"""A fiscal year as periods with dates: months, quarters or halves from any month, or weeks as 4-4-5, 4-5-4 or 5-4-4.

Whoever assigns a day to a period asks `FiscalYear.number`; no reader then needs to know how the year is divided. By
which names workbooks know the periods says `named_year`.

Source: the calendar of the National Retail Federation, whose year begins on the Sunday that is nearest to 1 February
(https://nrf.com/resources/4-5-4-calendar).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import N_, NumProblem
from xltargets.units.days import months_later, serial_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONTHS, QUARTERS, WEEK = 12, 4, 7
SHORT, LONG = 52, 53
PATTERNS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}
"""The weeks of the three periods of each quarter."""


class Near(Enum):
    """On which of its weekday's days a year of weeks ends."""

    NEAREST = "nearest"
    """The one nearest to the last day of the month before."""
    LAST = "last"
    """The last one in the month before."""


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The periods of a year, without gaps."""

    firsts: NDArray[Any]
    """The first day of each period, as rising serial numbers."""
    end: float
    """The last day of the year."""

    def number(self, days: Any) -> Any:
        """The number of the period, from 1, in which each day lies; 0 outside the year.

        >>> months_of_year(datetime.date(2026, 4, 1)).number([46113.0, 46142.5, 46143.0, 46112.0, 46478.0]).tolist()
        [1, 1, 2, 0, 0]
        """
        whole = np.floor(np.asarray(days, dtype=float))
        found = np.searchsorted(self.firsts, whole, side="right")
        return np.where(whole > self.end, 0, found)

    @property
    def lasts(self) -> NDArray[Any]:
        """The last day of each period."""
        return np.append(self.firsts[1:] - 1, self.end)

    @property
    def spans(self) -> list[tuple[float, float]]:
        """The first and the last day of each period."""
        return list(zip(self.firsts.tolist(), self.lasts.tolist(), strict=True))

    @property
    def weeks(self) -> float:
        """How many weeks it has; a part of one in a year of months."""
        return float(self.end - self.firsts[0] + 1) / WEEK


def months_of_year(start: datetime.date, length: int = 1) -> FiscalYear:
    """A year from the month of a day on, in periods of 1, 3 or 6 months.

    >>> months_of_year(datetime.date(2026, 4, 1), 6).firsts.tolist()
    [46113.0, 46296.0]
    """
    if length not in (1, 3, 6):
        raise NumProblem("length", length, N_("expected periods of 1, 3 or 6 months"))
    firsts = [serial_of(months_later(start, number)) for number in range(0, MONTHS, length)]
    return FiscalYear(np.array(firsts), serial_of(months_later(start, MONTHS)) - 1)


def first_day(year: int, month: int, weekday: int, near: Near = Near.NEAREST) -> datetime.date:
    """The first day of the year of weeks that begins about the first of a month.

    Args:
        year: In which that month lies.
        month: Its number.
        weekday: On which years begin: 0 is Monday, 6 is Sunday. They end on the day before it.
        near: To what the end of the year before holds.

    >>> first_day(2023, 2, 6), first_day(2026, 10, 6, Near.LAST)
    (datetime.date(2023, 1, 29), datetime.date(2026, 9, 27))
    """
    start = datetime.date(year, month, 1)
    # The year begins on the day after the one that it ends on: up to six days before the first, or three around it.
    back = (start.weekday() - weekday) % WEEK
    if near is Near.NEAREST and back > WEEK // 2:
        back -= WEEK
    return start - datetime.timedelta(days=back)


def year_of_weeks(start: datetime.date, following: datetime.date, pattern: str = "4-4-5") -> FiscalYear:
    """The twelve periods from a day on to the first day of the year after it; a 53rd week is the last period's.

    >>> from xltargets.units.days import day_of
    >>> year = year_of_weeks(first_day(2023, 2, 6), first_day(2024, 2, 6), "4-5-4")
    >>> year.weeks, day_of(year.lasts[-2] + 1), day_of(year.end)
    (53.0, datetime.date(2023, 12, 31), datetime.date(2024, 2, 3))
    """
    if pattern not in PATTERNS:
        raise NumProblem("pattern", pattern, N_("expected 4-4-5, 4-5-4 or 5-4-4"))
    days = (following - start).days
    if days not in (SHORT * WEEK, LONG * WEEK):
        raise NumProblem("following", days, N_("expected a year of 52 or 53 weeks, which are 364 or 371 days"))
    weeks = np.cumsum([0, *PATTERNS[pattern] * QUARTERS])[:MONTHS]
    return FiscalYear(serial_of(start) + WEEK * weeks.astype(float), serial_of(following) - 1)


def weeks_from(year: int, month: int, weekday: int, pattern: str = "4-4-5", near: Near = Near.NEAREST) -> FiscalYear:
    """The year of weeks that begins about the first of a month.

    >>> from xltargets.units.days import day_of
    >>> [day_of(first).isoformat() for first in weeks_from(2023, 2, 6, "4-5-4").firsts[:3]]
    ['2023-01-29', '2023-02-26', '2023-04-02']
    """
    start, following = (first_day(one, month, weekday, near) for one in (year, year + 1))
    return year_of_weeks(start, following, pattern)
