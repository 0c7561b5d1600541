"""The team scorecard, sheet Scorecard. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.row_formulas import own_row, shown, sum_where
from xltargets.templates.schema import Chart, Highlight, Kind, RollUp, Series, Shape, Tiles, _, column
from xltargets.templates.working_days import CALENDAR, days_from
from xltargets.templates.year_kinds import OF_WEEKS, name_of

_SO_FAR = 'months[month],"<="&standing.month'


_AHEAD = "(1-standing.running)"
_LATEST = "MAX(actuals[month])"
_PLACE = "MATCH(standing.month,months[month],0)"
"""The number of the period that runs on the day to look from; an error outside the year."""


def _last_day(number: str) -> str:
    """The last day of a period of a year of weeks, by its number."""
    return f"IF({number}=12,settings.year_end,INDEX(months[first],MIN(12,{number}+1))-1)"


_LATEST_NUMBER = f'COUNTIFS(months[month],"<="&{_LATEST})'


class Standing(schema.Form):
    """Where the team stands."""

    title = _("Where the team stands")
    headings = (_("Figure"), _("Value"), _("What it means"))
    anchor = "A below members"
    widths = (22, 14, 14)
    wraps = False
    as_of = column(
        Kind.DATE,
        _("As of"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of,IF(COUNT(actuals[month])=0,settings.year_start-1,"
            f"IF({OF_WEEKS},{_last_day(_LATEST_NUMBER)},EOMONTH({_LATEST},0))))"
        ),
        help=_("The day to look from."),
    )
    quota = column(
        Kind.AMOUNT, _("Target of the year"), formula="=SUM(months[target])", help=_("Members' and what is vacant.")
    )
    target = column(
        Kind.AMOUNT,
        _("Target so far"),
        formula=f"=SUMIFS(months[target],{_SO_FAR})-SUMIFS(months[target],months[month],standing.month)*{_AHEAD}",
        help=_("To this day."),
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual so far"),
        formula=f"=SUMIFS(months[actual],{_SO_FAR})",
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
            f'=IF(OR(standing.quota=0,standing.as_of<settings.year_start),"",IF({OF_WEEKS},'
            'IF(standing.target=0,"",standing.actual/standing.target),TARGET_PACE(standing.actual,standing.quota,'
            f"settings.year_start,settings.year_end,MIN(standing.as_of,settings.year_end),months[target],{CALENDAR})))"
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
            f"settings.year_end,standing.as_of,{CALENDAR}))"
        ),
        help=_("To the year's end."),
    )
    composite = column(
        Kind.RATIO,
        _("KPI composite"),
        formula='=IF(SUM(scores[weight])=0,"",SUM(scores[points])/SUM(scores[weight]))',
        help=_("Of all scores."),
    )
    commission = column(
        Kind.AMOUNT, _("Paid out so far"), paid=True, formula="=SUM(commission[payout])", help=_("Commission.")
    )
    behind = column(
        Kind.COUNT,
        _("Members in red"),
        formula="=COUNTIFS(members[status],word.status.Red)",
        help=_("Who need help."),
    )
    running = column(
        Kind.RATIO,
        _("Of the running month"),
        since=2,
        formula=(
            f"=IF(standing.ends=standing.as_of,1,IF({days_from('standing.first', 'standing.ends')}=0,"
            "(INT(standing.as_of)-standing.first+1)/(standing.ends-standing.first+1),"
            f"{days_from('standing.first', 'standing.as_of')}/{days_from('standing.first', 'standing.ends')}))"
        ),
        help=_("Its working days gone."),
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Open pipeline"),
        loaded=True,
        since=2,
        help=_("Of the CRM log, to close this year."),
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        loaded=True,
        since=2,
        help=_("The same, by probability."),
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        since=2,
        formula=(
            '=IF(OR(NOT(ISNUMBER(standing.weighted)),standing.quota<=standing.actual),"",'
            "standing.weighted/(standing.quota-standing.actual))"
        ),
        help=_("Weighted pipeline over what is left."),
    )
    month = column(
        Kind.MONTH,
        _("Running month"),
        since=2,
        formula=f"=IF({OF_WEEKS},{name_of('standing.as_of', 'months[first]')},EOMONTH(standing.as_of,-1)+1)",
        help=_("In which the day lies."),
    )
    first = column(
        Kind.DATE,
        _("Its first day"),
        since=2,
        formula=f"=IF({OF_WEEKS},IFERROR(INDEX(months[first],{_PLACE}),INT(standing.as_of)),standing.month)",
        help=_("Of the running month."),
    )
    ends = column(
        Kind.DATE,
        _("Its last day"),
        since=2,
        formula=f"=IF({OF_WEEKS},IFERROR({_last_day(_PLACE)},INT(standing.as_of)),EOMONTH(standing.as_of,0))",
        help=_("Of the running month."),
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
    spans=(2, 2, 2, 2, 2, 3),
)


_NAME = own_row("team[member]", "members", "member")


_GRADE = shown(STATUS, "ACHIEVEMENT_STATUS([@attainment],settings.amber,settings.green)")


_OWN = "commission[member]=[@member]"


_BEGUN = "commission[month]<=standing.month"


def _of_month(name: str) -> str:
    """What the member sold in a month."""
    return sum_where("commission[credit]", _OWN, f"commission[month]={name}")


_THIS = _of_month("standing.month")


_BEFORE = _of_month("EDATE(standing.month,-1)")


def _mean(table: str, values: str, weights: str) -> tuple[str, str]:
    """The sums of the member's values and of their weights."""
    own = f"{table}[member]=[@member]"
    return sum_where(f"{table}[{values}]", own), sum_where(f"{table}[{weights}]", own)


