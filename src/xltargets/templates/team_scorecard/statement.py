"""The team scorecard, sheet Statement. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import coded, count_where, row_number, row_where
from xltargets.templates.schema import Kind, When, _, column
from xltargets.templates.team_scorecard.accumulation import NO_CAP, mode_of_plan, plan_has
from xltargets.templates.team_scorecard.terms_in_force import cap_of
from xltargets.templates.team_scorecard.words import LINE, MODE

_CHOSEN = "commission[member]=statement.member"


def of_row(key: str, sign: str = "") -> str:
    """A figure of the chosen row of Commission."""
    found = f"INDEX(commission[{key}],MAX(1,statement.row))"
    return f'=IF(OR(statement.row=0,{found}=""),"",{sign}{found})' if sign else f'=IF(statement.row=0,"",{found})'


CHOSEN_PLAN = "INDEX(commission[plan_row],MAX(1,statement.row))"
BY_SALE = f"IF({CHOSEN_PLAN}=0,FALSE,{plan_has('by_sale', CHOSEN_PLAN)}>0)"
"""Whether the chosen member is paid sale by sale: then Credits by member has the lines."""


class Statement(schema.Form):
    """One member's month, line by line. Choose the member and the month."""

    title = _("Statement")
    headings = (_("Line"), _("Value"), _("What it means"))
    widths = (26, 18, 52)
    member = column(Kind.TEXT, _("Member"), references="team.member", help=_("Choose one from the list."))
    month = column(Kind.MONTH, _("Month"), when=When.NEAR, help=_("Any day of the month."))
    row = column(
        Kind.COUNT,
        _("Row in Commission"),
        formula=(
            f'=IF(OR(statement.member="",statement.month="",{count_where(_CHOSEN)}=0),0,'
            f"{row_where(_CHOSEN)}+(YEAR(statement.month)-YEAR(settings.first_month))*12"
            "+MONTH(statement.month)-MONTH(settings.first_month))"
        ),
        help=_("Where the figures come from; 0 while nothing is chosen."),
    )
    credit = column(Kind.AMOUNT, _("Credit"), formula=of_row("credit"), help=_("Sales credited in the month."))
    quota = column(Kind.AMOUNT, _("Quota"), formula=of_row("quota"), help=_("Of the month, with the ramp."))
    attainment = column(Kind.RATIO, _("Attainment"), formula=of_row("attainment"), help=_("Credit over quota."))
    plan = column(
        Kind.DATE, _("Plan from"), formula=of_row("plan"), help=_("The commission plan in force, from Rates.")
    )
    earned = column(
        Kind.AMOUNT,
        _("Commission"),
        paid=True,
        formula=of_row("earned"),
        help=_("The sum of the lines below, at most the cap."),
    )
    clawback = column(
        Kind.AMOUNT, _("Clawback"), paid=True, formula=of_row("clawback"), help=_("Taken back for refunds.")
    )
    draw = column(Kind.AMOUNT, _("Draw"), paid=True, formula=of_row("draw"), help=_("Paid in any case."))
    payout = column(
        Kind.AMOUNT, _("Payout"), paid=True, formula=of_row("payout"), help=_("What is paid out for the month.")
    )
    balance = column(
        Kind.AMOUNT,
        _("Draw still owed"),
        paid=True,
        formula=of_row("balance"),
        help=_("Paid back by later commission."),
    )


_TIERS = "INDEX(steps[start],1):INDEX(steps[rate],MAX(1,COUNT(steps[start])))"


_MODE = f"IF({CHOSEN_PLAN}>0,{mode_of_plan(CHOSEN_PLAN)},{coded(MODE, 'settings.mode')})"


_CAP = f"IF({CHOSEN_PLAN}>0,{NO_CAP},{cap_of('INDEX(commission[terms],MAX(1,statement.row))')})"


_LEGS = f"COMMISSION_LEGS(settlement.counted,{_TIERS},{_MODE},0,{_CAP})"


_NONE = 'IF(OR(statement.row=0,COUNT(steps[start])=0,statement.earned="",statement.credit=""),"",'


_FIRST = "INDEX(commission[first],MAX(1,statement.row))"


_COUNT = (
    f'IF(statement.row=0,0,IF(OR({_FIRST}="",{BY_SALE}),0,INDEX(commission[last],MAX(1,statement.row))-{_FIRST}+1))'
)


_STEP = row_number("steps", "attainment")


