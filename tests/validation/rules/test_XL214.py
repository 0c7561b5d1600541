"""XL214 column-added: A column was added to a table."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import widen
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """A column "Remark" at the right of Periods."""
    workbook = plan()
    widen(workbook, "periods", "Remark")
    assert found(workbook) == [("XL214", "Periods!S4")]


def test_a_small_table() -> None:
    workbook = contents()
    widen(workbook, "units", "Remark")
    assert small_plan.found(workbook) == [("XL214", "Units!C4")]
