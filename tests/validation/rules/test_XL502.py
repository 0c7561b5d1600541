"""XL502 not-ascending: A column that must rise from row to row does not."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.small_plan import FEBRUARY, MARCH, contents, findings, put


def test_the_example() -> None:
    """In a table of months, March stands above February."""
    workbook = contents()
    put(workbook.sheets["Parts"], "A6", MARCH)
    put(workbook.sheets["Parts"], "A7", FEBRUARY)
    assert small_plan.found(workbook) == [("XL502", "Parts!A7")]
    assert findings(workbook)[0].message() == "Month is 2026-02, less than 2026-03 in the row above."
