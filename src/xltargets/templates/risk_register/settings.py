"""The risk register, sheet Settings. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import CommonSettings
from xltargets.templates.risk_register.words import LEVEL
from xltargets.templates.schema import Ascending, Free, Kind, RollUp, _, column
from xltargets.templates.year_kinds import DIVISION, FIRST_MONTH, WEEKS


class Settings(CommonSettings):
    """What holds for the whole register."""

    name = "settings"
    title = _("Settings")
    target = column(
        Kind.AMOUNT,
        _("Target of the year"),
        minimum=0,
        renewed=True,
        help=_("Losses are shown beside it."),
        rollup=RollUp.SUM,
    )
    appetite = column(
        Kind.NUMBER,
        _("Risk appetite"),
        default=9,
        minimum=0,
        maximum=25,
        required=True,
        help=_("The greatest residual score that may be accepted."),
    )
    confidence = column(
        Kind.RATIO,
        _("Confidence"),
        default=0.95,
        minimum=0.5,
        maximum=0.999,
        required=True,
        help=_("Of the target at risk: 95% is exceeded once in twenty years."),
    )
    review_days = column(
        Kind.COUNT,
        _("Days between reviews"),
        default=90,
        minimum=1,
        maximum=366,
        required=True,
        help=_("After that a review is overdue."),
    )
    year_kind = DIVISION
    weeks = WEEKS
    first_month = FIRST_MONTH


class Bands(schema.Table):
    """From which score a risk is low, medium, high or critical."""

    title = _("Levels")
    rows = 4
    anchor = "E4"
    starts = (
        {"start": 1, "level": "Low", "management": _("Front line")},
        {"start": 5, "level": "Medium", "management": _("Front line")},
        {"start": 10, "level": "High", "management": _("Management")},
        {"start": 17, "level": "Critical", "management": _("Board")},
    )
    start = column(
        Kind.NUMBER, _("Score from"), required=True, minimum=0, maximum=25, checks=[Ascending()], help=_("Of 25.")
    )
    level = column(Kind.CHOICE, _("Level"), required=True, unique=True, choices=LEVEL, help=_("Its name."), width=12)
    management = column(
        Kind.TEXT, _("Who is told"), free=Free.NAME, required=True, help=_("The level of management."), width=18
    )


class Scale(schema.Table):
    """What the marks from 1 to 5 mean."""

    title = _("What the marks mean")
    rows = 5
    anchor = "I4"
    starts = (
        {"mark": 1, "likelihood": _("Once in ten years"), "impact": _("Below 1% of the target")},
        {"mark": 2, "likelihood": _("Once in five years"), "impact": _("1% to 3%")},
        {"mark": 3, "likelihood": _("Once in two years"), "impact": _("3% to 5%")},
        {"mark": 4, "likelihood": _("Every year"), "impact": _("5% to 10%")},
        {"mark": 5, "likelihood": _("Every quarter"), "impact": _("More than 10%")},
    )
    mark = column(Kind.COUNT, _("Mark"), required=True, minimum=1, maximum=5, help=_("From 1 to 5."), width=8)
    likelihood = column(Kind.TEXT, _("Likelihood"), free=Free.NAME, help=_("How often it is to be expected."), width=20)
    impact = column(Kind.TEXT, _("Impact"), free=Free.NAME, help=_("What it costs."), width=24)
