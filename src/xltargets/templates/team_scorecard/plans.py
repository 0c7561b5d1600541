"""The team scorecard, sheets Plans, Rates by plan and Plan of a member. Declarations only."""

from __future__ import annotations

from typing import Any

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.row_formulas import count_where, row_number
from xltargets.templates.schema import Before, Choices, Free, Kind, When, _
from xltargets.templates.team_scorecard.keyed import new, whose
from xltargets.templates.team_scorecard.words import MODE

_MONTHS = (("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year to date")))
SPAN = Choices("pay_span", (("deal", _("Sale")), *_MONTHS))
CAP_SPAN = Choices("cap_span", _MONTHS)
COUNTED = Choices("pay_counted", (("attainment", _("Attainment of quota")), ("amount", _("Amount"))))
MEASURE = Choices(
    "pay_measure", (("own", _("Own sales")), ("team", _("Sales of the team")), ("pool", _("Pool of the team")))
)
CHANGE = Choices("pay_change", (("prospective", _("From then on")), ("trues_up", _("For all to date"))))


_OWN_RATES = "plan_rates[plan]=[@plan]"
_BY_SALE = '(plan_rates[product]<>"")+(plan_rates[category]<>"")>0'


def _months(key: str, choices: str, longest: str) -> str:
    """How many months a span has."""
    year = ",".join(f"[@{key}]=word.{choices}.{code}" for code in longest.split(","))
    return f"IF(OR({year}),12,IF([@{key}]=word.{choices}.quarter,3,1))"


def _flag(label: str, key: str, *words: str) -> Any:
    """1 where one of some words is chosen, for the formulas of Commission."""
    chosen = ",".join(f"[@{key}]=word.{word}" for word in words)
    chosen = f"OR({chosen})" if len(words) > 1 else chosen
    return new(Kind.COUNT, label, formula=f"=IF({chosen},1,0)", width=9, help=_("1 if so, else 0."))


def _number(table: str, key: str) -> Any:
    """The number of a row, for the formulas of Commission."""
    formula = f"={row_number(table, key)}"
    return new(Kind.COUNT, _("No."), formula=formula, width=6, help=_("The row, by which Commission names it."))


def _name(label: str, what: str, width: int = 16, **more: Any) -> Any:
    """A word of people's own."""
    return new(Kind.TEXT, label, free=Free.NAME, help=what, width=width, **more)


def _choice(label: str, choices: Choices, what: str, width: int, *, required: bool = True) -> Any:
    """A word out of a list."""
    return new(Kind.CHOICE, label, choices=choices, required=required, help=what, width=width)


def _which_plan(*, key: bool = False) -> Any:
    """The plan that a row is about."""
    return new(
        Kind.TEXT,
        _("Commission plan"),
        key=key,
        required=True,
        references="plans.plan",
        help=_("As in Plans."),
        width=16,
    )


def _whom(label: str, references: str, what: str) -> Any:
    """For whom a rate holds, out of those there are."""
    return new(Kind.TEXT, label, key=True, references=references, help=what, width=22)


def _approved(label: str, kind: Kind) -> Any:
    bounds = {"free": Free.PERSON, "width": 18} if kind is Kind.TEXT else {"when": When.PAST}
    return new(kind, label, help=_("Who agreed to it.") if kind is Kind.TEXT else _("When."), **bounds)


