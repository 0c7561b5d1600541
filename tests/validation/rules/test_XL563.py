"""XL563 past-rate-changed: a rate of a day that was past last time is another now."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, more, pair, sentences, with_row, with_rows, without

JANUARY, APRIL = 46023.0, 46113.0
TIERS = (
    {"effective": JANUARY, "attainment": 0.0, "rate": 0.05, "approved_by": None, "approved_on": None},
    {"effective": JANUARY, "attainment": 1.0, "rate": 0.08, "approved_by": None, "approved_on": None},
)


def scorecards():
    return [with_rows(one, "tiers", *TIERS) for one in pair("scorecard")]


def test_the_example() -> None:
    """The rate of the tier from 100 % of 1 January was 8 % in last month's file, and is 6 % now."""
    now, then = scorecards()
    now = with_row(now, "tiers", 1, rate=0.06)
    place = cell(now, "tiers.rate", 1)
    assert found(now, then) == [("XL563", place)]
    (only,) = sentences(now, then)
    assert only == f"Rate of 2026-01-01 is 6%; it was 8% in last/north-scorecard.xlsx · {place}, and held already."


def test_new_rates_and_approvals_are_welcome() -> None:
    now, then = scorecards()
    approved = with_row(now, "tiers", 0, approved_by="Dana Fox", approved_on=JANUARY)
    assert found(more(approved, "tiers", {"effective": APRIL, "attainment": 0.0, "rate": 0.04}), then) == []
    assert [code for code, _cell in found(then, with_row(then, "tiers", 0, approved_by="Dana Fox"))] == ["XL563"]


def test_a_row_more_or_less_of_a_past_day() -> None:
    now, then = scorecards()
    assert [code for code, _cell in found(without(now, "tiers", 1), then)] == ["XL563"]
    late = more(now, "tiers", {"effective": JANUARY + 31, "attainment": 0.0, "rate": 0.04})
    assert sentences(late, then) == ["2026-02-01 has 1 row of rates, and had none last time, when that day was past."]


def test_rates_of_a_day_to_come_may_change() -> None:
    now, then = scorecards()
    before_january = JANUARY - 30
    assert found(with_row(now, "tiers", 1, rate=0.06), then, before_january) == []
