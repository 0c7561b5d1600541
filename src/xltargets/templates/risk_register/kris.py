"""The risk register, sheet KRIs. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.risk_register.words import ALERT, COURSE
from xltargets.templates.row_formulas import coded, row_number, shown
from xltargets.templates.schema import Choices, Free, Highlight, Kind, Mark, RollUp, Tone, When, _, column

SIDE = Choices("side", (("above", _("High is bad")), ("below", _("Low is bad"))))


_VALUES = "kris[@[m1]:[m12]]"


_COUNT = f"COUNT({_VALUES})"


_SIDE = coded(SIDE, "[@side]")


_REVERSED = 'OR(AND([@side]=word.side.above,[@red]<[@amber]),AND([@side]=word.side.below,[@red]>[@amber]),[@side]="")'


_COLOURS = f"INDEX(colours[[c1]:[c12]],{row_number('kris', 'indicator')},0)"


_MONTHS = "{1,2,3,4,5,6,7,8,9,10,11,12}"


_BETTER = (
    f"SUMPRODUCT(MAX(({_COLOURS}<>word.status.Red)*((({_COLOURS}<>word.status.Amber)+"
    f"([@status]=word.status.Red))>0)*({_MONTHS}<=[@months])*{_MONTHS}))"
)
"""The last month whose colour was better than the present one."""


_MONTH_LABELS = (
    *(_("Month 1"), _("Month 2"), _("Month 3"), _("Month 4"), _("Month 5"), _("Month 6")),
    *(_("Month 7"), _("Month 8"), _("Month 9"), _("Month 10"), _("Month 11"), _("Month 12")),
)


def _month(number: int) -> schema.Column:
    help_ = _("The value of the month; leave months to come blank.")
    return column(Kind.NUMBER, _MONTH_LABELS[number - 1], free=Free.SCALE, help=help_, width=9)  # type: ignore[no-any-return]


class Kris(schema.Table):
    """What tells early that a risk is coming, month by month."""

    title = _("Key risk indicators")
    rows = 8
    spare = 4
    row_height = 30
    indicator = column(
        Kind.TEXT,
        _("Indicator"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("What is measured."),
        width=28,
    )
    risk = column(Kind.TEXT, _("Risk"), references="risks.id", help=_("The risk that it warns of."), width=8)
    side = column(Kind.CHOICE, _("Direction"), required=True, choices=SIDE, help=_("Which side is bad."), width=12)
    amber = column(Kind.NUMBER, _("Amber at"), free=Free.SCALE, required=True, help=_("The first threshold."), width=10)
    red = column(
        Kind.NUMBER,
        _("Red at"),
        free=Free.SCALE,
        required=True,
        help=_("The second threshold, on the bad side of the first."),
        marks=[Mark(Tone.BAD, f'AND(COUNT([@amber],[@red])=2,[@side]<>"",{_REVERSED})')],
        width=10,
    )
    hysteresis = column(
        Kind.NUMBER,
        _("Hysteresis"),
        minimum=0,
        help=_("How far it must be back past a threshold before the colour changes back."),
        width=11,
    )
    owner = column(Kind.TEXT, _("Owner"), free=Free.PERSON, help=_("Who is told."), width=16)
    m1 = _month(1)
    m2 = _month(2)
    m3 = _month(3)
    m4 = _month(4)
    m5 = _month(5)
    m6 = _month(6)
    m7 = _month(7)
    m8 = _month(8)
    m9 = _month(9)
    m10 = _month(10)
    m11 = _month(11)
    m12 = _month(12)
    months = column(
        Kind.COUNT,
        _("Last month"),
        formula=(
            f'=IF(OR([@indicator]="",COUNT([@amber],[@red])<2,{_REVERSED},{_COUNT}=0),"",SUMPRODUCT(MAX(({_VALUES}<>"")*{_MONTHS})))'
        ),
        help=_("The last with a value; blank until direction and thresholds are right."),
        width=8,
    )
    latest = column(Kind.NUMBER, _("Latest"), formula=f'=IF([@months]="","",INDEX({_VALUES},[@months]))', width=10)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@months]="","",INDEX({_COLOURS},[@months]))',
        choices=STATUS,
        highlight=Highlight.TONES,
        help=_("The last colour of those below."),
        rollup=RollUp.LIST,
        width=10,
    )
    course = column(
        Kind.CHOICE,
        _("Trend"),
        formula=f'=IF(OR([@months]="",{_COUNT}<3),"",{shown(COURSE, f"KRI_TREND({_VALUES})")})',
        choices=COURSE,
        width=10,
    )
    breach = column(
        Kind.COUNT,
        _("Months to red"),
        formula=f'=IF(OR([@months]="",{_COUNT}<3),"",IFERROR(KRI_BREACH_IN({_VALUES},[@red],{_SIDE}),""))',
        help=_("If it goes on as it did; blank while it moves away."),
        width=10,
    )
    since = column(
        Kind.MONTH,
        _("Since"),
        formula=(
            f'=IF(OR([@status]=word.status.Amber,[@status]=word.status.Red),EDATE(settings.first_month,{_BETTER}),"")'
        ),
        help=_("The month from which it has been this colour, or worse."),
        width=11,
    )
    acknowledged_by = column(
        Kind.TEXT, _("Acknowledged by"), free=Free.PERSON, help=_("Who has seen the alert."), width=16
    )
    acknowledged_on = column(
        Kind.DATE,
        _("Acknowledged on"),
        when=When.PAST,
        help=_("When. An alert that began later is a new one."),
        width=13,
    )
    state = column(
        Kind.CHOICE,
        _("State"),
        formula=(
            '=IF([@since]="","",IF(AND([@acknowledged_by]<>"",ISNUMBER([@acknowledged_on]),'
            "[@acknowledged_on]>=[@since]),word.alert.Seen,word.alert.Open))"
        ),
        choices=ALERT,
        highlight=Highlight.TONES,
        width=16,
    )
    alert = column(
        Kind.COUNT,
        _("Alert"),
        formula=(
            '=IF([@since]="","",' + row_number("kris", "indicator") + "+"
            "IF([@status]=word.status.Red,0,ROWS([indicator])))"
        ),
        help=_("Its place among the alerts, red ones first."),
        width=8,
    )


def _colour(number: int) -> schema.Column:
    """A month's colour: of its value, and of the colour before, which hysteresis holds on to."""
    line = row_number("colours", "indicator")
    cell = {key: f"INDEX(kris[{key}],{line})" for key in ("months", "amber", "red", "side", "hysteresis", f"m{number}")}
    before = f'IF([@c{number - 1}]="","Green",{coded(STATUS, f"[@c{number - 1}]")})' if number > 1 else '"Green"'
    colour = shown(
        STATUS,
        f"KRI_STATUS({cell[f'm{number}']},{cell['amber']},{cell['red']},{coded(SIDE, cell['side'])},"
        f"{before},1*{cell['hysteresis']})",
    )
    last = f"[@c{number - 1}]" if number > 1 else '""'
    return column(  # type: ignore[no-any-return]
        Kind.CHOICE,
        _MONTH_LABELS[number - 1],
        # A month without a value keeps the colour that it finds.
        formula=(
            f'=IF({cell["months"]}="","",IF({number}>{cell["months"]},"",IF({cell[f"m{number}"]}="",{last},{colour})))'
        ),
        choices=STATUS,
        highlight=Highlight.TONES,
        width=9,
    )


class Colours(schema.Table):
    """Which colour each indicator had, month by month: a colour once reached is left only past its hysteresis."""

    title = _("Colours, month by month")
    follows = ("kris", 1)
    anchor = "A below kris"
    indicator = column(
        Kind.TEXT,
        _("Indicator"),
        key=True,
        formula=(
            f'=IF(INDEX(kris[indicator],{row_number("colours", "indicator")})="","",'
            f"INDEX(kris[indicator],{row_number('colours', 'indicator')}))"
        ),
        width=28,
    )
    c1 = _colour(1)
    c2 = _colour(2)
    c3 = _colour(3)
    c4 = _colour(4)
    c5 = _colour(5)
    c6 = _colour(6)
    c7 = _colour(7)
    c8 = _colour(8)
    c9 = _colour(9)
    c10 = _colour(10)
    c11 = _colour(11)
    c12 = _colour(12)
