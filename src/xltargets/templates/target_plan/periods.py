"""The target plan, sheet Periods. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import own_row, row_number
from xltargets.templates.schema import Ascending, Chart, Highlight, Kind, RollUp, Series, SumsTo, _, column
from xltargets.templates.working_days import days_from

_UNTIL = 'SUMIFS([free_weight],[month],"<="&[@month])'
_BEFORE = f"({_UNTIL}-[@free_weight])"
_OF_ALL = "(changes[kind]=word.change_kind.total)*(changes[period]=0)"
"""A new total of the year or of a person is shared by the periods from its start on, by their weights."""
_SPREAD = (
    f"SUMPRODUCT(changes[in_force]*{_OF_ALL}*({{until}}>changes[weight_before])*({{until}}-changes[weight_before])"
    "/(changes[weight_left]+(changes[weight_left]=0)))"
)
"""What the periods up to a sum of weights take of it: parts of a running sum are rounded, so they add up exactly."""
_NUMBER = row_number("periods")
_LEFT = "IF(COUNT([fixed])=0,settings.first_total,MAX(0,settings.first_total-SUM([held])))"
_SHARED = own_row(f"TARGET_SPLIT({_LEFT},[free_weight],settings.decimals)", "periods")
"""What months that are not fixed share; a rule tells where the fixed ones leave less than nothing."""
_DAYS = "MAX(1,SUMIFS(calendar[days],calendar[period],[@month]))"
_PASSED = f"IF(status.as_of>=[@ends],1,IF(status.as_of<[@first],0,{days_from('[@first]', 'status.as_of')}/{_DAYS}))"
"""The part of its working days that has passed."""
_NAMED = f"SUMPRODUCT(changes[in_force]*((changes[period]={_NUMBER})-(changes[other_period]={_NUMBER})))"


class Periods(schema.Table):
    """The year's target, month by month."""

    title = _("Periods")
    rows = 12
    totals = True
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula=f"=EDATE(settings.first_month,({row_number('periods')}-1)*settings.period_months)",
        checks=[Ascending()],
    )
    before = column(
        Kind.AMOUNT,
        _("Two years ago"),
        total=True,
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE([@month],-24),history[month],"<"&EDATE([@month],settings.period_months-24))'
        ),
        help=_("Won in the same month two years before."),
    )
    history = column(
        Kind.AMOUNT,
        _("A year ago"),
        total=True,
        formula=(
            '=SUMIFS(history[amount],history[month],">="&EDATE([@month],-12),history[month],"<"&EDATE([@month],settings.period_months-12))'
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
        formula="=ROUND([@first_plan]+[@moved],settings.decimals)",
        help=_("In force: the first plan and the approved changes."),
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
    first_plan = column(
        Kind.AMOUNT,
        _("First plan"),
        since=2,
        total=True,
        formula=f"=IF(ISNUMBER([@fixed]),[@held],IF(SUM([free_weight])=0,0,{_SHARED}))",
        help=_("Before any change."),
    )
    moved = column(
        Kind.AMOUNT,
        _("Approved changes"),
        since=2,
        total=True,
        formula=(
            f"=IF(settings.changes=0,0,ROUND({_SPREAD.format(until=_UNTIL)},settings.decimals)"
            f"-ROUND({_SPREAD.format(until=_BEFORE)},settings.decimals)+{_NAMED})"
        ),
        help=_("What the changes in force add to the first plan; see Changes."),
    )
    written = column(
        Kind.TEXT,
        _("Name"),
        since=2,
        formula=(
            '=YEAR([@month])&"-"&INDEX({"01","02","03","04","05","06","07","08","09","10","11","12"},MONTH([@month]))'
        ),
        help=_("How Changes names it."),
    )
    fixed = column(
        Kind.AMOUNT,
        _("Fixed amount"),
        since=2,
        minimum=0,
        help=_("What the month has in any case; the other months share the rest. Blank shares."),
    )
    held = column(
        Kind.AMOUNT,
        _("Fixed"),
        since=2,
        formula="=IF(ISNUMBER([@fixed]),ROUND([@fixed],settings.decimals),0)",
        help=_("The fixed amount in the plan's decimals; 0 of a month that shares."),
    )
    free_weight = column(
        Kind.NUMBER,
        _("Weight in the rest"),
        since=2,
        formula="=IF(ISNUMBER([@fixed]),0,[@weight])",
        help=_("The month's relative size among those that share; 0 if it is fixed."),
    )
    first = column(
        Kind.DATE,
        _("First day"),
        since=2,
        formula=f"=INDEX(calendar[first],({_NUMBER}-1)*settings.period_months+1)",
        help=_("Of the period; in a year of weeks it lies in another month now and then."),
    )
    ends = column(
        Kind.DATE,
        _("Last day"),
        since=2,
        formula=f"=INDEX(calendar[ends],({_NUMBER})*settings.period_months)",
        help=_("Of the period."),
    )
    due = column(
        Kind.AMOUNT,
        _("Due by then"),
        since=2,
        formula=f"=[@target]*{_PASSED}",
        help=_("Of the target, by the day that Review looks from: of a running month its working days so far."),
    )


SEASON_CHART = Chart(
    name="season_chart",
    title=_("Target and the last two years, month by month"),
    alt=_("Columns show what was won a year ago, a dashed line two years ago, and a line the target of the month."),
    categories="periods.month",
    series=(Series("periods.history"), Series("periods.before", "dashed"), Series("periods.target", "line")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="B below periods",
    width=828,
    height=360,
    empty=_("Enter what was won in Sales history and the year's target; then this shows the year's months."),
)
