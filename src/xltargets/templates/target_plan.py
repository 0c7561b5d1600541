"""The target plan: a year's target, split over months and people, and reviewed month by month. Declarations only."""

from __future__ import annotations

import datetime

from xltargets.templates import schema
from xltargets.templates.schema import (
    Ascending,
    Chart,
    Choices,
    Highlight,
    Kind,
    Matrix,
    Role,
    RollUp,
    Series,
    Sheet,
    SumsTo,
    Template,
    _,
    column,
)


def _own_row(result: str, table: str, key: str = "month") -> str:
    """The element of a spilled result that belongs to this row: a spill cannot live inside an Excel table."""
    return f"INDEX({result},{_row(table, key)})"


def _row(table: str, key: str = "month") -> str:
    """The number of this row in its table. One header cell, because LibreOffice takes no row of several."""
    return f"ROW()-ROW({table}[[#Headers],[{key}]])"


CURRENCIES = ("USD", "EUR", "GBP", "CNY", "TWD", "JPY", "HKD", "SGD", "AUD", "CAD", "CHF", "INR", "KRW")
STATUS = Choices("status", (("Green", _("Green")), ("Amber", _("Amber")), ("Red", _("Red"))))


class Settings(schema.Form):
    """What holds for the whole plan."""

    title = _("Settings")
    widths = (26, 22, 54)
    organisation = column(Kind.TEXT, _("Organisation"), help=_("The company as it appears in print."))
    unit = column(Kind.TEXT, _("Unit"), required=True, help=_("The team or department that this plan is for."))
    owner = column(Kind.TEXT, _("Owner"), required=True, help=_("Who answers for the plan."))
    currency = column(
        Kind.TEXT,
        _("Currency"),
        default="USD",
        required=True,
        offered=CURRENCIES,
        help=_("Its three letters, e.g. USD."),
    )
    year_start = column(
        Kind.DATE,
        _("First day of the year"),
        default=datetime.date(2027, 1, 1),
        required=True,
        help=_("The first of a month; the plan has twelve."),
    )
    decimals = column(
        Kind.COUNT,
        _("Decimals"),
        default=0,
        minimum=0,
        maximum=2,
        required=True,
        help=_("Of all targets: 0 for whole units, 2 for cents."),
    )
    base = column(
        Kind.AMOUNT,
        _("Won in the last 12 months"),
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE(settings.year_start,-12),'
            'history[month],"<"&settings.year_start)'
        ),
        help=_("From the History sheet, the twelve months before the plan."),
    )
    growth = column(
        Kind.RATIO,
        _("Growth"),
        default=0.1,
        minimum=-1,
        maximum=10,
        required=True,
        help=_("How much more than that the year shall bring, e.g. 10%."),
    )
    agreed = column(
        Kind.AMOUNT,
        _("Agreed target"),
        minimum=0,
        help=_("Set by management; blank takes last year and growth."),
    )
    total = column(
        Kind.AMOUNT,
        _("Target of the year"),
        formula=(
            "=IF(ISNUMBER(settings.agreed),ROUND(settings.agreed,settings.decimals),"
            "ROUND(settings.base*(1+settings.growth),settings.decimals))"
        ),
        help=_("What is split over months and people."),
        rollup=RollUp.SUM,
    )
    year_end = column(
        Kind.DATE,
        _("Last day of the year"),
        formula="=EDATE(settings.year_start,ROWS(periods[month]))-1",
        help=_("The plan covers the months in Periods."),
    )


class Holidays(schema.Table):
    """Days off besides weekends; pace and run rate leave them out."""

    title = _("Holidays")
    rows = 12
    spare = 9
    anchor = "E4"
    day = column(Kind.DATE, _("Day"), help=_("A day on which nobody sells."))
    occasion = column(Kind.TEXT, _("Occasion"), help=_("For example New Year."), width=16)


class Lists(schema.Choosable):
    """What the drop-downs in Units offer. Add your own; one spelling for each keeps a group together."""

    title = _("Words for the drop-downs")
    rows = 12
    spare = 6
    anchor = "H4"
    region = column(Kind.TEXT, _("Regions"), help=_("One region in each row."), width=14)
    team = column(Kind.TEXT, _("Teams"), help=_("One team in each row."), width=17)
    channel = column(Kind.TEXT, _("Channels"), help=_("One channel in each row."), width=14)
    product = column(Kind.TEXT, _("Products"), help=_("One product in each row."), width=14)


