"""`xltargets new target-plan --year-kind`: what goes together, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.views.view import View
from xltargets.workbooks.reader import read


def test_the_year_is_divided(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    words = ["--year-kind", "4-4-5", "--weeks", "53", "--year-start", "2022-09-25"]
    done = CliRunner().invoke(main, ["new", "target-plan", "-o", str(path), *words])
    assert done.exit_code == 0, done.output
    fields = View.of(read(path)).fields
    assert fields["settings.year_kind"].value == "Weeks 4-4-5"
    assert fields["settings.year_end"].value == 45199.0  # 30 September 2023, as Apple's fiscal 2023


@pytest.mark.parametrize("template", ["team-scorecard", "crm-log", "risk-register"])
def test_other_workbooks_have_the_same_year(tmp_path: Path, template: str) -> None:
    """Its periods are named after October 2022 to September 2023."""
    path = tmp_path / "new.xlsx"
    words = ["--year-kind", "4-4-5", "--weeks", "53", "--year-start", "2022-09-25"]
    assert CliRunner().invoke(main, ["new", template, "-o", str(path), *words]).exit_code == 0
    fields = View.of(read(path)).fields
    assert fields["settings.year_kind"].value == "Weeks 4-4-5"
    assert fields["settings.first_month"].value == 44835.0  # 1 October 2022


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["target-plan", "--weeks", "53"], "--weeks goes with --year-kind"),
        (["target-plan", "--year-kind", "4-4-5"], "goes with --year-start"),
        (["target-plan", "--year-kind", "4-4-5", "--year-start", "2023-01-15"], "within a week of the first"),
        (["target-plan", "--year-kind", "4-4-5", "--sample"], "goes with deals or an empty workbook"),
        (["crm-log", "--year-kind", "4-4-5"], "goes with --year-start"),
        (["target-plan", "--year-start", "2023-01-15"], "a year begins on the first of a month"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, words: list[str], says: str) -> None:
    done = CliRunner().invoke(main, ["new", *words, "-o", str(tmp_path / "plan.xlsx")])
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
