"""Which days a unit works, as the Settings of its workbook say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc.calendar import MONDAY_TO_FRIDAY, Calendar, calendar_of
from xltargets.templates.working_days import WEEK_CODES
from xltargets.templates.working_days import WEEKEND as WEEKENDS

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract

WEEKEND = "settings.weekend"


def working_calendar(extract: Extract | None) -> Calendar:
    """The weekend, the days off and the make-up days of a workbook; an earlier version has days off only."""
    if extract is None:
        return MONDAY_TO_FRIDAY
    off, made_up = (days_of(extract, table) for table in ("holidays", "workdays"))
    code = WEEK_CODES[str(extract.fields.get(WEEKEND) or WEEKENDS.codes[0])]
    # A day that is in both is an error of its own, told at its cell.
    return calendar_of(np.array(off), np.array([day for day in made_up if day not in off]), code)


def days_of(extract: Extract, table: str) -> list[float]:
    """The days that a table lists, as serial numbers."""
    return [day for row in extract.rows.get(table, []) if isinstance(day := row.values.get("day"), float)]