class History(schema.Table):
    """What was won, by month and person."""

    title = _("History")
    rows = 36
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        required=True,
        help=_("Any day of the month."),
        width=14,
    )
    person = column(
        Kind.TEXT,
        _("Person"),
        key=True,
        required=True,
        offered="units.person",
        help=_("Who won it."),
        width=26,
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        required=True,
        help=_("What was won in that month."),
        width=18,
    )


class Periods(schema.Table):
    """The year's target, month by month."""

    title = _("Periods")
    rows = 12
    totals = True
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula=f"=EDATE(settings.year_start,{_row('periods')}-1)",
        checks=[Ascending()],
    )
    before = column(
        Kind.AMOUNT,
        _("Two years ago"),
        total=True,
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE([@month],-24),history[month],"<"&EDATE([@month],-23))'
        ),
        help=_("Won in the same month two years before."),
    )
    history = column(
        Kind.AMOUNT,
        _("A year ago"),
        total=True,
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE([@month],-12),history[month],"<"&EDATE([@month],-11))'
        ),
        help=_("Won in the same month of the year before."),
    )
    own_weight = column(
        Kind.NUMBER,
        _("Own weight"),
        minimum=0,
        help=_("To plan another season than last year's, enter the month's relative size; blank takes last year."),
    )
    weight = column(
        Kind.NUMBER,
        _("Weight"),
        formula=(
            "=IF(ISNUMBER([@own_weight]),[@own_weight],IF([@history]>0,[@history],"
            'IF(COUNTIF([history],">0")=0,1,AVERAGEIF([history],">0"))))'
        ),
        help=_("The month's relative size. A month without history counts as an average one."),
    )
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula="=" + _own_row("TARGET_SPLIT(settings.total,[weight],settings.decimals)", "periods"),
        checks=[SumsTo("settings.total")],
        rollup=RollUp.SUM,
    )
    change = column(
        Kind.RATIO,
        _("On last year"),
        formula='=IF([@history]>0,[@target]/[@history]-1,"")',
        help=_("How much more than in the same month of the year before."),
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        total=True,
        formula="=IF(settings.total=0,0,[@target]/settings.total)",
        highlight=Highlight.BAR,
    )
    cumulative = column(
        Kind.AMOUNT,
        _("Target so far"),
        formula='=SUMIFS([target],[month],"<="&[@month])',
        help=_("The targets of this month and all before it."),
    )


class Units(schema.Table):
    """The year's target, person by person, level by level."""

    title = _("Units")
    rows = 15
    spare = 3
    totals = True
    region = column(
        Kind.TEXT,
        _("Region"),
        offered="lists.region",
        help=_("The first level that the target is split over."),
    )
    team = column(
        Kind.TEXT,
        _("Team"),
        offered="lists.team",
        help=_("The second level, for example the manager's name."),
    )
    channel = column(
        Kind.TEXT, _("Channel"), offered="lists.channel", help=_("The third level, if you split by channel.")
    )
    product = column(
        Kind.TEXT, _("Product"), offered="lists.product", help=_("The fourth level, if you split by product.")
    )
    person = column(
        Kind.TEXT,
        _("Person"),
        key=True,
        required=True,
        unique=True,
        help=_("Who the target is for."),
    )
    history = column(
        Kind.AMOUNT,
        _("Last 12 months"),
        total=True,
        formula=(
            '=SUMIFS(history[amount],history[person],[@person],history[month],">="&EDATE(settings.year_start,-12),'
            'history[month],"<"&settings.year_start)'
        ),
        help=_("What the person won in the twelve months before the plan."),
    )
    own_weight = column(
        Kind.NUMBER,
        _("Own weight"),
        minimum=0,
        help=_("For a new or moved person, enter a relative size; blank takes the last 12 months."),
    )
    weight = column(
        Kind.NUMBER,
        _("Weight"),
        formula='=IF([@person]="",0,IF(ISNUMBER([@own_weight]),[@own_weight],IF(SUM([history])=0,1,MAX(0,[@history]))))',
        help=_("The person's relative size. A year of refunds only counts as 0."),
    )
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula=(
            "=IF(SUM([weight])=0,0,"
            + _own_row(
                "TARGET_CASCADE(settings.total,units[[region]:[person]],[weight],settings.decimals)", "units", "person"
            )
            + ")"
        ),
        rollup=RollUp.SUM,
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        total=True,
        formula="=IF(settings.total=0,0,[@target]/settings.total)",
        highlight=Highlight.BAR,
    )


