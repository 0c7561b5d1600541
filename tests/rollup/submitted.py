"""A folder of the sample company's workbooks, written once: plans and scorecards of two teams, a register and a log."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from xltargets.building.builder import build
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

TEAMS = ("North Harbour", "South Coast")
AS_OF = 46175.0  # 2026-06-02


@cache
def folder() -> Path:
    where = Path(mkdtemp(prefix="xltargets-test-"))
    for team in TEAMS:
        name = team.lower().replace(" ", "-")
        build(TEMPLATES["target-plan"], where / f"{name}-plan.xlsx", team_filling(team))
        build(TEMPLATES["team-scorecard"], where / f"{name}-scorecard.xlsx", team_scorecard_sample.of_team(team))
    for key in ("crm-log", "risk-register"):
        build(TEMPLATES[key], where / f"{key}.xlsx", sample(key))
    return where


def files() -> list[Path]:
    return sorted(folder().glob("*.xlsx"))


def refused_plan(where: Path) -> Path:
    """A plan without an owner, which validation refuses."""
    filling = team_filling("South Bay")
    settings = {key: value for key, value in filling.forms["settings"].items() if key != "owner"}
    path = where / "south-bay-plan.xlsx"
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, filling.tables))
    return path
