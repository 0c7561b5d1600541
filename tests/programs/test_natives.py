"""The functions that columns know, on random cells, against the engine and LibreOffice."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter

from tests.libreoffice import convert, needs_libreoffice
from tests.programs.random_formulas import FILTERS, PLAIN, POOLS, SHAPES, cells, formula
from xltargets.errors import CellError
from xltargets.workbooks.contents import Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate_by_engine
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

COUNT, COLUMN = 40, 30


def sheet_of(seed: int, pools: list[list[Any]], shapes: tuple[str, ...] = SHAPES) -> Sheet:
    chance = Random(seed)
    sheet = Sheet("S", "")
    for (row, column), value in cells(chance, pools).items():
        sheet.cells[row, column] = Cell(row, column, value)
    for row in range(30, 30 + COUNT):
        sheet.cells[row, COLUMN] = Cell(row, COLUMN, None, formula(chance, shapes=shapes))
    return sheet


def unlike_the_engine(seed: int, shapes: tuple[str, ...] = SHAPES) -> tuple[int, list[Any]]:
    """How many formulas columns worked out, and those that the engine works out otherwise."""
    sheet = sheet_of(seed, POOLS, shapes)
    contents = Contents(Path("random.xlsx"), {"S": sheet})
    worked = work_out(contents)
    assert worked is not None
    expected = evaluate_by_engine(contents).values
    unlike = [
        (sheet.cells[place[1:]].formula, value, expected.get(place, "not verified"))
        for place, value in worked.values.items()
        if place not in expected or not same_value(value, expected[place])
    ]
    return len(worked.values), unlike


def both_fail(one: Any, other: Any) -> bool:
    return isinstance(one, CellError) and isinstance(other, CellError)


def test_random_formulas_give_what_the_engine_gives() -> None:
    found = [unlike_the_engine(seed) for seed in range(60)]
    assert [unlike for _count, several in found for unlike in several] == []
    # What columns are not sure of is left to the engine; were that most, nothing would be tested.
    assert sum(count for count, _unlike in found) > 60 * COUNT * 0.6


def test_random_conditions_give_what_the_engine_gives() -> None:
    found = [unlike_the_engine(seed, FILTERS) for seed in range(60)]
    # Of several errors each program tells another.
    assert [one for _count, several in found for one in several if not both_fail(*one[1:])] == []
    assert sum(count for count, _unlike in found) > 60 * COUNT * 0.4


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(1000, 3000, 100))
def test_many_random_formulas_give_what_the_engine_gives(seed: int) -> None:
    unlike = [one for each in range(seed, seed + 100) for one in unlike_the_engine(each)[1]]
    # Of several errors each program tells another.
    assert [one for one in unlike if not both_fail(*one[1:])] == []


@needs_libreoffice
def test_random_formulas_give_what_libreoffice_gives(tmp_path: Path) -> None:
    path = tmp_path / "random.xlsx"
    pools = [PLAIN, [one for one in PLAIN if one.__class__ is float], ["abc", "Ann", None]]
    sheets = {f"S{seed}": sheet_of(seed, pools) for seed in range(25)}
    sheets |= {f"F{seed}": sheet_of(seed, pools, FILTERS) for seed in range(10)}
    with xlsxwriter.Workbook(path) as book:
        for name, sheet in sheets.items():
            page = book.add_worksheet(name)
            for (row, column), cell in sheet.cells.items():
                if cell.formula is not None:
                    page.write_formula(row - 1, column - 1, f"={cell.formula}")
                elif cell.value == "":
                    page.write_formula(row - 1, column - 1, '=""')  # as a text without letters comes about
                elif cell.value is not None:
                    page.write(row - 1, column - 1, cell.value)
    worked = work_out(read(path))
    assert worked is not None
    expected = read(convert(path, tmp_path))
    unlike, compared = [], 0
    for (name, row, column), value in worked.values.items():
        text = sheets[name].cells[row, column].formula
        if text is None or any(one in text for one in ELSEWHERE_IN_LIBREOFFICE):
            continue
        compared += 1
        there = expected.sheets[name].value(row, column)
        # What RANK and MATCH do not find, LibreOffice may find or not.
        is_lost = CellError("#N/A") in (value, there) and ("RANK(" in text or "MATCH(" in text)
        if not same_value(value, there) and not both_fail(value, there):
            unlike += [] if is_lost else [(name, row, text, value, there)]
    assert unlike == []
    assert compared > 300


ELSEWHERE_IN_LIBREOFFICE = ("?*", "TRUE", "AND(", "OR(", "NOT(")
"""There `?*` stands for numbers as well, and a truth value is the number 1; here as in Excel they do not."""
