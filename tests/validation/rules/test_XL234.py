"""XL234 data-near-table: a row stands a little below a table and is not part of it."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, type_anywhere


def test_the_example() -> None:
    """A month's actual was typed one empty line below the sales history."""
    workbook = plan()
    row = workbook.tables["history"].area.bottom + 2
    place = type_anywhere(workbook, "Sales history", f"C{row}", 1200.0)
    assert found(workbook) == [("XL234", place)]


def test_a_note_in_words() -> None:
    workbook = plan()
    row = workbook.tables["history"].area.bottom + 3
    type_anywhere(workbook, "Sales history", f"A{row}", "From the old system")
    assert found(workbook) == []
