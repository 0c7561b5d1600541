"""XL512 actual-missing: A month has no actual, and a later one has."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """January and March have actuals, February has none."""
    workbook = plan()
    put(workbook, "review.actual", 22_000.0, 2)
    february = put(workbook, "review.actual", None, 1)
    assert found(workbook) == [("XL512", february)]


def test_the_first_month() -> None:
    workbook = plan()
    january = put(workbook, "review.actual", None)
    assert found(workbook) == [("XL512", january)]
