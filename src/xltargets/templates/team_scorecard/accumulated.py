"""The team scorecard, sheet Commission: the columns that add months up for a plan of Plans. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import both_the_same, count_where, row_where, sum_where
from xltargets.templates.schema import Kind, _
from xltargets.templates.team_scorecard.accumulation import (
    ABOVE,
    cap_of_plan,
    carried,
    commission_on,
    fitting,
    late_before,
    month_of,
    of_months,
    plan_has,
    rates_where,
)
from xltargets.templates.team_scorecard.keyed import new

IS_CLOSED = both_the_same("closed[person_id]", "[@person_id]", "closed[member]", "[@member]")

_HOLDS = "(plan_members[begins]<=[@month])", '((plan_members[ends]="")+(plan_members[ends]>=[@month])>0)'
_ASSIGNED = "*".join(("(plan_members[member]=[@member])", *_HOLDS, "plan_members[number]"))
_POOLED = f"{plan_has('of_pool', '[@plan_row]')}>0"
_IN_POOL = ("plan_members[plan]=[@pay_plan]", *(one[1:-1] for one in _HOLDS))
_BLANK_SHARES = count_where(*_IN_POOL, 'plan_members[share]=""')
_WEIGHTS = "*".join((*(f"({one})" for one in _IN_POOL), "plan_members[share]"))
_HELD_BEFORE = (
    '((plan_members[begins]<=EDATE([@month],-1))*((plan_members[ends]="")+(plan_members[ends]>=EDATE([@month],-1))>0))'
)
_SHARED_ANEW = count_where("plan_members[plan]=[@pay_plan]", f"({'*'.join(_HOLDS)})<>{_HELD_BEFORE}")


def _part_of(amount: str) -> str:
    """The member's part of a pool: parts sum to the pool, to the cent.

    A share that is missing or none at all makes an error of [@share], and so of the part.
    """
    # Every program takes an argument of MMULT for an array; LibreOffice does not take INDEX's for a function of ours.
    parts = f"TARGET_SPLIT({amount},MMULT({_WEIGHTS},{{1}}),settings.cents)"
    return f"IF([@share]>=0,INDEX({parts},MAX(1,[@assigned])),NA())"


FITTING = fitting("[@role]")


def _above(key: str) -> str:
    return f"INDEX([{key}],{ABOVE})"


_SAME_RATES = ",".join(f"{_above(key)}=[@{key}]" for key in ("pay_plan", "plan", "level"))
_SAME_SPAN = f"{_above('plan_row')}>0,{plan_has('span', _above('plan_row'))}={plan_has('span', '[@plan_row]')}"
_TRUES_UP = f"{plan_has('true_up', '[@plan_row]')}>0"
_NO_FIGURES = "OR([@plan_row]=0,[@month]>standing.month)"
_SINCE = "MAX(INDEX([key_begins],[@row]-[@number]+1):INDEX([key_begins],[@row]))"


def _first_of(months: str) -> str:
    """The first month of a span, or that in which the sum began anew."""
    return f"MAX([@number]-MOD([@number]-1,{months}),{_SINCE})"


_SPAN = plan_has("months", "[@plan_row]")
_CAP_SPAN = plan_has("cap_months", "[@plan_row]")
_LAST = f"[@row]-[@number]+[@first_month]-1-MOD([@first_month]-1,{_SPAN})+{_SPAN}"
_HERE = "carried[counts]=[@month]"
_SAME_SUM = f"carried[begins]={month_of('[@first_month]')}"
_CARRIED_CREDIT = carried("credit", _SAME_SUM, "carried[counts]<=[@month]")
_BEFORE = f"IF([@first_month]=[@number],0,{commission_on('[@counted_before]', '([@row]-1)')})"
_COMES = (
    "(carried[member]=[@member])*(carried[plan]=[@pay_plan])*(carried[counts]=[@month])"
    f'*((carried[effective]=[@plan])+([@plan]="")+({plan_has("true_up", "[@plan_row]")}>0)>0)'
)
_CAME_NUMBER = "(YEAR([@came])-YEAR(settings.first_month))*12+MONTH([@came])-MONTH(settings.first_month)+1"
_OF_TEAM = f"{plan_has('of_team', '[@plan_row]')}>0"
_LATE_IN_TEAM = sum_where(
    "adjustments[amount]",
    f"(adjustments[member]<>[@member])+({_POOLED})>0",
    "adjustments[month]>=[@month]",
    "adjustments[month]<EDATE([@month],1)",
)


def _in_team(key: str) -> str:
    """The sum of the month over all members."""
    return sum_where(f"commission[{key}]", "commission[month]=[@month]")


_BY_SALE = f"{plan_has('by_sale', '[@plan_row]')}>0"
_OF_SALES = sum_where("credit_lines[commission]", "credit_lines[member]=[@member]", "credit_lines[month]=[@month]")
_CLOSED_BEFORE = sum_where(
    "closed[commission]", IS_CLOSED, f"closed[of]>={month_of('[@cap_month]')}", "closed[of]<[@month]"
)
_KNOWN = f'OR({_above("closed")}<>"",{carried("credit", _HERE)}<>0,{carried("commission", _HERE)}<>0)'
_CARRIED_EARNED = carried("commission", "carried[counts]<=[@month]")
_OTHER_SUMS = carried("uncapped", _HERE, f"({_SAME_SUM})*(1-({_BY_SALE}))=0")
_CLOSED_OWN = sum_where("closed[commission]", IS_CLOSED, "closed[of]=[@month]", 'closed[paid]<>""')
EARNED_BY_PLAN = (
    f'IF([@closed]<>"",{_CLOSED_OWN},ROUND(IF({_POOLED},[@part],[@capped])-[@earned_before],settings.cents))'
)
"""T, or the member's part of it, less what was earned before; of a closed month what the ledger has."""
_TOTAL_BEFORE = f"MIN({cap_of_plan(_above('plan_row'))},ROUND([@added_up]-[@step],settings.cents))"


