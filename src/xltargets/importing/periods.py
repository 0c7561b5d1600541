"""Periods as people write them: a month, a quarter, a half, a year, with or without the year."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.figures_in_files import Ambiguous, read_dates
from xltargets.importing.raw import filled
from xltargets.units.days import EARLIEST, LATEST, months_later
from xltargets.units.names import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

Period = tuple[datetime.date, int]
"""The first month, and how many months from it."""

_YEAR = r"(?:fy ?|cy )?(?P<year>(?:19|20)\d\d) ?年?(?:度)?"
_PART = (
    r"(?:(?:q|quarter ?|第)(?P<quarter>[1-4一二三四])(?: ?季度?)?|(?P<quarter2>[一二三四]) ?季度?"
    r"|(?:h|half ?)(?P<half>[12])|(?P<halfyear>[上下]) ?半年)"
)
_SIGN = r" ?[-_/.,]? ?"
_FORMS = tuple(
    re.compile(form, re.ASCII | re.I) for form in (rf"{_YEAR}{_SIGN}{_PART}", rf"{_PART}{_SIGN}{_YEAR}", _PART, _YEAR)
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
_NAMES = {name: place for place, name in enumerate((*_MONTHS, "december"), 1)}
_NAMES |= {name[:3]: place for name, place in list(_NAMES.items())} | {f"{place}月": place for place in range(1, 13)}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def read_periods(
    cells: Iterable[Any], year_start: datetime.date | None = None, order: str | None = None
) -> list[Period | None]:
    """A column of periods; None for what is none.

    What has no year is of the year that begins with `year_start`. Raises `Ambiguous` where that is not known, and for
    quarters of a year that does not begin in January, which people count in two ways.

    >>> read_periods(["2026-01", "Q2 2026", "2026年下半年", "FY2026", "soon"])[:3]
    [(datetime.date(2026, 1, 1), 1), (datetime.date(2026, 4, 1), 3), (datetime.date(2026, 7, 1), 6)]
    >>> read_periods(["Feb", "1月"], datetime.date(2026, 2, 1))
    [(datetime.date(2026, 2, 1), 1), (datetime.date(2027, 1, 1), 1)]
    """
    values = [str(int(cell)) if _is_year(cell) else cell for cell in cells]
    named = [
        _named(bare(cell).lower(), year_start) if isinstance(cell, str) and filled(cell) else None for cell in values
    ]
    rest = [cell if one is None else None for cell, one in zip(values, named, strict=True)]
    days = read_dates(rest, order)
    months = [None if day is None else (day.replace(day=1), 1) for day in days]
    return [one or month for one, month in zip(named, months, strict=True)]


def _is_year(cell: Any) -> bool:
    """Whether a number can only be a year."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell in range(EARLIEST.year, LATEST.year)


def _named(text: str, year_start: datetime.date | None) -> Period | None:
    if text in _NAMES:
        if year_start is None:
            raise Ambiguous(
                N_("{example} is of no year; add --year-start with the first day of the year"),
                options=("--year-start", f"{datetime.date.today().year}-01-01"),
                example=text,
            )
        later = (_NAMES[text] - year_start.month) % 12
        return months_later(year_start, later), 1
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    quarter, half = parts.get("quarter") or parts.get("quarter2"), parts.get("half") or parts.get("halfyear")
    year = parts.get("year")
    if year is None and year_start is None:
        raise Ambiguous(
            N_("{example} is of no year; add --year-start with the first day of the year"),
            options=("--year-start", f"{datetime.date.today().year}-01-01"),
            example=text,
        )
    if year_start is not None and year_start.month != 1:
        raise Ambiguous(
            N_("{example} can be counted from January or from the year's first month; write the first month instead"),
            example=text,
        )
    first = datetime.date(int(year) if year is not None else year_start.year, 1, 1)  # type: ignore[union-attr]
    if quarter is not None:
        return months_later(first, 3 * (_DIGITS.get(quarter) or int(quarter)) - 3), 3
    if half is not None:
        return months_later(first, 6 * (_DIGITS.get(half) or int(half)) - 6), 6
    return first, 12
