"""The team scorecard, sheet Refunds. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column


class Refunds(schema.Table):
    """Sales that were given back, and the commission that goes back with them."""

    title = _("Refunds")
    rows = 6
    spare = 4
    month = column(
        Kind.MONTH, _("Month"), when=When.PAST, key=True, required=True, help=_("In which it is taken back.")
    )
    member = column(
        Kind.TEXT,
        _("Member"),
        key=True,
        required=True,
        references="team.member",
        help=_("Whose sale it was."),
        width=22,
    )
    deal = column(
        Kind.TEXT, _("Sale"), free=Free.NAME, key=True, help=_("Which sale: customer, order or deal."), width=26
    )
    amount = column(Kind.AMOUNT, _("Amount of the sale"), required=True, minimum=0, help=_("What it brought."))
    refunded = column(Kind.AMOUNT, _("Given back"), required=True, minimum=0, help=_("How much of it."))
    paid = column(Kind.AMOUNT, _("Commission paid"), paid=True, required=True, minimum=0, help=_("For the whole sale."))
    sold = column(Kind.DATE, _("Sold on"), when=When.PAST, required=True, help=_("The day of the sale."))
    returned = column(
        Kind.DATE,
        _("Given back on"),
        when=When.PAST,
        required=True,
        help=_("The day of the refund."),
    )
    clawback = column(
        Kind.AMOUNT,
        _("Clawback"),
        paid=True,
        formula=(
            '=IF(OR([@member]="",[@returned]="",[@sold]="",COUNT(terms[effective])=0),0,COMMISSION_CLAWBACK('
            "[@paid],[@amount],[@refunded],[@returned]-[@sold],"
            "INDEX(terms[window],MATCH([@sold],INDEX(terms[effective],1):INDEX(terms[effective],COUNT(terms[effective])),1))))"
        ),
        help=_("Within the days of the terms in force at the sale."),
    )
