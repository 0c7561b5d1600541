"""Working formulas out, against values by hand and against LibreOffice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from xltargets.errors import CellError
from xltargets.workbooks.contents import Area
from xltargets.workbooks.engine import evaluate, evaluate_formula
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate, same_value

NATIVE = [
    "SUM(B2:B7)",
    'SUMIFS(B2:B7,A2:A7,"East")',
    'SUMIF(A2:A7,"W*",B2:B7)',
    'SUMPRODUCT((A2:A7="East")*B2:B7)',
    "AVERAGE(B2:B7)",
    'AVERAGEIFS(B2:B7,A2:A7,"East",B2:B7,">1")',
    "COUNT(A2:B7)",
    "COUNTA(A2:B9)",
    "COUNTBLANK(A2:B9)",
    'COUNTIFS(A2:A7,"East",B2:B7,"<=3")',
    "MAX(B2:B7)-MIN(B2:B7)",
    "MEDIAN(B2:B7)",
    "LARGE(B2:B7,2)",
    "SMALL(B2:B7,2)",
    "RANK(B3,B2:B7)",
    "ROUND(2.675,2)",
    "ROUND(-2.5,0)",
    "ROUNDUP(1.21,1)",
    "MOD(-3,2)",
    "INT(-1.5)",
    "ABS(-3)",
    'IF(B2>1,"yes","no")',
    'IFERROR(1/0,"none")',
    "AND(B2>0,B3>0)",
    "OR(FALSE,B2>5)",
    "NOT(TRUE)",
    "INDEX(B2:B7,3)",
    'MATCH("West",A2:A7,0)',
    "INDEX(B2:B7,MATCH(3.5,C2:C7,1))",
    'VLOOKUP("West",A2:B7,2,FALSE)',
    'CHOOSE(2,"a","b")',
    "DATE(2026,2,30)",
    "YEAR(46037)*100+MONTH(46037)",
    "EDATE(46053,1)",
    "EOMONTH(46037,0)",
    "NETWORKDAYS(46023,46053)",
    "WEEKDAY(46037,2)",
    'TEXT(0.256,"0.0%")',
    'TEXT(1234.5,"#,##0.00")',
    'LEFT("target",3)&UPPER("x")&LEN("目標")',
    "ROW(B5)-ROW(B$2)",
    "ROWS(B2:B7)*COLUMNS(A1:C1)",
    "1/0",
    "NA()",
    "A2+1",
    "STDEV(B2:B7)",
    "QUARTILE(B2:B7,1)",
    "PERCENTILE(B2:B7,0.9)",
    "SLOPE(B2:B7,C2:C7)",
    "FORECAST(7,B2:B7,C2:C7)",
    "CORREL(B2:B7,C2:C7)",
    "TREND(B2:B7,C2:C7,7)",
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Native formulas with wrong stored values, over a small block of data."""
    path = tmp_path / "native.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Native")
        sheet.write_column("A2", ["East", "West", "East", "South", "West", "East"])
        sheet.write_column("B2", [3, 1, 4, 1.5, 9, 2])
        sheet.write_column("C2", [1, 2, 3, 4, 5, 6])
        for row, formula in enumerate(NATIVE):
            sheet.write_formula(row, 4, f"={formula}", None, -12345)
    return path


@needs_libreoffice
def test_native_formulas_are_libreoffices(book: Path, tmp_path: Path) -> None:
    results = evaluate(read(book))
    theirs = read(convert(book, tmp_path)).sheets["Native"]
    assert not results.not_verified
    for row, formula in enumerate(NATIVE, start=1):
        ours, other = results.values["Native", row, 5], theirs.value(row, 5)
        assert other != -12345
        assert same_value(other, ours), f"={formula}: {ours}, LibreOffice has {other}"


