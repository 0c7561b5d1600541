"""XL322 name-of-the-past: who sold once and is in Units no more."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put, settle


def test_the_example() -> None:
    """Zoe Quist sold in last year's months, and Units has no row of hers."""
    workbook = plan()
    places = [put(workbook, "history.person", "Zoe Quist", row, settled=False) for row in range(0, 36, 3)]
    settle(workbook)
    assert ("XL322", places[0]) in found(workbook)
    assert not {code for code, _place in found(workbook)} & {"XL313", "XL314"}
