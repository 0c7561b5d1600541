"""XL564 target-changed-since: a target is another than last time, and Changes has no new entry for it."""

from __future__ import annotations

from tests.validation.against_last_time import cell, found, pair, sentences, with_fields, with_row, with_rows

ENTRY = {"day": 46082.0, "scope": "Year", "before": 1200.0, "after": 1000.0, "in_force": -200.0, "kind": "total"}


def test_the_example() -> None:
    """The target of the year was 1,200 in last month's file and is 1,000 now, and Changes has no new entry."""
    now, then = pair("plan")
    now = with_fields(now, **{"settings.agreed": 1000.0, "settings.total": 1000.0})
    assert found(now, then) == [("XL564", now.places["settings.agreed"])]
    (only,) = sentences(now, then)
    there = f"last/north-plan.xlsx · {then.places['settings.agreed']}"
    assert only == f"Agreed target is 1,000; it was 1,200 in {there}, and Changes has no new entry for it."


def test_an_entry_that_ends_with_it_says_why() -> None:
    now, then = pair("plan")
    now = with_fields(now, **{"settings.agreed": 1000.0, "settings.total": 1000.0})
    assert found(with_rows(now, "changes", ENTRY), then) == []
    other = {**ENTRY, "after": 1100.0, "in_force": 0.0}
    assert [code for code, _cell in found(with_rows(now, "changes", other), then)] == ["XL564"]
    assert [code for code, _cell in found(with_rows(now, "changes", ENTRY), with_rows(then, "changes", ENTRY))] == [
        "XL564"
    ]


def test_a_period_and_a_person_with_another_target() -> None:
    now, then = pair("plan")
    moved = with_row(with_row(now, "periods", 0, target=90.0), "periods", 1, target=110.0)
    assert found(moved, then) == [("XL564", cell(now, "periods.target", place)) for place in (0, 1)]
    shifted = with_row(with_row(now, "units", 0, target=650.0), "units", 1, target=550.0)
    assert found(shifted, then) == [("XL564", cell(now, "units.target", place)) for place in (0, 1)]
    assert found(with_row(shifted, "units", 1, member_until=46200.0), then) == []
    phasing = {**ENTRY, "kind": "phasing", "scope": "2026-01", "before": 100.0, "after": 90.0, "in_force": -10.0}
    assert found(with_rows(moved, "changes", phasing), then) == []
