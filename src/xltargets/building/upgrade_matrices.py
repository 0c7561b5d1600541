"""An upgrade's step for matrices: the newer formula of the body, and the margins as a fresh workbook has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.building.matrices import sums_of
from xltargets.views.tracing import same
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Matrix
    from xltargets.views.view import View
    from xltargets.workbooks.contents import Cell, Sheet

MARGIN = 3


@dataclass(slots=True)
class Renewed:
    """A matrix that the newer version words differently, in a workbook where it still is as it was."""

    matrix: Matrix
    sheet: str
    anchor: tuple[int, int]
    spill: Area
    """The area of its body, which stays."""
    formula: str
    sums: Area
    """The cells that sum its rows up, for which the newer version has a name."""
    free: Area
    """Cells that have to be free."""
    margins: list[tuple[tuple[int, int], Cell]] = field(default_factory=list)
    """Cells beside the body, and what stands there in a fresh workbook of the same size."""


def renewed(view: View, donor: View) -> Iterator[Renewed]:
    """The matrices that are to be renewed; the donor has as many rows and periods as the workbook."""
    older = {matrix.name: (matrix, sheet, cells) for matrix, sheet, cells in view.matrices}
    for matrix, theirs, donors in donor.matrices:
        before, ours, anchors = older.get(matrix.name, (None, None, []))
        if before is None or ours is None or len(anchors) != 1 or len(donors) != 1:
            continue
        cell, source = anchors[0], donors[0]
        was, formula = view.expected_matrix(before), donor.expected_matrix(matrix)
        place = (ours.name, cell.row, cell.column)
        if was == formula or not same(was, view.formula(place), view.contents, place, matrix.name):
            continue
        if cell.spill is None or source.spill is None or _size(cell.spill) != _size(source.spill):
            continue
        area = cell.spill
        whole = Area(area.top - 1, area.left - 1, area.bottom + MARGIN, area.right + MARGIN)
        free = Area(area.bottom + 1, area.right + 1, area.bottom + MARGIN, area.right + MARGIN)
        found = Renewed(matrix, ours.name, (cell.row, cell.column), area, formula, sums_of(whole), free)
        found.margins = list(_margins(ours, theirs, whole, area, (source.row - cell.row, source.column - cell.column)))
        yield found


def _size(area: Area) -> tuple[int, int]:
    return area.rows, area.columns


def _margins(
    ours: Sheet, theirs: Sheet, whole: Area, body: Area, offset: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    """The cells of the donor's margins that are other than ours."""
    for row, column in whole.positions():
        if (row, column) in body:
            continue
        wanted = theirs.cells.get((row + offset[0], column + offset[1]))
        here = ours.cells.get((row, column))
        if wanted is None:
            continue
        if here is None or here.formula != wanted.formula or (wanted.formula is None and here.value != wanted.value):
            yield (row, column), wanted
