"""`xltargets dump` and `diff`: the same text whatever program saved a workbook, and only what differs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.libreoffice import convert, needs_libreoffice
from tests.mutations.books import path_of
from xltargets.cli import main
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copy(path_of("target-plan"), tmp_path / "plan.xlsx"))


def test_a_line_for_each_input_and_none_for_what_follows(plan: Path) -> None:
    lines = run("dump", plan).stdout.splitlines()
    assert lines[:3] == ["template = target-plan", "version = 2", "language = en"]
    assert 'settings.owner = "Alice Moreau"' in lines
    assert "settings.year_start = 2026-01-01" in lines
    # A choice by its code, the same in every language.
    assert "settings.basis = growth" in lines
    assert not [line for line in lines if line.startswith("periods[2026-01].target")]
    assert [line for line in run("dump", plan, "--results").stdout.splitlines() if "periods[2026-01].target = " in line]


def test_a_cell_typed_over_its_formula_and_one_filled_in(plan: Path, tmp_path: Path) -> None:
    table = View.of(read(plan)).tables["periods"]
    row, columns = table.rows[2], table.column_index
    changed = tmp_path / "changed.xlsx"
    values = {table.sheet.name: {(row, columns["target"]): 100.0, (row + 1, columns["own_weight"]): 1.5}}
    patch_values(read(plan), changed, values, over_formulas=True)
    result = run("diff", plan, changed)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "+ periods[2026-03].target: 100  (Periods!F7)",
        "+ periods[2026-04].own_weight: 1.5  (Periods!D8)",
    ]
    assert run("diff", changed, plan).stdout.splitlines() == [
        "- periods[2026-03].target: 100  (Periods!F7)",
        "- periods[2026-04].own_weight: 1.5  (Periods!D8)",
    ]
    [first, second] = json.loads(run("diff", plan, changed, "--format", "json").stdout)
    assert (first["kind"], first["table"], first["row_key"], first["column"]) == (
        "added",
        "periods",
        "2026-03",
        "target",
    )
    assert (second["before"], second["after"], second["cell_after"]) == (None, "1.5", "Periods!D8")


def test_rows_are_known_by_their_keys_wherever_they_stand(plan: Path, tmp_path: Path) -> None:
    table = View.of(read(plan)).tables["goals"]
    first, second = table.rows[0], table.rows[1]
    places = [table.column_index[column.identifier] for column in table.columns if column.is_input]
    held = {row: [table.sheet.value(row, place) for place in places] for row in (first, second)}
    turned = {(first, place): value for place, value in zip(places, held[second], strict=True)}
    turned |= {(second, place): value for place, value in zip(places, held[first], strict=True)}
    patch_values(read(plan), tmp_path / "turned.xlsx", {table.sheet.name: turned})
    assert run("diff", plan, tmp_path / "turned.xlsx").stdout == ""


def test_own_sheets_columns_and_formulas_are_told(plan: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plan)
    book.create_sheet("My sums")["B2"] = "=SUM( Periods!F5:F16 )"
    book.save(tmp_path / "own.xlsx")
    assert '"My sums".B2 = =SUM(Periods!F5:F16)' in run("dump", tmp_path / "own.xlsx").stdout.splitlines()
    assert run("diff", plan, tmp_path / "own.xlsx").stdout.splitlines() == [
        '+ "My sums".B2: =SUM(Periods!F5:F16)  (My sums!B2)'
    ]


def test_a_stranger_is_told_cell_by_cell_and_a_broken_file_in_a_sentence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Hello"
    book.active["B2"] = True
    book.save(tmp_path / "stranger.xlsx")
    assert run("dump", tmp_path / "stranger.xlsx").stdout.splitlines() == ['"Sheet".A1 = "Hello"', '"Sheet".B2 = TRUE']
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    for arguments in (("dump", "broken.xlsx"), ("diff", "stranger.xlsx", "broken.xlsx")):
        result = run(arguments[0], *(tmp_path / one for one in arguments[1:]))
        assert result.exit_code == 2
        assert "broken.xlsx" in result.stderr


@needs_libreoffice
@pytest.mark.nightly
def test_what_another_program_saved_reads_the_same(plan: Path, tmp_path: Path) -> None:
    assert run("diff", plan, convert(plan, tmp_path)).stdout == ""
