"""XL628: workbooks of one company whose years have other periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.across.given import Across, Disagreement, at_field, source_of_field
from xltargets.rollup.admission import COMPANY, PLAN
from xltargets.rollup.year_kinds import YEAR_KIND, division, pattern_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract

YEAR_START = "settings.year_start"


@rule("XL628", "periods-differ", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def periods_differ(across: Across) -> Iterator[Disagreement]:
    """A workbook's year is divided otherwise than the company's: into months, or into other weeks.

    What it does
        Compares how Settings divide the year with the company's plan (--expect), or with most target plans.

    Why it matters
        March of four weeks and March of a month are two times. Their targets and actuals cannot be added.

    Example
        The year of North's plan is divided into weeks 4-4-5, that of all others into months.

    How to repair
        Hand out again into another folder, or correct the division in Settings.

    Safe repair
        None.
    """
    company = across.expected or _usual(across)
    if company is None:
        return
    for extract in across.extracts.values():
        if extract.template == COMPANY or extract is company or division(extract) == division(company):
            continue
        at = at_field(extract, YEAR_KIND if YEAR_KIND in extract.places else YEAR_START)
        where = YEAR_KIND if YEAR_KIND in company.places else YEAR_START
        values = {"mine": pattern_of(extract), "theirs": pattern_of(company), "source": source_of_field(company, where)}
        message = N_("The year is divided into {mine} here and into {theirs} in {source}.")
        repair = N_("Hand out again into another folder, or correct the division in Settings.")
        yield Disagreement(extract.file, Fault(at, message, repair, values=values))


def _usual(across: Across) -> Extract | None:
    """A plan whose year is divided as most are; None where as many say one thing as another."""
    plans = [extract for extract in across.extracts.values() if extract.template == PLAN]
    found = Counter(map(division, plans)).most_common(2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return next(plan for plan in plans if division(plan) == found[0][0])
