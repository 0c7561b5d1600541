"""XL603 submission-undecided: several workbooks are of one unit and kind, and nothing tells which counts."""

from __future__ import annotations

from dataclasses import replace

from tests.validation.across_units import company, found, put


def test_the_example() -> None:
    """Two scorecards of North were saved at the same time, and one has 60 where the other has 50."""
    held = company()
    first = held["north-scorecard.xlsx"].extract
    assert first is not None
    meaning = next(key for key in first.typed if key[0] == "actuals" and key[-1] == "actual")
    typed = {**first.typed, meaning: (60.0, first.typed[meaning][1])}
    put(held, replace(first, file="again.xlsx", typed=typed))
    assert sorted(found(held)) == [("XL603", "again.xlsx", ""), ("XL603", "north-scorecard.xlsx", "")]
