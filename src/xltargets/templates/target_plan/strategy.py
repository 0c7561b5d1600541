"""The target plan, sheet Strategy. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column


class Goals(schema.Table):
    """What the company or the unit is after; every objective serves one."""

    title = _("Goals")
    rows = 6
    row_height = 30
    goal = column(
        Kind.TEXT,
        _("Goal"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("In a few words."),
        width=34,
    )
    why = column(Kind.TEXT, _("Why"), free=Free.PROSE, wrap=True, help=_("What it is good for."), width=44)
    sponsor = column(Kind.TEXT, _("Sponsor"), free=Free.PERSON, help=_("Who wants it."), width=20)
    horizon = column(Kind.DATE, _("Horizon"), when=When.NEAR, help=_("By when."))


class Segments(schema.Table):
    """How each part of the market is won: position, price, channel, promotion."""

    title = _("Segments")
    rows = 6
    anchor = "F4"
    segment = column(
        Kind.TEXT,
        _("Segment"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        wrap=True,
        help=_("Which customers."),
        width=22,
    )
    position = column(Kind.TEXT, _("Position"), free=Free.PROSE, wrap=True, help=_("What we are for them."), width=26)
    price = column(Kind.TEXT, _("Price"), free=Free.PROSE, wrap=True, help=_("How we price for them."), width=20)
    channel = column(Kind.TEXT, _("Channel"), free=Free.NAME, wrap=True, help=_("How we reach them."), width=18)
    promotion = column(
        Kind.TEXT, _("Promotion"), free=Free.PROSE, wrap=True, help=_("How we make ourselves known."), width=24
    )
