"""What engines cost: none stays when its workbook is done with, and explaining many errors needs one more, not many."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from xltargets.workbooks import engine as module
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet, Table, TableColumn
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


def test_a_table_dragged_to_the_end_of_its_sheet_costs_what_its_used_rows_cost() -> None:
    contents = book(["SUM(rows[Value])", "ROWS(rows[Value])", 'SUMIFS(rows[Value],rows[Value],">1")'])
    cells = contents.sheets["One"].cells
    cells |= {(row, 3): Cell(row, 3, float(row)) for row in range(2, 5)}
    contents.tables["rows"] = Table("rows", "One", Area.parse("C1:C1048576"), [TableColumn("Value")])
    began = time.process_time()
    values = evaluate(contents).values
    assert (values["One", 1, 1], values["One", 3, 1]) == (9.0, 9.0)
    assert time.process_time() - began < 2


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    contents = book(["1+1"])
    contents.sheets["One"].cells[1_048_576, 16_384] = Cell(1_048_576, 16_384, 1.0)
    assert evaluate(contents).values["One", 1, 1] == 2
