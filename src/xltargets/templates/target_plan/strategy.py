"""The target plan, sheet Strategy. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column


class Goals(schema.Table):
    """What the company or the unit is after; every objective serves one."""

    title = _("Goals")
    rows = 6
    row_height = 30
    goal = column(
        Kind.TEXT, _("Goal"), key=True, required=True, unique=True, wrap=True, help=_("In a few words."), width=34
    )
    why = column(Kind.TEXT, _("Why"), wrap=True, help=_("What it is good for."), width=44)
    sponsor = column(Kind.TEXT, _("Sponsor"), help=_("Who wants it."), width=20)
    horizon = column(Kind.DATE, _("Until"), help=_("By when."))


class Segments(schema.Table):
    """How each part of the market is won: position, price, channel, promotion."""

    title = _("Segments")
    rows = 6
    anchor = "F4"
    segment = column(
        Kind.TEXT, _("Segment"), key=True, required=True, unique=True, wrap=True, help=_("Which customers."), width=22
    )
    position = column(Kind.TEXT, _("Position"), wrap=True, help=_("What we are for them."), width=26)
    price = column(Kind.TEXT, _("Price"), wrap=True, help=_("How we price for them."), width=20)
    channel = column(Kind.TEXT, _("Channel"), wrap=True, help=_("How we reach them."), width=18)
    promotion = column(Kind.TEXT, _("Promotion"), wrap=True, help=_("How we make ourselves known."), width=24)
