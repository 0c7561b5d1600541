"""XL204 table-missing: A table of the template is not there."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The table holidays was converted to a range."""
    workbook = plan()
    sheet = workbook.tables.pop("holidays").sheet
    assert found(workbook) == [("XL204", sheet)]


def test_a_table_that_others_refer_to() -> None:
    workbook = contents()
    workbook.tables.pop("units")
    assert small_plan.found(workbook) == [("XL204", "Units")]
