"""The meeting's page calls people and teams what their own scorecards call them, whatever thresholds those have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.rollup.submitted import AS_OF
from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import Grades, Line, Meeting, meeting
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.submissions import team_filling
from xltargets.spine.figures import Standing
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

TEAM = "North Harbour"


def with_thresholds(filling: Filling, amber: float, green: float) -> Filling:
    settings = {**filling.forms["settings"], "amber": amber, "green": green}
    return Filling({**filling.forms, "settings": settings}, filling.tables)


def scorecard(folder: Path, amber: float, green: float) -> Path:
    path = folder / "scorecard.xlsx"
    build(TEMPLATES["team-scorecard"], path, with_thresholds(team_scorecard_sample.of_team(TEAM), amber, green))
    return path


def gathered(files: Iterable[Path]) -> tuple[Company, Meeting]:
    company = Company(collect(list(files), AS_OF, jobs=1))
    return company, meeting(company)


@pytest.mark.parametrize(("amber", "green"), [(0.2, 0.5), (1.5, 3.0), (0.9, 0.99)])
def test_people_are_called_what_their_scorecard_calls_them(tmp_path: Path, amber: float, green: float) -> None:
    company, found = gathered([scorecard(tmp_path, amber, green)])
    [team] = company.of("team-scorecard").values()
    shown = {row.values["member"]: row.values["status"] for row in team.rows["members"]}
    assert found.people
    assert {one.name: one.status for one in found.people} == shown
    in_need = {one.name for one in found.in_need}
    assert in_need <= {name for name, status in shown.items() if status != "Green"}


def test_a_team_is_judged_by_its_own_thresholds(tmp_path: Path) -> None:
    """It has sold most, but not all, of what was due: red where green begins at three times that, green at a fifth."""
    for amber, green, status in ((0.1, 0.2, "Green"), (2.0, 3.0, "Red"), (0.1, 3.0, "Amber")):
        _company, found = gathered([scorecard(tmp_path, amber, green)])
        assert [one.status for one in found.teams] == [status]


def test_the_company_scorecard_among_the_files_judges_teams(tmp_path: Path) -> None:
    whole = tmp_path / "company.xlsx"
    filling = sample("company-scorecard")
    build(TEMPLATES["company-scorecard"], whole, with_thresholds(filling, 2.0, 3.0))
    company, found = gathered([scorecard(tmp_path, 0.1, 0.2), whole])
    assert company.left_out.keys() == {"company.xlsx"}
    assert {one.status for one in found.teams} == {"Red"}
    assert {one.status for one in found.people} == {"Green"}


def test_a_plan_alone_has_no_thresholds_but_a_new_scorecards(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], plan, team_filling(TEAM))
    _company, found = gathered([plan])
    [line] = found.teams
    assert (line.grades.amber, line.grades.green) == (0.8, 1.0)


def test_just_at_a_threshold_reaches_it_as_in_the_workbook() -> None:
    """0.3 / 0.4 is a little below 0.75 in binary; ACHIEVEMENT_STATUS calls it green from 0.75 on."""
    assert 0.3 / 0.4 < 0.75
    assert Line("Ann", "", Standing(1.0, 0.4, 0.3), grades=Grades(0.5, 0.75)).status == "Green"


def test_thresholds_that_the_function_refuses_give_no_status() -> None:
    assert Grades(amber=1.0, green=0.8).of(0.9) == ""
