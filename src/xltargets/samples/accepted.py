"""What the sample company hands in when all is mended: plans and scorecards of all teams, a log, a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.rollup.loading.first import with_quotas
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.companies import FIRST, Company
from xltargets.samples.company import TEAMS
from xltargets.samples.submissions import AS_OF, file_name, team_filling
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xltargets.workbooks.contents import Contents


def write_accepted(folder: Path, company: Company = FIRST) -> Iterator[Path]:
    """Write all of them, one by one."""
    for team in TEAMS:
        name = file_name(team, company)
        plan = folder / f"{name}-target-plan.xlsx"
        filling = team_filling(team, company)
        built = build(TEMPLATES["target-plan"], plan, filling, language=company.language, translate=company.translate)
        yield plan
        yield _write(folder, "team-scorecard", _scorecard(team, built, company), company, f"{name}-")
    for key in ("crm-log", "risk-register"):
        yield _write(folder, key, sample(key, company), company)


def _scorecard(team: str, plan: Contents, company: Company) -> Filling:
    """The team's scorecard with the quotas of the plan that lies beside it."""
    own = team_scorecard_sample.of_team(team, company)
    tables = {name: rows for name, rows in own.tables.items() if name not in ("quotas", "loaded")}
    return with_quotas(Filling(own.forms, tables), plan, serial_of(AS_OF))


def _write(folder: Path, key: str, filling: Filling, company: Company, before: str = "") -> Path:
    path = folder / f"{before}{key}.xlsx"
    build(TEMPLATES[key], path, filling, language=company.language, translate=company.translate)
    return path
