"""The team scorecard, what members earn: rates by date, refunds, and each month's commission. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.row_formulas import coded
from xltargets.templates.schema import Ascending, Kind, RollUp, _, column
from xltargets.templates.team_scorecard_inputs import MODE, RATER

_EFFECTIVE = _("From this day on; add rows for a new plan, and never overwrite old ones.")


class Tiers(schema.Table):
    """Commission by attainment of the month's quota, from a day on."""

    title = _("Commission tiers")
    rows = 6
    effective = column(Kind.DATE, _("Effective from"), required=True, help=_EFFECTIVE)
    attainment = column(
        Kind.RATIO, _("Attainment from"), required=True, minimum=0, maximum=10, help=_("Where the tier begins.")
    )
    rate = column(Kind.RATIO, _("Rate"), required=True, minimum=0, maximum=1, help=_("Of the sales in the tier."))
    approved_by = column(Kind.TEXT, _("Approved by"), help=_("Who agreed to the plan."), width=18)
    approved_on = column(Kind.DATE, _("Approved on"), help=_("When."))


class Terms(schema.Table):
    """Draw, cap and clawback, from a day on."""

    title = _("Draw, cap and clawback")
    rows = 3
    anchor = "G4"
    effective = column(Kind.DATE, _("Effective from"), required=True, checks=[Ascending()], help=_EFFECTIVE)
    draw = column(Kind.AMOUNT, _("Draw of a month"), minimum=0, help=_("Paid in any case, against later commission."))
    recoverable = column(
        Kind.CHOICE, _("Recoverable"), choices=YES_NO, help=_("Whether later commission pays a draw back."), width=13
    )
    cap = column(Kind.AMOUNT, _("Cap of a month"), minimum=0, help=_("The most a month can bring; blank is none."))
    window = column(
        Kind.COUNT, _("Clawback days"), minimum=0, help=_("How long after the sale a refund takes commission back.")
    )
    approved_by = column(Kind.TEXT, _("Approved by"), help=_("Who agreed to the terms."), width=18)
    approved_on = column(Kind.DATE, _("Approved on"), help=_("When."))


class Bonus(schema.Table):
    """The year's bonus by attainment of the year's quota."""

    title = _("Bonus of the year")
    rows = 4
    anchor = "O4"
    starts = (
        {"attainment": 0.8, "payout": 0.04},
        {"attainment": 1.0, "payout": 0.1},
        {"attainment": 1.2, "payout": 0.2},
    )
    attainment = column(
        Kind.RATIO, _("Attainment"), required=True, minimum=0, maximum=10, checks=[Ascending()], help=_("Of the year.")
    )
    payout = column(
        Kind.RATIO,
        _("Share of base pay"),
        required=True,
        minimum=0,
        maximum=5,
        help=_("Between rows it is interpolated."),
    )


class Ramp(schema.Table):
    """How much of a full quota new members are to bring."""

    title = _("Ramp of new members")
    rows = 3
    starts = ({"month": 1, "share": 0.3}, {"month": 4, "share": 0.7}, {"month": 7, "share": 1.0})
    month = column(
        Kind.COUNT, _("From month"), required=True, minimum=1, checks=[Ascending()], help=_("In the role."), width=16
    )
    share = column(
        Kind.RATIO, _("Share of quota"), required=True, minimum=0, maximum=1, help=_("From that month on."), width=12
    )


class Groups(schema.Table):
    """How much the groups of raters count."""

    title = _("Weight of raters")
    rows = 5
    anchor = "D4"
    starts = (
        {"group": "Manager", "weight": 0.4},
        {"group": "Peer", "weight": 0.2},
        {"group": "Report", "weight": 0.1},
        {"group": "Customer", "weight": 0.3},
        {"group": "Self", "weight": 0},
    )
    group = column(Kind.CHOICE, _("Group"), required=True, unique=True, choices=RATER, help=_("Who rates."), width=14)
    weight = column(Kind.RATIO, _("Weight"), required=True, minimum=0, maximum=1, help=_("Of the group as a whole."))


