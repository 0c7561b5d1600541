"""Working days between dates, counted as a spreadsheet's NETWORKDAYS.INTL does, and with make-up working days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NumProblem, ValueProblem
from xltargets.units.days import EPOCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORIGIN = np.datetime64(EPOCH)
LAST_DAY = 2958465
"""The last day that a spreadsheet knows, 31 December 9999."""
WEEKENDS = {
    1: "0000011",
    2: "1000001",
    3: "1100000",
    4: "0110000",
    5: "0011000",
    6: "0001100",
    7: "0000110",
    11: "0000001",
    12: "1000000",
    13: "0100000",
    14: "0010000",
    15: "0001000",
    16: "0000100",
    17: "0000010",
}
"""The days off of each code, a digit for each day from Monday on, as NETWORKDAYS.INTL has them."""


def as_date(serial: float) -> np.datetime64:
    """The day of a serial number of the 1900 system."""
    return ORIGIN + np.timedelta64(int(serial), "D")


def as_dates(serials: Any) -> Any:
    """The days of serial numbers."""
    return ORIGIN + np.asarray(serials).astype(np.int64).astype("timedelta64[D]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked."""

    week: str
    """A digit for each day from Monday on, 1 where it is off by the week."""
    off: NDArray[Any]
    """Holidays, as days."""
    made_up: NDArray[Any]
    """Working days that are off by the week, as rising serial numbers."""

    def count(self, first: Any, last: Any) -> Any:
        """Working days from `first` to `last`, both included; 0 when `last` is before `first`.

        >>> int(Calendar("0000011", np.array([], "M8[D]"), np.array([])).count(46023, 46053))  # January 2026
        22
        """
        first, last = np.asarray(first, dtype=float), np.asarray(last, dtype=float)
        extra = np.searchsorted(self.made_up, last, side="right") - np.searchsorted(self.made_up, first, side="left")
        if "0" in self.week:
            worked = [digit == "0" for digit in self.week]
            base = np.busday_count(as_dates(first), as_dates(last + 1), weekmask=worked, holidays=self.off)
            extra = extra + base
        return np.where(last < first, 0, extra)

    def days(self, first: float, last: float) -> int:
        """The same of one span."""
        return int(self.count(first, last))


def calendar_of(holidays: Any = None, workdays: Any = None, weekend: Any = 1.0) -> Calendar:
    """The calendar of a function's last three arguments; refuses a day that is both holiday and make-up day."""
    week = _week(weekend)
    off, made_up = _known(holidays, "holidays"), _known(workdays, "workdays")
    if made_up.size and off.size:
        both = np.isin(workdays, off)
        refuse(both, NumProblem, "workdays", workdays, N_("expected a day that is no holiday"))
    weekdays = (made_up + 5) % 7
    by_the_week = np.array([digit == "1" for digit in week])
    return Calendar(week, as_dates(off), made_up[by_the_week[weekdays.astype(int)]])


def _known(days: Any, argument: str) -> Any:
    if days is None:
        return np.array([])
    check_days(days, argument)
    return np.unique(days[~np.isnan(days)])


def check_days(days: Any, argument: str) -> None:
    """Refuse a day that no spreadsheet knows."""
    refuse(np.greater(days, LAST_DAY), NumProblem, argument, days, N_("expected a day before the year 10000"))


def _week(weekend: str | float) -> str:
    expected = N_("expected a code of NETWORKDAYS.INTL (1 to 7, 11 to 17) or seven digits 0 and 1, Monday first")
    if isinstance(weekend, str):
        if len(weekend) != 7 or not set(weekend) <= {"0", "1"}:
            raise ValueProblem("weekend", weekend, expected)
        return weekend
    week = WEEKENDS.get(int(weekend)) if weekend == int(weekend) else None
    if week is None:
        raise NumProblem("weekend", weekend, expected)
    return week


MONDAY_TO_FRIDAY = calendar_of()
"""What holds where nobody says otherwise."""
