"""ROUND over arrays and MMULT, as spreadsheets work them out."""

from __future__ import annotations

import pytest

from xltargets.errors import CellError
from xltargets.workbooks.engine import evaluate_formula


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
