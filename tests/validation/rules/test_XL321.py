"""XL321 input-by-formula: an input is a formula of a person's own."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, set_formula


def test_the_example() -> None:
    """An actual is =1200+350."""
    workbook = plan()
    place = set_formula(workbook, "review.actual", "20000+1200+350", 1)
    assert found(workbook) == [("XL321", place)]
