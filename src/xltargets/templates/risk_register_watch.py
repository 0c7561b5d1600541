"""The risk register, what is watched: key risk indicators, alerts, and the report. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.row_formulas import coded, row_number, shown
from xltargets.templates.schema import Choices, Highlight, Kind, RollUp, Tone, _, column

SIDE = Choices("side", (("above", _("High is bad")), ("below", _("Low is bad"))))
ALERT = Choices(
    "alert", (("Open", _("To acknowledge")), ("Seen", _("Acknowledged"))), (("Open", Tone.BAD), ("Seen", Tone.GOOD))
)
COURSE = Choices("course", (("Rising", _("Rising")), ("Stable", _("Stable")), ("Falling", _("Falling"))))
MONTHS = 12
_VALUES = "kris[@[m1]:[m12]]"
_COUNT = f"COUNT({_VALUES})"
_UNTIL = f"INDEX({_VALUES},1):INDEX({_VALUES},MAX(1,{_COUNT}))"
_SIDE = coded(SIDE, "[@side]")


def _status(value: str, more: str = "") -> str:
    return f"KRI_STATUS({value},[@amber],[@red],{_SIDE}{more})"


def _month(number: int) -> schema.Column:
    label = (
        *(_("Month 1"), _("Month 2"), _("Month 3"), _("Month 4"), _("Month 5"), _("Month 6")),
        *(_("Month 7"), _("Month 8"), _("Month 9"), _("Month 10"), _("Month 11"), _("Month 12")),
    )[number - 1]
    return column(Kind.NUMBER, label, help=_("The value of the month; leave months to come blank."), width=9)  # type: ignore[no-any-return]


class Kris(schema.Table):
    """What tells early that a risk is coming, month by month."""

    title = _("Key risk indicators")
    rows = 8
    spare = 4
    row_height = 30
    indicator = column(
        Kind.TEXT,
        _("Indicator"),
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("What is measured."),
        width=28,
    )
    risk = column(Kind.TEXT, _("Risk"), references="risks.id", help=_("The risk that it warns of."), width=8)
    side = column(Kind.CHOICE, _("Direction"), required=True, choices=SIDE, help=_("Which side is bad."), width=12)
    amber = column(Kind.NUMBER, _("Amber at"), required=True, help=_("The first threshold."), width=10)
    red = column(Kind.NUMBER, _("Red at"), required=True, help=_("The second threshold."), width=10)
    hysteresis = column(
        Kind.NUMBER,
        _("Hysteresis"),
        minimum=0,
        help=_("How far it must be back past a threshold before the colour changes back."),
        width=11,
    )
    owner = column(Kind.TEXT, _("Owner"), help=_("Who is told."), width=16)
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
    latest = column(
        Kind.NUMBER,
        _("Latest"),
        formula=f'=IF(OR([@indicator]="",{_COUNT}=0),"",INDEX({_VALUES},MAX(1,{_COUNT})))',
        help=_("The last month with a value."),
        width=10,
    )
    before = column(
        Kind.CHOICE,
        _("Colour before"),
        formula=(
            f'=IF(OR([@latest]="",{_COUNT}<2),"",' + shown(STATUS, _status(f"INDEX({_VALUES},MAX(1,{_COUNT}-1))")) + ")"
        ),
        choices=STATUS,
        width=10,
    )
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=(
            '=IF([@latest]="","",IF([@before]="",'
            + shown(STATUS, _status("[@latest]"))
            + ","
            + shown(STATUS, _status("[@latest]", f",{coded(STATUS, '[@before]')},1*[@hysteresis]"))
            + "))"
        ),
        choices=STATUS,
        highlight=Highlight.TONES,
        rollup=RollUp.LIST,
        width=10,
    )
    course = column(
        Kind.CHOICE,
        _("Trend"),
        formula=f'=IF(OR([@latest]="",{_COUNT}<3),"",{shown(COURSE, f"KRI_TREND({_UNTIL})")})',
        choices=COURSE,
        width=10,
    )
    breach = column(
        Kind.COUNT,
        _("Months to red"),
        formula=f'=IF(OR([@latest]="",{_COUNT}<3),"",IFERROR(KRI_BREACH_IN({_UNTIL},[@red],{_SIDE}),""))',
        help=_("If it goes on as it did; blank while it moves away."),
        width=10,
    )
    acknowledged_by = column(Kind.TEXT, _("Acknowledged by"), help=_("Who has seen the alert."), width=16)
    acknowledged_on = column(Kind.DATE, _("Acknowledged on"), help=_("When."), width=13)
    alert = column(
        Kind.COUNT,
        _("Alert"),
        formula=('=IF(OR([@status]="",[@status]=word.status.Green),"",' + row_number("kris", "indicator") + ")"),
        help=_("Its row, while it is past a threshold."),
        width=8,
    )


def _of_kri(key: str) -> str:
    return f'=IF([@row]="","",IF(INDEX(kris[{key}],[@row])="","",INDEX(kris[{key}],[@row])))'


_LINE = "INDEX(kris[[m1]:[m12]],[@row],0)"
_NUMBERS = "{1,2,3,4,5,6,7,8,9,10,11,12}"
_LAST_GREEN = (
    f'SUMPRODUCT(MAX(({_LINE}<>"")*((INDEX(kris[side],[@row])=word.side.above)*({_LINE}<INDEX(kris[amber],[@row]))'
    f"+(INDEX(kris[side],[@row])=word.side.below)*({_LINE}>INDEX(kris[amber],[@row])))*{_NUMBERS}))"
)


_PLACE = row_number("alerts", "row")


class Alerts(schema.Table):
    """Which indicators are past a threshold, since when, and who is told."""

    title = _("Alerts")
    rows = 10
    row = column(
        Kind.COUNT,
        _("Row"),
        formula=f'=IF({_PLACE}>COUNT(kris[alert]),"",SMALL(kris[alert],{_PLACE}))',
        help=_("In KRIs, where it is acknowledged."),
        width=8,
    )
    indicator = column(Kind.TEXT, _("Indicator"), key=True, formula=_of_kri("indicator"), width=34)
    status = column(
        Kind.CHOICE, _("Status"), formula=_of_kri("status"), choices=STATUS, highlight=Highlight.TONES, width=11
    )
    value = column(Kind.NUMBER, _("Latest"), formula=_of_kri("latest"))
    since = column(
        Kind.MONTH,
        _("Since"),
        formula=f'=IF([@row]="","",EDATE(settings.year_start,{_LAST_GREEN}))',
        help=_("The first month past amber."),
        width=12,
    )
    breach = column(Kind.COUNT, _("Months to red"), formula=_of_kri("breach"), width=12)
    tell = column(Kind.TEXT, _("Owner"), formula=_of_kri("owner"), width=18)
    management = column(
        Kind.TEXT,
        _("Who is told"),
        formula=(
            '=IF([@row]="","",IFERROR(INDEX(bands[management],MATCH(INDEX(risks[level],'
            'MATCH(INDEX(kris[risk],[@row]),risks[id],0)),bands[level],0)),""))'
        ),
        help=_("By the level of the risk behind it."),
        width=18,
    )
    acknowledged_by = column(Kind.TEXT, _("Acknowledged by"), formula=_of_kri("acknowledged_by"), width=20)
    acknowledged_on = column(Kind.DATE, _("Acknowledged on"), formula=_of_kri("acknowledged_on"), width=16)
    state = column(
        Kind.CHOICE,
        _("State"),
        formula='=IF([@row]="","",IF([@acknowledged_by]="",word.alert.Open,word.alert.Seen))',
        choices=ALERT,
        highlight=Highlight.TONES,
        width=16,
    )
