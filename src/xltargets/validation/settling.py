"""A workbook whose results are missing is judged by what its formulas give, and the absence is told once.

Whoever saves with a script stores no results at all; whoever saves without our functions stores #NAME? where they are,
and zeros and errors in what reads them. Neither says anything of what people typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell
from xltargets.workbooks.formula_record import put_back_in_memory
from xltargets.workbooks.formulas import functions_used

if TYPE_CHECKING:
    from xltargets.views.slots import Place
    from xltargets.workbooks.contents import Contents

_NO_NAME = CellError("#NAME?")
_MOST = 0.5
"""From this share of formulas without a result on, nothing was calculated; fewer were emptied one by one."""


@dataclass(slots=True)
class Missing:
    """Results that the file does not have."""

    results: list[Place] = field(default_factory=list)
    """Formulas without any, where nothing was calculated."""
    functions: list[Place] = field(default_factory=list)
    """Formulas that show #NAME? because a function of ours was not known."""
    converted: list[Place] = field(default_factory=list)
    """Formulas whose results stand in their place, as `convert --for values` leaves them."""

    @property
    def is_any(self) -> bool:
        """Whether there are any."""
        return bool(self.results or self.functions or self.converted)


def settled(view: View) -> tuple[View, Missing]:
    """The workbook with results where it has none, and what they were missing in.

    The cells of its contents are given the values that their formulas come to.
    """
    converted = put_back_in_memory(view.contents)
    if converted:
        view = View(view.contents, view.template, view.as_of)
    missing = Missing(_without_results(view.contents), _without_functions(view.contents), converted)
    if not missing.is_any:
        return view, missing
    results = view.recalculated
    missing.functions = [place for place in missing.functions if place in view.differing]
    start = {*missing.functions, *missing.converted}
    follow = view.readings.reached(start) if start else set()
    places = (follow | set(missing.results)) & results.values.keys()
    for place in {*start, *missing.results} & results.spills.keys():
        area = results.spills[place]
        view.contents.sheets[place[0]].cells[place[1:]].spill = area
        places |= {(place[0], *spot) for spot in area.positions()} & results.values.keys()
    for sheet, row, column in places:
        cells = view.contents.sheets[sheet].cells
        cells.setdefault((row, column), Cell(row, column)).value = results.values[sheet, row, column]
    fresh = View(view.contents, view.template, view.as_of)
    fresh.recalculated = replace(results, differing=results.differing - places)
    return fresh, missing


def _without_results(contents: Contents) -> list[Place]:
    empty = [
        (sheet.name, *position)
        for sheet in contents.sheets.values()
        for position, cell in sheet.cells.items()
        if cell.value is None and cell.formula is not None
    ]
    if not empty:
        return []
    count = sum(cell.formula is not None for sheet in contents.sheets.values() for cell in sheet.cells.values())
    return empty if len(empty) >= _MOST * count else []


def _without_functions(contents: Contents) -> list[Place]:
    return [
        (sheet.name, *position)
        for sheet in contents.sheets.values()
        for position, cell in sheet.cells.items()
        if cell.value.__class__ is CellError
        and cell.value == _NO_NAME
        and cell.formula is not None
        and functions_used(cell.formula) & FUNCTIONS.keys()
    ]
