"""The risk register: words of drop-downs that several sheets share. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import Choices, Tone, _

CATEGORY = Choices(
    "category",
    (
        ("Market", _("Market")),
        ("Customer relationship", _("Customer relationship")),
        ("Supply chain", _("Supply chain")),
        ("Financial", _("Financial")),
        ("Internal management", _("Internal management")),
    ),
)


LEVEL = Choices(
    "level",
    (("Low", _("Low")), ("Medium", _("Medium")), ("High", _("High")), ("Critical", _("Critical"))),
    (("Low", Tone.GOOD), ("Medium", Tone.WATCH), ("High", Tone.BAD), ("Critical", Tone.WORST)),
)


MOVE = Choices(
    "move",
    (("Up", _("▲ up")), ("Same", _("► same")), ("Down", _("▼ down"))),
    (("Up", Tone.BAD), ("Down", Tone.GOOD)),
)


ALERT = Choices(
    "alert", (("Open", _("To acknowledge")), ("Seen", _("Acknowledged"))), (("Open", Tone.BAD), ("Seen", Tone.GOOD))
)


COURSE = Choices("course", (("Rising", _("Rising")), ("Stable", _("Stable")), ("Falling", _("Falling"))))
