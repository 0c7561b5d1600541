"""XL207 table-moved: A table stands on another sheet than in the template."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.built_plan import found, plan
from tests.validation.changes import move_table
from tests.validation.small_plan import contents


def test_the_example() -> None:
    """The table goals was cut from Strategy and pasted on the Guide."""
    workbook = plan()
    move_table(workbook, "goals", "Guide", 60)
    assert found(workbook) == [("XL207", "Guide")]


def test_a_small_table() -> None:
    workbook = contents()
    move_table(workbook, "units", "Guide", 0)
    assert small_plan.found(workbook) == [("XL207", "Guide")]
