"""The company scorecard, sheet Teams. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.company_scorecard.formula_parts import ATTAINMENT, RANK, STATUS_OF, loaded
from xltargets.templates.row_formulas import row_number, sum_where
from xltargets.templates.schema import Highlight, Kind, Mark, Tone, _, column


class Teams(schema.Table):
    """Every team's target, actual and prospects, each with the file that it comes from."""

    title = _("Teams")
    rows = 1
    totals = True
    unit = loaded(Kind.TEXT, _("Unit"), key=True, width=22)
    region = loaded(Kind.TEXT, _("Region"), width=14)
    owner = loaded(Kind.TEXT, _("Owner"), width=18)
    target = loaded(Kind.AMOUNT, _("Target of the year"), total=True)
    target_so_far = loaded(Kind.AMOUNT, _("Target so far"), total=True)
    actual = loaded(Kind.AMOUNT, _("Actual so far"), total=True)
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=STATUS_OF,
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(Kind.COUNT, _("Rank"), formula=RANK, width=8)
    forecast = loaded(Kind.AMOUNT, _("Forecast at finish"), total=True)
    gap = column(
        Kind.AMOUNT,
        _("Forecast less target"),
        total=True,
        formula='=IF(OR([@forecast]="",[@target]=""),"",[@forecast]-[@target])',
        marks=[Mark(Tone.BAD, "AND(ISNUMBER([@gap]),[@gap]<0)")],
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        total=True,
        formula='=IF([@unit]="",0,' + sum_where("pipeline[in_year]", "pipeline[unit]=[@unit]") + ")",
        help=_("Open deals that are to close within the year, amount times probability."),
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula=('=IF(OR(1*[@logs]=0,[@actual]="",1*[@target]<=1*[@actual]),"",[@pipeline]/([@target]-[@actual]))'),
        help=_("Weighted pipeline over what is left of the target, of a team that has a CRM log."),
    )
    losses = column(
        Kind.AMOUNT,
        _("Expected loss"),
        total=True,
        formula='=IF([@unit]="",0,' + sum_where("risks[expected]", "risks[unit]=[@unit]") + ")",
    )
    order = column(
        Kind.COUNT,
        _("Order"),
        formula=(
            "=IF(ISNUMBER([@attainment]),RANK([@attainment],[attainment])+COUNTIFS(INDEX([attainment],1):"
            + f'INDEX([attainment],{row_number("teams", "unit")}),[@attainment])-1,"")'
        ),
        help=_("By attainment, for the ranking."),
        width=8,
    )
    target_from = loaded(Kind.TEXT, _("Target from"), width=38)
    actual_from = loaded(Kind.TEXT, _("Actual from"), width=38)
    until = loaded(
        Kind.DATE, _("Actuals until"), since=2, help=_("The last day up to which its actuals are there and counted.")
    )
    logs = loaded(Kind.COUNT, _("CRM logs"), since=2, help=_("How many CRM logs have its deals."))
    gross = column(
        Kind.AMOUNT,
        _("Open pipeline, this year"),
        total=True,
        since=2,
        formula=(
            '=IF([@unit]="",0,'
            + sum_where(
                "pipeline[amount]",
                "pipeline[unit]=[@unit]",
                "pipeline[expected]>0",
                "pipeline[expected]<=settings.year_end",
            )
            + ")"
        ),
        help=_("Open deals that are to close within the year, in full."),
    )
    currency = loaded(Kind.TEXT, _("Currency"), since=2, help=_("Of its workbooks; amounts here are the company's."))
    rates_effect = loaded(
        Kind.AMOUNT,
        _("Effect of rates"),
        total=True,
        since=2,
        help=_("How much more the actual so far is at the actual rates of its months; blank without them."),
    )
