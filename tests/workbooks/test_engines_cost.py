"""What engines cost: none stays when its workbook is done with, and explaining many errors needs one more, not many."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from xltargets.workbooks import engine as module
from xltargets.workbooks.contents import Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.formualizer_engine import Engine


def book(formulas: list[str]) -> Contents:
    cells = {(row, 1): Cell(row, 1, formula=formula) for row, formula in enumerate(formulas, 1)}
    return Contents(Path("book.xlsx"), {"One": Sheet("One", "", cells=cells)})


def test_no_engine_outlives_its_workbook() -> None:
    """The engine is in foreign hands; what it holds in turn must not hold it."""
    gc.collect()
    before = sum(isinstance(one, Engine) for one in gc.get_objects())
    for number in range(3):
        evaluate(book([f"ACHIEVEMENT({number},2)", 'XLT_EXPLAIN("=ACHIEVEMENT(1,0)")']))
    gc.collect()
    assert sum(isinstance(one, Engine) for one in gc.get_objects()) == before


def test_many_explanations_are_given_by_one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Engine] = []

    class Counted(Engine):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            made.append(self)

    monkeypatch.setattr(module, "Engine", Counted)
    texts = [f'XLT_EXPLAIN("=ACHIEVEMENT({number},0)")' for number in range(40)]
    texts += ['XLT_EXPLAIN("=ACHIEVEMENT({1;2},1)")', 'XLT_EXPLAIN("=1/0")', 'XLT_EXPLAIN("=TARGET_SPLIT(9,{1;1;-1})")']
    values = evaluate(book(texts)).values
    assert [values["One", row, 1] for row in range(1, 41)] == ["target: found 0; expected a target other than 0."] * 40
    assert values["One", 41, 1] == ""
    assert values["One", 42, 1] == "It divides by zero."
    assert "element 3" in str(values["One", 43, 1])
    assert len(made) == 2