class Accumulated(schema.Table):
    """The columns of Commission by which sales of several months reach the tiers of a plan together."""

    assigned = new(
        Kind.COUNT,
        _("Row of the member's plan"),
        formula=f'=IF([@member]="",0,SUMPRODUCT(MAX({_ASSIGNED})))',
        help=_("In Plan of a member; 0 is none, and Rates hold."),
        width=13,
    )
    pay_plan = new(
        Kind.TEXT,
        _("Commission plan"),
        formula='=IF([@assigned]=0,"",INDEX(plan_members[plan],MAX(1,[@assigned])))',
        help=_("By which the member is paid; blank is Rates."),
        width=14,
    )
    plan_row = new(
        Kind.COUNT,
        _("Row in Plans"),
        formula=f'=IF([@pay_plan]="",0,{row_where("plans[plan]=[@pay_plan]")})',
        help=_("0 is none, and Rates hold."),
        width=8,
    )
    level = new(
        Kind.COUNT,
        _("How specific"),
        formula=(
            "=IF([@plan_row]=0,0,SUMPRODUCT(MAX("
            f"{rates_where('plan_rates[effective]<=[@begins]', *FITTING)}*plan_rates[rank])))"
        ),
        help=_("As Rates by plan says it of the rows that hold; 0 is none."),
        width=9,
    )
    key_begins = new(
        Kind.COUNT,
        _("Begins anew"),
        formula=(
            f"=IF([@plan_row]=0,0,IF([@number]=1,1,IF(IF({_POOLED},{_SHARED_ANEW},0)>0,[@number],IF([@came]>0,"
            f"{_CAME_NUMBER},IF(AND({_SAME_RATES}),0,IF(AND({_TRUES_UP},{_SAME_SPAN}),0,[@number]))))))"
        ),
        help=_("The number of the month from which sales add up anew, if they begin to in this one, else 0."),
        width=9,
    )
    first_month = new(
        Kind.COUNT,
        _("Adds up from"),
        formula=f'=IF([@plan_row]=0,"",{_first_of(_SPAN)})',
        help=_("The number of the first month whose sales count together with those of this one."),
        width=9,
    )
    cap_month = new(
        Kind.COUNT,
        _("Cap from"),
        formula=f'=IF([@plan_row]=0,"",MIN([@first_month],{_first_of(_CAP_SPAN)}))',
        help=_("The number of the first month for which the cap holds together with this one."),
        width=9,
    )
    measured = new(
        Kind.AMOUNT,
        _("Credit paid for"),
        formula=f'=IF([@plan_row]=0,"",IF({_OF_TEAM},{_in_team("credit")}+{_LATE_IN_TEAM},[@credit]))',
        help=_("The member's own; or that of the team, with what was booked late in this month, for a pool for all."),
    )
    quota_measured = new(
        Kind.AMOUNT,
        _("Quota paid for"),
        formula=f'=IF([@plan_row]=0,"",IF({_OF_TEAM},{_in_team("quota")},[@quota]))',
        help=_("The member's own, or that of the team."),
    )
    credited = new(
        Kind.AMOUNT,
        _("Credit to date"),
        formula=f'=IF([@plan_row]=0,"",{of_months("measured", "[@first_month]")}+{_CARRIED_CREDIT})',
        help=_("Of the months that add up, until this one, also in another unit."),
    )
    counted = new(
        Kind.AMOUNT,
        _("Credit counted"),
        formula=(f'=IF([@plan_row]=0,"",[@credited]+IF({_POOLED},0,{late_before("amount", "[@first_month]")}))'),
        help=_("With what was booked late for them before this month."),
    )
    quota_counted = new(
        Kind.AMOUNT,
        _("Quota counted"),
        formula=(
            f'=IF([@plan_row]=0,"",{of_months("quota_measured", "[@first_month]", _LAST)}'
            f"+{carried('quota', _SAME_SUM)})"
        ),
        help=_("Of all months over which tiers add up, also in another unit."),
    )
    to_date = new(
        Kind.AMOUNT,
        _("Commission to date"),
        paid=True,
        formula=f'=IF({_NO_FIGURES},"",IF({_BY_SALE},{_OF_SALES},{commission_on("[@counted]")}))',
        help=_("On the credit counted, before the cap; sale by sale that of the month."),
    )
    step = new(
        Kind.AMOUNT,
        _("Added by the month"),
        paid=True,
        formula=f'=IF([@to_date]="","",ROUND([@to_date]-IF({_BY_SALE},0,{_BEFORE})+{_OTHER_SUMS},settings.cents))',
        help=_("To the commission to date, before the cap, with what was carried over."),
    )
    steps = new(
        Kind.AMOUNT,
        _("Added since the cap began"),
        paid=True,
        formula=f'=IF([@to_date]="","",ROUND({of_months("step", "[@cap_month]")},settings.cents))',
        help=_("The sum of what the months added."),
    )
    added_up = new(
        Kind.AMOUNT,
        _("Under the cap"),
        paid=True,
        formula=f'=IF([@steps]="","",[@steps]+{late_before("step", "[@cap_month]")})',
        help=_("With what was booked late for them before this month."),
    )
    earned_before = new(
        Kind.AMOUNT,
        _("Earned before"),
        paid=True,
        formula=(
            f'=IF([@steps]="","",IF([@cap_month]=[@number],0,IF({_KNOWN},{_CLOSED_BEFORE}+{_CARRIED_EARNED},'
            f"IF({_POOLED},{_part_of('[@capped_before]')},[@capped_before]))))"
        ),
        help=_("For the months of the cap; as the ledger has it, where the month before is closed."),
    )
    share = new(
        Kind.RATIO,
        _("Share of the pool"),
        formula=(
            f'=IF([@plan_row]=0,"",IF({_POOLED},IF({_BLANK_SHARES}>0,NA(),'
            f'INDEX(plan_members[share],MAX(1,[@assigned]))/{sum_where("plan_members[share]", *_IN_POOL)}),""))'
        ),
        width=10,
        help=_("The member's, of the shares of all who are in it in this month."),
    )
    pool = new(
        Kind.AMOUNT,
        _("Pool to date"),
        paid=True,
        formula=f'=IF([@steps]="","",IF({_POOLED},[@capped],""))',
        help=_("What the months bring together, at most the cap, to all who share it."),
    )
    part = new(
        Kind.AMOUNT,
        _("Part of the pool to date"),
        paid=True,
        formula=f'=IF([@steps]="","",IF({_POOLED},{_part_of("[@capped]")},""))',
        help=_("By the share, to the cent, so that the parts of all sum to the pool."),
    )
    came = new(
        Kind.MONTH,
        _("Carried over from"),
        formula=f"=IF([@plan_row]=0,0,SUMPRODUCT(MAX({_COMES}*carried[since_month])))",
        help=_("The first month of what begins to count in this one from another unit; a dash is none."),
        none=0,
    )
    tier_quota = new(
        Kind.AMOUNT,
        _("Quota of the tiers"),
        formula=f'=IF([@plan_row]=0,"",IF({plan_has("by_amount", "[@plan_row]")}>0,1,[@quota_counted]))',
        help=_("What credit is divided by to reach them; 1 where they begin at amounts."),
    )
    counted_before = new(
        Kind.AMOUNT,
        _("Credit counted before"),
        formula=(
            f'=IF({_NO_FIGURES},"",IF([@first_month]=[@number],0,'
            f"[@counted]-[@measured]-{carried('credit', _SAME_SUM, _HERE)}))"
        ),
        help=_("Of the months that add up, without this one."),
    )
    capped = new(
        Kind.AMOUNT,
        _("At most the cap"),
        paid=True,
        formula=f'=IF([@steps]="","",MIN({cap_of_plan("[@plan_row]")},[@added_up]))',
        help=_("What is under the cap, or the cap where that is less."),
    )
    capped_before = new(
        Kind.AMOUNT,
        _("At most the cap, before"),
        paid=True,
        formula=f'=IF([@steps]="","",IF([@cap_month]=[@number],0,{_TOTAL_BEFORE}))',
        help=_("The same without what this month added, by the cap of the month before."),
    )
