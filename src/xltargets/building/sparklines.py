"""Small charts in the cells of a table: a row of months at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.workbooks.contents import Area, address

if TYPE_CHECKING:
    from xltargets.building.placing import Placed, Plan
    from xltargets.templates.schema import Column


def add_sparklines(worksheet: Any, placed: Placed, column: Column, plan: Plan) -> None:
    """A small chart in each row of a column, of the cells that it names in the row of the same number."""
    assert column.sparkline is not None
    (sheet, first), (_sheet, last) = (plan.column_area(reference) for reference in column.sparkline)
    number = placed.column_index(column.identifier)
    quoted = sheet.replace("'", "''")
    rows = list(zip(range(placed.first_row, placed.last_row + 1), range(first.top, first.bottom + 1), strict=False))
    worksheet.add_sparkline(
        address(placed.first_row, number),
        {
            "location": [address(row, number) for row, _source in rows],
            "range": [f"'{quoted}'!{Area(source, first.left, source, last.left)}" for _row, source in rows],
            # Of lines LibreOffice 7.4 prints nothing. The axis is each row's own: it shows the course, not the size.
            "type": "column",
            "series_color": looks.NAVY,
            "last_point": True,
            "last_color": looks.ORANGE,
        },
    )
