"""Other rates on the credits of the sample: the cost, who gets more and who less, and where pay jumps."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.validation.closed_months import scorecard_file
from xltargets.cli import main


@pytest.fixture(scope="module")
def scorecard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scorecard_file(tmp_path_factory.mktemp("what-if"))


def run(path: Path, *arguments: object) -> Result:
    every = ["what-if", path, *arguments, "--language", "en"]
    return CliRunner().invoke(main, [str(one) for one in every], catch_exceptions=False)


def test_each_month_and_the_sum(scorecard: Path, tmp_path: Path) -> None:
    """Alice's January: 38,724 of a quota of 49,084, 78.9 %: 3 % by the rates in force, 2 % by these."""
    done = run(scorecard, "--tiers", "0%=2% 80%=5%", "--mode", "retroactive", "-o", tmp_path / "if.csv")
    assert done.exit_code == 0, done.output
    with (tmp_path / "if.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    [alice] = [row for row in rows if row["person"] == "Alice Moreau" and row["month"] == "2026-01"]
    assert (alice["commission"], alice["other"], alice["difference"]) == ("1161.72", "774.48", "-387.24")
    costs = sum(round(float(row["difference"]) * 100) for row in rows)
    assert f"{costs / 100:+,.2f}. More for " in done.output
    assert (
        "At 80% of the quota pay jumps by 2.4% of it; Alice Moreau missed that by the least, in 2026-01" in done.output
    )


def test_the_same_for_all_and_a_cap(scorecard: Path) -> None:
    """5 % of all that was sold, at most 1,000 a month: Erik has two months, and 2,000 is more than by his rates."""
    flat = run(scorecard, "--tiers", "0%=5%", "--mode", "marginal")
    assert "jumps" not in flat.output
    capped = run(scorecard, "--tiers", "0%=5%", "--cap", "1000")
    assert "Erik Lund: 1,096.96 by the rates in force, 2,000.00 by these; +903.04" in capped.output
    assert "More for 1, less for 5, as much for 0." in capped.output


@pytest.mark.parametrize("tiers", ["", "5%", "80%=5% 0%=2%", "0%=x", "0%=2% 0%=3%"])
def test_tiers_that_cannot_be_read_are_refused(scorecard: Path, tiers: str) -> None:
    done = run(scorecard, "--tiers", tiers)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    done = run(tmp_path / "x.xlsx", "--tiers", "0%=2%")
    assert done.exit_code == 2
    assert "x.xlsx" in done.output
