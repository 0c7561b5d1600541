"""Days: the serial numbers of a spreadsheet as dates, and the months between them."""

from __future__ import annotations

import datetime

EPOCH = datetime.date(1899, 12, 30)
"""Day 0 of the 1900 system, right from 1 March 1900 on: before it, spreadsheets count a 29 February that never was."""
EPOCH_1904 = datetime.date(1904, 1, 1)
"""Day 0 of the 1904 system, which old files of Excel for Mac have."""

EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)
"""The first and the last day that a plan can hold: what its cells take when one types, and an import fills in."""

FIRST_DAY, LAST_DAY = 366.0, 109_574.0
_LAST_SERIAL = 2_958_465
"""31 December 9999, where calendars of spreadsheets end."""


def serial_of(day: datetime.date, *, date1904: bool = False) -> float:
    """A day, or a moment whatever its time zone, as a spreadsheet's serial number.

    >>> serial_of(datetime.date(2026, 1, 1)), serial_of(datetime.datetime(2026, 1, 1, 18))
    (46023.0, 46023.75)
    """
    epoch = EPOCH_1904 if date1904 else EPOCH
    if not isinstance(day, datetime.datetime):
        return float((day - epoch).days)
    start = datetime.datetime.combine(epoch, datetime.time())
    return (day.replace(tzinfo=None) - start) / datetime.timedelta(days=1)


def day_of(serial: float, *, date1904: bool = False) -> datetime.date:
    """The day of a serial number, whatever the hour. One that no calendar has is an OverflowError.

    >>> day_of(46023.75), day_of(44561, date1904=True)
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 1))
    """
    return (EPOCH_1904 if date1904 else EPOCH) + datetime.timedelta(serial // 1)


def moment_of(serial: float, *, date1904: bool = False) -> datetime.datetime:
    """Day and time of a serial number.

    >>> moment_of(46023.75)
    datetime.datetime(2026, 1, 1, 18, 0)
    """
    start = datetime.datetime.combine(EPOCH_1904 if date1904 else EPOCH, datetime.time())
    return start + datetime.timedelta(days=serial)


def today() -> float:
    """This computer's day as a serial number."""
    return serial_of(datetime.datetime.now().date())


def is_serial(value: object) -> bool:
    """Whether a calendar has a day of that number at all, so that it can be shown as one.

    >>> is_serial(46023.0), is_serial(3e9), is_serial(True)
    (True, False, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < _LAST_SERIAL + 1


def is_plausible(serial: float) -> bool:
    """Whether a number can be meant as a day, from 1901 to 2199; any other is 20260131, or a price.

    >>> is_plausible(46023), is_plausible(20260131)
    (True, False)
    """
    return FIRST_DAY <= serial <= LAST_DAY


def shown_month(serial: float) -> str:
    """The month of a serial number, as it is written in messages.

    >>> shown_month(46023)
    '2026-01'
    """
    return f"{day_of(serial):%Y-%m}"


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The first of the month that lies so many months after a day's.

    >>> months_later(datetime.date(2025, 11, 30), 2)
    datetime.date(2026, 1, 1)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


def months_between(first: datetime.date, last: datetime.date) -> int:
    """How many months lie between the months of two days, below 0 if the last is earlier.

    >>> months_between(datetime.date(2025, 11, 30), datetime.date(2026, 1, 1))
    2
    """
    return (last.year - first.year) * 12 + last.month - first.month
