"""XL118 date-system-changed: the date system was set or unset after the dates had been entered."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, settle

from xltargets.workbooks.contents import Contents

BETWEEN = 1462
"""Days from 1 January 1900, as Excel counts, to 1 January 1904."""


def ticked(days: float) -> Contents:
    """The plan as a reader sees it that honours the date system: all dates so many days off."""
    workbook = plan()
    workbook.date1904 = days > 0
    for sheet in workbook.sheets.values():
        for cell in sheet.cells.values():
            if cell.is_date and cell.formula is None and isinstance(cell.value, float):
                cell.value += days
    settle(workbook)
    return workbook


def test_the_example() -> None:
    """ "Use 1904 date system" was ticked in a plan with dates of 2026."""
    assert found(ticked(BETWEEN)) == [("XL118", "Settings!B9")]


def test_the_tick_was_taken_away() -> None:
    assert found(ticked(-BETWEEN)) == [("XL118", "Settings!B9")]


def test_a_workbook_that_counts_so_throughout() -> None:
    workbook = plan()
    workbook.date1904 = True
    assert found(workbook) == []
