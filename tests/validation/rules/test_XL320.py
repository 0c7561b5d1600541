"""XL320 input-is-formula: an input is worked out from what it should be compared with, or from chance."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, set_formula


def test_the_example() -> None:
    """The actual of March is =B7, the cell of March's target."""
    workbook = plan()
    place = set_formula(workbook, "review.actual", "B7", 2)
    assert found(workbook) == [("XL320", place)]


def test_chance() -> None:
    workbook = plan()
    place = set_formula(workbook, "review.actual", "RAND()*1000000", 1)
    assert ("XL320", place) in found(workbook)
