"""XL503 not-before: A date lies after the one that it must come before."""

from __future__ import annotations

from tests.validation import small_plan
from tests.validation.small_plan import FEBRUARY, MARCH, contents, put, typed


def test_the_example() -> None:
    """A start of 1 March with a due date of 1 February."""
    workbook = contents()
    put(workbook.sheets["Parts"], "E5", MARCH)
    put(workbook.sheets["Parts"], "F5", FEBRUARY)
    assert small_plan.found(workbook) == [("XL503", "Parts!E5")]


def test_the_same_day_is_not_before() -> None:
    code, place, sentence = typed("Parts", "E5", FEBRUARY)
    assert (code, place) == ("XL503", "Parts!E5")
    assert sentence.startswith("Start is 2026-02-01, not before Due, 2026-02-01.")
