"""The team scorecard, sheet Weights. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Ascending, Kind, SumsTo, _, column
from xltargets.templates.team_scorecard.words import RATER


class Ramp(schema.Table):
    """How much of a full quota new members are to bring."""

    title = _("Ramp of new members")
    rows = 3
    starts = ({"month": 1, "share": 0.3}, {"month": 4, "share": 0.7}, {"month": 7, "share": 1.0})
    month = column(
        Kind.COUNT, _("From month"), required=True, minimum=1, checks=[Ascending()], help=_("In the role."), width=16
    )
    share = column(
        Kind.RATIO, _("Share of quota"), required=True, minimum=0, maximum=1, help=_("From that month on."), width=12
    )


class Groups(schema.Table):
    """How much the groups of raters count."""

    title = _("Weight of raters")
    rows = 5
    anchor = "D4"
    starts = (
        {"group": "Manager", "weight": 0.4},
        {"group": "Peer", "weight": 0.2},
        {"group": "Report", "weight": 0.1},
        {"group": "Customer", "weight": 0.3},
        {"group": "Self", "weight": 0},
    )
    group = column(Kind.CHOICE, _("Group"), required=True, unique=True, choices=RATER, help=_("Who rates."), width=14)
    weight = column(
        Kind.RATIO,
        _("Weight"),
        judged=[SumsTo(1)],
        required=True,
        minimum=0,
        maximum=1,
        help=_("Of the group as a whole."),
    )
