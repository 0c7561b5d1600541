"""XL323 make-up-day: a make-up working day is worked anyway, or is a day off at the same time."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put

SATURDAY, SUNDAY, MONDAY = 46067.0, 46068.0, 46069.0  # 2026-02-14 to 16


def test_the_example() -> None:
    """Make-up working days hold 2026-02-16, a Monday."""
    workbook = plan()
    assert found(workbook) == []
    place = put(workbook, "workdays.day", MONDAY)
    assert found(workbook) == [("XL323", place)]


def test_a_day_of_the_weekend_is_none() -> None:
    workbook = plan()
    put(workbook, "workdays.day", SATURDAY)
    assert found(workbook) == []


def test_a_day_that_is_off_too() -> None:
    workbook = plan()
    put(workbook, "holidays.day", SATURDAY)
    place = put(workbook, "workdays.day", SATURDAY)
    # Every function that counts days refuses it; that follows, and is folded under it.
    assert found(workbook) == [("XL323", place)]


@pytest.mark.parametrize(("weekend", "expected"), [("Sunday", 1), ("Friday and Saturday", 0), (None, 0)])
def test_by_the_weekend_of_settings(weekend: str | None, expected: int) -> None:
    workbook = plan()
    put(workbook, "settings.weekend", weekend, settled=False)
    place = put(workbook, "workdays.day", SATURDAY)
    assert found(workbook) == [("XL323", place)] * expected
