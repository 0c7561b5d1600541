"""XL315 day-impossible: a date lies too far away to be meant."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The first day of the year is 1 January 1926."""
    workbook = plan()
    place = put(workbook, "settings.year_start", 9498.0)
    assert found(workbook) == [("XL315", place)]
