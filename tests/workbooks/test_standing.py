"""A formula as text is looked for where it stands: in the row that asks, or in the only cell that has it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from xltargets.errors import CellError
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.engine import evaluate_formula
from xltargets.workbooks.reader import read
from xltargets.workbooks.standing import standing


@pytest.fixture
def contents(tmp_path: Path) -> Contents:
    path = tmp_path / "deals.xlsx"
    columns = [{"header": "Actual"}, {"header": "Target"}]
    columns += [{"header": "Attained", "formula": "=ACHIEVEMENT([@Actual],[@Target])"}]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.add_table("A1:C4", {"name": "deals", "columns": columns, "data": [[90, 100], [90, 0], [50, 100]]})
        sheet.write_formula("E2", "=SUM(A2:B2)")
        sheet.write_formula("F3", "=ROW()*10")
        sheet.write_formula("G3", "=GROWTH_RATE(C3,1)")
    return read(path)


@pytest.mark.parametrize(
    ("formula", "row", "place"),
    [
        ("ACHIEVEMENT([@Actual],[@Target])", 3, (3, 3)),
        ("achievement( deals[@Actual], deals[[#This Row],[Target]])", 4, (4, 3)),
        ("ACHIEVEMENT([@Actual],[@Target])", 9, None),
        ("ACHIEVEMENT([@Actual],[@Target])", None, None),
        ("SUM(A2:B2)", 9, (2, 5)),
        ("SUM(A2:B3)", 2, None),
    ],
)
def test_where_it_stands(contents: Contents, formula: str, row: int | None, place: tuple[int, int] | None) -> None:
    assert standing(contents, formula, "Plan", row) == place


def test_it_is_worked_out_for_its_own_cell(contents: Contents) -> None:
    """90/100, an error, 50/100; 3 times 10. G3 follows from C3, and its error is not that of C3."""
    formula = "=ACHIEVEMENT([@Actual],[@Target])"
    found = {row: evaluate_formula(formula, contents, "Plan", at=(row, 3)) for row in (2, 3, 4)}
    assert [found[row].value for row in found] == [0.9, CellError("#DIV/0!"), 0.5]
    assert found[3].message == "target: found 0; expected a target other than 0."
    assert evaluate_formula("=ROW()*10", contents, "Plan", at=(3, 6)).value == 30
