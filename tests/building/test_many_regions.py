"""A team scorecard takes as many regions as a company has."""

from __future__ import annotations

from pathlib import Path

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

REGIONS = 25


def test_a_scorecard_of_25_regions(tmp_path: Path) -> None:
    team = [{"member": f"Person {n}", "region": f"Region {n}", "quota": 1200} for n in range(REGIONS)]
    lists = [{"region": row["region"]} for row in team]
    path = tmp_path / "scorecard.xlsx"
    build(TEMPLATES["team-scorecard"], path, Filling({}, {"team": team, "lists": lists}))
    mix = View.of(read(path)).tables["mix"]
    regions = [mix.slot(mix.columns[0], row).value for row in mix.rows_in_use]
    assert regions == [row["region"] for row in lists]
