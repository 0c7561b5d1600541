"""The team scorecard, sheet Settings. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import AMBER_FROM, GREEN_FROM, CommonSettings
from xltargets.templates.schema import Free, Kind, _, column
from xltargets.templates.team_scorecard.words import MODE
from xltargets.templates.working_days import WEEKEND_DAYS
from xltargets.templates.year_kinds import DIVISION, FIRST_MONTH, WEEKS, YEAR_END
from xltargets.units.money import OTHER_DECIMALS


def _is_one_of(decimals: int) -> str:
    """Whether the currency has so many decimals."""
    codes = ";".join(f'"{code}"' for code, number in OTHER_DECIMALS.items() if number == decimals)
    return f"SUMPRODUCT(1*({{{codes}}}=settings.currency))>0"


class Settings(CommonSettings):
    """What holds for the whole scorecard."""

    name = "settings"
    title = _("Settings")
    green = GREEN_FROM
    amber = AMBER_FROM
    mode = column(
        Kind.CHOICE,
        _("Commission"),
        default="marginal",
        required=True,
        choices=MODE,
        help=_("How the rates are read: slice by slice, or the rate reached for all."),
    )
    year_end = YEAR_END
    weekend = WEEKEND_DAYS
    cents = column(
        Kind.COUNT,
        _("Decimals of pay"),
        since=2,
        formula=f"=IF({_is_one_of(0)},0,IF({_is_one_of(3)},3,2))",
        help=_("By the currency: 2 for cents."),
    )
    year_kind = DIVISION
    weeks = WEEKS
    first_month = FIRST_MONTH


class Lists(schema.Choosable):
    """What the drop-downs in Team offer."""

    title = _("Words for the drop-downs")
    rows = 12
    spare = 6
    anchor = "H4"
    role = column(Kind.TEXT, _("Roles"), free=Free.NAME, help=_("One role in each row."), width=22)
    region = column(Kind.TEXT, _("Regions"), free=Free.NAME, help=_("One region in each row."), width=16)
