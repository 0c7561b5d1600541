"""The company scorecard, sheet Regions. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard.formula_parts import ATTAINMENT, STATUS_OF, loaded
from xltargets.templates.schema import Highlight, Kind, _, column


class Regions(schema.Table):
    """The people's figures, region by region."""

    title = _("Regions")
    rows = 1
    totals = True
    region = loaded(Kind.TEXT, _("Region"), key=True, width=18)
    people = column(Kind.COUNT, _("People"), total=True, formula="=COUNTIFS(people[region],[@region])")
    target = column(
        Kind.AMOUNT, _("Target of the year"), total=True, formula="=SUMIFS(people[target],people[region],[@region])"
    )
    target_so_far = column(
        Kind.AMOUNT, _("Target so far"), total=True, formula="=SUMIFS(people[target_so_far],people[region],[@region])"
    )
    actual = column(
        Kind.AMOUNT, _("Actual so far"), total=True, formula="=SUMIFS(people[actual],people[region],[@region])"
    )
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
