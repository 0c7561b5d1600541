"""XL511 actual-in-future: A month has an actual and has not begun yet."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """It is the middle of March, and April has an actual."""
    workbook = plan()
    _march, april = (put(workbook, "review.actual", 1.0, row) for row in (2, 3))
    assert found(workbook) == [("XL511", april)]
