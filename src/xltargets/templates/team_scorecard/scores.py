"""The team scorecard, sheet Scores. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import coded, row_where
from xltargets.templates.schema import Free, Highlight, Kind, _, column
from xltargets.templates.team_scorecard.words import DIRECTION


def _of_kpi(key: str) -> str:
    return f"INDEX(kpis[{key}],{row_where('kpis[kpi]=[@kpi]')})"


class Scores(schema.Table):
    """What each member reached in each KPI."""

    title = _("Scores")
    rows = 24
    spare = 12
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who is measured."), width=24
    )
    kpi = column(
        Kind.TEXT, _("KPI"), key=True, required=True, references="kpis.kpi", help=_("From the sheet KPIs."), width=26
    )
    actual = column(
        Kind.NUMBER, _("Actual"), free=Free.SCALE, help=_("What was measured; blank if it is not known yet.")
    )
    target = column(Kind.NUMBER, _("Target"), formula=f'=IF([@kpi]="","",{_of_kpi("target")})')
    score = column(
        Kind.RATIO,
        _("Score"),
        formula=(
            '=IF(OR([@kpi]="",[@actual]=""),"",KPI_SCORE([@actual],[@target],'
            + coded(DIRECTION, _of_kpi("direction"))
            + f",{_of_kpi('worst')}))"
        ),
        highlight=Highlight.BAR,
        help=_("0% at the worst value, 100% at the target, at most 120%."),
    )
    weight = column(
        Kind.RATIO,
        _("Weight"),
        formula=f'=IF([@score]="","",{_of_kpi("weight")})',
        help=_("A KPI without a score drops out with its weight."),
    )
    points = column(Kind.RATIO, _("Points"), formula='=IF([@score]="","",[@score]*[@weight])')
