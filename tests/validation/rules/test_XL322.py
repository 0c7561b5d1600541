"""XL322 name-of-the-past: who sold once and is in Units no more."""

from __future__ import annotations

from tests.validation.built_plan import found, judged, plan, put, settle


def test_the_example() -> None:
    """Zoe Quist sold in last year's months, and Units has no row of hers."""
    workbook = plan()
    places = [put(workbook, "history.person", "Zoe Quist", row, settled=False) for row in range(0, 36, 3)]
    settle(workbook)
    assert ("XL322", places[0]) in found(workbook)
    assert not {code for code, _place in found(workbook)} & {"XL313", "XL314"}


def test_two_people_are_two_findings() -> None:
    """Each with all of its cells, and each with a fingerprint of its own, so that a waiver is for one of them."""
    workbook = plan()
    first = [put(workbook, "history.person", "Zoe Quist", row, settled=False) for row in range(0, 18, 3)]
    second = [put(workbook, "history.person", "Max Orth", row, settled=False) for row in range(18, 36, 3)]
    settle(workbook)
    told = [one for one in judged(workbook).findings if one.code == "XL322"]
    assert [(one.fault.found, f"'Sales history'!{one.cells[0]}", len(one.cells)) for one in told] == [
        ("Zoe Quist", first[0], 6),
        ("Max Orth", second[0], 6),
    ]
    assert len({one.fingerprint for one in told}) == 2
