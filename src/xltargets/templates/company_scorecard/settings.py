"""The company scorecard, sheet Settings. Declarations only."""

from __future__ import annotations

from dataclasses import replace

from xltargets.templates.common import CommonSettings
from xltargets.templates.schema import Free, Kind, _, column
from xltargets.templates.year_kinds import DIVISION, WEEKS, YEAR_END


class Settings(CommonSettings):
    """What holds for the whole scorecard."""

    name = "settings"
    title = _("Settings")
    folder = column(
        Kind.TEXT, _("Folder"), free=Free.NAME, help=_("Where the teams' workbooks are; a refresh reads them again.")
    )
    green = column(
        Kind.RATIO,
        _("Green from"),
        default=1.0,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which a status is green."),
    )
    amber = column(
        Kind.RATIO,
        _("Amber from"),
        default=0.8,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which it is amber; below it is red."),
    )
    year_kind = DIVISION
    weeks = WEEKS
    year_end = replace(YEAR_END, since=2)
