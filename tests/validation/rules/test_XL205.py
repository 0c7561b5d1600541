"""XL205 table-renamed: A table has another name than in the template."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import rename_table
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The table holidays was renamed to Table1."""
    workbook = plan()
    table = rename_table(workbook, "holidays", "Table1")
    assert found(workbook) == [("XL205", f"{table.sheet}!{table.area}")]


def test_a_table_that_others_refer_to() -> None:
    workbook = contents()
    rename_table(workbook, "units", "Table1")
    assert small_plan.found(workbook) == [("XL205", "Units!A4:B6")]
