"""XL605 superseded: a newer workbook, or one that holds the same, counts in its place."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.across_units import company, found, put


def test_the_example() -> None:
    """Two scorecards of North hold the same."""
    held = company()
    first = held["north-scorecard.xlsx"].extract
    assert first is not None
    put(held, replace(first, file="again.xlsx"))
    (told,) = found(held)
    assert told[0] == "XL605"
    assert told[1] in {"again.xlsx", "north-scorecard.xlsx"}
