"""The CRM log, sheet Settings. Declarations only."""

from __future__ import annotations

from xltargets.templates.common import CommonSettings
from xltargets.templates.schema import Kind, _, column
from xltargets.templates.year_kinds import DIVISION, FIRST_MONTH, WEEKS, YEAR_END


class Settings(CommonSettings):
    """What holds for the whole log."""

    name = "settings"
    title = _("Settings")
    target = column(
        Kind.AMOUNT,
        _("Target of the year"),
        minimum=0,
        renewed=True,
        help=_("Of the unit; the pipeline is to cover what is left of it."),
    )
    won_before = column(
        Kind.AMOUNT, _("Won elsewhere"), minimum=0, help=_("This year, and not among the Opportunities.")
    )
    warn_days = column(
        Kind.COUNT,
        _("Days of warning"),
        default=7,
        minimum=0,
        maximum=366,
        required=True,
        help=_("A follow-up is due so many days before its day."),
    )
    points = column(
        Kind.NUMBER,
        _("Points per unit"),
        default=0.01,
        minimum=0,
        required=True,
        help=_("Loyalty points for each unit of money, e.g. 0.01 is one for 100."),
    )
    year_end = YEAR_END
    year_kind = DIVISION
    weeks = WEEKS
    first_month = FIRST_MONTH
