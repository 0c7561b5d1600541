"""Copies in which what leaves no choice is repaired: that and nothing else, and never in the workbook itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.mutations.books import path_of

from xltargets.cli import main
from xltargets.views.view import View
from xltargets.workbooks.patch import CellError, Constant, Gone, patch_values
from xltargets.workbooks.reader import read

AS_OF = "2026-05-31"


def validated(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments), "--as-of", AS_OF, "-j", "1", "--language", "en"])


def changed(path: Path, values: dict[tuple[str, str, int], object]) -> Path:
    """A plan with other values, by table, column and number of the row."""
    contents = read(path_of("target-plan"))
    tables = View.of(contents).tables
    written: dict[str, dict[tuple[int, int], object]] = {}
    for (table, column, number), value in values.items():
        bound = tables[table]
        written.setdefault(bound.sheet.name, {})[bound.rows[number], bound.column_index[column]] = value
    path.parent.mkdir(exist_ok=True)
    patch_values(contents, path, written, over_formulas=True)
    return path


def held(path: Path, table: str, column: str, number: int) -> object:
    bound = View.of(read(path)).tables[table]
    return bound.sheet.value(bound.rows[number], bound.column_index[column])


def differences(one: Path, other: Path) -> str:
    return CliRunner().invoke(main, ["diff", "--results", str(one), str(other)]).stdout


def test_what_leaves_no_choice_is_put_right_and_the_results_follow(tmp_path: Path) -> None:
    clean = path_of("target-plan")
    name = held(clean, "units", "person", 0)
    mistakes = {
        ("periods", "target", 3): 100.0,
        ("periods", "share", 4): Gone(),
        ("units", "person", 0): f"{name} ",
        ("history", "amount", 0): str(int(float(str(held(clean, "history", "amount", 0))))),
        ("history", "month", 1): "2023-02-01",
        ("review", "actual", 0): "２１９１７４",
    }
    plan = changed(tmp_path / "in" / "plan.xlsx", mistakes)
    before = plan.read_bytes()
    result = validated(plan, "--fix", tmp_path / "fixed")
    assert result.exit_code == 1, "the workbook as it was handed in is refused all the same"
    assert plan.read_bytes() == before
    assert "Repaired copies in " in result.stderr
    for code in ("XL303", "XL309", "XL310", "XL311", "XL401", "XL408"):
        assert code in result.stderr, result.stderr
    # Its values and its results are again those of the plan that nothing was planted in.
    kept = [line for line in differences(clean, tmp_path / "fixed" / "plan.xlsx").splitlines() if "actual" not in line]
    assert kept == []
    assert held(tmp_path / "fixed" / "plan.xlsx", "review", "actual", 0) == 219174.0
    assert validated(tmp_path / "fixed").exit_code == 0


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("periods", "own_weight", 2), "1O"),
        pytest.param(("periods", "own_weight", 2), -2.0, marks=pytest.mark.nightly),
        (("units", "person", 0), "Alice Moreu"),
        (("history", "month", 1), "03/04/2023"),
        pytest.param(("periods", "own_weight", 2), CellError("#N/A"), marks=pytest.mark.nightly),
    ],
)
def test_what_may_be_meant_otherwise_is_left_to_people(
    tmp_path: Path, place: tuple[str, str, int], value: object
) -> None:
    plan = changed(tmp_path / "in" / "plan.xlsx", {place: Constant(value) if isinstance(value, CellError) else value})
    result = validated(plan, "--fix", tmp_path / "fixed")
    assert result.exit_code == 1
    copy = tmp_path / "fixed" / "plan.xlsx"
    assert held(plan if not copy.exists() else copy, *place) == value


@pytest.mark.nightly
def test_results_that_are_missing_are_stored_and_a_clean_workbook_gets_no_copy(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    clean = tmp_path / "in" / "clean.xlsx"
    clean.write_bytes(path_of("target-plan").read_bytes())
    contents = read(clean)
    formulas = {
        sheet.name: {place: None for place, cell in sheet.cells.items() if cell.formula is not None}
        for sheet in contents.sheets.values()
    }
    patch_values(contents, tmp_path / "in" / "empty.xlsx", formulas)
    result = validated(tmp_path / "in", "--fix", tmp_path / "fixed", "--separate", "North Harbour")
    assert [path.name for path in (tmp_path / "fixed").iterdir()] == ["empty.xlsx"], result.stderr
    assert differences(clean, tmp_path / "fixed" / "empty.xlsx") == ""
