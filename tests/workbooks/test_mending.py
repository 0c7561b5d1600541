"""Errors that the engine by itself would hide, against LibreOffice's answers and against the functions' own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from xltargets.errors import CellError
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate, evaluate_by_engine, evaluate_formula
from xltargets.workbooks.mending import keeping_errors, summing_errors
from xltargets.workbooks.reader import read
from xltargets.workbooks.tokens import tokens, untokenised

SUMS = [
    'SUMIFS(B1:B5,A1:A5,"a")',
    'SUMIFS(B1:B5,A1:A5,"b")',
    'SUMIFS(B1:B5,A1:A5,"b")+1',
    'SUMIFS(B1:B5,A1:A5,"<>b",A1:A5,"<>c")',
    'SUMIFS(B1:B5,A1:A5,"a",C1:C5,2)',
    'SUMIFS(B1:B5,A1:A5,"c",C1:C5,1)',
    'SUMIF(A1:A5,"a",B1:B5)',
    'SUMIF(A1:A5,"b",B1:B5)',
    'SUMIF(A1:A5,"c",B1:B5)',
    'SUMIF(A1:A5,"b",B1)',
    'SUMIF(A1:A5,"a",B1)',
    'SUMIF(B1:B5,">0")',
    'AVERAGEIFS(B1:B5,A1:A5,"a")',
    'AVERAGEIFS(B1:B5,A1:A5,"b")',
    'AVERAGEIF(A1:A5,"c",B1:B5)',
    'IFERROR(SUMIFS(B1:B5,A1:A5,"b"),-1)',
    'SUM(SUMIFS(B1:B5,A1:A5,"a"),SUMIF(A1:A5,"a",C1:C5))',
    'SUMIFS(D1:D5,A1:A5,"b")',  # reads a column of sums, one of which is an error
    'SUMIFS(D1:D5,A1:A5,"a")',
]
LOOKED_INTO = ["INDEX(NA(),1,2)", "INDEX(1/0,1)", "INDEX(NA(),3,2)", "INDEX(IFERROR(1/0,NA()),1,2)"]


@needs_libreoffice
def test_errors_are_carried_as_libreoffice_carries_them(tmp_path: Path):
    path = tmp_path / "errors.xlsx"
    formulas = [*SUMS, *LOOKED_INTO]
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Errors")
        sheet.write_column("A1", ["a", "b", "a", "c", "b"])
        sheet.write_column("B1", [1, "=NA()", 2, "=1/0", 3])
        sheet.write_column("C1", [1, 1, 2, 2, 1])
        for row, key in enumerate(["a", "b", "a", "a", "a"], 1):
            sheet.write_formula(f"D{row}", f'=SUMIFS(B1:B5,A1:A5,"{key}")')
        sheet.write_column("J1", [f"={formula}" for formula in formulas])
    expected = openpyxl.load_workbook(convert(path, tmp_path), data_only=True)["Errors"]
    values = evaluate(read(path)).values
    found = [values["Errors", row, 10] for row in range(1, len(formulas) + 1)]
    shown = [value.code if isinstance(value, CellError) else value for value in found]
    assert dict(zip(formulas, shown, strict=True)) == {
        formula: expected.cell(row, 10).value for row, formula in enumerate(formulas, 1)
    }


@pytest.mark.parametrize("place", ["1,1", "1,2", "3,1"])
def test_what_a_function_of_ours_refuses_is_told_by_the_index_into_it(place):
    refused = evaluate_formula('TARGET_SPREAD({1;"x";3})')
    found = evaluate_formula(f'INDEX(TARGET_SPREAD({{1;"x";3}}),{place})')
    assert refused.value == CellError("#VALUE!")
    assert (found.value, found.message) == (refused.value, refused.message)


def test_an_index_outside_of_what_a_function_gives_is_still_a_wrong_reference():
    assert evaluate_formula("INDEX(TARGET_SPREAD({1;2;3}),1,1)").value == 2.0
    assert evaluate_formula("INDEX(TARGET_SPREAD({1;2;3}),1,9)").value == CellError("#REF!")


def test_a_sum_over_an_error_that_is_only_stored_is_an_error():
    cells = {"A1": "a", "A2": "b", "B1": CellError("#NUM!"), "B2": 2.0}
    sheet = Sheet("S", "")
    for where, value in cells.items():
        area = Area.parse(where)
        sheet.cells[area.top, area.left] = Cell(area.top, area.left, value)
    sheet.cells[1, 5] = Cell(1, 5, None, 'SUMIFS(B:B,A:A,"a")')
    sheet.cells[2, 5] = Cell(2, 5, None, 'SUMIFS(B:B,A:A,"b")')
    contents = Contents(Path("stored.xlsx"), {"S": sheet})
    values = evaluate(contents).values
    assert (values["S", 1, 5], values["S", 2, 5]) == (CellError("#NUM!"), 2.0)
    assert evaluate_formula('=SUMIFS(B:B,A:A,"a")', contents).value == CellError("#NUM!")


@pytest.mark.parametrize(
    "formula",
    [
        "INDEX(A1:B9,2,1)",
        "SUM(INDEX(A1:A9,2):INDEX(A1:A9,5))",
        "INDEX(INDEX(A1:B9,0,1),2)",
        'INDEX({1,2},1,2)&"SUMIF("',
    ],
)
def test_what_is_right_already_stays_as_it_is(formula):
    assert untokenised(keeping_errors(tokens(formula))) == formula
    assert untokenised(summing_errors(tokens(formula))) == formula


def test_calls_within_calls_are_all_put_right():
    assert untokenised(summing_errors(tokens('SUMIFS(B1:B5,A1:A5,SUMIF(A1:A2,"x,)",B1))'))) == (
        '(SUMIFS(B1:B5,A1:A5,(SUMIF(A1:A2,"x,)",B1)+0*MAXIFS(B1:B2,A1:A2,"x,)")))'
        '+0*MAXIFS(B1:B5,A1:A5,(SUMIF(A1:A2,"x,)",B1)+0*MAXIFS(B1:B2,A1:A2,"x,)"))))'
    )


def test_a_cell_that_does_not_spill_shows_one_element_with_or_without_an_error_elsewhere():
    sheet = Sheet("S", "")
    for row, (key, value) in enumerate([("a", 1.0), ("b", CellError("#N/A")), ("a", 2.0)], 1):
        sheet.cells[row, 1], sheet.cells[row, 2] = Cell(row, 1, key), Cell(row, 2, value)
    sheet.cells[1, 5] = Cell(1, 5, None, 'TARGET_SPLIT(SUMIF(A1:A3,"a",B1:B3),{1;1})')
    values = evaluate(Contents(Path("one.xlsx"), {"S": sheet})).values
    assert {place[1:]: value for place, value in values.items()} == {(1, 5): 2.0}


def test_what_many_cells_look_into_is_worked_out_once_and_gives_each_its_own(monkeypatch: pytest.MonkeyPatch):
    from xltargets.workbooks import formualizer_engine

    calls: list[str] = []
    answer = formualizer_engine.answer
    monkeypatch.setattr(formualizer_engine, "answer", lambda name, *rest: calls.append(name) or answer(name, *rest))
    sheet = Sheet("S", "")
    for row in range(1, 13):
        sheet.cells[row, 1] = Cell(row, 1, 1.0)
        sheet.cells[row, 2] = Cell(row, 2, None, "INDEX(TARGET_SPLIT(120,A1:A12),ROW(),1)")
        sheet.cells[row, 3] = Cell(row, 3, None, "INDEX(TARGET_SPLIT(SUM(ROW()),{1;1}),1,1)")
    values = evaluate_by_engine(Contents(Path("shared.xlsx"), {"S": sheet})).values
    assert {values["S", row, 2] for row in range(1, 13)} == {10.0}
    # 1 to 12 in two parts: 1 and 0, 1 and 1, 2 and 1, and so on.
    assert [values["S", row, 3] for row in range(1, 13)] == [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 6.0, 6.0]
    assert calls == ["TARGET_SPLIT"] * 13
    assert {place[0] for place in values} == {"S"}

    sheet.cells[5, 1].value = "five"
    values = evaluate_by_engine(Contents(Path("shared.xlsx"), {"S": sheet})).values
    assert {values["S", row, 2] for row in range(1, 13)} == {CellError("#VALUE!")}


def test_what_many_cells_look_into_may_be_a_single_value():
    sheet = Sheet("S", "")
    for row in range(1, 13):
        sheet.cells[row, 1] = Cell(row, 1, None, "INDEX(TARGET_SPLIT(7,{1}),1,1)")
        sheet.cells[row, 2] = Cell(row, 2, None, "INDEX(TARGET_SPLIT(7,{1}),1,2)")
        sheet.cells[row, 3] = Cell(row, 3, None, "INDEX(ACHIEVEMENT({1,4},{0,2}),1,2)")
        sheet.cells[row, 4] = Cell(row, 4, None, "INDEX(ACHIEVEMENT({1,4},{0,2}),1,1)")
        sheet.cells[row, 5] = Cell(row, 5, None, "INDEX(ACHIEVEMENT({4,1},{2,0}),1,2)")
        sheet.cells[row, 6] = Cell(row, 6, None, 'INDEX(TARGET_SPLIT(7,INDEX(H1:H9,2-"x"):INDEX(H1:H9,3)),ROW(),1)')
    values = evaluate(Contents(Path("shared.xlsx"), {"S": sheet})).values
    for row in range(1, 13):
        assert values["S", row, 6] == CellError("#VALUE!")
        found = [values["S", row, column] for column in range(1, 6)]
        assert found == [7.0, CellError("#REF!"), 2.0, CellError("#DIV/0!"), CellError("#DIV/0!")]
