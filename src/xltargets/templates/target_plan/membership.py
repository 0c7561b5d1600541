"""The target plan, sheet Membership: how much of a full target each carries, and when. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PERSON_ID
from xltargets.templates.row_formulas import both_the_same, row_number, row_where
from xltargets.templates.schema import Ascending, Before, Kind, When, _, column
from xltargets.templates.target_plan.keyed import whose
from xltargets.templates.working_days import CALENDAR, days_from
from xltargets.templates.year_kinds import first_day

MONTHS = 12


class Ramp(schema.Table):
    """How much of a full target new people carry, by their month in the role."""

    title = _("Ramp of new people")
    rows = 3
    since = 2
    starts = ({"month": 1, "share": 0.3}, {"month": 4, "share": 0.7}, {"month": 7, "share": 1.0})
    month = column(
        Kind.COUNT,
        _("From month"),
        required=True,
        minimum=1,
        checks=[Ascending()],
        since=2,
        width=22,
        help=_("In the role; it counts from In the role since in Units."),
    )
    share = column(
        Kind.RATIO,
        _("Share of target"),
        required=True,
        minimum=0,
        maximum=1,
        since=2,
        width=13,
        help=_("From that month on."),
    )


class Leave(schema.Table):
    """Who is away, from when until when, and how much of the target that takes off."""

    title = _("Leave and relief")
    rows = 12
    spare = 11
    since = 2
    anchor = "D4"
    person = whose(_("Who is away or relieved, as in Units."), width=20)
    first = column(
        Kind.DATE,
        _("From"),
        when=When.NEAR,
        key=True,
        required=True,
        checks=[Before("last")],
        since=2,
        help=_("The first day."),
    )
    last = column(Kind.DATE, _("Until"), when=When.NEAR, since=2, help=_("The last day; blank is not known yet."))
    relieved = column(
        Kind.RATIO,
        _("Share relieved"),
        required=True,
        minimum=0,
        maximum=1,
        since=2,
        width=11,
        help=_("100% takes all of the target off, 50% half of it."),
    )
    person_id = PERSON_ID


_NUMBER = row_number("calendar")


class Calendar(schema.Table):
    """The months of the year, in which period each lies, and how much of the period's working days it has."""

    title = _("Months and working days")
    rows = MONTHS
    since = 2
    anchor = "J4"
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula=f"=EDATE(settings.first_month,{_NUMBER}-1)",
        since=2,
    )
    ends = column(
        Kind.DATE,
        _("Last day"),
        formula=f"=IF({_NUMBER}={MONTHS},settings.year_end,INDEX([first],MIN({MONTHS},{_NUMBER}+1))-1)",
        since=2,
    )
    period = column(
        Kind.MONTH,
        _("Period"),
        formula=(f"=EDATE(settings.first_month,INT(({_NUMBER}-1)/settings.period_months)*settings.period_months)"),
        help=_("The first month of its period."),
        since=2,
    )
    days = column(
        Kind.COUNT,
        _("Working days"),
        formula=f"={days_from('[@first]', '[@ends]')}",
        help=_("Without weekends and holidays, with make-up days."),
        since=2,
    )
    weight = column(
        Kind.RATIO,
        _("Share of its period"),
        formula=(
            "=IF(SUMIFS([days],[period],[@period])=0,1/COUNTIFS([period],[@period]),"
            "[@days]/SUMIFS([days],[period],[@period]))"
        ),
        help=_("By working days."),
        since=2,
    )
    first = column(
        Kind.DATE,
        _("First day"),
        formula=f"={first_day(_NUMBER, '[@month]')}",
        help=_("In a year of weeks it lies in another month now and then."),
        since=2,
    )


def _of_unit(key: str) -> str:
    """The cell of a column of Units that belongs to this row."""
    return f"INDEX(units[{key}],{row_number('shares', 'person')})"


def _or_blank(key: str, otherwise: str = '""') -> str:
    return f'IF({_of_unit(key)}="",{otherwise},{_of_unit(key)})'


_OF_PERSON = both_the_same("leave[person_id]", _of_unit("person_id"), "leave[person]", "[@person]")
_LATER = "(leave[first]*(leave[first]>=[@first])+[@first]*(leave[first]<[@first]))"
"""The first day of each leave in the unit, without IF, which a SUMPRODUCT does not take row by row everywhere."""
_GOES_ON = "((leave[last]>[@last])+(leave[last]=0)>0)"
_EARLIER = f"([@last]*{_GOES_ON}+leave[last]*(1-{_GOES_ON}))"
_OVERLAPS = f"({_EARLIER}>={_LATER})*(leave[first]>0)*({_OF_PERSON})"


