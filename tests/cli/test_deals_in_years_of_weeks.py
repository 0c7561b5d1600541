"""Deals fall into the periods of a year of weeks by their day; the year of the National Retail Federation's calendar.

Its fiscal 2023 has 53 weeks from 29 January 2023 in the pattern 4-5-4: February until 25 February, March until 1 April.
The year before began 364 days earlier, on 30 January 2022.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.units.days import day_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

YEAR = ("--year-kind", "4-5-4", "--weeks", "53", "--year-start", "2023-01-29", "--organisation", "R", "--owner", "O")
WON = (
    ("Ann Lee", "2022-01-29", 7),
    ("Ann Lee", "2022-01-30", 100),
    ("Ann Lee", "2022-02-26", 200),
    ("Bo Chen", "2022-02-27", 400),
    ("Bo Chen", "2023-01-28", 800),
    ("Ann Lee", "2023-01-29", 1000),
    ("Ann Lee", "2023-02-25", 2000),
    ("Bo Chen", "2023-02-26", 4000),
    ("Bo Chen", "2023-04-01", 8000),
    ("Bo Chen", "2023-04-02", 16000),
)


@pytest.fixture
def deals(tmp_path: Path) -> list[str]:
    rows = [f"{number},{who},Won,{day},{amount}" for number, (who, day, amount) in enumerate(WON)]
    path, team = tmp_path / "deals.csv", tmp_path / "team.csv"
    path.write_text("\n".join(["Deal ID,Owner,Stage,Close date,Amount", *rows]))
    team.write_text("Person,Region,Team\nAnn Lee,North,A\nBo Chen,South,B\n")
    return ["--from", str(path), "--team", str(team)]


def run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.output


def rows(path: Path, name: str, *columns: str) -> list[tuple[object, ...]]:
    """The filled rows of a table; the first column is a month."""
    table = View.of(read(path)).tables[name]
    found = [[table.slot(table.declared[one], row).value for one in columns] for row in table.rows]
    return [(str(day_of(first)), *rest) for first, *rest in found if isinstance(first, float)]


def test_a_plan(tmp_path: Path, deals: list[str]) -> None:
    path = tmp_path / "plan.xlsx"
    run("new", "target-plan", "-o", str(path), *deals, *YEAR, "--unit", "U", "--growth", "0%")
    assert rows(path, "history", "month", "person", "amount") == [
        ("2022-01-01", "Ann Lee", 7.0),
        ("2022-02-01", "Ann Lee", 300.0),
        ("2022-03-01", "Bo Chen", 400.0),
        ("2023-01-01", "Bo Chen", 800.0),
        ("2023-02-01", "Ann Lee", 3000.0),
        ("2023-03-01", "Bo Chen", 12000.0),
        ("2023-04-01", "Bo Chen", 16000.0),
    ]
    # The twelve periods before: 300 + 400 + 800.
    assert View.of(read(path)).fields["settings.total"].value == 1500.0
    run("validate", str(path), "--as-of", "2023-04-10")


def test_a_scorecard(tmp_path: Path, deals: list[str]) -> None:
    path = tmp_path / "scorecard.xlsx"
    run("new", "team-scorecard", "-o", str(path), *deals, *YEAR, "--unit", "U")
    assert rows(path, "actuals", "month", "member", "actual") == [
        ("2023-02-01", "Ann Lee", 3000.0),
        ("2023-03-01", "Bo Chen", 12000.0),
        ("2023-04-01", "Bo Chen", 16000.0),
    ]


def test_a_whole_company(tmp_path: Path, deals: list[str]) -> None:
    folder = tmp_path / "set"
    run("new-set", str(folder), *deals, *YEAR, "--growth", "0%")
    assert rows(folder / "a-team-scorecard.xlsx", "actuals", "month", "member", "actual")[0] == (
        "2023-02-01",
        "Ann Lee",
        3000.0,
    )
    assert View.of(read(folder / "b-target-plan.xlsx")).fields["settings.total"].value == 1200.0
    expected = str(tmp_path / "set-company-plan.xlsx")
    run("validate", str(folder), "--expect", expected, "--as-of", "2023-04-10")


@pytest.mark.parametrize("target", ["1000", "3000"])
def test_a_target_far_from_last_year_is_the_growth_that_it_asks_for(
    tmp_path: Path, deals: list[str], target: str
) -> None:
    """Won in the year before: 1,500. The workbooks that are handed out are accepted as they are."""
    folder = tmp_path / "set"
    run("new-set", str(folder), *deals, *YEAR, "--target", target)
    growth = {"1000": -0.3333, "3000": 1.0}[target]
    company = tmp_path / "set-company-plan.xlsx"
    assert View.of(read(company)).fields["settings.growth"].value == growth
    run("validate", str(folder), "--expect", str(company), "--as-of", "2023-04-10")


@pytest.mark.parametrize("command", [["new", "target-plan", "-o", "plan.xlsx"], ["new-set", "set"]])
def test_a_target_and_a_growth_are_two_targets(deals: list[str], command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, *deals, "--target", "3000", "--growth", "5%"])
    assert done.exit_code == 2
    assert "do not go together" in done.output
