"""Functions of days, which are serial numbers. Those before March 1900 are left to the engine: hosts differ."""

from __future__ import annotations

import datetime
from calendar import monthrange
from functools import lru_cache
from typing import Any

from xltargets.calc.calendar import WEEKENDS
from xltargets.errors import CellError
from xltargets.units.days import EPOCH
from xltargets.workbooks.program.ranges import Range, need_range
from xltargets.workbooks.program.scalars import Value, number
from xltargets.workbooks.program.signals import Unsure

_BEFORE_FIRST = EPOCH.toordinal()
_FIRST, _LAST = 61, 2_958_465


def _day(value: float) -> datetime.date:
    if not _FIRST <= value < _LAST + 1:
        raise Unsure
    return datetime.date.fromordinal(_BEFORE_FIRST + int(value))


@lru_cache(maxsize=16384)
def _moved(start: float, months: float, to_end: bool) -> float:
    begin = _day(start)
    if abs(months) > 120_000:
        raise Unsure
    years, rest = divmod(begin.year * 12 + begin.month - 1 + int(months), 12)
    if not 1900 <= years <= 9999:
        raise Unsure
    last = monthrange(years, rest + 1)[1]
    found = float(datetime.date(years, rest + 1, last if to_end else min(begin.day, last)).toordinal() - _BEFORE_FIRST)
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
    begin = number(start)
    if begin.__class__ is CellError:
        return begin
    count = number(months)
    return count if count.__class__ is CellError else _moved(begin, count, to_end)


@lru_cache(maxsize=16384)
def _parts(value: float) -> tuple[float, float, float]:
    found = _day(value)
    return float(found.year), float(found.month), float(found.day)


def year(value: Value) -> Value:
    """YEAR."""
    found = number(value)
    return found if found.__class__ is CellError else _parts(found)[0]


def month(value: Value) -> Value:
    """MONTH."""
    found = number(value)
    return found if found.__class__ is CellError else _parts(found)[1]


def day(value: Value) -> Value:
    """DAY."""
    found = number(value)
    return found if found.__class__ is CellError else _parts(found)[2]


def networkdays(start: Value, end: Value, holidays: Any = None) -> Value:
    """NETWORKDAYS: the days from Monday to Friday from one day to another, without the holidays among them."""
    return networkdays_intl(start, end, 1.0, holidays)


def networkdays_intl(start: Value, end: Value, weekend: Value, holidays: Any = None) -> Value:
    """NETWORKDAYS.INTL: the days from one day to another, without the weekend that a code names and the holidays."""
    cells = None if holidays is None else need_range(holidays)
    free = _free(cells) if cells is not None else set()
    wrong = [one for one in (_wrong(start), _wrong(end)) if one is not None]
    others = set(map(CellError, cells.errors)) if cells is not None else set()
    if weekend.__class__ is CellError:
        others.add(weekend)
    if len(others.union(wrong[:1])) > 1:
        raise Unsure  # which of several errors is told differs by program
    if others:
        return others.pop()
    week = _week(weekend)
    if wrong:
        return wrong[0]
    first, last = _day(start).toordinal(), _day(end).toordinal()
    if first > last:
        raise Unsure
    off = sum(first <= one <= last and week[(one - 1) % 7] == "0" for one in free)
    return float(_worked(last, week) - _worked(first - 1, week) - off)


def _wrong(value: Value) -> CellError | None:
    """The error that comes of what is no day."""
    if value is None or value.__class__ is bool:
        raise Unsure
    found = number(value)
    if isinstance(found, CellError):
        return found
    _day(found)
    return None


def _free(holidays: Range) -> set[int]:
    """The holidays by their place in the calendar; a text among them is passed over."""
    if holidays.has_truth or holidays.has_doubtful_text:
        raise Unsure
    return {_day(one).toordinal() for one in holidays.numbers}


def _week(weekend: Value) -> str:
    """A digit for each day from Monday on, 1 where it is off."""
    if isinstance(weekend, str) and len(weekend) == 7 and not weekend.strip("01"):
        return weekend
    if not isinstance(weekend, float) or weekend not in WEEKENDS:
        raise Unsure
    return WEEKENDS[int(weekend)]


def _worked(ordinal: int, week: str) -> int:
    """How many days are worked up to a day; the first of all days is a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return week.count("0") * weeks + week[:rest].count("0")


def date(year_of: Value, month_of: Value, day_of: Value) -> Value:
    """DATE of a day that there is."""
    parts = [year_of, month_of, day_of]
    if any(one.__class__ is not float or not one.is_integer() for one in parts) or not 1901 <= year_of <= 9999:
        raise Unsure
    try:
        return float(datetime.date(*map(int, parts)).toordinal() - _BEFORE_FIRST)
    except ValueError:
        raise Unsure from None
