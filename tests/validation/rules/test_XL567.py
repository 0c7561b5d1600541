"""XL567 row-gone: a row of last time is gone."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, more, pair, sentences, with_row, without


def test_the_example() -> None:
    """Opportunity O-5 was in last month's file, and is not here."""
    now, then = pair("log")
    now = without(now, "opportunities", 4)
    assert found(now, then) == [("XL567", "Opportunities")]
    there = f"last/north-log.xlsx · {cell(then, 'opportunities.id', 4)}"
    assert sentences(now, then) == [f"O-5 is gone; it stood in {there}."]


def test_a_person_of_another_name_with_the_same_id_is_there() -> None:
    now, then = (with_row(one, "units", 0, person_id="7") for one in pair("plan"))
    assert found(with_row(now, "units", 0, person="Ann Lee-Moss"), then) == []
    other = with_row(now, "units", 0, person="Zoe Quist", person_id="8")
    assert found(other, then) == [("XL567", "Units")]


def test_new_rows_are_no_loss() -> None:
    now, then = pair("log")
    assert found(more(now, "customers", {"customer": "Hill & Co", "tier": "B", "owner": "Ann Lee"}), then) == []