class Refunds(schema.Table):
    """Sales that were given back, and the commission that goes back with them."""

    title = _("Refunds")
    rows = 6
    spare = 4
    month = column(Kind.MONTH, _("Month"), key=True, required=True, help=_("In which it is taken back."))
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        required=True,
        references="team.member",
        help=_("Whose sale it was."),
        width=22,
    )
    deal = column(Kind.TEXT, _("Sale"), key=True, help=_("Which sale: customer, order or deal."), width=26)
    amount = column(Kind.AMOUNT, _("Amount of the sale"), required=True, minimum=0, help=_("What it brought."))
    refunded = column(Kind.AMOUNT, _("Given back"), required=True, minimum=0, help=_("How much of it."))
    paid = column(Kind.AMOUNT, _("Commission paid"), required=True, minimum=0, help=_("For the whole sale."))
    sold = column(Kind.DATE, _("Sold on"), required=True, help=_("The day of the sale."))
    returned = column(Kind.DATE, _("Given back on"), required=True, help=_("The day of the refund."))
    clawback = column(
        Kind.AMOUNT,
        _("Clawback"),
        formula=(
            '=IF(OR([@member]="",[@returned]="",[@sold]="",COUNT(terms[effective])=0),0,COMMISSION_CLAWBACK('
            "[@paid],[@amount],[@refunded],[@returned]-[@sold],"
            "INDEX(terms[window],MATCH([@sold],INDEX(terms[effective],1):INDEX(terms[effective],COUNT(terms[effective])),1))))"
        ),
        help=_("Within the days of the terms in force at the sale."),
    )


_THIS_MONTH = 'actuals[month],">="&[@month],actuals[month],"<"&EDATE([@month],1)'
_TIERS = "INDEX(tiers[attainment],[@first]):INDEX(tiers[rate],[@last])"
_ROW = "ROW()-ROW(commission[[#Headers],[member]])"
_MEMBER_ROW = f"INT(({_ROW}-1)/12)+1"
_MONTH_NUMBER = f"MOD({_ROW}-1,12)+1"
_OF_MEMBER = f"INDEX(team[{{}}],{_MEMBER_ROW})"
_START = _OF_MEMBER.format("start")
_MONTHS_IN_ROLE = f"MAX(1,(YEAR([@month])-YEAR({_START}))*12+MONTH([@month])-MONTH({_START})+1)"
_NO_CAP = "1E+15"


def _term(key: str) -> str:
    """An amount of the terms in force, 0 if there are none or it is blank."""
    return f"IF([@terms]=0,0,1*INDEX(terms[{key}],MAX(1,[@terms])))"


def _year_so_far(key: str) -> str:
    """The member's own cells of a column, from the first month to this one."""
    return f"INDEX([{key}],{_ROW}-MOD({_ROW}-1,12)):INDEX([{key}],{_ROW})"


_RECOVERABLE = "IF([@terms]=0,TRUE,INDEX(terms[recoverable],MAX(1,[@terms]))<>word.yes_no.No)"
_DRAWN = f"COMMISSION_DRAW({_year_so_far('net')},{_year_so_far('draw')},0,{_RECOVERABLE})"


