"""The team scorecard, sheet Credits by member. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, row_where, sum_where
from xltargets.templates.schema import Kind, _
from xltargets.templates.team_scorecard.accumulation import (
    at,
    commission_on,
    fitting,
    month_of,
    plan_has,
)
from xltargets.templates.team_scorecard.credits import HOLDERS
from xltargets.templates.team_scorecard.keyed import new
from xltargets.templates.year_kinds import OF_WEEKS, name_of

_NUMBER = row_number("credit_lines", "member")
_ROW = f"INT(({_NUMBER}-1)/{HOLDERS})+1"
_HOLDER = f"MOD({_NUMBER}-1,{HOLDERS})+1"
_MEMBER = f"INDEX(credits[[member_1]:[member_{HOLDERS}]],{_ROW},{_HOLDER})"
_PART = f"INDEX(credits[[part_1]:[part_{HOLDERS}]],{_ROW},{_HOLDER})"


def _of_sale(key: str) -> str:
    """What Credits says of the sale."""
    return f"INDEX(credits[{key}],{_ROW})"


_DAY = f'IF({_of_sale("booked")}="",{_of_sale("sold")},{_of_sale("booked")})'
_NAMED = f"{_DAY}-DAY({_DAY})+1"
_MONTH = f'IF({OF_WEEKS},IF({_of_sale("booked")}="",{name_of(_of_sale("sold"), "months[first]")},{_NAMED}),{_NAMED})'
"""Booked names a month; the day of the sale lies in a period."""
_OFFSET = "(YEAR([@month])-YEAR(settings.first_month))*12+MONTH([@month])-MONTH(settings.first_month)"
_OWN_ROWS = "commission[member]=[@member]"
_PLAN = at("plan_row", "[@place]")
_ROLE = "INDEX(team[role],INT((MAX(1,[@place])-1)/12)+1)"
_FITTING = fitting(_ROLE, _of_sale("product"), _of_sale("category"))
_RATES = f"(plan_rates[plan]={at('pay_plan', '[@place]')})"


def _rates_where(*conditions: str) -> str:
    return "*".join((_RATES, *(f"({one})" for one in (*conditions, *_FITTING))))


_HOLDS = f"plan_rates[effective]<={at('begins', '[@place]')}"
_FITS = _rates_where(_HOLDS)
_LATEST = _rates_where(_HOLDS, "plan_rates[rank]=[@level]")
_ROWS = _rates_where("plan_rates[effective]=[@effective]", "plan_rates[rank]=[@level]")
_NONE = 'IF([@level]=0,"",'
_DEAL = f'IF({plan_has("span", _PLAN)}=word.pay_span.deal,{_of_sale("deal")}&"","")'
_SAME = ("member", "start", "deal", "product", "category")
_EARLIER = "(credit_lines[month]<[@month])+(credit_lines[month]=[@month])*(credit_lines[number]<[@number])>0"
_OF_KIND = '[@product]&IF(([@product]<>"")*([@category]<>"")>0," / ","")&[@category]'
_CARRIED = (
    "carried[member]=[@member]",
    f"carried[plan]={at('pay_plan', '[@place]')}",
    "carried[counts]<=[@month]",
    "carried[begins]=[@start]",
    f"carried[sales]={_OF_KIND}",
    '[@deal]=""',
)
_PRIOR = (
    sum_where("credit_lines[amount]", *(f"credit_lines[{key}]=[@{key}]" for key in _SAME), _EARLIER)
    + "+"
    + sum_where("carried[credit]", *_CARRIED)
)


def _commission(credit: str) -> str:
    return commission_on(credit, "[@place]", ("[@first]", "[@last]"))


class CreditLines(schema.Table):
    """Each member's part of each sale of Credits, where a plan pays sale by sale: by which rates, and how much."""

    name = "credit_lines"
    title = _("Credits by member")
    follows = ("credits", HOLDERS)
    since = 2
    repeats = True
    member = new(Kind.TEXT, _("Member"), key=True, width=22, formula=f'=IF(OR({_MEMBER}="",{_DAY}=""),"",{_MEMBER})')
    month = new(Kind.MONTH, _("Month"), key=True, formula=f'=IF([@member]="","",{_MONTH})', width=12)
    sale = new(Kind.TEXT, _("Sale"), key=True, formula=f'=IF([@member]="","",{_of_sale("deal")})', width=16)
    amount = new(
        Kind.AMOUNT,
        _("Credit"),
        formula=f'=IF([@member]="","",{_PART})',
        help=_("What of the sale is the member's."),
    )
    number = new(Kind.COUNT, _("No."), formula=f"={_NUMBER}", width=7)
    place = new(
        Kind.COUNT,
        _("Row in Commission"),
        formula=(
            f'=IF([@member]="",0,IF({count_where(_OWN_ROWS)}=0,0,'
            f"IF(OR({_OFFSET}<0,{_OFFSET}>11),0,{row_where(_OWN_ROWS)}+{_OFFSET})))"
        ),
        width=12,
        help=_("The month that it counts in; 0 if that is not of this year."),
    )
    level = new(
        Kind.COUNT,
        _("How specific"),
        formula=(
            f"=IF([@place]=0,0,IF({_PLAN}=0,0,IF({plan_has('by_sale', _PLAN)}=0,0,"
            f"SUMPRODUCT(MAX({_FITS}*plan_rates[rank])))))"
        ),
        width=9,
        help=_("As Rates by plan says it of the rows that hold; 0 where the member is not paid sale by sale."),
    )
    effective = new(
        Kind.DATE,
        _("Rates from"),
        formula=f"={_NONE}SUMPRODUCT(MAX({_LATEST}*plan_rates[effective])))",
        help=_("The day from which these rates hold."),
    )
    last = new(Kind.COUNT, _("Last tier row"), formula=f"={_NONE}SUMPRODUCT(MAX({_ROWS}*plan_rates[number])))", width=8)
    first = new(Kind.COUNT, _("First tier row"), formula=f"={_NONE}[@last]-SUMPRODUCT(1*{_ROWS})+1)", width=8)
    start = new(
        Kind.MONTH,
        _("Adds up from"),
        formula=(
            f"={_NONE}MAX({month_of(at('first_month', '[@place]'))},"
            'EDATE(settings.first_month,COUNTIFS(months[first],"<"&[@effective]))))'
        ),
        help=_("The first month whose sales of this kind count together with this one."),
    )
    product = new(
        Kind.TEXT,
        _("Product"),
        formula=f'={_NONE}INDEX(plan_rates[product],MAX(1,[@last]))&"")',
        width=16,
        help=_("Of the rates; sales of a product with rates of its own add up by themselves."),
    )
    category = new(
        Kind.TEXT,
        _("Category"),
        formula=f'={_NONE}INDEX(plan_rates[category],MAX(1,[@last]))&"")',
        width=16,
        help=_("Of the rates, likewise."),
    )
    deal = new(
        Kind.TEXT,
        _("Alone"),
        formula=f"={_NONE}{_DEAL})",
        width=16,
        help=_("The sale, where each reaches the tiers alone, with its refunds."),
    )
    prior = new(
        Kind.AMOUNT,
        _("Credit before"),
        formula=f"={_NONE}{_PRIOR})",
        help=_("Of the same kind, booked before it, also in another unit."),
    )
    commission = new(
        Kind.AMOUNT,
        _("Commission"),
        paid=True,
        formula=f"={_NONE}ROUND({_commission('([@prior]+[@amount])')}-{_commission('[@prior]')},settings.cents))",
        help=_("On the credit with it, less that without it; before any cap."),
    )
