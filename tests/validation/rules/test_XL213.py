"""XL213 column-moved: the columns of a table are in another order than in the template."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.changes import swap_columns
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """Amount was moved in front of Weight."""
    workbook = contents()
    swap_columns(workbook, "parts", 3)
    assert small_plan.found(workbook) == [("XL213", "Parts!A4:G4")]
