"""The team scorecard, sheets Plans, Rates by plan and Plan of a member. Declarations only."""

from __future__ import annotations

from typing import Any

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.row_formulas import coded, count_where, row_number
from xltargets.templates.schema import Before, Choices, Free, Kind, When, _
from xltargets.templates.team_scorecard.keyed import new, whose
from xltargets.templates.team_scorecard.words import MODE

_MONTHS = (("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year to date")))
SPAN = Choices("pay_span", (("deal", _("Sale")), *_MONTHS))
CAP_SPAN = Choices("cap_span", _MONTHS)
COUNTED = Choices("pay_counted", (("attainment", _("Attainment of quota")), ("amount", _("Amount"))))
MEASURE = Choices("pay_measure", (("own", _("Own sales")), ("team", _("Sales of the team"))))
CHANGE = Choices("pay_change", (("prospective", _("From then on")), ("trues_up", _("For all to date"))))


_OWN_RATES = "plan_rates[plan]=[@plan]"
_BY_SALE = '(plan_rates[product]<>"")+(plan_rates[category]<>"")>0'


def _months(key: str, choices: str, longest: str) -> str:
    """How many months a span has."""
    year = ",".join(f"[@{key}]=word.{choices}.{code}" for code in longest.split(","))
    return f"IF(OR({year}),12,IF([@{key}]=word.{choices}.quarter,3,1))"


def _flag(label: str, key: str, word: str) -> Any:
    """1 where a word is chosen, for the formulas of Commission."""
    formula = f"=IF([@{key}]=word.{word},1,0)"
    return new(Kind.COUNT, label, formula=formula, width=9, help=_("1 if so, else 0."))


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
    plan = new(
        Kind.TEXT,
        _("Plan"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        help=_("A short ID that no other plan has, such as AE-2026."),
        width=16,
    )
    title_of = new(Kind.TEXT, _("Name"), free=Free.NAME, help=_("As members know it."), width=28)
    span = new(
        Kind.CHOICE,
        _("Tiers add up over"),
        choices=SPAN,
        required=True,
        help=_("The sales of so many months reach a tier together; with Sale each does alone, with its refunds."),
        width=16,
    )
    counted = new(
        Kind.CHOICE,
        _("Tiers begin at"),
        choices=COUNTED,
        required=True,
        help=_("Whether Rates by plan say attainments, 1 being 100%, or amounts of sales."),
        width=20,
    )
    mode = new(
        Kind.CHOICE,
        _("Commission"),
        choices=MODE,
        required=True,
        help=_("How the rates are read: slice by slice, or the rate reached for all."),
        width=24,
    )
    cap = new(Kind.AMOUNT, _("Cap"), minimum=0, help=_("The most that can be earned; blank is none."))
    cap_span = new(
        Kind.CHOICE,
        _("Cap per"),
        choices=CAP_SPAN,
        help=_("Not shorter than tiers add up over; blank is the same."),
        width=16,
    )
    draw = new(Kind.AMOUNT, _("Draw of a month"), minimum=0, help=_("Paid in any case, against later commission."))
    recoverable = new(
        Kind.CHOICE, _("Recoverable"), choices=YES_NO, help=_("Whether later commission pays a draw back."), width=13
    )
    change = new(
        Kind.CHOICE,
        _("A change acts"),
        choices=CHANGE,
        required=True,
        help=_("When rates or plan change midway: on later sales alone, or on all that tiers add up."),
        width=18,
    )
    approved_by = _approved(_("Approved by"), Kind.TEXT)
    approved_on = _approved(_("Approved on"), Kind.DATE)
    measure = new(
        Kind.CHOICE,
        _("Paid for"),
        choices=MEASURE,
        help=_("A manager's override or a pool is paid for the sales of all in Team; blank is the member's own."),
        width=18,
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
        Kind.TEXT,
        _("Rates are read"),
        formula=f'=IF([@mode]="","",{coded(MODE, "[@mode]")})',
        width=12,
        help=_("As COMMISSION calls it."),
    )
    by_amount = _flag(_("By amounts"), "counted", "pay_counted.amount")
    true_up = _flag(_("Trues up"), "change", "pay_change.trues_up")
    of_team = _flag(_("For the team"), "measure", "pay_measure.team")


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
    plan = new(Kind.TEXT, _("Plan"), key=True, required=True, references="plans.plan", help=_("As in Plans."), width=16)
    effective = new(
        Kind.DATE,
        _("Effective from"),
        when=When.NEAR,
        key=True,
        required=True,
        help=_("From this day on; add rows for new rates, and never overwrite old ones."),
    )
    role = new(
        Kind.TEXT, _("Role"), key=True, references="lists.role", help=_("For this role alone; blank is all."), width=22
    )
    member = new(
        Kind.TEXT,
        _("Member"),
        key=True,
        references="team.member",
        help=_("For this member alone, whatever the role; blank is all."),
        width=22,
    )
    product = new(
        Kind.TEXT,
        _("Product"),
        free=Free.NAME,
        key=True,
        width=16,
        help=_("For sales of this product alone, as Credits calls it; blank is all."),
    )
    category = new(
        Kind.TEXT,
        _("Category"),
        free=Free.NAME,
        key=True,
        width=16,
        help=_("For sales of this category alone, as Credits calls it; blank is all."),
    )
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
    number = new(
        Kind.COUNT,
        _("No."),
        formula=f"={row_number('plan_rates', 'plan')}",
        width=6,
        help=_("The row, by which Commission names it."),
    )
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
    plan = new(Kind.TEXT, _("Plan"), required=True, references="plans.plan", help=_("As in Plans."), width=16)
    number = new(
        Kind.COUNT,
        _("No."),
        formula=f"={row_number('plan_members', 'member')}",
        width=6,
        help=_("The row, by which Commission names it."),
    )