class Plans(schema.Table):
    """Commission plans: over which months sales add up to reach a tier, what counts, cap and draw.

    Without any, all members are paid by Rates. Another cap or draw is another plan: a new row with an ID of its own.
    """

    title = _("Plans")
    rows = 6
    spare = 4
    since = 2
    plan = _name(
        _("Commission plan"),
        _("A short ID that no other plan has, such as AE-2026."),
        key=True,
        required=True,
        unique=True,
    )
    title_of = _name(_("Name"), _("As members know it."), 30)
    span = _choice(
        _("Tiers add up over"),
        SPAN,
        _("The sales of so many months reach a tier together; with Sale each does alone, with its refunds."),
        16,
    )
    counted = _choice(
        _("Tiers begin at"), COUNTED, _("Whether Rates by plan say attainments, 1 being 100%, or amounts of sales."), 20
    )
    mode = _choice(_("Commission"), MODE, _("How the rates are read: slice by slice, or the rate reached for all."), 24)
    cap = new(Kind.AMOUNT, _("Cap"), minimum=0, help=_("The most that can be earned; blank is none."))
    cap_span = _choice(
        _("Cap per"), CAP_SPAN, _("Not shorter than tiers add up over; blank is the same."), 16, required=False
    )
    draw = new(Kind.AMOUNT, _("Draw of a month"), minimum=0, help=_("Paid in any case, against later commission."))
    recoverable = _choice(_("Recoverable"), YES_NO, _("Whether later commission pays a draw back."), 13, required=False)
    change = _choice(
        _("A change acts"),
        CHANGE,
        _("When rates or plan change midway: on later sales alone, or on all that tiers add up."),
        18,
    )
    approved_by = _approved(_("Approved by"), Kind.TEXT)
    approved_on = _approved(_("Approved on"), Kind.DATE)
    measure = _choice(
        _("Paid for"),
        MEASURE,
        _("Blank is the member's own. An override pays for all in Team; a pool does so once, and is shared."),
        18,
        required=False,
    )
    by_sale = new(
        Kind.COUNT,
        _("Sale by sale"),
        formula=(f'=IF([@plan]="",0,IF(OR([@span]=word.pay_span.deal,{count_where(_OWN_RATES, _BY_SALE)}>0),1,0))'),
        width=9,
        help=_("1 if rates depend on the sale: then each row of Credits earns by itself; else 0."),
    )
    months = new(
        Kind.COUNT,
        _("Months that add up"),
        formula=f'=IF([@span]="",0,{_months("span", "pay_span", longest="year,deal")})',
        width=12,
        help=_("Over how many months the tiers add up."),
    )
    cap_months = new(
        Kind.COUNT,
        _("Months of the cap"),
        formula=f'=IF([@cap_span]="",[@months],{_months("cap_span", "cap_span", longest="year")})',
        width=9,
        help=_("For how many months the cap holds."),
    )
    code = new(
        Kind.COUNT,
        _("Rates are read"),
        formula=f'=IF([@mode]="",0,MATCH([@mode],labels.{MODE.key},0))',
        width=12,
        help=_("1: each slice at its own rate; 2: all at the rate reached."),
    )
    by_amount = _flag(_("By amounts"), "counted", "pay_counted.amount")
    true_up = _flag(_("Trues up"), "change", "pay_change.trues_up")
    of_team = _flag(_("For the team"), "measure", "pay_measure.team", "pay_measure.pool")
    of_pool = _flag(_("Shared"), "measure", "pay_measure.pool")


class PlanRates(schema.Table):
    """The tiers of each plan, from a day on. The most specific rows hold, and of these the latest.

    Rows of one plan, day, role, member, product and category stand together, rising. A new rate is new rows; old ones
    stay.
    """

    name = "plan_rates"
    title = _("Rates by plan")
    rows = 12
    spare = 6
    since = 2
    repeats = True
    plan = _which_plan(key=True)
    effective = new(
        Kind.DATE,
        _("Effective from"),
        when=When.NEAR,
        key=True,
        required=True,
        help=_("From this day on; add rows for new rates, and never overwrite old ones."),
    )
    role = _whom(_("Role"), "lists.role", _("For this role alone; blank is all."))
    member = _whom(_("Member"), "team.member", _("For this member alone, whatever the role; blank is all."))
    product = _name(_("Product"), _("For sales of this product alone, as Credits calls it; blank is all."), key=True)
    category = _name(_("Category"), _("For sales of this category alone, as Credits calls it; blank is all."), key=True)
    start = new(
        Kind.NUMBER,
        _("Tier from"),
        key=True,
        required=True,
        minimum=0,
        help=_("An attainment, 1 being 100%, or an amount, as Plans says."),
        width=12,
    )
    rate = new(Kind.RATIO, _("Rate"), required=True, minimum=0, maximum=1, help=_("Of the sales in the tier."))
    approved_by = _approved(_("Approved by"), Kind.TEXT)
    approved_on = _approved(_("Approved on"), Kind.DATE)
    number = _number("plan_rates", "plan")
    rank = new(
        Kind.COUNT,
        _("How specific"),
        formula='=IF([@plan]="",0,1+([@role]<>"")+2*([@category]<>"")+4*([@product]<>"")+8*([@member]<>""))',
        width=9,
        help=_("Rates for a member go before those for a product, a category and a role; the greatest number holds."),
    )


class PlanMembers(schema.Table):
    """By which plan each member is paid, and from which month on. Who is not named is paid by Rates."""

    name = "plan_members"
    title = _("Plan of a member")
    rows = 12
    spare = 6
    since = 2
    member = whose(_("Who is paid."), width=24)
    begins = new(
        Kind.MONTH,
        _("First month"),
        when=When.NEAR,
        key=True,
        required=True,
        checks=[Before("ends")],
        help=_("Since when the plan holds."),
    )
    ends = new(Kind.MONTH, _("Final month"), when=When.NEAR, help=_("Blank while it holds."))
    plan = _which_plan()
    share = new(
        Kind.NUMBER,
        _("Share"),
        minimum=0,
        width=10,
        help=_("Of a pool, in proportion: 3 and 2 are 60% and 40%, to the cent. Blank where the plan is no pool."),
    )
    number = _number("plan_members", "member")
