"""The CRM log, sheet Satisfaction. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column


class Satisfaction(schema.Table):
    """What customers answered when they were asked."""

    title = _("Satisfaction")
    rows = 20
    wave = column(
        Kind.MONTH, _("Wave"), when=When.PAST, required=True, help=_("The month in which they were asked."), width=12
    )
    customer = column(
        Kind.TEXT, _("Customer"), required=True, references="customers.customer", help=_("From Customers."), width=28
    )
    csat = column(Kind.COUNT, _("Satisfaction"), minimum=1, maximum=5, help=_("From 1 to 5."), width=13)
    nps = column(
        Kind.COUNT, _("Would recommend"), minimum=0, maximum=10, help=_("From 0 (no) to 10 (certainly)."), width=13
    )
    remark = column(Kind.TEXT, _("Remark"), free=Free.PROSE, help=_("What they added."), width=48)
