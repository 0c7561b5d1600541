"""The team scorecard, sheet Awards. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Choices, Free, Kind, When, _, column

HONOUR = Choices(
    "honour",
    (
        ("Honour", _("Honour")),
        ("Training", _("Training")),
        ("Travel", _("Travel")),
        ("Other", _("Other")),
    ),
)


class Awards(schema.Table):
    """What members were honoured with besides money."""

    title = _("Awards")
    rows = 12
    day = column(Kind.DATE, _("Day"), when=When.PAST, key=True, required=True, help=_("When it was given."))
    member = column(
        Kind.TEXT, _("Member"), key=True, required=True, references="team.member", help=_("Who received it."), width=22
    )
    kind = column(Kind.CHOICE, _("Kind"), required=True, choices=HONOUR, help=_("Honour, training, travel or other."))
    award = column(Kind.TEXT, _("Award"), free=Free.NAME, required=True, help=_("What it was."), width=34)
    reason = column(Kind.TEXT, _("Reason"), free=Free.PROSE, help=_("What it was for."), width=46)
    given_by = column(Kind.TEXT, _("Given by"), free=Free.PERSON, help=_("Who decided it."), width=20)
