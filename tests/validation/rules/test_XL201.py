"""XL201 sheet-missing: A sheet of the template is not there."""

from __future__ import annotations

import pytest
from tests.validation import small_plan
from tests.validation.built_plan import as_written, found, plan, sheet_of
from tests.validation.changes import drop_sheet
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The sheet Sales history was deleted."""
    workbook = plan()
    sheet = sheet_of(workbook, "history")
    drop_sheet(workbook, sheet)
    assert found(workbook) == [("XL201", as_written(sheet))]


@pytest.mark.parametrize("sheet", ["Parts", "Guide"])
def test_a_sheet_with_tables_and_one_without(sheet: str) -> None:
    workbook = contents()
    drop_sheet(workbook, sheet)
    assert small_plan.found(workbook) == [("XL201", sheet)]