_POINTS, _WEIGHT = _mean("scores", "points", "weight")


_RATINGS, _SHARE = _mean("reviews", "points", "share")


def _so_far(key: str) -> str:
    return f'=IF([@member]="","",{sum_where(f"commission[{key}]", _OWN, _BEGUN)})'


_QUOTA_AHEAD = f"{sum_where('commission[quota]', _OWN, 'commission[month]=standing.month')}*{_AHEAD}"


def _of_team(key: str) -> str:
    return own_row(f"team[{key}]", "members", "member")


_IS_MEMBER = (
    f'AND(OR({_of_team("member_from")}="",{_of_team("member_from")}<=standing.as_of),'
    f'OR({_of_team("member_until")}="",{_of_team("member_until")}>=standing.as_of))'
)


class Members(schema.Table):
    """Every member's figures, side by side."""

    title = _("Members")
    follows = ("team", 1)
    anchor = "A25"
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        formula=f'=IF({_NAME}="","",{_NAME})',
        width=22,
    )
    target = column(
        Kind.AMOUNT,
        _("Target so far"),
        formula=_so_far("quota").removesuffix(")") + f"-{_QUOTA_AHEAD})",
        help=_("To the day to look from."),
    )
    actual = column(Kind.AMOUNT, _("Actual so far"), formula=_so_far("credit"))
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF([@member]="","",IF([@target]=0,"",ACHIEVEMENT([@actual],[@target])))',
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@ranked]="","",{_GRADE})',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(
        Kind.COUNT,
        _("Rank"),
        formula='=IF([@ranked]="","",RANK([@ranked],[ranked]))',
        help=_("By attainment, 1 the best, of who is there."),
        width=8,
    )
    peers = column(
        Kind.RATIO,
        _("Peer index"),
        formula='=IF([@ranked]="","",[@ranked]/AVERAGE([ranked]))',
        help=_("Attainment over the team's mean."),
        width=9,
    )
    growth = column(
        Kind.RATIO,
        _("On last month"),
        formula=f'=IF(OR([@member]="",standing.target=0),"",IF({_BEFORE}=0,"",GROWTH_RATE({_THIS},{_BEFORE})))',
        help=_("The last month against the one before."),
        width=9,
    )
    composite = column(
        Kind.RATIO,
        _("KPI composite"),
        formula=f'=IF([@member]="","",IF({_WEIGHT}=0,"",{_POINTS}/{_WEIGHT}))',
        help=_("Weighted mean of the KPI scores."),
        width=10,
    )
    review = column(
        Kind.NUMBER,
        _("360° review"),
        formula=f'=IF([@member]="","",IF({_SHARE}=0,"",ROUND({_RATINGS}/{_SHARE},2)))',
        help=_("Weighted mean of all ratings, 1 to 5."),
        width=10,
    )
    payout = column(
        Kind.AMOUNT,
        _("Paid out so far"),
        paid=True,
        formula=f'=IF([@member]="","",{sum_where("commission[payout]", _OWN)})',
        width=13,
    )
    bonus = column(
        Kind.AMOUNT,
        _("Bonus in sight"),
        formula=(
            '=IF([@ranked]="","",IF(COUNT(bonus[attainment])=0,0,ROUND('
            + own_row("team[base_pay]", "members", "member")
            + "*BONUS_PAYOUT([@attainment],INDEX(bonus[attainment],1):INDEX(bonus[payout],COUNT(bonus[attainment]))),"
            "settings.decimals)))"
        ),
        help=_("If the year ended at this attainment."),
        width=13,
    )
    ranked = column(
        Kind.RATIO,
        _("Takes part"),
        since=2,
        formula=f'=IF([@attainment]="","",IF({_IS_MEMBER},[@attainment],""))',
        help=_("The attainment of who is a member on the day to look from."),
        width=9,
    )


MEMBERS_CHART = Chart(
    name="members_chart",
    title=_("Actual against target so far"),
    alt=_("For each member, a narrow bar for the actual so far before a broad pale bar for the target so far."),
    categories="members.member",
    series=(Series("members.target", "goal"), Series("members.actual")),
    x_title="",
    y_title="",
    anchor="A7",
    width=438,
    height=318,
    shape=Shape.BULLET,
    category_kind=Kind.TEXT,
    empty=_("Enter the members in Team and what they sold in Actuals; then this shows how far each is."),
)


TREND_CHART = Chart(
    name="trend_chart",
    title=_("The team, month by month"),
    alt=_("Columns show each month's actual, a line its target, and a dashed line the same month a year ago."),
    categories="months.month",
    series=(Series("months.actual"), Series("months.target", "line"), Series("months.before", "dashed")),
    x_title=_("Month"),
    y_title=_("Amount"),
    anchor="E7",
    width=680,
    height=318,
    empty=_("Enter the members in Team and what they sold in Actuals; then this shows the team's months."),
)
