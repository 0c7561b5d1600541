"""The CRM log, sheet Contacts. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.crm_log.formula_parts import CADENCE
from xltargets.templates.crm_log.words import FOLLOW, WAY
from xltargets.templates.row_formulas import shown
from xltargets.templates.schema import Highlight, Kind, _, column

_TIER = "INDEX(customers[tier],MATCH([@customer],customers[customer],0))"


class Contacts(schema.Table):
    """Every contact with a customer, and what comes next."""

    title = _("Contacts")
    rows = 20
    spare = 15
    row_height = 30
    day = column(Kind.DATE, _("Day"), required=True, help=_("When it was."))
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=26
    )
    way = column(Kind.CHOICE, _("Channel"), choices=WAY, help=_("How it was."), width=15)
    by = column(Kind.TEXT, _("By"), offered="words.person", help=_("Who was in contact."), width=18)
    summary = column(Kind.TEXT, _("Summary"), wrap=True, help=_("What it was about."), width=44)
    next_step = column(Kind.TEXT, _("Next step"), wrap=True, help=_("What is to be done."), width=32)
    due = column(
        Kind.DATE,
        _("Next contact"),
        formula=(
            f'=IF(OR([@day]="",[@customer]="",COUNTIFS(customers[customer],[@customer])=0),"",'
            f'IF({_TIER}="","",FOLLOWUP_DUE([@day],{_TIER},{CADENCE})))'
        ),
        help=_("By the cadence of the customer's tier."),
    )
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=(
            '=IF([@due]="","",IF(COUNTIFS([customer],[@customer],[day],">"&[@day])>0,word.follow.Done,'
            + shown(FOLLOW, "FOLLOWUP_STATUS([@due],standing.as_of,settings.warn_days)")
            + "))"
        ),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=13,
    )
