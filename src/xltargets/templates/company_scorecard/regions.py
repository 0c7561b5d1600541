"""The company scorecard, sheet Regions. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard.formula_parts import ATTAINMENT, STATUS_OF, loaded
from xltargets.templates.row_formulas import count_where, sum_where
from xltargets.templates.schema import Highlight, Kind, _, column

_HERE = "people[region]=[@region]"


def _of_region(figure: str) -> str:
    """A figure of the region's people; there is none without a region."""
    return f'=IF([@region]="",0,{figure})'


class Regions(schema.Table):
    """The people's figures, region by region."""

    title = _("Regions")
    rows = 1
    totals = True
    region = loaded(Kind.TEXT, _("Region"), key=True, width=18)
    people = column(
        Kind.COUNT,
        _("People"),
        total=True,
        # What is vacant, or not by person, comes from no row of a workbook.
        formula=_of_region(count_where(_HERE, 'people[row]<>""')),
    )
    target = column(
        Kind.AMOUNT, _("Target of the year"), total=True, formula=_of_region(sum_where("people[target]", _HERE))
    )
    target_so_far = column(
        Kind.AMOUNT, _("Target so far"), total=True, formula=_of_region(sum_where("people[target_so_far]", _HERE))
    )
    actual = column(Kind.AMOUNT, _("Actual so far"), total=True, formula=_of_region(sum_where("people[actual]", _HERE)))
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=STATUS_OF,
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        formula="=IF(SUM([actual])=0,0,[@actual]/SUM([actual]))",
        highlight=Highlight.BAR,
    )