@needs_libreoffice
def test_case_is_none_in_any_script(tmp_path: Path) -> None:
    """Of =, SUMPRODUCT, MATCH and SUMIFS; what is shown keeps its spelling."""
    path = tmp_path / "case.xlsx"
    names = ["Éva", "éva", "ÉVA", "Eva", "Мария", "МАРИЯ", "ΟΔΥΣΣΕΥΣ", "οδυσσευσ", "Ömer", "ß", "李明", "李明明"]
    alike = [["Éva", "éva", "ÉVA"], ["Мария", "МАРИЯ"], ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"]]
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Case")
        sheet.write_column("A1", names)
        sheet.write_column("B1", [2**row for row in range(len(names))])
        for row in range(len(names)):
            name = f"A{row + 1}"
            for column, formula in enumerate(
                (
                    f"=SUMPRODUCT(1*(A$1:A$12={name}),B$1:B$12)",
                    f"=SUMIFS(B$1:B$12,A$1:A$12,{name})",
                    f"=MATCH(TRUE,INDEX(A$1:A$12={name},0),0)",
                    f'=IF({name}="éva","yes","no")',
                    f'=IF({name}="","",{name})&"!"',
                ),
                2,
            ):
                sheet.write_formula(row, column, formula, None, -12345)
    results = evaluate(read(path))
    assert not results.not_verified
    theirs = read(convert(path, tmp_path)).sheets["Case"]
    for row, name in enumerate(names, 1):
        same = next((group for group in alike if name in group), [name])
        whole = float(sum(2 ** names.index(one) for one in same))
        first = float(min(map(names.index, same)) + 1)
        expected = [whole, whole, first, "yes" if "éva" in same else "no", f"{name}!"]
        assert [results.values["Case", row, column] for column in range(3, 8)] == expected
        assert [theirs.value(row, column) for column in range(3, 8)] == expected


@needs_libreoffice
def test_working_days_are_libreoffices(tmp_path: Path) -> None:
    """TARGET_PACE and REQUIRED_RUN_RATE count days as NETWORKDAYS does."""
    from xltargets.calc.calendar import working_days

    path = tmp_path / "days.xlsx"
    spans = [(46023 + 3 * step, 46023 + 11 * step) for step in range(40)]
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Days")
        sheet.write_column("H1", [46038, 46041, 46067, 46068, 46200])
        for row, (first, last) in enumerate(spans):
            sheet.write_formula(row, 0, f"=NETWORKDAYS({first},{last},H$1:H$5)", None, -1)
    theirs = read(convert(path, tmp_path)).sheets["Days"]
    import numpy as np

    holidays = np.array([46038.0, 46041.0, 46067.0, 46068.0, 46200.0])
    for row, (first, last) in enumerate(spans, start=1):
        assert working_days(first, last, holidays) == theirs.value(row, 1)


def workbook_with(tmp_path: Path, *formulas: tuple[str, str], dynamic: tuple[tuple[str, str], ...] = ()) -> Path:
    path = tmp_path / "ours.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Plan")
        sheet.write_column("A1", [1, 1, 1])
        for place, formula in formulas:
            sheet.write_formula(place, formula, None, 999)
        for place, formula in dynamic:
            sheet.write_dynamic_array_formula(place, formula, None, 999)
    return path


def test_our_functions_in_cells(tmp_path: Path) -> None:
    path = workbook_with(
        tmp_path,
        ("C1", "=SUM(TARGET_SPLIT(100,A1:A3))"),
        ("C2", "=INDEX(TARGET_SPLIT(100,A1:A3),1)"),
        ("C3", "=ACHIEVEMENT(C2,0)"),
        ("C4", "=IFERROR(C3,-1)"),
        ("C5", "=TARGET_SPLIT(100,A1:A3)"),
        dynamic=(("E1:E3", "=TARGET_SPLIT(100,A1:A3,2)"),),
    )
    results = evaluate(read(path))
    found = {place[1:]: value for place, value in results.values.items()}
    assert found == {
        (1, 3): 100,
        (2, 3): 34,
        (3, 3): CellError("#DIV/0!"),
        (4, 3): -1,
        (5, 3): 34,
        (1, 5): 33.34,
        (2, 5): 33.33,
        (3, 5): 33.33,
    }
    assert results.spills == {("Plan", 1, 5): Area.parse("E1:E3")}


def test_what_is_not_known_is_not_verified(tmp_path: Path) -> None:
    path = workbook_with(
        tmp_path,
        ("C1", "=IFERROR(SOMEBODYS_FUNCTION(1),0)"),
        ("C2", "=C1+1"),
        ("C3", "=gone[Weight]"),
        ("C4", "=SUM(A1:A3)"),
    )
    results = evaluate(read(path))
    reasons = {place[1:]: reason.sentence() for place, reason in results.not_verified.items()}
    assert reasons == {
        (1, 3): "the function SOMEBODYS_FUNCTION is not known here",
        (3, 3): "there is no table gone",
    }
    assert results.values["Plan", 2, 3] == 1000
    assert results.values["Plan", 4, 3] == 3


def test_a_circle_is_no_result(tmp_path: Path) -> None:
    results = evaluate(read(workbook_with(tmp_path, ("C1", "=C2+1"), ("C2", "=C1+1"))))
    assert ("Plan", 1, 3) in results.not_verified


