"""XL532 grave-feedback-open: grave feedback has been open for more than thirty days."""

from __future__ import annotations

from tests.validation.built_log import END_OF_MAY, Log, serial

from xltargets.templates.crm_log.feedback import Feedback


def open_and_grave(log: Log) -> tuple[int, str]:
    """The row of a complaint of severity High that is open, and where its closing day is missing."""
    table = log.submission(END_OF_MAY).view.tables["feedback"]
    rows = [row for row in table.rows_in_use if table.slot(Feedback.severity, row).value == "High"]
    row = next(row for row in rows if table.slot(Feedback.closed, row).value is None)
    return row, table.slot(Feedback.closed, row).at.place


def test_the_example() -> None:
    """A complaint of severity High came in on 1 March; it is the end of May, and it is open."""
    log = Log()
    row, place = open_and_grave(log)
    received = log.submission(END_OF_MAY).view.tables["feedback"].slot(Feedback.received, row)
    received.sheet.cells[received.row, received.column_index].value = serial(3, 1)
    assert log.found() == [("XL532", place)]


def test_it_is_told_after_thirty_days() -> None:
    log = Log()
    row, place = open_and_grave(log)
    first = log.submission(END_OF_MAY).view.tables["feedback"].slot(Feedback.received, row).value
    assert isinstance(first, float)
    assert "XL532" not in dict(log.found(first + 30))
    assert dict(log.found(first + 31))["XL532"] == place
