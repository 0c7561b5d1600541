"""XL2: what lies across a table or close beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.workbooks.contents import Area, Cell

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable


@rule("XL231", "merged-cells", Severity.ERROR)
def merged_cells(submission: Submission) -> Iterator[Fault]:
    """Cells of a table are merged.

    What it does
        Looks for merged areas that touch a table.

    Why it matters
        A merged area keeps only its first value. Rows can no longer be sorted or filtered, and Excel itself refuses
        merged cells in a table, so the file was changed by another program.

    Example
        The first two months of Periods are merged.

    How to repair
        Select the cells, choose Home, Merge & Center to unmerge them, and fill in each cell.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        for merged in table.sheet.merged:
            if merged.overlaps(table.area):
                yield Fault(
                    Location(table.sheet.name, table.declared.name, str(merged), None, str(merged)),
                    N_("Cells of the table {table} are merged."),
                    N_("Unmerge them and fill in each cell."),
                    values={"table": submission.view.heading_of(table.declared.name)},
                )


@rule("XL232", "data-below-table", Severity.ERROR)
def data_below(submission: Submission) -> Iterator[Fault]:
    """A row stands directly below a table and is not part of it.

    What it does
        Looks for values in the row under the last row of each table.

    Why it matters
        The row looks like one of the table, and no formula, check or roll-up reads it: its amounts are missing from
        every total.

    Example
        A thirteenth row was typed under Periods while the table did not grow with it.

    How to repair
        Drag the mark at the lower right corner of the table down over the row, or delete the row.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        area = table.area
        below = Area(area.bottom + 1, area.left, area.bottom + 1, area.right)
        if cells := _strangers(submission, table, below):
            yield Fault(
                Location(table.sheet.name, table.declared.name, None, None, cells[0].address),
                N_("{found} stands directly below the table {table}, which does not cover it."),
                N_("Drag the corner of the table down over this row, or delete the row."),
                cells[0].value,
                values={"table": submission.view.heading_of(table.declared.name)},
            )


@rule("XL233", "data-beside-table", Severity.WARNING)
def data_beside(submission: Submission) -> Iterator[Fault]:
    """Values stand directly at the right of a table and are not part of it.

    What it does
        Looks for values in the column next to the rows of each table.

    Why it matters
        They look like a column of the table. When the table is sorted they stay where they are, beside the wrong rows.

    Example
        Remarks were typed at the right of Periods while the table did not grow with them.

    How to repair
        Drag the mark at the lower right corner of the table over the column, or leave an empty column between.

    Safe repair
        None.
    """
    for table in submission.view.tables.values():
        area = table.area
        beside = Area(area.top, area.right + 1, area.bottom, area.right + 1)
        if cells := _strangers(submission, table, beside):
            yield Fault(
                Location(table.sheet.name, table.declared.name, None, None, cells[0].address),
                N_("{found} stands directly beside the table {table}, which does not cover it."),
                N_("Drag the corner of the table over this column, or leave an empty column between."),
                cells[0].value,
                values={"table": submission.view.heading_of(table.declared.name)},
            )


def _strangers(submission: Submission, table: BoundTable, area: Area) -> list[Cell]:
    """Cells with a value in an area, that neither another table nor the template itself put there."""
    cells = table.sheet.cells
    found = [cells[position] for position in table.sheet.stored_in(area)]
    found = [cell for cell in found if cell.value not in (None, "") and cell.formula is None]
    if not found:
        return []
    written = submission.expected.sheets.get(table.sheet.name)
    found = [cell for cell in found if written is None or written.texts.get((cell.row, cell.column)) != cell.value]
    others = [one.area for one in submission.view.contents.tables.values() if one.sheet == table.sheet.name]
    own = submission.view.layout.own_areas(table.sheet.name)
    return [cell for cell in found if not any((cell.row, cell.column) in other for other in (*others, *own))]
