"""After which month the period of a sale is named, by how the Settings of a new workbook divide its year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.calc.fiscal_year import SHORT
from xltargets.calc.named_year import NamedYear
from xltargets.templates.year_kinds import PATTERN_OF
from xltargets.units.days import day_of, serial_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

DIVISION = ("year_start", "year_kind", "weeks")
"""What Settings say of the year."""


def year_of(settings: Mapping[str, Any]) -> NamedYear:
    """The year that Settings describe; `year_start` is there."""
    pattern = PATTERN_OF.get(str(settings.get("year_kind")))
    return NamedYear(settings["year_start"], pattern, int(settings.get("weeks") or SHORT))


def first_month(settings: Mapping[str, Any]) -> datetime.date:
    """The first of the month after which the first period of the year is named.

    >>> import datetime
    >>> first_month({"year_start": datetime.date(2023, 1, 29), "year_kind": "w454"})
    datetime.date(2023, 2, 1)
    """
    return day_of(year_of(settings).names[0])


def named_months(
    months: Iterable[datetime.date], days: Iterable[datetime.date], settings: Mapping[str, Any]
) -> list[datetime.date]:
    """The month of each sale: its own in a year of months, that after which its period is named in one of weeks."""
    if PATTERN_OF.get(str(settings.get("year_kind"))) is None:
        return list(months)
    year = year_of(settings)
    known: dict[datetime.date, datetime.date] = {}
    named = []
    for day in days:
        if day not in known:
            known[day] = day_of(year.name_in_its_year(float(serial_of(day))))
        named.append(known[day])
    return named
