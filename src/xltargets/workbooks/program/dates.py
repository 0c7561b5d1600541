"""Functions of days, which are serial numbers. Those before March 1900 are left to the engine: hosts differ."""

from __future__ import annotations

import datetime
from calendar import monthrange
from functools import lru_cache

from xltargets.errors import CellError
from xltargets.workbooks.program.scalars import Value, number
from xltargets.workbooks.program.signals import Unsure

_BEFORE_FIRST = datetime.date(1899, 12, 30).toordinal()
_FIRST, _LAST = 61, 2_958_465


def _day(value: float) -> datetime.date:
    if not _FIRST <= value < _LAST + 1:
        raise Unsure
    return datetime.date.fromordinal(_BEFORE_FIRST + int(value))


@lru_cache(maxsize=16384)
def _moved(start: float, months: float, to_end: bool) -> float:
    day = _day(start)
    if abs(months) > 120_000:
        raise Unsure
    year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
    if not 1900 <= year <= 9999:
        raise Unsure
    last = monthrange(year, month + 1)[1]
    found = float(datetime.date(year, month + 1, last if to_end else min(day.day, last)).toordinal() - _BEFORE_FIRST)
    if found < _FIRST:
        raise Unsure
    return found


def edate(start: Value, months: Value) -> Value:
    """EDATE."""
    return _by_months(start, months, False)


def eomonth(start: Value, months: Value) -> Value:
    """EOMONTH."""
    return _by_months(start, months, True)


def _by_months(start: Value, months: Value, to_end: bool) -> Value:
    if start.__class__ is bool or months.__class__ is bool:
        raise Unsure
    day = number(start)
    if day.__class__ is CellError:
        return day
    count = number(months)
    return count if count.__class__ is CellError else _moved(day, count, to_end)


@lru_cache(maxsize=16384)
def _parts(value: float) -> tuple[float, float]:
    day = _day(value)
    return float(day.year), float(day.month)


def year(value: Value) -> Value:
    """YEAR."""
    found = number(value)
    return found if found.__class__ is CellError else _parts(found)[0]


def month(value: Value) -> Value:
    """MONTH."""
    found = number(value)
    return found if found.__class__ is CellError else _parts(found)[1]


def date(year_of: Value, month_of: Value, day_of: Value) -> Value:
    """DATE of a day that there is."""
    parts = [year_of, month_of, day_of]
    if any(one.__class__ is not float or not one.is_integer() for one in parts) or not 1901 <= year_of <= 9999:
        raise Unsure
    try:
        return float(datetime.date(*map(int, parts)).toordinal() - _BEFORE_FIRST)
    except ValueError:
        raise Unsure from None
