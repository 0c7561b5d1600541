"""The team scorecard, sheet Commission. Declarations only."""

from __future__ import annotations

from xltargets.templates.row_formulas import both_the_same, count_where, row_number, sum_where
from xltargets.templates.schema import Kind, Mark, RollUp, Tone, _, column
from xltargets.templates.team_scorecard.accumulated import EARNED_BY_PLAN, FITTING, IS_CLOSED, Accumulated
from xltargets.templates.team_scorecard.accumulation import ABOVE, plan_has, rates_where
from xltargets.templates.team_scorecard.quotas import ARE_LOADED
from xltargets.templates.team_scorecard.terms_in_force import cap_of, term_of, total_of
from xltargets.templates.working_days import CALENDAR


def _of_this_month(table: str, key: str) -> str:
    """The sum of the member's amounts of this month."""
    own = (f"{table}[member]=[@member]", f"{table}[month]>=[@month]", f"{table}[month]<EDATE([@month],1)")
    return sum_where(f"{table}[{key}]", *own)


_ROW = row_number("commission", "member")


def _of_member(key: str) -> str:
    """What Team says of the member."""
    return f"INDEX(team[{key}],[@team_row])"


def _given(key: str, otherwise: str = '""') -> str:
    """What Team says of the member, or something else where it says nothing."""
    return f'IF({_of_member(key)}="",{otherwise},{_of_member(key)})'


_START = _of_member("begun")


_MONTHS_IN_ROLE = f"MAX(1,(YEAR([@month])-YEAR({_START}))*12+MONTH([@month])-MONTH({_START})+1)"


def _in_membership(amount: str, decimals: str | None = None) -> str:
    """The part of a month's amount for the days in which the member belongs to the unit."""
    part = f"QUOTA_PRORATE({amount},[@begins],[@ends],[@joins],[@leaves],{CALENDAR})"
    part = part if decimals is None else f"ROUND({part},{decimals})"
    return f'IF(AND({_of_member("member_from")}="",{_of_member("member_until")}=""),{amount},{part})'


_JOINS = _given("member_from", f"MIN([@begins],{_given('member_until', '[@begins]')})")
_LEAVES = _given("member_until", f"MAX([@ends],{_of_member('member_from')})")


_LOADED = both_the_same("quotas[person_id]", "[@person_id]", "quotas[member]", "[@member]")


def _year_so_far(key: str) -> str:
    """The member's own cells of a column, from the first month to this one."""
    return f"INDEX([{key}],[@row]-[@number]+1):INDEX([{key}],[@row])"


_RECOVERABLE = (
    f"IF([@plan_row]>0,{plan_has('recoverable', '[@plan_row]')}<>word.yes_no.No,"
    "IF([@terms]=0,TRUE,INDEX(terms[recoverable],MAX(1,[@terms]))<>word.yes_no.No))"
)


_DRAW = f"IF([@plan_row]>0,1*{plan_has('draw', '[@plan_row]')},{term_of('draw', '[@terms]')})"


_OF_PLAN = rates_where("plan_rates[effective]<=[@begins]", *FITTING, "plan_rates[rank]=[@level]")


_ROWS_OF_PLAN = rates_where("plan_rates[effective]=[@plan]", *FITTING, "plan_rates[rank]=[@level]")


_REACHED = "IF([@tier_quota]<=0,0,[@counted]/[@tier_quota])"


_RATE_BY_PLAN = (
    f"IF({_REACHED}<INDEX(plan_rates[start],[@first]),0,TIER_RATE({_REACHED},"
    "INDEX(plan_rates[start],[@first]):INDEX(plan_rates[rate],[@last])))"
)


_OPENING = f"SUM({_of_member('owed')})"


_DRAWN = f"COMMISSION_DRAW({_year_so_far('net')},{_year_so_far('draw')},{_OPENING},{_RECOVERABLE})"


_BEFORE = f"IF([@number]=1,{_OPENING},SUM(INDEX([balance],{ABOVE})))"


