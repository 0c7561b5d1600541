"""The team scorecard, sheet Analysis. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, sum_where
from xltargets.templates.schema import Chart, Free, Highlight, Kind, Series, Shape, _, column
from xltargets.templates.team_scorecard.keyed import new
from xltargets.templates.team_scorecard.quotas import ARE_LOADED
from xltargets.templates.year_kinds import first_day

_AT = 'actuals[month],">="&[@month],actuals[month],"<"&EDATE([@month],1)'

_NUMBER = row_number("months")


class Months(schema.Table):
    """The team, month by month."""

    title = _("The team, month by month")
    rows = 12
    totals = True
    month = column(Kind.MONTH, _("Month"), key=True, formula=f"=EDATE(settings.first_month,{_NUMBER}-1)", width=12)
    target = column(
        Kind.AMOUNT,
        _("Target"),
        total=True,
        formula=(
            f"=IF({ARE_LOADED},SUMIFS(quotas[quota],quotas[month],[@month])+SUMIFS(quotas[vacant],quotas[month],[@month]),"
            "SUMIFS(commission[quota],commission[month],[@month]))"
        ),
        help=_("Of the target plan, with what is vacant. Without one, of all members."),
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
    first = new(
        Kind.DATE,
        _("First day"),
        formula=f"={first_day(_NUMBER, '[@month]')}",
        help=_("Of the period; in a year of weeks it lies in another month now and then."),
        width=12,
    )


_REGION = f"INDEX(lists[region],{row_number('mix', 'region')})"


class Mix(schema.Table):
    """Where the sales come from."""

    title = _("By region")
    follows = ("lists", 1)
    anchor = "J4"
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
        formula='=IF([@region]="","",' + sum_where("members[actual]", "team[region]=[@region]") + ")",
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        formula='=IF([@region]="","",IF(SUM([actual])=0,0,[@actual]/SUM([actual])))',
        highlight=Highlight.BAR,
    )


def _effect(number: int) -> str:
    """One of the three effects of a line, of the lines that are filled in."""
    last = "MAX(1," + count_where('[product]<>""') + ")"
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
    height=230,
    shape=Shape.SCATTER,
    category_kind=Kind.COUNT,
    minimum=None,
    empty=_("Enter sales and activities in Actuals; then this shows whether they go together."),
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
    height=230,
    category_kind=Kind.TEXT,
    minimum=None,
    empty=_("Enter product lines in the table above; then this shows what moved the revenue."),
)


class Lines(schema.Table):
    """What moved the revenue: price, volume or mix."""

    title = _("Price, volume and mix")
    rows = 8
    anchor = "A below relation and mix"
    totals = True
    product = column(Kind.TEXT, _("Product"), free=Free.NAME, key=True, help=_("A product line."))
    base_price = column(Kind.AMOUNT, _("Price before"), minimum=0, help=_("On average in the period before."))
    base_quantity = column(Kind.NUMBER, _("Quantity before"), minimum=0, help=_("Sold in the period before."))
    actual_price = column(Kind.AMOUNT, _("Price now"), minimum=0, help=_("On average now."))
    actual_quantity = column(Kind.NUMBER, _("Quantity now"), minimum=0, help=_("Sold now."))
    price = column(Kind.AMOUNT, _("By price"), total=True, formula=_effect(1))
    volume = column(Kind.AMOUNT, _("By volume"), total=True, formula=_effect(2))
    mix = column(Kind.AMOUNT, _("By mix"), total=True, formula=_effect(3))
    change = column(Kind.AMOUNT, _("Change"), total=True, formula='=IF([@product]="","",[@price]+[@volume]+[@mix])')
