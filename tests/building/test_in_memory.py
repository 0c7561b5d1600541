"""A workbook before it goes to its file is what is read from the file: the same cells, tables and names."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from xltargets.building import builder
from xltargets.building.builder import build
from xltargets.errors import CellError
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Contents, Sheet
from xltargets.workbooks.reader import read


def filled(sheet: Sheet) -> dict[tuple[int, int], tuple[object, ...]]:
    """The cells that hold anything. What a formula gives is not there yet, and in the file it is 0."""
    return {
        place: (cell.formula, None if cell.formula else cell.value, cell.spill, cell.dynamic)
        for place, cell in sheet.cells.items()
        if cell.formula is not None or cell.value is not None
    }


@pytest.mark.parametrize("key", TEMPLATES)
def test_formulas_are_worked_out_over_what_the_file_will_hold(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling, seen = sample(key), list[Contents]()
    monkeypatch.setattr(builder, "work_out", lambda _book, contents: seen.append(contents) or {})
    path = tmp_path / "unevaluated.xlsx"
    build(TEMPLATES[key], path, filling)
    (before,), after = seen, read(path)
    assert before.sheets.keys() == after.sheets.keys()
    for name, sheet in after.sheets.items():
        assert filled(before.sheets[name]) == filled(sheet)
    assert {
        key: (table.name, table.sheet, table.area, [one.name for one in table.columns], table.data)
        for key, table in before.tables.items()
    } == {
        key: (table.name, table.sheet, table.area, [one.name for one in table.columns], table.data)
        for key, table in after.tables.items()
    }
    local = {one.name.lower() for one in after.names if one.sheet is not None}
    assert {(one.name, one.refers_to.removeprefix("=")) for one in before.names} == {
        (one.name, one.refers_to.removeprefix("=")) for one in after.names if one.name.lower() not in local
    }


def test_what_was_built_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    built, after = build(TEMPLATES["target-plan"], path, sample("target-plan")), read(path)
    assert built.path == path
    assert built.properties.items() <= after.properties.items()
    for name, sheet in after.sheets.items():
        values = {place: cell.value for place, cell in sheet.cells.items() if cell.value is not None}
        assert {
            place: cell.value for place, cell in built.sheets[name].cells.items() if cell.value is not None
        } == values


def test_results_are_stored_as_what_they_are(tmp_path: Path) -> None:
    from xltargets.building.in_memory import contents_of, work_out

    path = tmp_path / "results.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for row, formula in enumerate(['=IF(TRUE,"")', "=1/0", "=1=1", '="a"&"b"', "=2+3"]):
            sheet.write_formula(row, 0, formula)
        sheet.write_dynamic_array_formula(0, 2, 1, 2, "=TARGET_SPLIT(10,{1;3})")
        assert work_out(book, contents_of(book)) == {}
    cells = read(path).sheets["S"]
    assert [cells.value(row, 1) for row in range(1, 6)] == ["", CellError("#DIV/0!"), True, "ab", 5.0]
    # Ten in the ratio of one to three is 2.5 and 7.5: whole parts, and the one left over goes to the first.
    assert sum(cells.value(row, 3) for row in (1, 2)) == 10.0
