"""One letter less in a plan's unit doubled the company's target: 9,304,240 instead of 4,652,120.

The team sold 4,229,200 last year, and 10% more is 4,652,120. The scorecard has the quotas of the plan, so it has the
same target: counted as a second unit it makes 9,304,240.
"""

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
from xltargets.rollup.terms import Terms
from xltargets.samples.sales import last_year, members
from xltargets.samples.submissions import file_name, team_filling
from xltargets.templates import TEMPLATES
from xltargets.workbooks.reader import read


def beside_the_scorecard(plan: Path, unit_id: str | None) -> list[Path]:
    """A plan whose unit lacks a letter, and the scorecard of that unit, which has its name and its ID."""
    filling = team_filling("North Harbour")
    filling.forms["settings"] |= {"unit": "North Harbor", "unit_id": unit_id}
    build(TEMPLATES["target-plan"], plan, filling)
    return [plan, folder() / "north-harbour-scorecard.xlsx"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Only the names can tell: the plan has no unit ID."""
    return beside_the_scorecard(tmp_path_factory.mktemp("letter") / "plan.xlsx", None)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_the_scorecard_is_asked_about_and_in_no_figure(both: list[Path]) -> None:
    company = Company(collect(both, AS_OF, jobs=1))
    extracts = [one.extract for one in company.collected if one.extract is not None]
    plan, scorecard = extracts[0].number("settings.total"), extracts[1].number("standing.quota")
    assert plan is not None
    assert scorecard is not None
    assert sum(sum(last_year(person)) for person in members("North Harbour")) == 4_229_200
    assert round(plan + scorecard) == 9_304_240
    assert meeting(company).whole.target == 4_652_120
    [reason] = [row["reason"] for row in company.sources(lambda text: text) if row["reason"]]
    assert "its unit North Harbour is spelt almost as North Harbor" in reason


def test_one_id_with_two_names_is_asked_about_and_in_no_figure(tmp_path: Path) -> None:
    """`--separate` says that two names are two units, and not that one ID is: it does not count them both."""
    files_of_one = beside_the_scorecard(tmp_path / "plan.xlsx", file_name("North Harbour"))
    collected = collect(files_of_one, AS_OF, jobs=1)
    for separate in ((), ("North Harbor",)):
        company = Company(collected, terms=Terms(AS_OF, separate=separate))
        assert meeting(company).whole.target == 4_652_120
        [reason] = [row["reason"] for row in company.sources(lambda text: text) if row["reason"]]
        assert "its unit ID north-harbour is that of North Harbor in " in reason
        assert "and its unit is North Harbour" in reason


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
