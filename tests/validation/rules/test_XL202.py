"""XL202 sheet-renamed: A sheet has another name than in the template."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import rename_sheet
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The sheet Periods was renamed to "2026"."""
    workbook = plan()
    rename_sheet(workbook, "Periods", "2026")
    assert found(workbook) == [("XL202", "'2026'")]


def test_a_name_with_a_space() -> None:
    workbook = contents()
    rename_sheet(workbook, "Parts", "My parts")
    assert small_plan.found(workbook) == [("XL202", "'My parts'")]
