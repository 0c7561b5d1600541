"""XL565 out-of-proportion: a figure is ten times what it was last time, or a column comes to half of it."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, pair, sentences, with_row, without


def test_the_example() -> None:
    """The amounts of all opportunities came to 440 in last month's file, and come to 200 now."""
    now, then = pair("log")
    now = without(now, "opportunities", 0, 2, 3, 4)
    assert ("XL565", cell(now, "opportunities.amount", 0)) in found(now, then)
    rows = [cell(then, "opportunities.amount", place).partition("!")[2] for place in (0, 4)]
    there = f"last/north-log.xlsx · Opportunities!{rows[0]}:{rows[1]}"
    assert f"Amount comes to 200 in all; it came to 440 in {there}." in sentences(now, then)


def test_a_zero_too_many() -> None:
    """The figure is told, and its column's sum, which follows from it, is not."""
    now, then = pair("log")
    now = with_row(now, "opportunities", 1, amount=2000.0)
    place = cell(now, "opportunities.amount", 1)
    assert found(now, then) == [("XL565", place)]
    assert sentences(now, then) == [f"Amount of O-2 is 2,000; it was 200 in last/north-log.xlsx · {place}."]
    assert found(with_row(now, "opportunities", 1, amount=1999.0), then) == []
    assert found(with_row(now, "opportunities", 1, amount=20.0), then) == [("XL565", place)]
