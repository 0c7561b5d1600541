"""ROUND over arrays and MMULT, as spreadsheets work them out."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from xltargets.errors import CellError
from xltargets.workbooks.engine import evaluate, evaluate_formula
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=ROUND({1.25,2.345;-2.5,0}*1,0)", [[1, 2], [-3, 0]]),
        ("=ROUND({1.005,2.675},2)", [[1.01, 2.68]]),
        ("=ROUND({1250,1350},-2)", [[1300, 1400]]),
        ("=MMULT({1,2;3,4},{1;2})", [[5], [11]]),
        ("=MMULT({1,0;0,1},{7,8;9,10})", [[7, 8], [9, 10]]),
        ("=ROUND(TARGET_GRID(10,{1;1;1},{1,1})*{1,0.5;1,1;0.2,1},0)", [[2, 1], [2, 1], [0, 2]]),
        ("=ROUND(2.675,2)", 2.68),
    ],
)
def test_by_hand(formula: str, expected: object) -> None:
    assert evaluate_formula(formula).value == expected


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ('=MMULT({1,2},{1;"x"})', "#VALUE!"),
        ("=MMULT({1,2},{1,2})", "#VALUE!"),
        ("=ROUND(MMULT({1,2},{1/0;2}),0)", None),
        ("=ROUND(TARGET_GRID(10,{0;0},{1,1}),0)", "#NUM!"),
    ],
)
def test_errors(formula: str, code: str | None) -> None:
    value = evaluate_formula(formula).value
    first = value[0][0] if isinstance(value, list) else value
    assert isinstance(first, CellError)
    assert code is None or first.code == code


@needs_libreoffice
def test_libreoffice_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "arrays.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for row, values in enumerate([(1.25, 2.675), (-2.5, 0.005), (7, 1 / 3)]):
            sheet.write_row(row, 0, values)
        sheet.write_array_formula("D1:E3", "{=ROUND(A1:B3*1,2)}")
        sheet.write_array_formula("G1:H3", "{=ROUND(A1:B3*3,-1)}")
        sheet.write_array_formula("J1:L3", "{=MMULT(A1:B3,TRANSPOSE(A1:B3))}")
        sheet.write_array_formula("N1:N3", "{=ROUND(MMULT(1*(A1:A3=TRANSPOSE(A1:A3)),B1:B3),1)}")
    ours = evaluate(read(path))
    assert not ours.not_verified
    (tmp_path / "theirs").mkdir()
    theirs = read(convert(path, tmp_path / "theirs")).sheets["S"]
    assert len(ours.values) == 24
    for (_sheet, row, column), value in ours.values.items():
        assert same_value(value, theirs.value(row, column)), (row, column)
