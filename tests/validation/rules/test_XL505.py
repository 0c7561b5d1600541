"""XL505 less-than-beside: a value is less than the one in its row that it cannot be below."""

from __future__ import annotations

from tests.validation.built_log import END_OF_MAY, Log, serial

from xltargets.templates.crm_log.feedback import Feedback


def test_the_example() -> None:
    """Feedback that came on 5 May was closed on 2 May."""
    log = Log()
    table = log.submission(END_OF_MAY).view.tables["feedback"]
    row = next(row for row in table.rows_in_use if table.slot(Feedback.closed, row).value is not None)
    for column, day in ((Feedback.received, serial(5, 5)), (Feedback.closed, serial(5, 2))):
        slot = table.slot(column, row)
        slot.sheet.cells[slot.row, slot.column_index].value = day
    assert log.found() == [("XL505", table.slot(Feedback.closed, row).at.place)]
