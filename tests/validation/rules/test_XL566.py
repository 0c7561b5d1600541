"""XL566 column-no-longer-filled: people stopped filling in a column."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, more, pair, sentences, with_row


def test_the_example() -> None:
    """All five opportunities of last month's file had an amount, and none of three new ones has."""
    now, then = pair("log")
    new = [{"id": f"O-{number}", "stage": "Engaging", "owner": "Ann Lee"} for number in (6, 7, 8)]
    new = [{**one, "customer": "Fox & Co", "created": 46090.0} for one in new]
    now = more(now, "opportunities", *new)
    assert found(now, then) == [("XL566", cell(now, "opportunities.amount", 5))]
    rows = [cell(then, "opportunities.amount", place).partition("!")[2] for place in (0, 4)]
    there = f"last/north-log.xlsx · Opportunities!{rows[0]}:{rows[1]}"
    assert sentences(now, then) == [f"Amount is empty in all of 3 new rows; 5 of 5 had it in {there}."]
    assert found(with_row(now, "opportunities", 6, amount=5.0), then) == []


def test_two_new_rows_say_nothing_of_a_habit() -> None:
    now, then = pair("log")
    new = {"stage": "Engaging", "owner": "Ann Lee", "customer": "Fox & Co", "created": 46090.0}
    assert found(more(now, "opportunities", {**new, "id": "O-6"}, {**new, "id": "O-7"}), then) == []


def test_a_column_that_was_emptied() -> None:
    now, then = pair("log")
    for place in range(5):
        now = with_row(now, "opportunities", place, owner=None)
    assert found(now, then) == [("XL566", cell(now, "opportunities.owner", 0))]