def test_the_clock_is_the_hosts(tmp_path: Path) -> None:
    path = workbook_with(tmp_path, ("C1", "=TODAY()"), ("C2", "=TARGET_PACE(60,100,DATE(2026,1,1),DATE(2026,1,31))"))
    results = evaluate(read(path), clock=lambda: 46037.0)
    assert results.values["Plan", 1, 3] == 46037
    assert results.values["Plan", 2, 3] == pytest.approx(1.2)


def test_recalculating_stores_values_and_keeps_the_rest(tmp_path: Path) -> None:
    path = workbook_with(
        tmp_path, ("C1", "=SUM(A1:A3)"), ("C2", "=NOT_OURS(1)"), dynamic=(("E1", "=TARGET_SPLIT(10,A1:A3)"),)
    )
    target = tmp_path / "done.xlsx"
    done = recalculate(path, target)
    assert done.computed == 2
    assert list(done.not_verified) == [("Plan", 2, 3)]
    sheet = read(target).sheets["Plan"]
    assert sheet.value(1, 3) == 3
    assert sheet.value(2, 3) == 999
    assert [sheet.value(row, 5) for row in (1, 2, 3)] == [4, 3, 3]
    assert sheet.cells[1, 5].spill == Area.parse("E1:E3")
    assert openpyxl.load_workbook(target, data_only=True)["Plan"]["C1"].value == 3
    again = tmp_path / "again.xlsx"
    assert recalculate(target, again).changed == {}
    assert again.read_bytes() != b""


def test_a_shorter_spill_clears_what_was_below(tmp_path: Path) -> None:
    path = workbook_with(tmp_path, dynamic=(("E1:E5", "=TARGET_SPLIT(10,A1:A3)"),))
    target = tmp_path / "done.xlsx"
    recalculate(path, target)
    sheet = read(target).sheets["Plan"]
    assert [sheet.value(row, 5) for row in range(1, 6)] == [4, 3, 3, None, None]


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("=NO_SUCH(1)", "#NAME?", "The function NO_SUCH is not known here."),
        ("=SUM(", "#VALUE!", ""),
        ("", "#VALUE!", "There is no formula."),
        ("=1/0", "#DIV/0!", "It divides by zero."),
        ("=SUM(TARGET_SPLIT(1,{-1,2}))", "#NUM!", "weights, element 1: found -1; expected 0 or more."),
        ("=nowhere", "#NAME?", "There is no name nowhere."),
    ],
)
def test_a_formula_that_fails_says_why(formula: str, code: str, message: str) -> None:
    outcome = evaluate_formula(formula)
    assert outcome.value == CellError(code)
    assert outcome.message.endswith(".")
    assert message in outcome.message


def test_a_formula_is_explained_among_its_own_cells(tmp_path: Path) -> None:
    path = tmp_path / "explained.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, weight in (("One", 1), ("Two's", -2)):
            sheet = workbook.add_worksheet(name)
            sheet.write_column("A1", [1, weight])
            sheet.write_formula("B1", "=SUM(TARGET_SPLIT(100,A1:A2))", None, 0)
            sheet.write_formula("C1", "=XLT_EXPLAIN(FORMULATEXT(B1))", None, "")
            sheet.write_formula("C2", "=XLT_EXPLAIN(FORMULATEXT(A1))", None, "")
            sheet.write_formula("C3", "=XLT_EXPLAIN(FORMULATEXT(C1))", None, "")
    results = evaluate(read(path))
    assert results.values["One", 1, 3] == ""
    assert results.values["Two's", 1, 2] == CellError("#NUM!")
    assert results.values["Two's", 1, 3] == "weights, element 2: found -2; expected 0 or more."
    assert results.values["Two's", 2, 3] == CellError("#N/A")
    assert results.values["Two's", 3, 3] == ""
    assert not results.not_verified
    assert evaluate_formula('=XLT_EXPLAIN("=ACHIEVEMENT(1,0)")').value == (
        "target: found 0; expected a target other than 0."
    )


@pytest.mark.parametrize(
    "formula",
    ["SUMPRODUCT(ISNUMBER(A1:A3)*A1:A3)", "SUMPRODUCT(--ISNUMBER(A1:A3))", "SUMPRODUCT(N((A1:A3)>1))"],
)
def test_what_the_engine_gets_wrong_is_not_verified(tmp_path: Path, formula: str) -> None:
    """formualizer 0.13 gives 0 for these, where a spreadsheet gives another number."""
    results = evaluate(read(workbook_with(tmp_path, ("C1", f"={formula}"))))
    assert ("Plan", 1, 3) not in results.values
    assert "over a range cannot be worked out here" in results.not_verified["Plan", 1, 3].sentence()
    assert evaluate_formula(f"={formula}").value == CellError("#VALUE!")
