"""The CRM log, sheet Customers. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.crm_log.formula_parts import CADENCE
from xltargets.templates.crm_log.words import FOLLOW, TIER
from xltargets.templates.row_formulas import count_where, row_number, shown, sum_where
from xltargets.templates.schema import Free, Highlight, Kind, Mark, RollUp, Tone, When, _, column

_LAST = "SUMPRODUCT(MAX((contacts[customer]=[@customer])*contacts[day]))"


_UNHAPPY = ("satisfaction[customer]=[@customer]", 'satisfaction[csat]<>""', "satisfaction[csat]<3")


_GRAVE = (
    "feedback[customer]=[@customer]",
    "feedback[severity]=word.severity.High",
    "feedback[state]=word.feedback_state.Open",
)


_GRADES = "INDEX(grades[start],1):INDEX(grades[grade],MAX(1,COUNT(grades[start])))"


_OWN = row_number("customers", "customer")


_UP_TO_HERE = f"INDEX([orders],1):INDEX([orders],{_OWN})"


class Customers(schema.Table):
    """Who the customers are, and when each is next looked after."""

    title = _("Customers")
    rows = 15
    spare = 8
    row_height = 30
    customer = column(
        Kind.TEXT,
        _("Customer"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        help=_("The name, spelt one way."),
        width=26,
    )
    segment = column(Kind.TEXT, _("Segment"), offered="words.segment", help=_("Industry or kind."), width=18)
    tier = column(Kind.CHOICE, _("Tier"), required=True, choices=TIER, help=_("A is looked after most."), width=8)
    owner = column(Kind.TEXT, _("Owner"), offered="words.person", help=_("Who looks after the customer."), width=18)
    credit = column(Kind.NUMBER, _("Credit score"), minimum=0, maximum=100, help=_("From 0 to 100."), width=9)
    grade = column(
        Kind.TEXT,
        _("Credit grade"),
        formula=f'=IF(OR([@customer]="",[@credit]=""),"",BAND_GRADE([@credit],{_GRADES}))',
        width=9,
    )
    needs = column(
        Kind.TEXT,
        _("Needs and preferences"),
        free=Free.PROSE,
        wrap=True,
        help=_("What matters to the customer."),
        width=36,
    )
    consent = column(
        Kind.CHOICE, _("Consent"), choices=YES_NO, help=_("Whether the customer agreed to be contacted."), width=10
    )
    consent_on = column(Kind.DATE, _("Consent of"), when=When.PAST, help=_("The day it was given."))
    last = column(
        Kind.DATE,
        _("Last contact"),
        formula=f'=IF([@customer]="","",IF({_LAST}=0,"",{_LAST}))',
        help=_("From Contacts."),
    )
    due = column(
        Kind.DATE,
        _("Next contact"),
        formula=f'=IF(OR([@last]="",[@tier]=""),"",FOLLOWUP_DUE([@last],[@tier],{CADENCE}))',
        help=_("By the cadence of the tier."),
    )
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=(
            '=IF([@due]="","",' + shown(FOLLOW, "FOLLOWUP_STATUS([@due],standing.as_of,settings.warn_days)") + ")"
        ),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=12,
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Open pipeline"),
        formula=(
            '=IF([@customer]="","",' + sum_where("opportunities[open]", "opportunities[customer]=[@customer]") + ")"
        ),
        rollup=RollUp.SUM,
    )
    signs = column(
        Kind.COUNT,
        _("Warning signs"),
        formula=(
            f'=IF([@customer]="","",([@status]=word.follow.Overdue)*1+({count_where(*_UNHAPPY)}>0)*1'
            f"+({count_where(*_GRAVE)}>0)*1)"
        ),
        marks=[
            Mark(Tone.BAD, "AND(ISNUMBER([@signs]),[@signs]>1)"),
            Mark(Tone.WATCH, "AND(ISNUMBER([@signs]),[@signs]=1)"),
        ],
        help=_("Overdue, a rating below 3, an open grave complaint: one each."),
        width=9,
    )
    orders = column(
        Kind.COUNT,
        _("Orders"),
        formula='=IF([@customer]="","",' + count_where("orders[customer]=[@customer]") + ")",
        help=_("From Orders."),
        width=8,
    )
    due_order = column(
        Kind.COUNT,
        _("Order by day"),
        formula=(
            '=IF(OR([@status]="",[@status]=word.follow.Planned),"",RANK([@due],[due],1)'
            f"+COUNTIFS(INDEX([due],1):INDEX([due],{_OWN}),[@due])-1)"
        ),
        help=_("For the dashboard."),
        width=8,
    )
    sign_order = column(
        Kind.COUNT,
        _("Order by signs"),
        formula=(
            '=IF([@signs]="","",IF([@signs]=0,"",RANK([@signs],[signs])'
            f"+COUNTIFS(INDEX([signs],1):INDEX([signs],{_OWN}),[@signs])-1))"
        ),
        help=_("For the dashboard."),
        width=8,
    )
    loyalty_order = column(
        Kind.COUNT,
        _("Place in Loyalty"),
        formula=(
            f'=IF([@customer]="","",IF([@orders]>0,COUNTIFS({_UP_TO_HERE},">0"),'
            f'COUNTIFS([orders],">0")+COUNTIFS({_UP_TO_HERE},0)))'
        ),
        help=_("Those with orders first, so that they are ranked among themselves."),
        width=8,
    )
