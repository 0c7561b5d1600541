"""XL316 day-in-future: what has happened is dated later than the day on which the workbook is judged."""

from __future__ import annotations

from tests.validation.built_log import END_OF_MAY, Log

from xltargets.templates.crm_log.orders import Orders


def test_the_example() -> None:
    """An order is dated tomorrow."""
    log = Log()
    table = log.submission(END_OF_MAY).view.tables["orders"]
    slot = table.slot(Orders.day, table.rows_in_use[0])
    slot.sheet.cells[slot.row, slot.column_index].value = END_OF_MAY + 1
    assert log.found() == [("XL316", slot.at.place)]
