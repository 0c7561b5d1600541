"""The target plan, sheet Dashboard. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Chart, Choices, Kind, Series, Shape, Tiles, _, column
from xltargets.templates.target_plan.review import EMPTY

TILES = Tiles(
    "figures",
    (
        "status.attainment",
        "status.pace",
        "status.actual",
        "status.forecast",
        "status.run_rate",
        "ahead.coverage",
    ),
    anchor="A4",
    spans=(1, 1, 2, 2, 4, 4),
)


_ROW = row_number("bridge", "step")
_DUE = 'SUMIFS(review[target],review[actual],"<>")'
_REST = f"(settings.total-{_DUE})"
_IS_LEVEL = f"OR({_ROW}=1,{_ROW}=3,{_ROW}>5)"
STEP = Choices(
    "step",
    (
        ("Due", _("Target so far")),
        ("Gap", _("Difference so far")),
        ("Actual", _("Actual so far")),
        ("Rest", _("Rest as planned")),
        ("Rate", _("At this rate")),
        ("Forecast", _("Forecast at finish")),
        ("Target", _("Target of the year")),
    ),
)


class Bridge(schema.Table):
    """From the target so far to the actual, from there to the forecast, beside the target of the year."""

    title = _("From target to forecast")
    rows = 7
    anchor = "A25"
    since = 2
    step = column(Kind.CHOICE, _("Step"), key=True, formula=f"=INDEX(labels.step,{_ROW})", choices=STEP, width=24)
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        formula=(
            '=IF(OR(COUNT(review[actual])=0,NOT(ISNUMBER(status.forecast))),"",'
            f"CHOOSE({_ROW},{_DUE},status.actual-{_DUE},status.actual,{_REST},"
            f"status.forecast-status.actual-{_REST},status.forecast,settings.total))"
        ),
    )
    ends = column(
        Kind.AMOUNT,
        _("Ends at"),
        formula=(
            f'=IF([@amount]="","",CHOOSE({_ROW},{_DUE},status.actual,status.actual,status.actual+{_REST},'
            "status.forecast,status.forecast,settings.total))"
        ),
    )
    begins = column(
        Kind.AMOUNT,
        _("Begins at"),
        formula=f'=IF([@amount]="","",IF({_IS_LEVEL},0,[@ends]-[@amount]))',
    )
    below = column(
        Kind.AMOUNT,
        _("Below the step"),
        formula='=IF([@amount]="","",MAX(0,MIN([@begins],[@ends])))',
        help=_("What the chart leaves blank below the step."),
    )
    level = column(Kind.AMOUNT, _("Total"), formula=f'=IF([@amount]="","",IF({_IS_LEVEL},MAX(0,[@amount]),0))')
    more = column(Kind.AMOUNT, _("Upwards"), formula=f'=IF([@amount]="","",IF({_IS_LEVEL},0,MAX(0,[@amount])))')
    less = column(Kind.AMOUNT, _("Downwards"), formula=f'=IF([@amount]="","",IF({_IS_LEVEL},0,MAX(0,-[@amount])))')


BRIDGE_CHART = Chart(
    name="bridge_chart",
    title=_("From target to forecast"),
    alt=_("Columns from the target so far to the actual, from there to the forecast, and the target of the year."),
    categories="bridge.step",
    series=(
        Series("bridge.below", "hidden"),
        Series("bridge.level", "total"),
        Series("bridge.more", "gain"),
        Series("bridge.less", "loss"),
    ),
    x_title="",
    y_title="",
    anchor="A7",
    width=582,
    height=318,
    shape=Shape.WATERFALL,
    category_kind=Kind.TEXT,
    empty=EMPTY,
)


YEAR_CHART = Chart(
    name="year_chart",
    title=_("So far this year"),
    alt=_("Columns show the actual summed up month by month, a line the target summed up."),
    categories="review.month",
    series=(Series("review.actual_so_far"), Series("review.target_so_far", "line")),
    x_title="",
    y_title="",
    anchor="F7",
    width=702,
    height=318,
    empty=EMPTY,
)
