"""XL562 past-month-changed: a figure of a month that was over last time is another now."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, pair, sentences, with_row


def test_the_example() -> None:
    """The actual of Ann Lee in January was 50 in last month's file, and is 20 now."""
    now, then = pair("scorecard")
    now = with_row(now, "actuals", 0, actual=20.0)
    place = cell(now, "actuals.actual", 0)
    assert found(now, then) == [("XL562", place)]
    there = f"last/north-scorecard.xlsx · {place}"
    assert sentences(now, then) == [
        f"Actual of 2026-01 / Ann Lee is 20; it was 50 in {there}, when the month was over."
    ]


def test_what_was_not_over_may_change_and_blanks_may_be_filled_in() -> None:
    """February is the last month with a figure. Saved within it, it was not over; saved in March, it was."""
    now, then = pair("scorecard")
    in_february = 46070.0
    assert found(with_row(now, "actuals", 2, actual=25.0), then, in_february) == []
    assert found(with_row(now, "actuals", 2, actual=25.0), then, None) == []
    assert [code for code, _cell in found(with_row(now, "actuals", 2, actual=25.0), then)] == ["XL562"]
    assert found(with_row(now, "actuals", 0, before=12.0), then) == []
    assert [code for code, _cell in found(now, with_row(then, "actuals", 0, before=12.0))] == ["XL562"]


def test_the_history_of_a_plan() -> None:
    now, then = pair("plan")
    now = with_row(now, "history", 3, amount=51.0)
    assert found(now, then) == [("XL562", "'Sales history'!C8")]


def test_the_same_is_no_change() -> None:
    for kind in ("plan", "scorecard", "log"):
        now, then = pair(kind)
        assert found(now, then) == []
