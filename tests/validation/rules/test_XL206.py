"""XL206 table-duplicated: A table of the template stands in the workbook twice."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import copy_table
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The sheet Periods was copied, and the copy has the table periods_2."""
    workbook = plan()
    copy_table(workbook, "periods")
    area = workbook.tables["periods"].area
    assert found(workbook) == [("XL203", "'Periods (2)'"), ("XL206", f"'Periods (2)'!{area}")], "the new sheet, and it"


def test_a_small_table() -> None:
    workbook = contents()
    copy_table(workbook, "units")
    assert small_plan.found(workbook) == [("XL203", "'Units (2)'"), ("XL206", "'Units (2)'!A4:B6")]
