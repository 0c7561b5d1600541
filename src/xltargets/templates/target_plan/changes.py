"""The target plan, sheet Changes. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Free, Kind, When, _, column


class Changes(schema.Table):
    """What target was changed, from what, to what, why, by whom and when. Rows are added, never altered."""

    title = _("Changes")
    rows = 12
    row_height = 30
    day = column(Kind.DATE, _("Day"), when=When.PAST, key=True, required=True, help=_("When it was agreed."))
    scope = column(
        Kind.TEXT,
        _("Target of"),
        free=Free.NAME,
        known=("units.person",),
        key=True,
        required=True,
        help=_("The whole year, a month or a person."),
        width=26,
    )
    before = column(Kind.AMOUNT, _("From"), free=Free.SIGNED, required=True, help=_("The target before."))
    after = column(Kind.AMOUNT, _("To"), free=Free.SIGNED, required=True, help=_("The target now."))
    reason = column(
        Kind.TEXT, _("Why"), free=Free.PROSE, required=True, wrap=True, help=_("In a sentence, with figures."), width=64
    )
    by = column(Kind.TEXT, _("By"), free=Free.PERSON, required=True, help=_("Who changed it."), width=20)
    approved = column(Kind.TEXT, _("Approved by"), free=Free.PERSON, help=_("Who agreed."), width=20)
