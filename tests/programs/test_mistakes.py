"""What columns make of an error or a text that stands where a number was meant, against the engine and LibreOffice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from tests.programs.made import assert_same
from xltargets.errors import CellError
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
from xltargets.workbooks.program.running import Worked, work_out
from xltargets.workbooks.reader import read

NA, DIV0, VALUE = CellError("#N/A"), CellError("#DIV/0!"), CellError("#VALUE!")
COLUMNS: dict[str, list[Any]] = {
    "A": [1.0, 2.0, NA, 4.0, 5.0, 6.0],
    "B": [1.0, 2.0, "many", 4.0, "", None],
    "C": [3.0, 1.0, 2.0, 6.0, 5.0, 9.0],
    "D": [NA, DIV0, "many", VALUE, None, 2.0],
    "E": [46000.0, 46001.0, "many", None, None, None],  # a Tuesday and a Wednesday
    "F": [46001.0, None, DIV0, None, 46002.0, None],
}
FORMULAS: dict[str, Any] = {
    # An error in the place of a criterion is the result, beside whatever other criteria.
    "COUNTIFS(C1:C6,D1)": NA,
    'COUNTIFS(C1:C6,">="&D2)': DIV0,
    'COUNTIFS(C1:C6,">100",A1:A6,D1)': NA,
    "SUMIFS(C1:C6,C1:C6,D4)": VALUE,
    'AVERAGEIF(C1:C6,"<"&D2)': DIV0,
    # A text is compared with texts only; an empty one comes before all others.
    'COUNTIFS(C1:C6,">="&D3)': 0.0,
    'COUNTIFS(B1:B6,">="&D3)': 1.0,
    'COUNTIFS(B1:B6,"<="&D3)': 2.0,
    'COUNTIFS(B1:B6,"<"&D3)': 1.0,
    'COUNTIFS(B1:B6,">"&D3)': 0.0,
    'SUMIFS(C1:C6,B1:B6,"<="&D3)': 7.0,
    'SUMIFS(C1:C6,C1:C6,">0",B1:B6,">="&D3)': 2.0,
    # Errors among the numbers go on, texts are passed over.
    "RANK(2,A1:A6)": NA,
    "RANK(77,A1:A6,1)": NA,
    "RANK(2,B1:B6)": 2.0,
    "RANK(D2,C1:C6)": DIV0,
    "RANK(D4,C1:C6)": VALUE,
    "CORREL(A1:A6,C1:C6)": NA,
    "CORREL(C1:C6,A1:A6)": NA,
    # From Tuesday to the Wednesday of the next week there are seven working days, and two of them are holidays.
    "NETWORKDAYS(46000,46008,E1:E6)": 5.0,
    "NETWORKDAYS(D3,46008,E1:E6)": VALUE,
    "NETWORKDAYS(46000,D3)": VALUE,
    "NETWORKDAYS(D1,D3)": NA,
    "NETWORKDAYS(D3,D1)": VALUE,
    "NETWORKDAYS.INTL(46000,46008,D2)": DIV0,
    "NETWORKDAYS.INTL(46000,46008,1,E1:E6)": 5.0,
    "NETWORKDAYS.INTL(D1,46008,1,E1:E6)": NA,
    "NETWORKDAYS(46000,46008,F1:F6)": DIV0,
    "NETWORKDAYS.INTL(46000,46008,1,F1:F6)": DIV0,
    "NETWORKDAYS.INTL(46000,46008,D2,F1:F6)": DIV0,
}
UNSURE = [
    *("COUNTIFS(C1:C6,D1,C1:C6,D2)", 'COUNTIFS(B1:B6,">="&"x*")', 'COUNTIFS(B1:B6,">=abc")', 'COUNTIFS(C1:C6,">"&"5")'),
    *('COUNTIFS(B1:B6,">"&"abc")', "CORREL(D1:D6,C1:C6)", "CORREL(A1:A6,B1:B6)+CORREL(B1:B6,D1:D6)"),
    *("RANK(D3,C1:C6)", "NETWORKDAYS(D1,46008,F1:F6)", "NETWORKDAYS.INTL(46000,46008,D3)"),
    *("NETWORKDAYS.INTL(D1,46008,D2)", "NETWORKDAYS.INTL(-1,46008,D2)"),
]
"""Of these each program tells something else."""


def sheet_of(formulas: list[str]) -> Sheet:
    sheet = Sheet("S", "")
    for number, values in enumerate(COLUMNS.values(), 1):
        for row, value in enumerate(values, 1):
            sheet.cells[row, number] = Cell(row, number, value)
    for row, formula in enumerate(formulas, 20):
        sheet.cells[row, 10] = Cell(row, 10, None, formula)
    return sheet


def worked(contents: Contents) -> Worked:
    found = work_out(contents)
    assert found is not None
    return found


def test_columns_and_engine_go_on_from_an_error_or_a_text() -> None:
    contents = Contents(Path("mistakes.xlsx"), {"S": sheet_of(list(FORMULAS))})
    found = worked(contents).values
    assert {formula: found.get(("S", row, 10)) for row, formula in enumerate(FORMULAS, 20)} == FORMULAS
    assert_same(contents)


@needs_libreoffice
def test_libreoffice_goes_on_from_them_likewise(tmp_path: Path) -> None:
    path = tmp_path / "mistakes.xlsx"
    written = {NA: "=NA()", DIV0: "=1/0", VALUE: '=1+"x"', "": '=""'}
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("S")
        for (row, column), cell in sheet_of(list(FORMULAS)).cells.items():
            if cell.formula is not None or cell.value is not None:
                page.write(
                    row - 1, column - 1, f"={cell.formula}" if cell.formula else written.get(cell.value, cell.value)
                )
    there = read(convert(path, tmp_path)).sheets["S"]
    assert {formula: there.value(row, 10) for row, formula in enumerate(FORMULAS, 20)} == FORMULAS


@pytest.mark.parametrize("formula", UNSURE)
def test_what_each_program_reads_in_its_own_way_is_left_to_the_engine(formula: str) -> None:
    contents = Contents(Path("mistakes.xlsx"), {"S": sheet_of([formula])})
    assert [group.text for group in worked(contents).left] == [formula]


@pytest.mark.parametrize("dynamic", [True, False])
@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("IF(SUM(A1:A6)=0,C1:C6,2*C1:C6)", NA),
        ("MMULT(A1:A6,{1})", NA),
        ("MMULT(B1:B6,{1})", VALUE),
        ("MMULT(MMULT(A1:A6,{1}),{1})", NA),
    ],
)
def test_an_array_formula_that_fails_as_a_whole_shows_one_error(
    formula: str, expected: CellError, dynamic: bool
) -> None:
    sheet = sheet_of(["COUNT(L1:L6)", 'IF(L2="","none",L2)', "IF(ISNUMBER(L1),1,2)"])
    sheet.cells[1, 12] = Cell(1, 12, 1.0, formula, spill=Area(1, 12, 6, 12), dynamic=dynamic)
    sheet.cells[2, 12] = Cell(2, 12, 2.0)
    contents = Contents(Path("mistakes.xlsx"), {"S": sheet})
    found = worked(contents)
    assert found.left == []
    assert [found.values["S", row, 12] for row in range(1, 7)] == [expected, None, None, None, None, None]
    assert found.spills == {("S", 1, 12): Area(1, 12, 1 if dynamic else 6, 12)}
    assert [found.values["S", row, 10] for row in (20, 21, 22)] == [0.0, "none", 2.0]
    assert_same(contents)


def test_a_product_of_different_errors_is_left_to_the_engine() -> None:
    sheet = sheet_of([])
    sheet.cells[1, 12] = Cell(1, 12, None, "MMULT(D1:D6,{1})", spill=Area(1, 12, 6, 12))
    assert [group.text for group in worked(Contents(Path("mistakes.xlsx"), {"S": sheet})).left] == ["MMULT(D1:D6,{1})"]


def test_a_function_is_given_the_error_of_an_expression_of_columns() -> None:
    contents = Contents(
        Path("mistakes.xlsx"),
        {"S": sheet_of(["INDEX(TARGET_SPLIT(9,MMULT(A1:A6*C1:C6,{1})),2)", "TARGET_SPLIT(9,MMULT(B1:B6*C1:C6,{1}))"])},
    )
    found = worked(contents)
    assert [found.values["S", row, 10] for row in (20, 21)] == [NA, VALUE]
    assert_same(contents)
