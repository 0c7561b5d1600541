"""XL306 duplicate-key: two rows of a table have the same key."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan, put
from tests.validation.small_plan import contents, findings
from tests.validation.small_plan import put as type_in


def test_the_example() -> None:
    """The same person stands in two rows of Units."""
    workbook = plan()
    place = put(workbook, "units.person", "Ann Lee", 3)
    assert found(workbook) == [("XL306", place)]


def test_it_is_told_at_the_second_row_only_whatever_the_case() -> None:
    workbook = contents()
    type_in(workbook.sheets["Units"], "A6", "ANN LEE")
    type_in(workbook.sheets["Parts"], "B6", "Ann Lee")
    assert small_plan.found(workbook) == [("XL306", "Units!A6")]
    assert "the same as in A5" in findings(workbook)[0].message()