class Commission(Accumulated):
    """Each member's statement, month by month, with the plan in force."""

    title = _("Commission")
    follows = ("team", 12)
    totals = True
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        formula=f"={_given('member')}",
        width=20,
    )
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula='=IF([@member]="","",EDATE(settings.first_month,[@number]-1))',
    )
    plan = column(
        Kind.DATE,
        _("Plan from"),
        formula=(
            f'=IF([@plan_row]>0,IF([@level]=0,"",SUMPRODUCT(MAX({_OF_PLAN}*plan_rates[effective]))),'
            'IF(OR([@member]="",COUNTIFS(tiers[effective],"<="&[@begins])=0),"",'
            "SUMPRODUCT(MAX((tiers[effective]<=[@begins])*tiers[effective]))))"
        ),
        help=_("The day from which the commission plan in force holds."),
    )
    first = column(
        Kind.COUNT,
        _("First tier row"),
        formula=(
            f'=IF([@plan]="","",IF([@plan_row]>0,[@last]-SUMPRODUCT(1*{_ROWS_OF_PLAN})+1,'
            "MATCH([@plan],tiers[effective],0)))"
        ),
        help=_("The row of Rates, or of Rates by plan, in which the plan in force begins."),
        width=8,
    )
    last = column(
        Kind.COUNT,
        _("Last tier row"),
        formula=(
            f'=IF([@plan]="","",IF([@plan_row]>0,SUMPRODUCT(MAX({_ROWS_OF_PLAN}*plan_rates[number])),'
            "MATCH([@plan],tiers[effective],0)+COUNTIFS(tiers[effective],[@plan])-1))"
        ),
        help=_("The row in which it ends."),
        width=8,
    )
    credit = column(
        Kind.AMOUNT,
        _("Credit"),
        total=True,
        formula=f'=IF([@member]="","",{_of_this_month("actuals", "actual")})',
        help=_("Sales of the month, from Actuals."),
        rollup=RollUp.SUM,
    )
    quota = column(
        Kind.AMOUNT,
        _("Quota"),
        total=True,
        formula=(
            f'=IF([@member]="","",IF({ARE_LOADED},'
            + sum_where("quotas[quota]", _LOADED, "quotas[month]=[@month]")
            + f",ROUND({_in_membership('[@full_quota]')},settings.decimals)))"
        ),
        help=_("From the target plan. Without one a twelfth of the year's, by membership, share of time and ramp."),
        rollup=RollUp.SUM,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF(OR([@member]="",[@month]>standing.month),"",IF([@quota]=0,"",ACHIEVEMENT([@credit],[@quota])))',
    )
    rate = column(
        Kind.RATIO,
        _("Rate reached"),
        formula=(
            f'=IF(OR([@attainment]="",[@plan]=""),"",IF([@plan_row]>0,{_RATE_BY_PLAN},'
            "IF([@attainment]<INDEX(tiers[attainment],[@first]),0,"
            "INDEX(tiers[rate],[@first]-1+MATCH([@attainment],"
            "INDEX(tiers[attainment],[@first]):INDEX(tiers[attainment],[@last]),1)))))"
        ),
        help=_("The rate of the tier that was reached, by the month or by all that a plan adds up."),
    )
    terms = column(
        Kind.COUNT,
        _("Terms row"),
        formula='=IF([@attainment]="","",COUNTIFS(terms[effective],"<="&[@begins]))',
        help=_("The row of the terms in force; 0 is none."),
        width=8,
    )
    earned = column(
        Kind.AMOUNT,
        _("Commission"),
        paid=True,
        total=True,
        formula=(
            '=IF(OR([@member]="",[@month]>standing.month),"",'
            f"IF([@plan_row]>0,{EARNED_BY_PLAN},"
            f"{total_of('[@credit]', '[@quota]', '[@first]', '[@last]', cap_of('[@terms]'))}))"
        ),
        help=_("By the tiers in force, at most the cap; by a plan, less what was earned before."),
    )
    clawback = column(
        Kind.AMOUNT,
        _("Clawback"),
        paid=True,
        total=True,
        formula=f'=IF([@earned]="","",{_of_this_month("refunds", "clawback")})',
        help=_("From Refunds, in this month."),
    )
    net = column(
        Kind.AMOUNT,
        _("Net commission"),
        paid=True,
        total=True,
        formula='=IF([@earned]="","",[@earned]-[@clawback]+[@late])',
    )
    draw = column(
        Kind.AMOUNT,
        _("Draw"),
        paid=True,
        formula=f'=IF([@earned]="","",{_in_membership("[@full_draw]", "settings.cents")})',
        help=_("Of the terms in force, for the days in the unit."),
    )
    payout = column(
        Kind.AMOUNT,
        _("Payout"),
        paid=True,
        total=True,
        formula=f'=IF([@earned]="","",ROUND(INDEX({_DRAWN},[@number],1),settings.cents))',
        help=_("The draw at least; commission above it pays earlier draws back first."),
        rollup=RollUp.SUM,
    )
    balance = column(
        Kind.AMOUNT,
        _("Draw still owed"),
        paid=True,
        formula=f'=IF([@earned]="","",ROUND(INDEX({_DRAWN},[@number],2),settings.cents))',
        help=_("What later commission pays back."),
    )
    late = column(
        Kind.AMOUNT,
        _("Booked late"),
        paid=True,
        total=True,
        since=2,
        formula=f'=IF([@earned]="","",{_of_this_month("adjustments", "commission")})',
        help=_("Commission for earlier months, from Adjustments."),
    )
    advance = column(
        Kind.AMOUNT,
        _("Draw paid in advance"),
        paid=True,
        total=True,
        since=2,
        formula='=IF([@earned]="","",ROUND([@payout]-[@net]+[@recovered],settings.cents))',
        help=_("What the draw adds where the commission is less."),
    )
    recovered = column(
        Kind.AMOUNT,
        _("Draw recovered"),
        paid=True,
        total=True,
        since=2,
        formula=f'=IF([@earned]="","",ROUND(MAX(0,{_BEFORE}-[@balance]),settings.cents))',
        help=_("Earlier draws that this commission pays back."),
    )
    closed = column(
        Kind.TEXT,
        _("Month closed"),
        since=2,
        formula=(f'=IF([@member]="","",IF({count_where(IS_CLOSED, "closed[of]=[@month]")}=0,"","✓"))'),
        width=9,
        centred=True,
        marks=[Mark(Tone.QUIET, '[@closed]<>""')],
        help=_("The ledger has this month: it changes no more, and what comes late is a row in Adjustments."),
    )
    begins = column(
        Kind.DATE,
        _("First day"),
        since=2,
        formula='=IF([@member]="","",INDEX(months[first],[@number]))',
        help=_("Of the period; rates hold that are in force on it."),
        width=12,
    )
    ends = column(
        Kind.DATE,
        _("Last day"),
        since=2,
        formula=('=IF([@member]="","",IF([@number]=12,settings.year_end,INDEX(months[first],MIN(12,[@number]+1))-1))'),
        help=_("Of the period."),
        width=12,
    )
    row = column(
        Kind.COUNT,
        _("No."),
        since=2,
        formula=f"={_ROW}",
        width=7,
    )
    number = column(
        Kind.COUNT,
        _("Month of the year"),
        since=2,
        formula="=MOD([@row]-1,12)+1",
        help=_("Its number, 1 for the first month of the year."),
        width=8,
    )
    team_row = column(
        Kind.COUNT,
        _("Row in Team"),
        since=2,
        formula="=INT(([@row]-1)/12)+1",
        help=_("Where Team has the member; each has twelve rows here."),
        width=8,
    )
    person_id = column(
        Kind.TEXT,
        _("Person ID"),
        since=2,
        formula=f"={_given('person_id')}",
        width=12,
    )
    role = column(
        Kind.TEXT,
        _("Role"),
        since=2,
        formula=f"={_given('role')}",
        width=24,
    )
    joins = column(
        Kind.DATE,
        _("In the unit from"),
        since=2,
        formula=f'=IF([@member]="","",{_JOINS})',
        help=_("The day the member came; without one the first day of the period, or the last in the unit before it."),
        width=12,
    )
    leaves = column(
        Kind.DATE,
        _("In the unit until"),
        since=2,
        formula=f'=IF([@member]="","",{_LEAVES})',
        help=_("The member's last day; without one the last day of the period, or the first in the unit after it."),
        width=12,
    )
    full_quota = column(
        Kind.AMOUNT,
        _("Quota of a full month"),
        since=2,
        formula=(
            f'=IF(OR([@member]="",{ARE_LOADED}),"",{_of_member("quota")}/12*{_given("member_share", "1")}'
            f'*IF({_START}="",1,RAMP_WEIGHTS({_MONTHS_IN_ROLE},ramp[[month]:[share]])))'
        ),
        help=_("A twelfth of the year's, by share of time and ramp; blank where quotas come from the target plan."),
    )
    full_draw = column(
        Kind.AMOUNT,
        _("Draw of a full month"),
        paid=True,
        since=2,
        formula=f'=IF([@earned]="","",{_DRAW})',
        help=_("Of the terms in force."),
    )
