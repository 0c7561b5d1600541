"""What the sample company hands in when all is mended: plans and scorecards of all teams, a log, a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.company import TEAMS
from xltargets.samples.submissions import file_name, team_filling
from xltargets.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_accepted(folder: Path) -> Iterator[Path]:
    """Write all of them, one by one."""
    wanted = []
    for team in TEAMS:
        scorecard = team_scorecard_sample.filling(team=team)
        wanted.append((f"{file_name(team)}-target-plan", "target-plan", team_filling(team)))
        wanted.append((f"{file_name(team)}-team-scorecard", "team-scorecard", scorecard))
    for name, key, filling in [*wanted, *((key, key, sample(key)) for key in ("crm-log", "risk-register"))]:
        path = folder / f"{name}.xlsx"
        build(TEMPLATES[key], path, filling)
        yield path
