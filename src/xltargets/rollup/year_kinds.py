"""How the years of workbooks are divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.calc.fiscal_year import SHORT
from xltargets.calc.named_year import NamedYear, first_of_month, named_year
from xltargets.errors import N_, Phrase
from xltargets.templates.year_kinds import PATTERN_OF
from xltargets.units.days import is_serial

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract

YEAR_KIND, WEEKS = "settings.year_kind", "settings.weeks"
OTHERWISE = N_("its year is divided into {found}, that of the others into {expected}")
OTHER_THAN_THIS = N_("its year is divided into {found}, that of this workbook into {expected}")
MONTHS = N_("months")


def kind_of(extract: Extract) -> str:
    """The code of how its year is divided; blank and workbooks that do not say it mean months."""
    return extract.text(YEAR_KIND) or "months"


def division(extract: Extract) -> tuple[str, float]:
    """What two years have in common that have the same periods: their pattern, and their weeks."""
    kind = kind_of(extract)
    return (kind, 0.0) if kind not in PATTERN_OF else (kind, extract.number(WEEKS) or float(SHORT))


def year_of(extract: Extract) -> NamedYear | None:
    """Its year by names and days; None where Settings do not say when it begins."""
    pattern, weeks = PATTERN_OF.get(kind_of(extract)), extract.fields.get(WEEKS)
    return named_year(extract.fields.get("settings.year_start"), pattern, weeks)


def name_of(extract: Extract | None, day: object) -> float | None:
    """After which month the period of a day is named, None of what is no day; without a workbook the day's month."""
    if not isinstance(day, float) or not is_serial(day):
        return None
    year = None if extract is None else year_of(extract)
    return first_of_month(day) if year is None else year.name(day)


def pattern_of(extract: Extract) -> str | Phrase:
    """How its year is divided, as people say it: 4-4-5 of 53 weeks, or months."""
    return said(division(extract))


def said(own: tuple[str, float]) -> str | Phrase:
    """A division as people say it: 4-4-5 of 53 weeks, or months."""
    kind, weeks = own
    if kind not in PATTERN_OF:
        return Phrase(MONTHS)
    return Phrase(N_("{pattern} of {weeks} weeks"), pattern=PATTERN_OF[kind], weeks=int(weeks))