class Commission(schema.Table):
    """Each member's statement, month by month, with the plan in force."""

    title = _("Commission")
    follows = ("team", 12)
    totals = True
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        formula=f'=IF({_OF_MEMBER.format("member")}="","",{_OF_MEMBER.format("member")})',
        width=20,
    )
    month = column(
        Kind.MONTH,
        _("Month"),
        key=True,
        formula=(f'=IF([@member]="","",EDATE(settings.year_start,{_MONTH_NUMBER}-1))'),
    )
    plan = column(
        Kind.DATE,
        _("Plan from"),
        formula=(
            '=IF(OR([@member]="",COUNTIFS(tiers[effective],"<="&[@month])=0),"",'
            "SUMPRODUCT(MAX((tiers[effective]<=[@month])*tiers[effective])))"
        ),
        help=_("The day from which the commission plan in force holds."),
    )
    first = column(
        Kind.COUNT,
        _("First tier row"),
        formula='=IF([@plan]="","",MATCH([@plan],tiers[effective],0))',
        help=_("The row of Rates in which the plan in force begins."),
        width=8,
    )
    last = column(
        Kind.COUNT,
        _("Last tier row"),
        formula='=IF([@plan]="","",[@first]+COUNTIFS(tiers[effective],[@plan])-1)',
        help=_("The row of Rates in which it ends."),
        width=8,
    )
    credit = column(
        Kind.AMOUNT,
        _("Credit"),
        total=True,
        formula=f'=IF([@member]="","",SUMIFS(actuals[actual],actuals[member],[@member],{_THIS_MONTH}))',
        help=_("Sales of the month, from Actuals."),
        rollup=RollUp.SUM,
    )
    quota = column(
        Kind.AMOUNT,
        _("Quota"),
        total=True,
        formula=(
            f'=IF([@member]="","",ROUND({_OF_MEMBER.format("quota")}/12*'
            f'IF({_START}="",1,RAMP_WEIGHTS({_MONTHS_IN_ROLE},ramp[[month]:[share]])),settings.decimals))'
        ),
        help=_("A twelfth of the year's, with the ramp of that month."),
        rollup=RollUp.SUM,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF(OR([@member]="",[@month]>standing.as_of),"",IF([@quota]=0,"",ACHIEVEMENT([@credit],[@quota])))',
    )
    rate = column(
        Kind.RATIO,
        _("Rate reached"),
        formula=(
            '=IF(OR([@attainment]="",[@plan]=""),"",IF([@attainment]<INDEX(tiers[attainment],[@first]),0,'
            "INDEX(tiers[rate],[@first]-1+MATCH([@attainment],"
            "INDEX(tiers[attainment],[@first]):INDEX(tiers[attainment],[@last]),1))))"
        ),
        help=_("The rate of the tier that the month's attainment reached."),
    )
    terms = column(
        Kind.COUNT,
        _("Terms row"),
        formula='=IF([@attainment]="","",COUNTIFS(terms[effective],"<="&[@month]))',
        help=_("The row of the terms in force; 0 is none."),
        width=8,
    )
    earned = column(
        Kind.AMOUNT,
        _("Commission"),
        total=True,
        formula=(
            '=IF(OR([@member]="",[@month]>standing.as_of),"",IF(OR([@plan]="",[@quota]=0,[@credit]<=0),0,'
            f"ROUND(COMMISSION_QUOTA([@credit],[@quota],{_TIERS},{coded(MODE, 'settings.mode')},"
            f"IF({_term('cap')}=0,{_NO_CAP},{_term('cap')})),2)))"
        ),
        help=_("By the tiers in force, at most the cap."),
    )
    clawback = column(
        Kind.AMOUNT,
        _("Clawback"),
        total=True,
        formula=(
            '=IF([@earned]="","",SUMIFS(refunds[clawback],refunds[member],[@member],'
            'refunds[month],">="&[@month],refunds[month],"<"&EDATE([@month],1)))'
        ),
        help=_("From Refunds, in this month."),
    )
    net = column(Kind.AMOUNT, _("Net commission"), total=True, formula='=IF([@earned]="","",[@earned]-[@clawback])')
    draw = column(
        Kind.AMOUNT,
        _("Draw"),
        formula=f'=IF([@earned]="","",{_term("draw")})',
        help=_("Of the terms in force."),
    )
    payout = column(
        Kind.AMOUNT,
        _("Payout"),
        total=True,
        formula=f'=IF([@earned]="","",INDEX({_DRAWN},{_MONTH_NUMBER},1))',
        help=_("The draw at least; commission above it pays earlier draws back first."),
        rollup=RollUp.SUM,
    )
    balance = column(
        Kind.AMOUNT,
        _("Draw still owed"),
        formula=f'=IF([@earned]="","",INDEX({_DRAWN},{_MONTH_NUMBER},2))',
        help=_("What later commission pays back."),
    )
