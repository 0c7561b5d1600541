"""The CRM log, sheet Orders. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column


class Orders(schema.Table):
    """What customers bought."""

    title = _("Orders")
    rows = 30
    day = column(Kind.DATE, _("Day"), when=When.PAST, required=True, help=_("Of the order."), width=13)
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=28
    )
    order = column(Kind.TEXT, _("Order number"), free=Free.NAME, key=True, unique=True, help=_("Its number."), width=16)
    product = column(Kind.TEXT, _("Product"), offered="words.product", help=_("What was bought."), width=18)
    amount = column(
        Kind.AMOUNT, _("Amount"), free=Free.SIGNED, required=True, help=_("Negative if it was given back."), width=16
    )