def _tier(by_plan: str, by_rates: str) -> str:
    """A cell of a tier in force, from Rates by plan or from Rates."""
    place = f"{_FIRST}+{_STEP}-1"
    return f"IF({CHOSEN_PLAN}>0,INDEX(plan_rates[{by_plan}],{place}),INDEX(tiers[{by_rates}],{place}))"


_OF_AMOUNT = f"IF({CHOSEN_PLAN}=0,FALSE,{plan_has('by_amount', CHOSEN_PLAN)}>0)"


class Steps(schema.Table):
    """The tiers in force, in amounts of the month's quota, or of all that a plan adds up."""

    title = _("Tiers in force")
    rows = 6
    anchor = "E4"
    attainment = column(
        Kind.RATIO,
        _("Attainment from"),
        formula=f'=IF({_STEP}>{_COUNT},"",IF({_OF_AMOUNT},"",{_tier("start", "attainment")}))',
        width=12,
    )
    start = column(
        Kind.AMOUNT,
        _("Amount from"),
        formula=(
            f'=IF({_STEP}>{_COUNT},"",IF({_OF_AMOUNT},{_tier("start", "attainment")},'
            "[@attainment]*settlement.quota_counted))"
        ),
    )
    rate = column(Kind.RATIO, _("Rate"), formula=f'=IF([@start]="","",{_tier("rate", "rate")})')


_ROWS = f"{_FIRST}):INDEX({{}}[rate],INDEX(commission[last],MAX(1,statement.row)))"


_LINE_START = f'IF({_MODE}="marginal",[@start],0)'


def _slice(amount: str, prior: str) -> str:
    """The commission on a slice, by plan or by Rates."""
    rest = f"{_MODE},,,{prior},,settings.cents)"
    tiers = "INDEX(tiers[attainment]," + _ROWS.format("tiers")
    of_plan = "INDEX(plan_rates[start]," + _ROWS.format("plan_rates")
    return (
        f"IF({_OF_AMOUNT},COMMISSION_QUOTA({amount},1,{of_plan},{rest},IF({CHOSEN_PLAN}>0,"
        f"COMMISSION_QUOTA({amount},settlement.quota_counted,{of_plan},{rest},"
        f"COMMISSION_QUOTA({amount},settlement.quota_counted,{tiers},{rest}))"
    )


_LEFT = f"ROUND(statement.earned-{_slice('MAX(0,settlement.counted)', '')},settings.cents)"


_IN_CENTS = f'=IF([@amount]="","",IF([@amount]=0,{_LEFT},{_slice("[@amount]", _LINE_START)}))'
"""A slice's commission as a difference of rounded totals, so that the lines sum to the rounded sum.

The line of the cap, which has no amount, is what it takes off; by a plan also what was earned before.
"""


_OF_POOL = f"{plan_has('of_pool', CHOSEN_PLAN)}>0"


_LEG = row_number("legs", "start")


def _leg(number: int) -> str:
    return f'={_NONE}IFERROR(INDEX({_LEGS},{_LEG},{number}),""))'


_AMOUNT = (
    f"={_NONE}IF(AND({CHOSEN_PLAN}>0,{_LEG}=COUNT(legs[start])+1),"
    f'IF(settlement.counted<=0,IF(statement.earned=0,"",0),IF({_LEFT}=0,"",0)),IFERROR(INDEX({_LEGS},{_LEG},3),"")))'
)
"""Of a slice; 0 in the line of what a cap takes off or, by a plan, of what was earned before."""


class Legs(schema.Table):
    """How the commission comes about: one line for each tier touched."""

    title = _("The commission, line by line")
    rows = 6
    anchor = "A below statement"
    totals = True
    start = column(Kind.AMOUNT, _("Amount from"), formula=_leg(1))
    end = column(Kind.AMOUNT, _("Amount to"), formula=_leg(2))
    amount = column(Kind.AMOUNT, _("Amount in it"), total=True, formula=_AMOUNT)
    rate = column(Kind.RATIO, _("Rate"), formula=_leg(4))
    commission = column(Kind.AMOUNT, _("Commission"), paid=True, total=True, formula=_IN_CENTS)
    what = column(
        Kind.CHOICE,
        _("What it is"),
        choices=LINE,
        since=2,
        width=12,
        formula=(
            f'=IF([@amount]="","",IF([@amount]<>0,word.statement_line.slice,'
            f"IF({CHOSEN_PLAN}>0,IF({_OF_POOL},word.statement_line.others,word.statement_line.before),"
            "word.statement_line.cap)))"
        ),
        help=_(
            "A tier that was touched, what the cap takes off, or by a plan what was earned before, others' parts too."
        ),
    )
