"""The CRM log: words of drop-downs that several sheets share. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import Choices, Tone, _

TIER = Choices("tier", (("A", "A"), ("B", "B"), ("C", "C")))


FOLLOW = Choices(
    "follow",
    (
        ("Overdue", _("Overdue")),
        ("Due", _("Due")),
        ("Planned", _("Planned")),
        ("Done", _("Followed up")),
    ),
    (("Overdue", Tone.BAD), ("Due", Tone.WATCH), ("Planned", Tone.GOOD), ("Done", Tone.QUIET)),
)


WAY = Choices(
    "way",
    (
        ("Visit", _("Visit")),
        ("Phone", _("Phone")),
        ("E-mail", _("E-mail")),
        ("Online", _("Online meeting")),
        ("Event", _("Event")),
    ),
)


STAGE = Choices(
    "stage",
    (
        ("Prospecting", _("Prospecting")),
        ("Engaging", _("Engaging")),
        ("Proposal", _("Proposal")),
        ("Negotiation", _("Negotiation")),
        ("Won", _("Won")),
        ("Lost", _("Lost")),
    ),
)
