"""The team scorecard, what comes out: the dashboard, a member's statement, and the analysis. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.row_formulas import coded, own_row, row_number, shown
from xltargets.templates.schema import (
    Chart,
    Highlight,
    Kind,
    RollUp,
    Series,
    Shape,
    Tiles,
    _,
    column,
)
from xltargets.templates.team_scorecard_inputs import MODE

_SO_FAR = 'months[month],"<="&standing.as_of'


class Standing(schema.Form):
    """Where the team stands."""

    title = _("Where the team stands")
    headings = (_("Figure"), _("Value"), _("What it means"))
    anchor = "A below members + 21"
    widths = (22, 14, 14)
    wraps = False
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of,IF(COUNT(actuals[month])=0,settings.year_start-1,"
            "EOMONTH(MAX(actuals[month]),0)))"
        ),
        help=_("The day to look from."),
    )
    quota = column(Kind.AMOUNT, _("Target of the year"), formula="=SUM(months[target])", help=_("Of all members."))
    target = column(
        Kind.AMOUNT, _("Target so far"), formula=f"=SUMIFS(months[target],{_SO_FAR})", help=_("Months begun.")
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual so far"),
        formula="=SUM(months[actual])",
        help=_("Of all members."),
        rollup=RollUp.SUM,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment so far"),
        formula='=IF(standing.target=0,"",ACHIEVEMENT(standing.actual,standing.target))',
        help=_("Of the target so far."),
    )
    pace = column(
        Kind.RATIO,
        _("Pace"),
        formula=(
            '=IF(OR(standing.quota=0,standing.as_of<settings.year_start),"",TARGET_PACE(standing.actual,standing.quota,'
            "settings.year_start,settings.year_end,MIN(standing.as_of,settings.year_end),months[target],holidays[day]))"
        ),
        help=_("100% is on pace."),
    )
    forecast = column(
        Kind.AMOUNT,
        _("Forecast at finish"),
        formula='=IF(standing.target=0,"",standing.actual+(standing.quota-standing.target)*standing.attainment)',
        help=_("At the rate so far."),
    )
    run_rate = column(
        Kind.AMOUNT,
        _("Needed each working day"),
        formula=(
            '=IF(standing.as_of>=settings.year_end,"",REQUIRED_RUN_RATE(standing.actual,standing.quota,'
            "settings.year_end,standing.as_of,holidays[day]))"
        ),
        help=_("To the year's end."),
    )
    composite = column(
        Kind.RATIO,
        _("KPI composite"),
        formula='=IF(SUM(scores[weight])=0,"",SUM(scores[points])/SUM(scores[weight]))',
        help=_("Of all scores."),
    )
    commission = column(Kind.AMOUNT, _("Paid out so far"), formula="=SUM(commission[payout])", help=_("Commission."))
    behind = column(
        Kind.COUNT,
        _("Members in red"),
        formula="=COUNTIFS(members[status],word.status.Red)",
        help=_("Who need help."),
    )


TILES = Tiles(
    "figures",
    (
        "standing.attainment",
        "standing.pace",
        "standing.forecast",
        "standing.composite",
        "standing.commission",
        "standing.behind",
    ),
    anchor="A4",
)

_NAME = own_row("team[member]", "members", "member")
_GRADE = shown(STATUS, "ACHIEVEMENT_STATUS([@attainment],settings.amber,settings.green)")
_OWN = 'commission[member],[@member],commission[month],"<="&standing.as_of'
_RATED = 'INDEX([attainment],1):INDEX([attainment],MAX(1,COUNTIFS([member],"?*")))'
_MONTH = 'SUMIFS(commission[credit],commission[member],[@member],commission[month],">"&{0},commission[month],"<="&{1})'
_THIS = _MONTH.format("EDATE(standing.as_of,-1)", "standing.as_of")
_BEFORE = _MONTH.format("EDATE(standing.as_of,-2)", "EDATE(standing.as_of,-1)")


class Members(schema.Table):
    """Every member's figures, side by side."""

    title = _("Members")
    follows = ("team", 1)
    anchor = "A8"
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        formula=f'=IF({_NAME}="","",{_NAME})',
        width=22,
    )
    target = column(Kind.AMOUNT, _("Target so far"), formula=f'=IF([@member]="","",SUMIFS(commission[quota],{_OWN}))')
    actual = column(Kind.AMOUNT, _("Actual so far"), formula=f'=IF([@member]="","",SUMIFS(commission[credit],{_OWN}))')
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF([@member]="","",IF([@target]=0,"",ACHIEVEMENT([@actual],[@target])))',
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@attainment]="","",{_GRADE})',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(
        Kind.COUNT,
        _("Rank"),
        formula='=IF([@attainment]="","",RANK([@attainment],[attainment]))',
        help=_("By attainment, 1 the best."),
        width=8,
    )
    peers = column(
        Kind.RATIO,
        _("Peer index"),
        formula='=IF([@attainment]="","",[@attainment]/AVERAGE([attainment]))',
        help=_("Attainment over the team's mean."),
    )
    growth = column(
        Kind.RATIO,
        _("On last month"),
        formula=f'=IF(OR([@member]="",standing.target=0),"",IF({_BEFORE}=0,"",GROWTH_RATE({_THIS},{_BEFORE})))',
        help=_("The last month against the one before."),
    )
    composite = column(
        Kind.RATIO,
        _("KPI composite"),
        formula=(
            '=IF(SUMIFS(scores[weight],scores[member],[@member])=0,"",'
            "SUMIFS(scores[points],scores[member],[@member])/SUMIFS(scores[weight],scores[member],[@member]))"
        ),
        help=_("Weighted mean of the KPI scores."),
    )
    review = column(
        Kind.NUMBER,
        _("360° review"),
        formula=(
            '=IF(SUMIFS(reviews[share],reviews[member],[@member])=0,"",ROUND(SUMIFS(reviews[points],reviews[member],'
            "[@member])/SUMIFS(reviews[share],reviews[member],[@member]),2))"
        ),
        help=_("Weighted mean of all ratings, 1 to 5."),
        width=10,
    )
    payout = column(
        Kind.AMOUNT,
        _("Paid out so far"),
        formula='=IF([@member]="","",SUMIFS(commission[payout],commission[member],[@member]))',
    )
    bonus = column(
        Kind.AMOUNT,
        _("Bonus in sight"),
        formula=(
            '=IF([@attainment]="","",IF(COUNT(bonus[attainment])=0,0,ROUND('
            + own_row("team[base_pay]", "members", "member")
            + "*BONUS_PAYOUT([@attainment],INDEX(bonus[attainment],1):INDEX(bonus[payout],COUNT(bonus[attainment]))),"
            "settings.decimals)))"
        ),
        help=_("If the year ended at this attainment."),
    )


