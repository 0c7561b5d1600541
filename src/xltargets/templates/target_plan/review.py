"""The target plan, sheet Review. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.row_formulas import own_row, shown
from xltargets.templates.schema import Chart, Free, Highlight, Kind, RollUp, Series, SumsTo, _, column
from xltargets.templates.working_days import CALENDAR
from xltargets.templates.year_kinds import OF_WEEKS

_PACE = 'IF(SUM(periods[due])<=0,"",ACHIEVEMENT(status.actual,SUM(periods[due])))'


class Status(schema.Form):
    """Where the plan stands at the end of the last month with an actual."""

    title = _("Where we stand")
    headings = (_("Figure"), _("Value"), _("What it means"))
    anchor = "K4"
    widths = (25, 15, 47)
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of,IF(COUNT(review[actual])=0,settings.year_start-1,"
            'SUMIFS(periods[ends],periods[month],SUMPRODUCT(MAX((review[actual]<>"")*review[month])))))'
        ),
        help=_("The end of the last period with an actual."),
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual so far"),
        formula="=SUM(review[actual])",
        help=_("The sum of the actuals."),
        rollup=RollUp.SUM,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment of the year"),
        formula='=IF(settings.total=0,"",ACHIEVEMENT(status.actual,settings.total))',
        help=_("Of the target of the year."),
    )
    pace = column(
        Kind.RATIO,
        _("Pace"),
        formula=(
            f'=IF(OR(settings.total=0,COUNT(review[actual])=0),"",IF({OF_WEEKS},{_PACE},TARGET_PACE('
            "status.actual,settings.total,settings.year_start,settings.year_end,status.as_of,IF(settings.changes+COUNT(periods[fixed])=0,periods[weight],periods[target]),"
            f"{CALENDAR})))"
        ),
        help=_("Attainment over what was due; 100% is on pace."),
    )
    run_rate = column(
        Kind.AMOUNT,
        _("Needed each working day"),
        formula=(
            '=IF(status.as_of>=settings.year_end,"",REQUIRED_RUN_RATE(status.actual,settings.total,'
            f"settings.year_end,status.as_of,{CALENDAR}))"
        ),
        help=_("What each working day left must bring."),
    )
    forecast = column(
        Kind.AMOUNT,
        _("Forecast at finish"),
        formula=('=IF(SUMIFS(review[target],review[actual],"<>")=0,"",FORECAST_FINISH(review[actual],review[target]))'),
        help=_("If the open months go as those so far did."),
    )


class Review(schema.Table):
    """Actuals against targets, month by month, and what the open months must bring."""

    title = _("Month by month")
    follows = ("periods", 1)
    totals = True
    month = column(Kind.MONTH, _("Month"), key=True, formula="=" + own_row("periods[month]", "review"))
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula="=" + own_row("periods[target]", "review"),
        checks=[SumsTo("settings.total")],
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual"),
        free=Free.SIGNED,
        total=True,
        renewed=True,
        help=_("What was won in the month; leave months still open blank. A refresh fills it from the scorecard."),
        rollup=RollUp.SUM,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF(OR(NOT(ISNUMBER([@actual])),[@target]=0),"",ACHIEVEMENT([@actual],[@target]))',
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF(ISNUMBER([@attainment]),{shown(STATUS, "ACHIEVEMENT_STATUS([@attainment])")},"")',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    target_so_far = column(Kind.AMOUNT, _("Target so far"), formula='=SUMIFS([target],[month],"<="&[@month])')
    actual_so_far = column(
        Kind.AMOUNT,
        _("Actual so far"),
        formula='=IF(ISNUMBER([@actual]),SUMIFS([actual],[month],"<="&[@month]),"")',
    )
    attainment_so_far = column(
        Kind.RATIO,
        _("Attainment so far"),
        formula='=IF(OR(NOT(ISNUMBER([@actual])),[@target_so_far]=0),"",ACHIEVEMENT([@actual_so_far],[@target_so_far]))',
        help=_("What was won until then over what was aimed at until then."),
        width=12,
    )
    replanned = column(
        Kind.AMOUNT,
        _("Re-planned"),
        total=True,
        formula=(
            "=IF(COUNT([actual])=ROWS([actual]),[@actual],"
            + own_row("TARGET_REPLAN([target],[actual],settings.decimals)", "review")
            + ")"
        ),
        help=_("Closed months as they were; the open ones take up what is missing."),
    )


EMPTY = _("Enter each month's actual in Review, or let a refresh fill it; then this shows where the year is going.")


REVIEW_CHART = Chart(
    name="review_chart",
    title=_("Actual and target by month"),
    alt=_("Columns show each month's actual, a line its target, and a dashed line the re-planned target."),
    categories="review.month",
    series=(Series("review.actual"), Series("review.target", "line"), Series("review.replanned", "dashed")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="A below review",
    width=842,
    height=400,
    empty=EMPTY,
)


SO_FAR_CHART = Chart(
    name="so_far_chart",
    title=_("So far this year"),
    alt=_("Columns show the actual summed up month by month, a line the target summed up."),
    categories="review.month",
    series=(Series("review.actual_so_far"), Series("review.target_so_far", "line")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="K12",
    width=624,
    height=560,
    empty=EMPTY,
)
