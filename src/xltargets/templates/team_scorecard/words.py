"""The team scorecard: words of drop-downs that several sheets share. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import Choices, _

MODE = Choices("mode", (("marginal", _("Each slice at its own rate")), ("retroactive", _("All at the rate reached"))))


LINE = Choices(
    "statement_line",
    (
        ("slice", _("Slice")),
        ("cap", _("Cap")),
        ("before", _("Earned before, cap")),
        ("others", _("Others' parts, earned before")),
    ),
)


DIRECTION = Choices(
    "direction",
    (
        ("higher", _("Higher is better")),
        ("lower", _("Lower is better")),
        ("target", _("On target is best")),
    ),
)


RATER = Choices(
    "rater",
    (
        ("Manager", _("Manager")),
        ("Peer", _("Peer")),
        ("Report", _("Direct report")),
        ("Customer", _("Customer")),
        ("Self", _("Self")),
    ),
)
