"""The team scorecard, sheet Adjustments. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, row_where, sum_where
from xltargets.templates.schema import Before, Free, Kind, When, _
from xltargets.templates.team_scorecard.accumulation import (
    at,
    cap_of_plan,
    commission_on,
    month_of,
    plan_has,
    rows_of_key,
)
from xltargets.templates.team_scorecard.keyed import new, whose
from xltargets.templates.team_scorecard.terms_in_force import cap_of, total_of

_MEMBER = "commission[member]=[@member]"
_OFFSET = "(YEAR([@of])-YEAR(settings.first_month))*12+MONTH([@of])-MONTH(settings.first_month)"


def _of(key: str) -> str:
    """What Commission has for the month that the row belongs to."""
    return at(key, "[@row]")


_OWN_MONTH = f"adjustments[of]>={_of('month')}", f"adjustments[of]<EDATE({_of('month')},1)"
_FIRST = "([@month]-DAY([@month])+1)"
_EARLIER = (
    f"(adjustments[month]<{_FIRST})"
    f"+(adjustments[month]>={_FIRST})*(adjustments[month]<EDATE({_FIRST},1))*(adjustments[number]<[@number])>0"
)
_TOTAL = total_of("{}", _of("quota"), _of("first"), _of("last"), cap_of(_of("terms")))
_JANUARY = f"([@row]-({_OFFSET}))"
_BOOKED = f"({_JANUARY}+MAX(0,MIN(11,{_OFFSET.replace('[@of]', '[@month]')})))"


def _until(key: str) -> str:
    """The row of Commission in which it is booked, or the last one of the months that count together before that."""
    return f"MIN({_BOOKED},{_JANUARY}+{_of(key)}-2+{rows_of_key(key, '[@row]')})"


def _earlier(column: str, key: str) -> str:
    """What earlier rows booked for the months that count together with the one that the row belongs to."""
    first = month_of(_of(key))
    own = f"adjustments[of]>={first}", f"adjustments[of]<EDATE({first},{rows_of_key(key, '[@row]')})"
    return sum_where(f"adjustments[{column}]", "adjustments[member]=[@member]", *own, _EARLIER)


_BY_PLAN = f"{_of('plan_row')}>0"
_POOLED = f"{plan_has('of_pool', _of('plan_row'))}>0"
_CREDIT = (
    f"IF({_BY_PLAN},SUM({at('credited', '[@through]')})+{_earlier('amount', 'first_month')},"
    f"{_of('credit')}+{sum_where('adjustments[amount]', 'adjustments[member]=[@member]', *_OWN_MONTH, _EARLIER)})"
)
_ALL, _REST = (_TOTAL.format(*[one] * 2) for one in ("([@before]+[@amount])", "[@before]"))
_STEP = f"{commission_on('([@before]+[@amount])', '[@through]')}-{commission_on('[@before]', '[@through]')}"
_CAP = cap_of_plan(at("plan_row", "[@capped]"))
_EARNED = f"MIN({_CAP},[@under]+[@step])-MIN({_CAP},[@under])"


class Adjustments(schema.Table):
    """What came late for a month that is closed: deals, refunds and corrections, paid in the month they are booked in.

    Rows are added, never altered.
    """

    title = _("Adjustments")
    rows = 6
    spare = 4
    since = 2
    totals = True
    month = new(
        Kind.MONTH,
        _("Booked in"),
        when=When.PAST,
        key=True,
        required=True,
        help=_("The month in which it is paid: the first one that was open."),
    )
    member = whose(_("Whose it is."))
    of = new(
        Kind.MONTH,
        _("Belongs to"),
        when=When.PAST,
        key=True,
        required=True,
        checks=[Before("month")],
        help=_("The closed month of the sale, whose quota, rates and cap hold."),
    )
    sale = new(
        Kind.TEXT,
        _("Sale"),
        free=Free.NAME,
        key=True,
        help=_("Which sale: customer, order or deal."),
        width=26,
    )
    amount = new(
        Kind.AMOUNT,
        _("Amount"),
        free=Free.SIGNED,
        required=True,
        total=True,
        help=_("What it adds to the month's credit; a refund is below 0."),
    )
    why = new(Kind.TEXT, _("Why"), free=Free.PROSE, help=_("What happened."), width=30)
    approved_by = new(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed to it."), width=18)
    number = new(
        Kind.COUNT,
        _("No."),
        formula=f"={row_number('adjustments')}",
        width=6,
        help=_("The row, by which those of one month follow each other."),
    )
    row = new(
        Kind.COUNT,
        _("Row in Commission"),
        formula=(
            f'=IF(OR([@member]="",[@of]="",[@month]=""),0,IF({count_where(_MEMBER)}=0,0,'
            f"IF(OR({_OFFSET}<0,{_OFFSET}>11),0,{row_where(_MEMBER)}+{_OFFSET})))"
        ),
        width=12,
        help=_("The month that it belongs to; 0 if that is not of this year."),
    )
    before = new(
        Kind.AMOUNT,
        _("Credit before"),
        formula=f'=IF([@row]=0,"",{_CREDIT})',
        help=_("Of that month and those that add up with it, with what was booked earlier."),
    )
    commission = new(
        Kind.AMOUNT,
        _("Commission"),
        paid=True,
        total=True,
        formula=(f'=IF([@row]=0,"",ROUND(IF({_BY_PLAN},IF({_POOLED},0,{_EARNED}),{_ALL}-{_REST}),settings.cents))'),
        help=_("Of the month with it, less that without it; 0 for a pool, which has it in the open month."),
    )
    through = new(
        Kind.COUNT,
        _("Terms by row"),
        formula=f"=IF([@row]=0,0,IF({_BY_PLAN},{_until('first_month')},[@row]))",
        width=10,
        help=_("The row of Commission whose rates and cap hold for it."),
    )
    step = new(
        Kind.AMOUNT,
        _("Added before the cap"),
        paid=True,
        formula=f'=IF([@row]=0,"",IF({_BY_PLAN},IF({_POOLED},0,ROUND({_STEP},settings.cents)),""))',
        help=_("To the commission of the months that a plan adds up."),
    )
    capped = new(
        Kind.COUNT,
        _("Cap by row"),
        formula=f"=IF([@row]=0,0,IF({_BY_PLAN},{_until('cap_month')},[@row]))",
        width=10,
        help=_("The row of Commission whose cap holds for it."),
    )
    under = new(
        Kind.AMOUNT,
        _("Under the cap"),
        paid=True,
        formula=f'=IF([@row]=0,"",IF({_BY_PLAN},SUM({at("steps", "[@capped]")})+{_earlier("step", "cap_month")},""))',
        help=_("What the months of the cap add up to before it."),
    )
