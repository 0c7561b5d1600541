"""Where the body of the grid cannot be worked out, its sums say so, and are not 0."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xltargets.building.builder import build
from xltargets.building.matrices import body_of
from xltargets.errors import CellError
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Area
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

BODY = Area(5, 2, 13, 13)


@pytest.mark.parametrize("error", ["#NAME?", "#SPILL!"])
def test_the_sums_of_a_collapsed_spill_are_its_error(error: str, tmp_path: Path) -> None:
    """As a program shows it that lacks a function, or finds something in the way: an error, and blanks around it."""
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, sample("target-plan"))
    contents = read(path)
    grid = contents.sheets["Grid"]
    anchor = grid.cells[BODY.top, BODY.left]
    assert anchor.spill == BODY == body_of(Area(BODY.top - 1, BODY.left - 1, BODY.bottom + 3, BODY.right + 3))
    sums = [(row, BODY.right + 1) for row in range(BODY.top, BODY.bottom + 2)]
    sums += [(BODY.bottom + 1, column) for column in range(BODY.left, BODY.right + 1)]
    whole = evaluate(contents).values
    assert all(isinstance(whole["Grid", *place], float) for place in sums)
    for place in BODY.positions():
        value = CellError(error) if place == (BODY.top, BODY.left) else None
        grid.cells[place] = replace(grid.cells[place], formula=None, spill=None, dynamic=False, value=value)
    broken = evaluate(contents).values
    assert {str(broken["Grid", *place]) for place in sums} == {str(CellError(error))}
