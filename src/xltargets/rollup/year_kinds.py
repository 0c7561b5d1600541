"""How the years of workbooks are divided, and what does not read years of weeks yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.year_kinds import PATTERN_OF

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract

YEAR_KIND, WEEKS = "settings.year_kind", "settings.weeks"
SHORT = 52
NOT_READ = N_("its year is divided into weeks ({pattern}), which so far only target plans and their hand-out read")
MONTHS = N_("months")


def kind_of(extract: Extract) -> str:
    """The code of how its year is divided; blank and workbooks that do not say it mean months."""
    return extract.text(YEAR_KIND) or "months"


def division(extract: Extract) -> tuple[str, float]:
    """What two years have in common that have the same periods: their pattern, and their weeks."""
    kind = kind_of(extract)
    return (kind, 0.0) if kind not in PATTERN_OF else (kind, extract.number(WEEKS) or float(SHORT))


def pattern_of(extract: Extract) -> str | Phrase:
    """How its year is divided, as people say it: 4-4-5 of 53 weeks, or months."""
    kind, weeks = division(extract)
    if kind not in PATTERN_OF:
        return Phrase(MONTHS)
    return Phrase(N_("{pattern} of {weeks} weeks"), pattern=PATTERN_OF[kind], weeks=int(weeks))


def why_not_read(extract: Extract) -> Phrase | None:
    """Why figures by month cannot be taken from a workbook: its periods are no months."""
    kind = kind_of(extract)
    return Phrase(NOT_READ, pattern=PATTERN_OF[kind]) if kind in PATTERN_OF else None
