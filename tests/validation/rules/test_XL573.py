"""XL573 history-of-namesakes: a row of the history names one of two people of that name."""

from __future__ import annotations

from tests.validation.built_plan import found, judged, plan, put, settle


def test_the_example() -> None:
    """Two people called Ann Lee, with the ids 7 and 19, and a history by name only."""
    workbook = plan()
    put(workbook, "units.person", "Ann Lee", 1, settled=False)
    put(workbook, "units.person_id", "7", 0, settled=False)
    put(workbook, "units.person_id", "19", 1, settled=False)
    settle(workbook)
    [told] = [one for one in judged(workbook).findings if one.code == "XL573"]
    assert told.cells == tuple(f"B{row}" for row in range(5, 41, 3)), "one finding for her twelve months"
    for row in range(36):
        put(workbook, "history.person_id", "7", row, settled=False)
    settle(workbook)
    assert "XL573" not in {code for code, _place in found(workbook)}
