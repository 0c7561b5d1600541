"""The team scorecard, sheet Credits. Declarations only."""

from __future__ import annotations

from typing import Any

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column

HOLDERS = 3
"""So many members can share the credit of a sale."""
_SHARES = "[@[share_1]:[share_3]]"


def _member(label: str, number: int) -> Any:
    return column(
        Kind.TEXT,
        label,
        references="team.member",
        required=number == 1,
        since=2,
        width=22,
        help=_("Whose sale it is.") if number == 1 else _("Who shares in it; blank if nobody does."),
    )


def _share(label: str) -> Any:
    return column(
        Kind.RATIO,
        label,
        minimum=0,
        maximum=1,
        since=2,
        width=10,
        help=_("Of the credit; together 100%. Blank if one member has all of it."),
    )


def _part(label: str, number: int) -> Any:
    """What a member gets: by shares, to the cent; all of it where there are none and the member is the first."""
    alone = "ROUND([@amount],settings.cents)" if number == 1 else "0"
    return column(
        Kind.AMOUNT,
        label,
        total=True,
        paid=True,
        since=2,
        formula=(
            f'=IF(OR([@amount]="",[@member_{number}]=""),"",IF(COUNT({_SHARES})=0,{alone},'
            f"INDEX(COMMISSION_SPLIT([@amount],{_SHARES},settings.cents),{number})))"
        ),
        help=_("By the share, to the cent."),
    )


class Credits(schema.Table):
    """Each sale, and whose it is. A refund is a row below 0 with the number of its sale.

    Where a member has credits in a month, a refresh takes them as the member's actual.
    """

    title = _("Credits")
    rows = 40
    since = 2
    totals = True
    grows = True
    repeats = True
    deal = column(
        Kind.TEXT,
        _("Sale"),
        free=Free.NAME,
        key=True,
        required=True,
        since=2,
        help=_("Which sale: its number in the CRM log, or the order."),
        width=16,
    )
    sold = column(Kind.DATE, _("Sold on"), when=When.PAST, required=True, since=2, help=_("The day of the sale."))
    booked = column(
        Kind.MONTH,
        _("Booked in"),
        when=When.NEAR,
        since=2,
        help=_("The month in which it counts: the first open one when it came in. Blank is that of the sale."),
    )
    customer = column(
        Kind.TEXT, _("Customer"), free=Free.NAME, renewed=True, since=2, width=26, help=_("Who bought it.")
    )
    product = column(
        Kind.TEXT, _("Product"), free=Free.NAME, renewed=True, since=2, width=16, help=_("What was bought.")
    )
    category = column(
        Kind.TEXT, _("Category"), free=Free.NAME, since=2, width=16, help=_("Such as new business or renewal.")
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
        free=Free.SIGNED,
        required=True,
        renewed=True,
        total=True,
        since=2,
        help=_("What the sale brought; a refund is below 0."),
    )
    member_1 = _member(_("Member"), 1)
    member_2 = _member(_("Second member"), 2)
    member_3 = _member(_("Third member"), 3)
    share_1 = _share(_("Share"))
    share_2 = _share(_("Second share"))
    share_3 = _share(_("Third share"))
    part_1 = _part(_("Credit"), 1)
    part_2 = _part(_("Second credit"), 2)
    part_3 = _part(_("Third credit"), 3)
