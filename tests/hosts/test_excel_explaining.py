"""XLT_EXPLAIN in Excel on Windows, among the cells of the open workbook; Excel's objects are stood in for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.hosts.shown_excel import BASE, SCODES, Book, Range
from tests.hosts.test_excel_addin import server
from xltargets.errors import CellError
from xltargets.hosts.excel import com as excel_com

__all__ = ["server"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A team's weights, totals on another sheet, a table whose second target is 0."""
    path = tmp_path / "plan.xlsx"
    columns = [{"header": "Actual"}, {"header": "Target"}]
    columns += [{"header": "Attained", "formula": "=ACHIEVEMENT([@Actual],[@Target])"}]
    with xlsxwriter.Workbook(path) as book:
        plan, team, far = (book.add_worksheet(name) for name in ("Plan", "The team's", "Far"))
        plan.write("A1", 100)
        plan.add_table("C1:E3", {"name": "deals", "columns": columns, "data": [[90, 100], [90, 0]]})
        plan.write("E2", 0.9)
        plan.write_formula("E2", "=ACHIEVEMENT(deals[[#This Row],[Actual]],deals[[#This Row],[Target]])", None, 0.9)
        plan.write_formula(
            "E3", "=ACHIEVEMENT(deals[[#This Row],[Actual]],deals[[#This Row],[Target]])", None, "#DIV/0!"
        )
        team.write_column("A2", [1, -2])
        team.write_formula("A4", "=Plan!E3*2", None, "#DIV/0!")
        team.write_formula("B2", "=SUM(TARGET_SPLIT(total,A2:A3))", None, "#NUM!")
        far.write("A1", 1)
        book.define_name("total", "=Plan!$A$1")
    return path


def ask(book: Book, formula: str, cell: str, sheet: str = "The team's") -> Any:
    explain = excel_com.worksheet_functions()["XLT_EXPLAIN"]
    return explain([[formula]], Range(book.sheets[sheet], cell))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (1033, "weights, element 2: found -2; expected 0 or more."),
        (1031, "weights, element 2: found -2; expected 0 or more."),
        (2052, "weights 的第 2 个值：现为 -2；应为"),
        (1028, "weights 的第 2 個值：目前為 -2；應為"),
    ],
)
def test_it_says_what_is_wrong_in_excel_s_language(path: Path, language: int, sentence: str) -> None:
    """The weights are on the sheet of the cell that asks, the total has a name, on another."""
    assert ask(Book(path, language), "=SUM(TARGET_SPLIT(total,A2:A3))", "C2").startswith(sentence)


def test_a_formula_that_reads_its_own_row(path: Path) -> None:
    book, formula = Book(path), "=ACHIEVEMENT([@Actual],[@Target])"
    assert ask(book, formula, "G3", "Plan") == "target: found 0; expected a target other than 0."
    assert ask(book, formula, "G2", "Plan") == ""
    assert ask(book, formula, "G9", "Plan").startswith("It reads its own row of a table: ask in the row")


def test_an_error_that_comes_from_another_cell(path: Path) -> None:
    """The values are those that Excel shows."""
    told = ask(Book(path), "=ACHIEVEMENT(A4,1)", "C4")
    assert told == "actual: found #DIV/0!; expected a value, so mend that cell first."
    assert ask(Book(path), "=GROWTH_RATE(Plan!A1,50)", "C4") == ""


def test_only_the_sheets_that_it_looks_into_are_read_each_once(path: Path) -> None:
    book = Book(path)
    ask(book, "=SUM(TARGET_SPLIT(total,A2:A3))", "C2")
    assert [sheet.reads for sheet in book.sheets] == [1, 1, 0]


def test_where_excel_answers_nothing_it_says_that_it_cannot_tell() -> None:
    explain = excel_com.worksheet_functions()["XLT_EXPLAIN"]
    assert explain([["=1"]], object()) == CellError("#N/A")
    assert explain([["=1"]]) == CellError("#N/A")


def test_through_xlwings_own_server(server: Any, path: Path) -> None:
    """The add-in hands over its argument and Nothing, which xlwings replaces by the cell that asks."""
    caller = Range(Book(path).sheets["The team's"], "C2")
    formula = "=SUM(TARGET_SPLIT(total,A2:A3))"
    found = server.CallUDF("stood_in_addin", "XLT_EXPLAIN", (formula, None), None, caller)
    assert found == "weights, element 2: found -2; expected 0 or more."
    assert server.CallUDF("stood_in_addin", "XLT_EXPLAIN", (BASE + SCODES["#N/A"], None), None, caller) == "\x1b2042"
    assert server.CallUDF("stood_in_addin", "GROWTH_RATE", (120.0, 100.0), None, caller) == pytest.approx(0.2)
