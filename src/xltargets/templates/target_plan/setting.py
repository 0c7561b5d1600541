"""The target plan, sheet Ways to a target. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import coded, row_number, shown
from xltargets.templates.schema import (
    Chart,
    Choices,
    Free,
    Highlight,
    Kind,
    Mark,
    NotBelow,
    Series,
    SumsTo,
    Tone,
    _,
    column,
)

METHOD = Choices(
    "method",
    (
        ("linear", _("Straight line")),
        ("seasonal", _("Season and straight line")),
        ("cagr", _("Steady growth")),
        ("mean", _("Mean")),
    ),
)


CONSENSUS = Choices(
    "consensus",
    (
        ("median", _("Median")),
        ("mean", _("Mean of all")),
        ("trimmed", _("Mean without extremes")),
        ("pert", _("Three-point estimate")),
    ),
)


CHALLENGE = Choices(
    "challenge",
    (
        ("Too low", _("Too low")),
        ("Realistic", _("Realistic")),
        ("Stretch", _("Stretch")),
        ("Unrealistic", _("Out of reach")),
    ),
    (
        ("Too low", Tone.WATCH),
        ("Realistic", Tone.GOOD),
        ("Stretch", Tone.GOOD),
        ("Unrealistic", Tone.BAD),
    ),
)


_HEADINGS = (_("Figure"), _("Value"), _("What it means"))


_WIDTHS = (23, 20, 37)


PAST_MONTHS = 36


class Market(schema.Form):
    """What the market has room for."""

    title = _("Market research")
    headings = _HEADINGS
    widths = _WIDTHS
    size = column(Kind.AMOUNT, _("Market size"), minimum=0, help=_("Of last year, in money."))
    growth = column(Kind.RATIO, _("Market growth"), minimum=-1, maximum=10, help=_("Expected for the year."))
    share = column(Kind.RATIO, _("Our share"), minimum=0, maximum=1, help=_("Of last year's market."))
    gain = column(Kind.RATIO, _("Change of share"), minimum=-1, maximum=1, help=_("In points: 1% more of the market."))
    target = column(
        Kind.AMOUNT,
        _("Target by market"),
        formula='=IF(OR(market.size="",market.share=""),"",TARGET_MARKET(market.size,1*market.growth,market.share,market.gain))',
        help=_("Next year's market times our share of it."),
    )


class Past(schema.Form):
    """What the past says."""

    title = _("History")
    headings = _HEADINGS
    widths = _WIDTHS
    anchor = "A below market"
    method = column(
        Kind.CHOICE, _("Method"), default="linear", choices=METHOD, help=_("How the past is carried on."), required=True
    )
    months = column(
        Kind.COUNT,
        _("Months of history"),
        formula=(
            f"=IF(COUNT(history[month])=0,0,MAX(0,MIN({PAST_MONTHS},(YEAR(settings.first_month)"
            "-YEAR(MIN(history[month])))*12+MONTH(settings.first_month)-MONTH(MIN(history[month])))))"
        ),
        help=_("36 at most; a season needs 24."),
    )
    target = column(
        Kind.AMOUNT,
        _("Target by history"),
        formula='=IF(COUNT(outlook[forecast])=0,"",SUM(outlook[forecast]))',
        help=_("The forecast of the twelve months."),
    )


class Breakeven(schema.Form):
    """What must be sold to cover the costs."""

    title = _("Break-even")
    headings = _HEADINGS
    widths = _WIDTHS
    anchor = "A below past"
    fixed = column(Kind.AMOUNT, _("Fixed costs"), minimum=0, help=_("Of the year, whatever is sold."))
    price = column(Kind.AMOUNT, _("Price of a unit"), minimum=0, help=_("Or 100, with the cost in per cent of it."))
    variable = column(Kind.AMOUNT, _("Cost of a unit"), minimum=0, help=_("That comes with each unit sold."))
    profit = column(Kind.AMOUNT, _("Profit wanted"), minimum=0, help=_("After tax; blank is none."))
    tax = column(Kind.RATIO, _("Tax rate"), minimum=0, maximum=0.99, help=_("On the profit."))
    target = column(
        Kind.AMOUNT,
        _("Target by break-even"),
        formula=(
            '=IF(OR(breakeven.fixed="",breakeven.price="",breakeven.variable=""),"",IF(breakeven.price<=breakeven.variable,'
            '"",TARGET_BREAKEVEN(breakeven.fixed,breakeven.price,breakeven.variable,breakeven.profit,breakeven.tax)))'
        ),
        help=_("Sales that bring the profit: the floor."),
    )


class Consensus(schema.Form):
    """What the team believes."""

    title = _("Team's consensus")
    headings = _HEADINGS
    widths = _WIDTHS
    anchor = "A below breakeven"
    method = column(
        Kind.CHOICE,
        _("Method"),
        default="median",
        choices=CONSENSUS,
        help=_("How estimates become one."),
        required=True,
    )
    people = column(
        Kind.COUNT, _("Estimates"), formula="=COUNT(estimates[likely])", help=_("From the table at the right.")
    )
    target = column(
        Kind.AMOUNT,
        _("Target by the team"),
        formula=(
            '=IF(consensus.people=0,"",IF(consensus.method=word.consensus.pert,'
            'TARGET_CONSENSUS(estimates[[optimistic]:[pessimistic]],"pert"),'
            f"TARGET_CONSENSUS(estimates[likely],{coded(CONSENSUS, 'consensus.method')})))"
        ),
        help=_("Of the whole unit's year."),
    )
    spread = column(
        Kind.AMOUNT,
        _("Spread"),
        formula='=IF(consensus.people<2,"",INDEX(TARGET_SPREAD(estimates[likely]),1,2))',
        help=_("How wide the middle half of them lies."),
    )


_OF_CANDIDATE = shown(CHALLENGE, "TARGET_CHALLENGE([@target],years[actual])")


class Candidates(schema.Table):
    """Four ways to a target, side by side."""

    title = _("Candidates")
    rows = 4
    anchor = "E4"
    starts = (
        {"way": _("Market research"), "weight": 0.25},
        {"way": _("History"), "weight": 0.35},
        {"way": _("Break-even"), "weight": 0.1},
        {"way": _("Team's consensus"), "weight": 0.3},
    )
    way = column(Kind.TEXT, _("Candidate"), free=Free.NAME, key=True, required=True, help=_("In this order."), width=18)
    target = column(
        Kind.AMOUNT,
        _("Target"),
        formula=(
            f"=CHOOSE({row_number('candidates', 'way')},market.target,past.target,breakeven.target,consensus.target)"
        ),
    )
    weight = column(
        Kind.RATIO,
        _("Weight"),
        judged=[SumsTo(1)],
        required=True,
        minimum=0,
        maximum=1,
        help=_("A candidate without a target drops out."),
    )
    change = column(
        Kind.RATIO,
        _("On last year"),
        formula='=IF(OR([@target]="",settings.base=0),"",[@target]/settings.base-1)',
        help=_("Against the last twelve months."),
    )
    challenge = column(
        Kind.CHOICE,
        _("Challenge"),
        formula=f'=IF(OR([@target]="",COUNT(years[actual])<3),"",{_OF_CANDIDATE})',
        choices=CHALLENGE,
        highlight=Highlight.TONES,
        help=_("By how far it lies from the trend of three years."),
        width=16,
    )
    counted = column(
        Kind.RATIO,
        _("Counts"),
        formula="=IF(ISNUMBER([@target]),[@weight],0)",
        help=_("The weight, where there is a target."),
    )
    part = column(
        Kind.AMOUNT,
        _("Weighted"),
        formula="=IF(ISNUMBER([@target]),[@target]*[@weight],0)",
        help=_("Target times weight."),
    )


class Blend(schema.Form):
    """The candidates in one figure."""

    title = _("Blend")
    headings = _HEADINGS
    widths = (19, 14, 11)
    wraps = False
    anchor = "E below candidates"
    target = column(
        Kind.AMOUNT,
        _("Blended target"),
        formula='=IF(SUM(candidates[counted])=0,"",ROUND(SUM(candidates[part])/SUM(candidates[counted]),settings.decimals))',
        help=_("The weighted mean of the candidates."),
    )
    total = column(Kind.AMOUNT, _("Target of the year"), formula="=settings.total", help=_("As Settings has it."))
    change = column(
        Kind.RATIO,
        _("On last year"),
        formula='=IF(settings.base=0,"",settings.total/settings.base-1)',
        help=_("Against the last twelve months."),
    )
    challenge = column(
        Kind.CHOICE,
        _("Challenge"),
        formula=f'=IF(COUNT(years[actual])<3,"",{shown(CHALLENGE, "TARGET_CHALLENGE(settings.total,years[actual])")})',
        choices=CHALLENGE,
        highlight=Highlight.TONES,
        help=_("Too low fails as well as out of reach."),
    )
    margin = column(
        Kind.AMOUNT,
        _("Above break-even"),
        formula='=IF(breakeven.target="","",settings.total-breakeven.target)',
        marks=[Mark(Tone.BAD, "AND(ISNUMBER(blend.margin),blend.margin<0)")],
        help=_("Negative is a loss."),
    )


class Estimates(schema.Table):
    """What each member of the team believes the year can bring."""

    title = _("What the team believes")
    rows = 8
    anchor = "E below blend"
    person = column(Kind.TEXT, _("Person"), free=Free.NAME, help=_("Who estimates, independently of the others."))
    optimistic = column(
        Kind.AMOUNT, _("Optimistic"), minimum=0, judged=[NotBelow("likely")], help=_("If all goes well.")
    )
    likely = column(Kind.AMOUNT, _("Likely"), minimum=0, judged=[NotBelow("pessimistic")], help=_("The best guess."))
    pessimistic = column(Kind.AMOUNT, _("Pessimistic"), minimum=0, help=_("If much goes wrong."))


class Years(schema.Table):
    """The last three years."""

    title = _("The last three years")
    rows = 3
    anchor = "M4"
    start = column(
        Kind.MONTH,
        _("Year from"),
        key=True,
        formula=f"=EDATE(settings.first_month,-12*(4-({row_number('years', 'start')})))",
    )
    actual = column(
        Kind.AMOUNT,
        _("Won"),
        formula=(
            '=IF(COUNTIFS(history[month],">="&[@start],history[month],"<"&EDATE([@start],12))=0,"",'
            'SUMIFS(history[amount],history[month],">="&[@start],history[month],"<"&EDATE([@start],12)))'
        ),
    )


_SERIES = f"INDEX([actual],{PAST_MONTHS + 1}-past.months):INDEX([actual],{PAST_MONTHS})"


class Outlook(schema.Table):
    """Three years back and the year of the plan."""

    title = _("Back and ahead")
    rows = PAST_MONTHS + 12
    anchor = "M below years"
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula=f"=EDATE(settings.first_month,{row_number('outlook')}-{PAST_MONTHS + 1})",
    )
    actual = column(
        Kind.AMOUNT,
        _("Won"),
        formula=(
            f'=IF(OR({row_number("outlook")}>{PAST_MONTHS},{row_number("outlook")}<={PAST_MONTHS}-past.months),"",'
            'SUMIFS(history[amount],history[month],">="&[@month],history[month],"<"&EDATE([@month],1)))'
        ),
    )
    forecast = column(
        Kind.AMOUNT,
        _("Forecast"),
        formula=(
            f'=IF(OR({row_number("outlook")}<={PAST_MONTHS},past.months<IF(past.method=word.method.seasonal,24,3)),"",'
            f"INDEX(TARGET_HISTORY({_SERIES},12,{coded(METHOD, 'past.method')}),{row_number('outlook')}-{PAST_MONTHS}))"
        ),
    )
    target = column(
        Kind.AMOUNT,
        _("Target"),
        formula=(f'=IF({row_number("outlook")}<={PAST_MONTHS},"",SUMIFS(periods[target],periods[month],[@month]))'),
    )


OUTLOOK_CHART = Chart(
    name="outlook_chart",
    title=_("History, forecast and target"),
    alt=_("Columns show what was won in each month of three years, a dashed line the forecast and a line the target."),
    categories="outlook.month",
    series=(Series("outlook.actual"), Series("outlook.forecast", "dashed"), Series("outlook.target", "line")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="E below estimates",
    width=720,
    height=320,
    empty=_("Enter what was won in Sales history and the year's target; then this shows where the year leads."),
)