def _share(number: int) -> schema.Column:
    """The part of a full target of one month: membership less leave, times share of time, times ramp."""
    first, last = f"INDEX(calendar[first],{number})", f"INDEX(calendar[ends],{number})"
    away = (
        f"SUMPRODUCT({_OVERLAPS}*leave[relieved],QUOTA_PRORATE(1,{first},{last},{_LATER},"
        f"{_LATER}+({_EARLIER}-{_LATER})*({_EARLIER}>{_LATER}),{CALENDAR}))"
    )
    part = f"QUOTA_PRORATE(1,{first},{last},[@first],[@last],{CALENDAR})"
    there = f"IF(AND([@first]<={first},[@last]>={last}),1,{part})"
    name = f"INDEX(calendar[month],{number})"
    before = f"(YEAR({name})-YEAR([@start]))*12+MONTH({name})-MONTH([@start])"
    # Who begins within the year counts its periods: one of weeks may begin in the month before that of its name.
    begun = 'COUNTIF(calendar[first],"<="&[@start])'
    months = f"MAX(1,IF({begun}=0,{before},{number}-{begun})+1)"
    steps = "INDEX(ramp[month],1):INDEX(ramp[share],COUNT(ramp[month]))"
    ramp = f'IF(OR([@start]="",COUNT(ramp[month])=0),1,RAMP_WEIGHTS({months},{steps}))'
    return column(  # type: ignore[no-any-return]
        Kind.RATIO,
        MONTH_LABELS[number - 1],
        formula=(
            f'=IF([@person]="",0,IF(AND([@first]<=[@last],OR([@last]<{first},[@first]>{last})),0,'
            f"[@share]*{ramp}*MAX(0,{there}-IF([@away]=0,0,{away}))))"
        ),
        since=2,
        width=9,
    )


MONTH_LABELS = (
    _("Month 1"),
    _("Month 2"),
    _("Month 3"),
    _("Month 4"),
    _("Month 5"),
    _("Month 6"),
    _("Month 7"),
    _("Month 8"),
    _("Month 9"),
    _("Month 10"),
    _("Month 11"),
    _("Month 12"),
)


class Shares(schema.Table):
    """How much of a full target each person carries in each month: membership, leave, share of time and ramp."""

    title = _("What each carries of a full target")
    follows = ("units", 1)
    since = 2
    anchor = "A below leave and ramp"
    person = column(Kind.TEXT, _("Person"), formula=f"={_or_blank('person')}", since=2)
    first = column(
        Kind.DATE,
        _("From"),
        formula=(
            '=IF([@person]="","",'
            + _or_blank(
                "member_from",
                f'IF({_of_unit("member_until")}="",settings.year_start,MIN(settings.year_start,{_of_unit("member_until")}))',
            )
            + ")"
        ),
        help=_("The first day in the unit, or of the year."),
        since=2,
    )
    last = column(
        Kind.DATE,
        _("Until"),
        formula=f'=IF([@person]="","",{_or_blank("member_until", "MAX(settings.year_end,[@first])")})',
        help=_("The last day in the unit, or of the year."),
        since=2,
    )
    share = column(
        Kind.RATIO,
        _("Share of time"),
        formula=f'=IF([@person]="","",{_or_blank("member_share", "1")})',
        since=2,
        width=11,
    )
    start = column(
        Kind.DATE,
        _("In the role since"),
        formula=f'=IF([@person]="","",{_or_blank("role_since")})',
        since=2,
    )
    away = column(
        Kind.COUNT,
        _("Leaves"),
        formula=f'=IF([@person]="",0,SUMPRODUCT((leave[first]>0)*({_OF_PERSON})))',
        help=_("Rows of Leave and relief."),
        since=2,
        width=9,
    )
    number = column(Kind.COUNT, _("Row"), key=True, formula=f"={row_number('shares', 'person')}", since=2, width=8)
    seat = column(
        Kind.COUNT,
        _("Target of row"),
        formula=(
            f'=IF(OR([@person]="",{_of_unit("person_id")}="",ISNUMBER({_of_unit("own_weight")})),[@number],'
            + row_where(f"units[person_id]={_of_unit('person_id')}")
            + ")"
        ),
        help=_("A person's second row carries on the target of the first one with the same Person ID."),
        since=2,
        width=9,
    )
    m1 = _share(1)
    m2 = _share(2)
    m3 = _share(3)
    m4 = _share(4)
    m5 = _share(5)
    m6 = _share(6)
    m7 = _share(7)
    m8 = _share(8)
    m9 = _share(9)
    m10 = _share(10)
    m11 = _share(11)
    m12 = _share(12)


CARRIED = "MMULT(shares[[m1]:[m12]],(calendar[period]=TRANSPOSE(periods[month]))*calendar[weight])"
"""The part of a full target that each row carries in each period: its months by their working days."""
SEATS = "1*(shares[seat]=TRANSPOSE(shares[number]))"
"""For each row, a 1 in the place of the row whose target it carries."""
_OF_ONE_TARGET = "(shares[seat]=TRANSPOSE(shares[seat]))"
ABOVE = f"{_OF_ONE_TARGET}*(shares[number]>TRANSPOSE(shares[number]))"
"""For each row, a 1 in the place of each row above it that carries the same target."""
AND_OWN = f"{_OF_ONE_TARGET}*(shares[number]>=TRANSPOSE(shares[number]))"
"""The same with the row itself."""
