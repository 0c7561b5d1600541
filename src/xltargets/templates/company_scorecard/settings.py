"""The company scorecard, sheet Settings. Declarations only."""

from __future__ import annotations

from dataclasses import replace

from xltargets.templates.common import AMBER_FROM, GREEN_FROM, CommonSettings
from xltargets.templates.schema import Free, Kind, _, column
from xltargets.templates.year_kinds import DIVISION, WEEKS, YEAR_END


class Settings(CommonSettings):
    """What holds for the whole scorecard."""

    name = "settings"
    title = _("Settings")
    folder = column(
        Kind.TEXT, _("Folder"), free=Free.NAME, help=_("Where the teams' workbooks are; a refresh reads them again.")
    )
    green = GREEN_FROM
    amber = AMBER_FROM
    year_kind = DIVISION
    weeks = WEEKS
    year_end = replace(YEAR_END, since=2)
