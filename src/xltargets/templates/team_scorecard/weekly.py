"""The team scorecard, sheets Weekly reports and Week of the team. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, own_row, row_number, row_where, shown, sum_where
from xltargets.templates.schema import Choices, Free, Highlight, Kind, Tone, When, _
from xltargets.templates.team_scorecard.keyed import new, whose

STATE = Choices(
    "report_state",
    (("Handed in", _("Handed in")), ("Missing", _("Not handed in")), ("Twice", _("Twice"))),
    (("Handed in", Tone.GOOD), ("Missing", Tone.BAD), ("Twice", Tone.WATCH)),
)
FIGURE = Choices(
    "week_figure",
    (
        ("visits", _("Visits")),
        ("calls", _("Calls")),
        ("customers", _("New customers")),
        ("contract", _("Contract amount")),
        ("collected", _("Collected")),
    ),
)
_MISSING = "word.report_state.Missing"
_LAST = "week_team.monday-7"


def _key(monday: str) -> str:
    """A week and the member of this row as one text, for a lookup by both."""
    return f'YEAR({monday})&"-"&MONTH({monday})&"-"&DAY({monday})&" "&[@member]'


class WeeklyReports(schema.Table):
    """What each member did in a week, plans for the next, and needs help with: one row for each member and week."""

    name = "weekly_reports"
    title = _("Weekly reports")
    rows = 60
    row_height = 30
    grows = True
    since = 2
    day = new(
        Kind.DATE, _("Day"), when=When.PAST, key=True, required=True, help=_("Any day of the week that it is about.")
    )
    member = whose(_("Whose report it is."))
    visits = new(Kind.COUNT, _("Visits"), minimum=0, help=_("Customers visited this week."))
    calls = new(Kind.COUNT, _("Calls"), minimum=0, help=_("Calls to customers this week."))
    customers = new(Kind.COUNT, _("New customers"), minimum=0, help=_("Won this week."))
    contract = new(Kind.AMOUNT, _("Contract amount"), minimum=0, help=_("Of the contracts signed this week."))
    collected = new(Kind.AMOUNT, _("Collected"), minimum=0, help=_("What customers paid this week."))
    plan = new(
        Kind.TEXT, _("Plan for next week"), free=Free.PROSE, wrap=True, width=36, help=_("The two or three that count.")
    )
    problems = new(
        Kind.TEXT, _("Problems, help needed"), free=Free.PROSE, wrap=True, width=36, help=_("From whom, until when.")
    )
    week = new(
        Kind.DATE,
        _("Week from"),
        formula='=IF([@day]="","",[@day]-MOD([@day]-2,7))',
        help=_("Its Monday."),
    )
    known_by = new(
        Kind.TEXT,
        _("Known by"),
        formula=f'=IF(OR([@day]="",[@member]=""),"",{_key("[@week]")})',
        help=_("Week and member, by which the sheet Week of the team finds it."),
        width=24,
    )


class WeekTeam(schema.Form):
    """Which week is looked at, and who has handed in."""

    name = "week_team"
    title = _("The week")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (22, 14, 14)
    wraps = False
    monday = new(
        Kind.DATE,
        _("Week from"),
        formula=(
            "=IF(ISNUMBER(settings.as_of),settings.as_of-MOD(settings.as_of-2,7),"
            'IF(COUNT(weekly_reports[week])=0,"",MAX(weekly_reports[week])))'
        ),
        help=_("That of the day to look from, else the last reported."),
    )
    due = new(
        Kind.COUNT,
        _("Reports due"),
        formula="=" + count_where('week_members[state]<>""'),
        help=_("Of who is a member that week."),
    )
    missing = new(
        Kind.COUNT,
        _("Reports missing"),
        formula="=COUNTIFS(week_members[state],word.report_state.Missing)",
        help=_("Not handed in yet."),
    )


def _of_week(week: str) -> str:
    sums = ",".join(f"SUMIFS(weekly_reports[{code}],weekly_reports[week],{week})" for code in FIGURE.codes)
    return f'=IF(week_team.monday="","",CHOOSE({row_number("week_figures", "figure")},{sums}))'


class WeekFigures(schema.Table):
    """The team's week beside the one before."""

    name = "week_figures"
    title = _("The team, this week and last")
    rows = 5
    filters = False
    since = 2
    anchor = "A below week_team"
    figure = new(
        Kind.CHOICE,
        _("Figure"),
        key=True,
        choices=FIGURE,
        formula=f"=INDEX(labels.week_figure,{row_number('week_figures', 'figure')})",
        width=22,
    )
    this = new(Kind.NUMBER, _("This week"), formula=_of_week("week_team.monday"), width=14)
    last = new(Kind.NUMBER, _("Last week"), formula=_of_week(_LAST), width=14)
    growth = new(
        Kind.RATIO,
        _("On last week"),
        formula='=IF([@this]="","",IF([@last]=0,"",GROWTH_RATE([@this],[@last])))',
        width=14,
    )


_MEMBER = own_row("team[member]", "week_members", "member")
_FROM, _UNTIL = (own_row(f"team[member_{end}]", "week_members", "member") for end in ("from", "until"))
_IS_DUE = f'AND(OR({_FROM}="",{_FROM}<=week_team.monday+6),OR({_UNTIL}="",{_UNTIL}>=week_team.monday))'
_REPORT = f"weekly_reports[known_by]={_key('week_team.monday')}"
_REPORTS = count_where(_REPORT)
_CODE = f'IF({_REPORTS}=0,"Missing",IF({_REPORTS}=1,"Handed in","Twice"))'


def _sum(key: str, week: str = "week_team.monday", *, blank: str = "") -> str:
    own = sum_where(f"weekly_reports[{key}]", "weekly_reports[member]=[@member]", f"weekly_reports[week]={week}")
    return f'=IF({blank or _NO_REPORT},"",{own})'


def _text(key: str) -> str:
    return f'=IF({_NO_REPORT},"",INDEX(weekly_reports[{key}],{row_where(_REPORT)})&"")'


_NO_REPORT = f'OR([@state]="",[@state]={_MISSING})'


class WeekMembers(schema.Table):
    """Every member's week, what each plans and needs, and who has not handed in."""

    name = "week_members"
    title = _("The week, member by member")
    follows = ("team", 1)
    row_height = 30
    since = 2
    anchor = "A below week_figures"
    member = new(Kind.TEXT, _("Member"), key=True, formula=f'=IF({_MEMBER}="","",{_MEMBER})', width=22)
    state = new(
        Kind.CHOICE,
        _("Weekly report"),
        choices=STATE,
        formula=f'=IF(OR([@member]="",week_team.monday=""),"",IF({_IS_DUE},{shown(STATE, _CODE)},""))',
        highlight=Highlight.TONES,
        width=14,
    )
    visits = new(Kind.COUNT, _("Visits"), formula=_sum("visits"), width=14)
    calls = new(Kind.COUNT, _("Calls"), formula=_sum("calls"), width=14)
    customers = new(Kind.COUNT, _("New customers"), formula=_sum("customers"), width=14)
    contract = new(Kind.AMOUNT, _("Contract amount"), formula=_sum("contract"))
    before = new(Kind.AMOUNT, _("Contracts last week"), formula=_sum("contract", _LAST, blank='[@state]=""'))
    collected = new(Kind.AMOUNT, _("Collected"), formula=_sum("collected"))
    plan = new(Kind.TEXT, _("Plan for next week"), formula=_text("plan"), wrap=True, width=34)
    problems = new(Kind.TEXT, _("Problems, help needed"), formula=_text("problems"), wrap=True, width=34)
