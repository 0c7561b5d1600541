"""One letter less in a plan's unit doubled the company's target: 9,003,889 instead of 4,652,120."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rollup.submitted import AS_OF, files, folder
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import meeting
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    plan = tmp_path_factory.mktemp("letter") / "plan.xlsx"
    filling = team_filling("North Harbour")
    filling.forms["settings"]["unit"] = "North Harbor"
    build(TEMPLATES["target-plan"], plan, filling)
    return [plan, folder() / "north-harbour-scorecard.xlsx"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_the_scorecard_is_asked_about_and_in_no_figure(both: list[Path]) -> None:
    company = Company(collect(both, AS_OF, jobs=1))
    extracts = [one.extract for one in company.collected if one.extract is not None]
    plan, scorecard = extracts[0].number("settings.total"), extracts[1].number("standing.quota")
    assert plan is not None
    assert scorecard is not None
    assert round(plan + scorecard) == 9_003_889
    assert meeting(company).whole.target == 4_652_120
    [reason] = [row["reason"] for row in company.sources(lambda text: text) if row["reason"]]
    assert "its unit North Harbour is spelt almost as North Harbor" in reason


def test_the_command_names_it_and_goes_by_what_is_decided(both: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "company.xlsx"
    result = run("consolidate", *both, "-o", output, "--owner", "Ann")
    assert result.exit_code == 1, result.output
    assert "North Harbour is spelt almost as North Harbor" in result.output
    result = run("consolidate", *both, "-o", output, "--owner", "Ann", "--separate", "North Harbor", "--force")
    assert result.exit_code == 0, result.output
    assert "no target plan of North Harbour is accepted" in result.output
    assert read(output).saved.revision == 2


def test_a_preferred_file_must_be_among_them(both: list[Path], tmp_path: Path) -> None:
    for command in (("consolidate", "-o", tmp_path / "c.xlsx", "--owner", "A"), ("report", "-o", tmp_path / "m.html")):
        result = run(command[0], *both, *command[1:], "--prefer", files()[0])
        assert result.exit_code == 2
        assert re.search(r"--prefer: found .*expected one of the workbooks that are read", result.output)
    assert list(tmp_path.iterdir()) == []
