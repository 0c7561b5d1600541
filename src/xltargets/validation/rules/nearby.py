"""XL2: rows that stand near a table, and that somebody may take for its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.comparing.expected import places_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import Cell

_ROWS = 6
"""How far below a table a row may be taken for one of it."""


@rule("XL234", "data-near-table", Severity.ERROR)
def data_near_table(submission: Submission) -> Iterator[Fault]:
    """A row stands a little below a table and is not part of it.

    What it does
        Looks at the rows from the second to the sixth below each table for numbers in its columns, that neither another
        table nor the template put there.

    Why it matters
        The row looks like one of the table after an empty line, and no formula, check or roll-up reads it.

    Example
        A month's actual was typed one empty line below the sales history.

    How to repair
        Move the row up into the table, or delete it; notes of your own belong on a sheet of their own.

    Safe repair
        None.
    """
    taken = set(places_of(submission.expected))
    own: dict[str, list[Area]] = {}
    for table in submission.view.tables.values():
        drawn = submission.expected.sheets.get(table.sheet.name)
        texts = set(drawn.texts.values()) if drawn is not None else set()
        if table.sheet.name not in own:
            own[table.sheet.name] = submission.view.layout.own_areas(table.sheet.name)
        for cell in _below(submission, table, own[table.sheet.name]):
            if (table.sheet.name, cell.row, cell.column) not in taken and cell.value not in texts:
                yield Fault(
                    Location(table.sheet.name, table.declared.name, None, None, cell.address),
                    N_("{found} stands a little below the table {table}, which does not cover it."),
                    N_("Move the row up into the table, or delete it."),
                    cell.value,
                    values={"table": submission.view.heading_of(table.declared.name)},
                )
                break


def _below(submission: Submission, table: BoundTable, own: list[Area]) -> Iterator[Cell]:
    """Numbers that were typed in a table's columns in the rows below it, until something else begins."""
    area, cells = table.area, table.sheet.cells
    others = own + [
        other.area
        for other in submission.view.contents.tables.values()
        if other.sheet == table.sheet.name and other is not table.found
    ]
    for row in range(area.bottom + 2, min(area.bottom + _ROWS, table.grid.last_row) + 1):
        line = Area(row, area.left, row, area.right)
        if any(other.overlaps(line) for other in others):
            return
        for spot in line.positions():
            cell = cells.get(spot)
            if cell is not None and cell.formula is None and isinstance(cell.value, float):
                yield cell