GRID = Matrix(
    name="grid",
    title=_("Targets by person and month"),
    help=_("Exact on both margins: the rows sum to Units, the columns to Periods."),
    rows="units.person",
    columns="periods.month",
    kind=Kind.AMOUNT,
    formula=(
        "=IF(SUM(units[target])=0,0*units[target]*TRANSPOSE(periods[target]),"
        "TARGET_GRID(settings.total,units[target],periods[target],settings.decimals))"
    ),
    row_total="units.target",
    column_total="periods.target",
)


class Status(schema.Form):
    """Where the plan stands at the end of the last month with an actual."""

    title = _("Where we stand")
    headings = (_("Figure"), _("Value"), _("What it means"))
    anchor = "K4"
    widths = (25, 15, 37)
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula="=IF(COUNT(review[actual])=0,settings.year_start,EOMONTH(settings.year_start,COUNT(review[actual])-1))",
        help=_("The end of the last month with an actual."),
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
            '=IF(OR(settings.total=0,COUNT(review[actual])=0),"",TARGET_PACE(status.actual,settings.total,'
            "settings.year_start,settings.year_end,status.as_of,periods[weight],holidays[day]))"
        ),
        help=_("Attainment over what was due; 100% is on pace."),
    )
    run_rate = column(
        Kind.AMOUNT,
        _("Needed each working day"),
        formula=(
            "=IF(COUNT(review[actual])=ROWS(review[actual]),0,REQUIRED_RUN_RATE(status.actual,settings.total,"
            "settings.year_end,status.as_of,holidays[day]))"
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
    rows = 12
    totals = True
    month = column(Kind.MONTH, _("Month"), key=True, formula="=" + _own_row("periods[month]", "review"))
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula="=" + _own_row("periods[target]", "review"),
        checks=[SumsTo("settings.total")],
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual"),
        total=True,
        help=_("What was won in the month; leave months still open blank."),
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
        formula='=IF(ISNUMBER([@attainment]),ACHIEVEMENT_STATUS([@attainment]),"")',
        choices=STATUS,
        highlight=Highlight.RAG,
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
            + _own_row("TARGET_REPLAN([target],[actual],settings.decimals)", "review")
            + ")"
        ),
        help=_("Closed months as they were; the open ones take up what is missing."),
    )


REVIEW_CHART = Chart(
    name="review_chart",
    title=_("Actual and target by month"),
    alt=_("Columns show each month's actual, a line its target, and a dashed line the re-planned target."),
    categories="review.month",
    series=(Series("review.actual"), Series("review.target", "line"), Series("review.replanned", "dashed")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="A20",
    width=842,
    height=400,
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
    width=554,
    height=560,
)
SEASON_CHART = Chart(
    name="season_chart",
    title=_("Target and the last two years, month by month"),
    alt=_("Columns show what was won a year ago, a dashed line two years ago, and a line the target of the month."),
    categories="periods.month",
    series=(Series("periods.history"), Series("periods.before", "dashed"), Series("periods.target", "line")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="A20",
    width=828,
    height=360,
)

TARGET_PLAN = Template(
    key="target-plan",
    title=_("Target plan"),
    purpose=_("Sets a year's sales target, splits it over months and people, and follows it month by month."),
    version=1,
    steps=(
        _("Fill in Settings: unit, owner, currency, and the first day of the year."),
        _("Enter or paste what was won in History, one row for each month and person."),
        _("List the people in Units, with region and team. Targets appear at once."),
        _("Look through Periods, Units and Grid. To plan otherwise than last year, enter your own weights."),
        _("Each month, enter the actual in Review, and see where you stand."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "settings.year_start",
        "settings.total",
        "status.actual",
        "status.pace",
        "status.forecast",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole plan. Fill in the yellow cells."),
            (Settings, Holidays, Lists),
        ),
        Sheet(
            "history",
            _("History"),
            Role.INPUT,
            _("What was won, one row for each month and person. It gives last year's total, season and weights."),
            (History,),
            landscape=False,
        ),
        Sheet(
            "periods",
            _("Periods"),
            Role.WORKING,
            _("The year's target split over the months by season. The parts sum exactly to the target."),
            (Periods, SEASON_CHART),
        ),
        Sheet(
            "units",
            _("Units"),
            Role.INPUT,
            _("The year's target split level by level: each region, team and person gets an exact part."),
            (Units,),
        ),
        Sheet("grid", _("Grid"), Role.RESULT, _("Every person's target for every month."), (GRID,)),
        Sheet(
            "review",
            _("Review"),
            Role.RESULT,
            _("Actuals against targets. Enter each month's actual in the yellow cells."),
            (Review, Status, REVIEW_CHART, SO_FAR_CHART),
        ),
    ),
)