MEMBERS_CHART = Chart(
    name="members_chart",
    title=_("Actual against target so far"),
    alt=_("For each member, a narrow bar for the actual so far before a broad pale bar for the target so far."),
    categories="members.member",
    series=(Series("members.target", "goal"), Series("members.actual")),
    x_title="",
    y_title="",
    anchor="A below members",
    width=440,
    height=380,
    shape=Shape.BULLET,
    category_kind=Kind.TEXT,
)
TREND_CHART = Chart(
    name="trend_chart",
    title=_("The team, month by month"),
    alt=_("Columns show each month's actual, a line its target, and a dashed line the same month a year ago."),
    categories="months.month",
    series=(Series("months.actual"), Series("months.target", "line"), Series("months.before", "dashed")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="E below members",
    width=690,
    height=380,
)


def _of_row(key: str) -> str:
    """A figure of the chosen row of Commission."""
    return f'=IF(statement.row=0,"",INDEX(commission[{key}],MAX(1,statement.row)))'


class Statement(schema.Form):
    """One member's month, line by line. Choose the member and the month."""

    title = _("Statement")
    headings = (_("Line"), _("Value"), _("What it means"))
    widths = (26, 18, 52)
    member = column(Kind.TEXT, _("Member"), references="team.member", help=_("Choose one from the list."))
    month = column(Kind.MONTH, _("Month"), help=_("Any day of the month."))
    row = column(
        Kind.COUNT,
        _("Row in Commission"),
        formula=(
            '=IF(OR(statement.member="",statement.month="",COUNTIFS(commission[member],statement.member)=0),0,'
            "MATCH(statement.member,commission[member],0)+(YEAR(statement.month)-YEAR(settings.year_start))*12"
            "+MONTH(statement.month)-MONTH(settings.year_start))"
        ),
        help=_("Where the figures come from; 0 while nothing is chosen."),
    )
    credit = column(Kind.AMOUNT, _("Credit"), formula=_of_row("credit"), help=_("Sales credited in the month."))
    quota = column(Kind.AMOUNT, _("Quota"), formula=_of_row("quota"), help=_("Of the month, with the ramp."))
    attainment = column(Kind.RATIO, _("Attainment"), formula=_of_row("attainment"), help=_("Credit over quota."))
    plan = column(
        Kind.DATE, _("Plan from"), formula=_of_row("plan"), help=_("The commission plan in force, from Rates.")
    )
    earned = column(
        Kind.AMOUNT,
        _("Commission"),
        formula=_of_row("earned"),
        help=_("The sum of the lines on the right, at most the cap."),
    )
    clawback = column(Kind.AMOUNT, _("Clawback"), formula=_of_row("clawback"), help=_("Taken back for refunds."))
    draw = column(Kind.AMOUNT, _("Draw"), formula=_of_row("draw"), help=_("Paid in any case."))
    payout = column(Kind.AMOUNT, _("Payout"), formula=_of_row("payout"), help=_("What is paid out for the month."))
    balance = column(
        Kind.AMOUNT, _("Draw still owed"), formula=_of_row("balance"), help=_("Paid back by later commission.")
    )


_LEGS = (
    "COMMISSION_LEGS(statement.credit,INDEX(steps[start],1):INDEX(steps[rate],MAX(1,COUNT(steps[start]))),"
    + coded(MODE, "settings.mode")
    + ")"
)
_NONE = 'IF(OR(statement.row=0,COUNT(steps[start])=0,statement.earned="",statement.credit=""),"",'
_FIRST = "INDEX(commission[first],MAX(1,statement.row))"
_COUNT = f'IF(statement.row=0,0,IF({_FIRST}="",0,INDEX(commission[last],MAX(1,statement.row))-{_FIRST}+1))'


class Steps(schema.Table):
    """The tiers in force, in amounts of the month's quota."""

    title = _("Tiers in force")
    rows = 6
    anchor = "E4"
    attainment = column(
        Kind.RATIO,
        _("Attainment from"),
        formula=(
            f'=IF({row_number("steps", "attainment")}>{_COUNT},"",'
            f"INDEX(tiers[attainment],{_FIRST}+{row_number('steps', 'attainment')}-1))"
        ),
        width=12,
    )
    start = column(Kind.AMOUNT, _("From"), formula='=IF([@attainment]="","",[@attainment]*statement.quota)')
    rate = column(
        Kind.RATIO,
        _("Rate"),
        formula=(f'=IF([@attainment]="","",INDEX(tiers[rate],{_FIRST}+{row_number("steps", "attainment")}-1))'),
    )


def _leg(number: int) -> str:
    return f'={_NONE}IFERROR(INDEX({_LEGS},{row_number("legs", "start")},{number}),""))'


class Legs(schema.Table):
    """How the commission comes about: one line for each tier touched."""

    title = _("The commission, line by line")
    rows = 6
    anchor = "A below statement"
    totals = True
    start = column(Kind.AMOUNT, _("From"), formula=_leg(1))
    end = column(Kind.AMOUNT, _("To"), formula=_leg(2))
    amount = column(Kind.AMOUNT, _("Amount in it"), total=True, formula=_leg(3))
    rate = column(Kind.RATIO, _("Rate"), formula=_leg(4))
    commission = column(Kind.AMOUNT, _("Commission"), total=True, formula=_leg(5))


_AT = 'actuals[month],">="&[@month],actuals[month],"<"&EDATE([@month],1)'


class Months(schema.Table):
    """The team, month by month."""

    title = _("The team, month by month")
    rows = 12
    totals = True
    month = column(
        Kind.MONTH, _("Month"), key=True, formula=f"=EDATE(settings.year_start,{row_number('months')}-1)", width=12
    )
    target = column(
        Kind.AMOUNT, _("Target"), total=True, formula="=SUMIFS(commission[quota],commission[month],[@month])"
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual"),
        total=True,
        formula=f'=IF(COUNTIFS({_AT})=0,"",SUMIFS(actuals[actual],{_AT}))',
    )
    before = column(
        Kind.AMOUNT,
        _("A year ago"),
        total=True,
        formula=f'=IF(SUMIFS(actuals[before],{_AT})=0,"",SUMIFS(actuals[before],{_AT}))',
    )
    growth = column(
        Kind.RATIO,
        _("On last year"),
        formula='=IF(OR([@actual]="",[@before]=""),"",GROWTH_RATE([@actual],[@before]))',
    )
    activities = column(
        Kind.NUMBER,
        _("Activities"),
        total=True,
        formula=f'=IF(SUMIFS(actuals[activities],{_AT})=0,"",SUMIFS(actuals[activities],{_AT}))',
    )
    yield_ = column(
        Kind.AMOUNT,
        _("Per activity"),
        formula='=IF(OR([@actual]="",[@activities]=""),"",[@actual]/[@activities])',
        help=_("What an activity brought on average."),
    )


_REGION = f"INDEX(lists[region],{row_number('mix', 'region')})"


class Mix(schema.Table):
    """Where the sales come from."""

    title = _("By region")
    follows = ("lists", 1)
    anchor = "I4"
    region = column(
        Kind.TEXT,
        _("Region"),
        key=True,
        formula=f'=IF({_REGION}="","",{_REGION})',
        width=16,
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual so far"),
        formula='=IF([@region]="","",SUMIFS(members[actual],team[region],[@region]))',
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        formula='=IF([@region]="","",IF(SUM([actual])=0,0,[@actual]/SUM([actual])))',
        highlight=Highlight.BAR,
    )


def _effect(number: int) -> str:
    """One of the three effects of a line, of the lines that are filled in."""
    last = 'MAX(1,COUNTIFS([product],"?*"))'
    keys = ("base_price", "base_quantity", "actual_price", "actual_quantity")
    lines = ",".join(f"INDEX([{key}],1):INDEX([{key}],{last})" for key in keys)
    return f'=IF([@product]="","",INDEX(VARIANCE_PVM({lines}),{row_number("lines", "product")},{number}))'


class Relation(schema.Form):
    """Whether more activity went with more sales."""

    title = _("Activity and result")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (12, 14, 14)
    wraps = False
    anchor = "A below months"
    months = column(
        Kind.COUNT,
        _("Months with both"),
        formula='=COUNTIFS(months[activities],">0",months[actual],"<>")',
        help=_("Counted."),
    )
    correlation = column(
        Kind.NUMBER,
        _("Correlation"),
        formula='=IF(relation.months<3,"",IFERROR(ROUND(CORREL(months[activities],months[actual]),2),""))',
        help=_("1 is as one, 0 is not at all."),
    )


ACTIVITY_CHART = Chart(
    name="activity_chart",
    title=_("Activities and sales of the months"),
    alt=_("A point for each month: activities to the right, sales upwards, and a dashed line through the points."),
    categories="months.activities",
    series=(Series("months.actual"),),
    x_title=_("Activities"),
    y_title=_("Actual"),
    anchor="F below lines",
    width=480,
    height=300,
    shape=Shape.SCATTER,
    category_kind=Kind.COUNT,
    minimum=None,
)
LINES_CHART = Chart(
    name="lines_chart",
    title=_("What moved the revenue"),
    alt=_("For each product line, columns for what price, volume and mix brought or cost."),
    categories="lines.product",
    series=(Series("lines.price"), Series("lines.volume"), Series("lines.mix")),
    x_title=_("Product"),
    y_title=_("Amount"),
    anchor="A below lines",
    width=520,
    height=300,
    category_kind=Kind.TEXT,
    minimum=None,
)


class Lines(schema.Table):
    """What moved the revenue: price, volume or mix."""

    title = _("Price, volume and mix")
    rows = 8
    anchor = "A below relation"
    totals = True
    product = column(Kind.TEXT, _("Product"), key=True, help=_("A product line."))
    base_price = column(Kind.AMOUNT, _("Price before"), minimum=0, help=_("On average in the period before."))
    base_quantity = column(Kind.NUMBER, _("Quantity before"), minimum=0, help=_("Sold in the period before."))
    actual_price = column(Kind.AMOUNT, _("Price now"), minimum=0, help=_("On average now."))
    actual_quantity = column(Kind.NUMBER, _("Quantity now"), minimum=0, help=_("Sold now."))
    price = column(Kind.AMOUNT, _("By price"), total=True, formula=_effect(1))
    volume = column(Kind.AMOUNT, _("By volume"), total=True, formula=_effect(2))
    mix = column(Kind.AMOUNT, _("By mix"), total=True, formula=_effect(3))
    change = column(Kind.AMOUNT, _("Change"), total=True, formula='=IF([@product]="","",[@price]+[@volume]+[@mix])')
