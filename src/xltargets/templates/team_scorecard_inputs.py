"""The team scorecard, what people fill in: the team, what it sold and did, its KPIs and reviews. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS, CommonSettings
from xltargets.templates.row_formulas import coded
from xltargets.templates.schema import (
    Choices,
    Highlight,
    Kind,
    RollUp,
    _,
    column,
)

MODE = Choices("mode", (("marginal", _("Each slice at its own rate")), ("retroactive", _("All at the rate reached"))))
DIRECTION = Choices(
    "direction",
    (
        ("higher", _("Higher is better")),
        ("lower", _("Lower is better")),
        ("target", _("On target is best")),
    ),
)
RATER = Choices(
    "rater",
    (
        ("Manager", _("Manager")),
        ("Peer", _("Peer")),
        ("Report", _("Direct report")),
        ("Customer", _("Customer")),
        ("Self", _("Self")),
    ),
)
HONOUR = Choices(
    "honour",
    (
        ("Honour", _("Honour")),
        ("Training", _("Training")),
        ("Travel", _("Travel")),
        ("Other", _("Other")),
    ),
)


class Settings(CommonSettings):
    """What holds for the whole scorecard."""

    name = "settings"
    title = _("Settings")
    green = column(
        Kind.RATIO,
        _("Green from"),
        default=1.0,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which a status is green."),
    )
    amber = column(
        Kind.RATIO,
        _("Amber from"),
        default=0.8,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which it is amber; below it is red."),
    )
    mode = column(
        Kind.CHOICE,
        _("Commission"),
        default="marginal",
        required=True,
        choices=MODE,
        help=_("How the rates are read: slice by slice, or the rate reached for all."),
    )
    year_end = column(
        Kind.DATE,
        _("Last day of the year"),
        formula="=EDATE(settings.year_start,12)-1",
        help=_("Twelve months from the first day."),
    )


class Lists(schema.Choosable):
    """What the drop-downs in Team offer."""

    title = _("Words for the drop-downs")
    rows = 12
    spare = 6
    anchor = "H4"
    role = column(Kind.TEXT, _("Roles"), help=_("One role in each row."), width=22)
    region = column(Kind.TEXT, _("Regions"), help=_("One region in each row."), width=16)


class Team(schema.Table):
    """Who is in the team, since when, and what each is to bring."""

    title = _("Team")
    rows = 8
    spare = 2
    row_height = 30
    totals = True
    member = column(Kind.TEXT, _("Member"), key=True, required=True, unique=True, help=_("First and last name."))
    role = column(Kind.TEXT, _("Role"), offered="lists.role", help=_("What the member is in the team."), width=20)
    region = column(Kind.TEXT, _("Region"), offered="lists.region", help=_("Where the member sells."), width=14)
    manager = column(Kind.TEXT, _("Manager"), help=_("Whom the member reports to."), width=18)
    start = column(
        Kind.DATE, _("In the role since"), help=_("The first day; new members ramp up from it. Blank is long ago.")
    )
    responsibilities = column(
        Kind.TEXT,
        _("Responsibilities"),
        wrap=True,
        help=_("Customers, products or tasks that are the member's own."),
        width=38,
    )
    base_pay = column(Kind.AMOUNT, _("Base pay of the year"), minimum=0, total=True, help=_("Before any commission."))
    quota = column(
        Kind.AMOUNT,
        _("Quota of the year"),
        minimum=0,
        required=True,
        total=True,
        help=_("In full; the ramp takes off what a new member cannot bring yet."),
        rollup=RollUp.SUM,
    )
    months = column(
        Kind.COUNT,
        _("Months in role"),
        formula=(
            '=IF(OR([@member]="",[@start]=""),"",MAX(1,(YEAR(standing.as_of)-YEAR([@start]))*12'
            "+MONTH(standing.as_of)-MONTH([@start])+1))"
        ),
        help=_("On the day to look from; the month of the start counts as the first."),
    )
    ramp = column(
        Kind.RATIO,
        _("Share of full quota"),
        formula='=IF([@months]="","",RAMP_WEIGHTS([@months],ramp[[month]:[share]]))',
        help=_("From the ramp in Weights."),
        highlight=Highlight.BAR,
    )


class Actuals(schema.Table):
    """What each member sold and did, month by month."""

    title = _("Actuals")
    rows = 48
    month = column(Kind.MONTH, _("Month"), key=True, required=True, help=_("Any day of the month."), width=12)
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who sold it."), width=24
    )
    actual = column(
        Kind.AMOUNT,
        _("Actual"),
        required=True,
        help=_("What was credited to the member in that month."),
        rollup=RollUp.SUM,
        width=16,
    )
    before = column(Kind.AMOUNT, _("A year ago"), help=_("The same month of the year before, if known."), width=16)
    activities = column(
        Kind.COUNT, _("Activities"), minimum=0, help=_("Calls, visits or offers: what you count."), width=14
    )


class Kpis(schema.Table):
    """What a member is measured by besides the quota."""

    title = _("KPIs")
    rows = 6
    starts = (
        {
            "kpi": _("New customers"),
            "direction": "higher",
            "measure": _("customers"),
            "weight": 0.3,
            "target": 12,
            "worst": 0,
        },
        {"kpi": _("Gross margin"), "direction": "higher", "measure": "%", "weight": 0.3, "target": 35, "worst": 20},
        {"kpi": _("Days to pay"), "direction": "lower", "measure": _("days"), "weight": 0.2, "target": 30, "worst": 60},
        {
            "kpi": _("Forecast accuracy"),
            "direction": "higher",
            "measure": "%",
            "weight": 0.2,
            "target": 90,
            "worst": 50,
        },
    )
    kpi = column(Kind.TEXT, _("KPI"), key=True, required=True, unique=True, help=_("Its name."), width=28)
    direction = column(
        Kind.CHOICE, _("Direction"), required=True, choices=DIRECTION, help=_("Which way is better."), width=20
    )
    measure = column(Kind.TEXT, _("Unit"), help=_("What is counted: customers, %, days."), width=14)
    weight = column(
        Kind.RATIO,
        _("Weight"),
        required=True,
        minimum=0,
        maximum=1,
        checks=[schema.SumsTo(1)],
        help=_("Its share of the whole; together 100%."),
    )
    target = column(Kind.NUMBER, _("Target"), required=True, help=_("The value that scores 100%."))
    worst = column(Kind.NUMBER, _("Worst"), required=True, help=_("The value that scores 0%."))


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
    actual = column(Kind.NUMBER, _("Actual"), help=_("What was measured; blank if it is not known yet."))
    target = column(Kind.NUMBER, _("Target"), formula='=IF([@kpi]="","",INDEX(kpis[target],MATCH([@kpi],kpis[kpi],0)))')
    score = column(
        Kind.RATIO,
        _("Score"),
        formula=(
            '=IF(OR([@kpi]="",[@actual]=""),"",KPI_SCORE([@actual],[@target],'
            + coded(DIRECTION, "INDEX(kpis[direction],MATCH([@kpi],kpis[kpi],0))")
            + ",INDEX(kpis[worst],MATCH([@kpi],kpis[kpi],0))))"
        ),
        highlight=Highlight.BAR,
        help=_("0% at the worst value, 100% at the target, at most 120%."),
    )
    weight = column(
        Kind.RATIO,
        _("Weight"),
        formula='=IF([@score]="","",INDEX(kpis[weight],MATCH([@kpi],kpis[kpi],0)))',
        help=_("A KPI without a score drops out with its weight."),
    )
    points = column(Kind.RATIO, _("Points"), formula='=IF([@score]="","",[@score]*[@weight])')


class Reviews(schema.Table):
    """How members are seen from all sides: one row for each rating."""

    title = _("Reviews")
    rows = 24
    spare = 12
    member = column(Kind.TEXT, _("Member"), required=True, references="team.member", help=_("Who is rated."), width=24)
    rater = column(
        Kind.CHOICE, _("Rated by"), required=True, choices=RATER, help=_("The group of the rater."), width=16
    )
    rating = column(
        Kind.NUMBER, _("Rating"), required=True, minimum=1, maximum=5, help=_("From 1 (poor) to 5 (outstanding).")
    )
    remark = column(Kind.TEXT, _("Remark"), wrap=True, help=_("What the rating rests on."), width=52)
    share = column(
        Kind.RATIO,
        _("Weight"),
        formula=(
            '=IF(OR([@member]="",[@rater]="",[@rating]=""),"",INDEX(groups[weight],MATCH([@rater],groups[group],0))'
            "/COUNTIFS([member],[@member],[rater],[@rater]))"
        ),
        help=_("The group's weight, shared by its raters."),
    )
    points = column(Kind.NUMBER, _("Points"), formula='=IF([@share]="","",[@rating]*[@share])')


class Training(schema.Table):
    """What members need to learn, and what it did."""

    title = _("Training")
    rows = 10
    spare = 5
    row_height = 30
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who is to learn."), width=22
    )
    need = column(Kind.TEXT, _("Need"), key=True, required=True, wrap=True, help=_("What is to be learnt."), width=30)
    plan = column(Kind.TEXT, _("Plan"), wrap=True, help=_("Course, coach or task."), width=32)
    due = column(Kind.DATE, _("Due"), help=_("By when."))
    done = column(Kind.DATE, _("Done"), help=_("The day it was finished."))
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@need]="","",IF([@done]<>"",word.progress.Done,'
            'IF(AND([@due]<>"",[@due]<standing.as_of),word.progress.Overdue,word.progress.Open)))'
        ),
        choices=PROGRESS,
        highlight=Highlight.TONES,
    )
    effect = column(
        Kind.TEXT, _("Effect"), wrap=True, help=_("What changed afterwards, in figures if you can."), width=34
    )


class Awards(schema.Table):
    """What members were honoured with besides money."""

    title = _("Awards")
    rows = 12
    day = column(Kind.DATE, _("Day"), key=True, required=True, help=_("When it was given."))
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who received it."), width=22
    )
    kind = column(Kind.CHOICE, _("Kind"), required=True, choices=HONOUR, help=_("Honour, training, travel or other."))
    award = column(Kind.TEXT, _("Award"), required=True, help=_("What it was."), width=34)
    reason = column(Kind.TEXT, _("Reason"), help=_("What it was for."), width=46)
    given_by = column(Kind.TEXT, _("Given by"), help=_("Who decided it."), width=20)
