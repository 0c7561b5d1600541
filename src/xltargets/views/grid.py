"""A sheet's cells by column: tables are read down their columns, and the sheet holds its cells row by row."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from xltargets.views.columns import TypedColumn

if TYPE_CHECKING:
    from xltargets.views.columns import Pool
    from xltargets.workbooks.contents import Cell, Sheet


_row = attrgetter("row")


class Grid:
    """The cells that a sheet stores, as they are when they are asked for first."""

    def __init__(self, sheet: Sheet) -> None:
        """Nothing is looked at yet."""
        self._sheet = sheet

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for (_row, column), cell in self._sheet.cells.items():
            if column in found:
                found[column].append(cell)
            else:
                found[column] = [cell]
        return found

    @cached_property
    def _in_order(self) -> bool:
        """Whether the cells come row by row, as programs write them."""
        rows = [row for row, _column in self._sheet.cells]
        return rows == sorted(rows)

    @cached_property
    def last_row(self) -> int:
        """The last row in which any cell is stored, 0 if there is none."""
        return max(self._sheet.cells, default=(0, 0))[0]

    def column(self, number: int, rows: range, pool: Pool) -> TypedColumn:
        """What some rows of a column hold."""
        return TypedColumn.at(
            ((cell.row - rows.start, cell.value) for cell in self.cells(number, rows)), len(rows), pool, rows.start
        )

    def formulas(self, number: int, rows: range) -> list[str | None]:
        """The formulas in some rows of a column."""
        found: list[str | None] = [None] * len(rows)
        for cell in self.cells(number, rows):
            found[cell.row - rows.start] = cell.formula
        return found

    def cells(self, number: int, rows: range) -> list[Cell]:
        """The cells that are stored in some rows of a column."""
        cells = self._columns.get(number, [])
        first, last = rows.start, rows.stop
        if self._in_order:
            return cells[bisect_left(cells, first, key=_row) : bisect_left(cells, last, key=_row)]
        return [cell for cell in cells if first <= cell.row < last]
