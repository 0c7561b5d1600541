"""XL317 number-unusual: a number is possible, but unusual for its column."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The growth is 3.5 where 0.35 is meant."""
    workbook = plan()
    place = put(workbook, "settings.growth", 3.5)
    assert found(workbook) == [("XL317", place)]
