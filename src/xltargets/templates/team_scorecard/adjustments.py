"""The team scorecard, sheet Adjustments. Declarations only."""

from __future__ import annotations

from functools import partial

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, row_where, sum_where
from xltargets.templates.schema import Before, Free, Kind, When, _, column
from xltargets.templates.team_scorecard.terms_in_force import cap_of, total_of

_MEMBER = "commission[member]=[@member]"
_OFFSET = "(YEAR([@of])-YEAR(settings.year_start))*12+MONTH([@of])-MONTH(settings.year_start)"


def _of(key: str) -> str:
    """What Commission has for the month that the row belongs to."""
    return f"INDEX(commission[{key}],MAX(1,[@row]))"


_OWN_MONTH = f"adjustments[of]>={_of('month')}", f"adjustments[of]<EDATE({_of('month')},1)"
_FIRST = "([@month]-DAY([@month])+1)"
_EARLIER = (
    f"(adjustments[month]<{_FIRST})"
    f"+(adjustments[month]>={_FIRST})*(adjustments[month]<EDATE({_FIRST},1))*(adjustments[number]<[@number])>0"
)
_TOTAL = total_of("{}", _of("quota"), _of("first"), _of("last"), cap_of(_of("terms")))


_new = partial(column, since=2)


class Adjustments(schema.Table):
    """What came late for a month that is closed: deals, refunds and corrections, paid in the month they are booked in.

    Rows are added, never altered.
    """

    title = _("Adjustments")
    rows = 6
    spare = 4
    since = 2
    totals = True
    month = _new(
        Kind.MONTH,
        _("Booked in"),
        when=When.PAST,
        key=True,
        required=True,
        help=_("The month in which it is paid: the first one that was open."),
    )
    member = _new(
        Kind.TEXT,
        _("Member"),
        key=True,
        required=True,
        references="team.member",
        help=_("Whose it is."),
        width=22,
    )
    of = _new(
        Kind.MONTH,
        _("Belongs to"),
        when=When.PAST,
        key=True,
        required=True,
        checks=[Before("month")],
        help=_("The closed month of the sale, whose quota, rates and cap hold."),
    )
    sale = _new(
        Kind.TEXT,
        _("Sale"),
        free=Free.NAME,
        key=True,
        help=_("Which sale: customer, order or deal."),
        width=26,
    )
    amount = _new(
        Kind.AMOUNT,
        _("Amount"),
        free=Free.SIGNED,
        required=True,
        total=True,
        help=_("What it adds to the month's credit; a refund is below 0."),
    )
    why = _new(Kind.TEXT, _("Why"), free=Free.PROSE, help=_("What happened."), width=30)
    approved_by = _new(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed to it."), width=18)
    number = _new(
        Kind.COUNT,
        _("No."),
        formula=f"={row_number('adjustments')}",
        width=6,
        help=_("The row, by which those of one month follow each other."),
    )
    row = _new(
        Kind.COUNT,
        _("Row in Commission"),
        formula=(
            f'=IF(OR([@member]="",[@of]="",[@month]=""),0,IF({count_where(_MEMBER)}=0,0,'
            f"IF(OR({_OFFSET}<0,{_OFFSET}>11),0,{row_where(_MEMBER)}+{_OFFSET})))"
        ),
        width=12,
        help=_("The month that it belongs to; 0 if that is not of this year."),
    )
    before = _new(
        Kind.AMOUNT,
        _("Credit before"),
        formula=(
            f'=IF([@row]=0,"",{_of("credit")}+'
            f"{sum_where('adjustments[amount]', 'adjustments[member]=[@member]', *_OWN_MONTH, _EARLIER)})"
        ),
        help=_("Of that month, with what was booked earlier."),
    )
    commission = _new(
        Kind.AMOUNT,
        _("Commission"),
        paid=True,
        total=True,
        formula=(
            f'=IF([@row]=0,"",ROUND({_TOTAL.format(*["([@before]+[@amount])"] * 2)}'
            f"-{_TOTAL.format(*['[@before]'] * 2)},settings.cents))"
        ),
        help=_("Of the month with it, less that without it: a refund takes back what its sale brought."),
    )
