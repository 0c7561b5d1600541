"""XL211 column-missing: A column of a table is not there."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import drop_column
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The column Occasion of Holidays was deleted."""
    workbook = plan()
    drop_column(workbook, "holidays", 1)
    assert found(workbook) == [("XL211", "Settings!E4")]


def test_a_column_in_the_middle() -> None:
    workbook = contents()
    drop_column(workbook, "parts", 2)
    assert small_plan.found(workbook) == [("XL211", "Parts!A4:F4")]
