"""The CRM log, sheet Contacts. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.crm_log.formula_parts import CADENCE
from xltargets.templates.crm_log.words import FOLLOW, WAY
from xltargets.templates.row_formulas import count_where, row_where, shown
from xltargets.templates.schema import Free, Highlight, Kind, When, _, column

_CUSTOMER = "customers[customer]=[@customer]"


_TIER = f"INDEX(customers[tier],{row_where(_CUSTOMER)})"


_LATER = ("[customer]=[@customer]", "[day]>[@day]", "[day]<DATE(9999,12,31)")
"""A later contact with the same customer. A text is greater than any date."""


class Contacts(schema.Table):
    """Every contact with a customer, and what comes next."""

    title = _("Contacts")
    rows = 20
    spare = 15
    row_height = 30
    day = column(Kind.DATE, _("Day"), when=When.PAST, required=True, help=_("When it was."))
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=26
    )
    way = column(Kind.CHOICE, _("Channel"), choices=WAY, help=_("How it was."), width=15)
    by = column(Kind.TEXT, _("By"), offered="words.person", help=_("Who was in contact."), width=18)
    summary = column(Kind.TEXT, _("Summary"), free=Free.PROSE, wrap=True, help=_("What it was about."), width=44)
    next_step = column(Kind.TEXT, _("Next step"), free=Free.PROSE, wrap=True, help=_("What is to be done."), width=32)
    due = column(
        Kind.DATE,
        _("Next contact"),
        formula=(
            f'=IF(OR([@day]="",[@customer]="",{count_where(_CUSTOMER)}=0),"",'
            f'IF({_TIER}="","",FOLLOWUP_DUE([@day],{_TIER},{CADENCE})))'
        ),
        help=_("By the cadence of the customer's tier."),
    )
    status = column(
        Kind.CHOICE,
        _("Follow-up"),
        formula=(
            f'=IF([@due]="","",IF({count_where(*_LATER)}>0,word.follow.Done,'
            + shown(FOLLOW, "FOLLOWUP_STATUS([@due],standing.as_of,settings.warn_days)")
            + "))"
        ),
        choices=FOLLOW,
        highlight=Highlight.TONES,
        width=13,
    )
