"""Whether a workbook's year is divided into weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.fiscal_year import SHORT
from xltargets.calc.named_year import NamedYear, first_of_month, named_year
from xltargets.templates.year_kinds import PATTERN_OF

if TYPE_CHECKING:
    from xltargets.views.view import View


def pattern_in(view: View) -> str | None:
    """Its weeks, such as 4-4-5; None for a year of months."""
    slot = view.fields.get("settings.year_kind")
    code = None if slot is None or not isinstance(slot.value, str) else slot.heading.code_of(slot.value)
    return PATTERN_OF.get(str(code))


def division_in(view: View) -> tuple[str, float]:
    """The code of how its year is divided, and of one of weeks how many it has."""
    slot, weeks = (view.fields.get(f"settings.{key}") for key in ("year_kind", "weeks"))
    code = None if slot is None or not isinstance(slot.value, str) else slot.heading.code_of(slot.value)
    if code not in PATTERN_OF:
        return "months", 0.0
    return str(code), weeks.value if weeks is not None and isinstance(weeks.value, float) else float(SHORT)


def year_in(view: View) -> NamedYear | None:
    """Its year by names and days; None where Settings do not say when it begins."""
    start, weeks = (view.fields.get(f"settings.{key}") for key in ("year_start", "weeks"))
    return named_year(None if start is None else start.value, pattern_in(view), None if weeks is None else weeks.value)


def name_in(view: View, day: float) -> float:
    """After which month the period of a day is named."""
    year = year_in(view)
    return first_of_month(day) if year is None else year.name(day)
