"""The CRM log, sheet Lists. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.crm_log.words import STAGE, TIER
from xltargets.templates.schema import Ascending, Free, Kind, _, column


class Cadence(schema.Table):
    """How often customers of a tier are contacted."""

    title = _("Cadence of follow-ups")
    rows = 3
    starts = ({"tier": "A", "days": 30}, {"tier": "B", "days": 60}, {"tier": "C", "days": 120})
    tier = column(Kind.CHOICE, _("Tier"), required=True, unique=True, choices=TIER, help=_("Of customers."), width=14)
    days = column(Kind.COUNT, _("Days"), required=True, minimum=1, help=_("At most between two contacts."), width=14)


class Grades(schema.Table):
    """Credit grades by score."""

    title = _("Credit grades")
    rows = 4
    anchor = "D4"
    starts = (
        {"start": 0, "grade": "D"},
        {"start": 40, "grade": "C"},
        {"start": 60, "grade": "B"},
        {"start": 80, "grade": "A"},
    )
    start = column(
        Kind.NUMBER, _("Score from"), required=True, minimum=0, maximum=100, checks=[Ascending()], help=_("Of 100.")
    )
    grade = column(Kind.TEXT, _("Grade"), free=Free.NAME, required=True, unique=True, help=_("Its name."), width=12)


class Rewards(schema.Table):
    """Loyalty tiers by points, and what each brings."""

    title = _("Loyalty tiers")
    rows = 4
    anchor = "G4"
    starts = (
        {"start": 0, "grade": _("Basic"), "reward": _("Newsletter")},
        {"start": 500, "grade": _("Silver"), "reward": _("Free delivery")},
        {"start": 2000, "grade": _("Gold"), "reward": _("Free delivery, yearly review")},
        {"start": 5000, "grade": _("Platinum"), "reward": _("Own contact, first access to new products")},
    )
    start = column(Kind.COUNT, _("Points from"), required=True, minimum=0, checks=[Ascending()], help=_("Collected."))
    grade = column(
        Kind.TEXT, _("Loyalty tier"), free=Free.NAME, required=True, unique=True, help=_("Its name."), width=16
    )
    reward = column(Kind.TEXT, _("Reward"), free=Free.NAME, help=_("What customers of the tier get."), width=40)


class Words(schema.Choosable):
    """What other drop-downs offer."""

    title = _("Words for the drop-downs")
    rows = 10
    spare = 12
    anchor = "K4"
    segment = column(Kind.TEXT, _("Segments"), free=Free.NAME, help=_("One segment in each row."), width=20)
    person = column(
        Kind.TEXT,
        _("People"),
        free=Free.NAME,
        renewed=True,
        help=_("Who looks after customers, one in each row."),
        width=20,
    )
    product = column(Kind.TEXT, _("Products"), free=Free.NAME, help=_("One product in each row."), width=20)


class Stages(schema.Table):
    """How likely an opportunity is won, by its stage."""

    title = _("Stages")
    rows = 6
    anchor = "A14"
    starts = (
        {"stage": "Prospecting", "probability": 0.1},
        {"stage": "Engaging", "probability": 0.25},
        {"stage": "Proposal", "probability": 0.5},
        {"stage": "Negotiation", "probability": 0.75},
        {"stage": "Won", "probability": 1},
        {"stage": "Lost", "probability": 0},
    )
    stage = column(
        Kind.CHOICE, _("Stage"), required=True, unique=True, choices=STAGE, help=_("In this order."), width=14
    )
    probability = column(
        Kind.RATIO,
        _("Probability"),
        required=True,
        minimum=0,
        maximum=1,
        help=_("Of a win; from your own past if you can."),
        width=14,
    )
