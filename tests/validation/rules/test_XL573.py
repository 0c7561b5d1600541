"""XL573 history-of-namesakes: a row of the history names one of two people of that name."""

from __future__ import annotations

from tests.validation.built_plan import found, judged, plan, put, settle


def test_the_example() -> None:
    """Two people called Wang Wei, with the ids 7 and 19, and a history by name only."""
    workbook = plan()
    for row, person in enumerate(("7", "19")):
        put(workbook, "units.person", "Wang Wei", row, settled=False)
        put(workbook, "units.person_id", person, row, settled=False)
    for row in range(0, 36, 3):
        put(workbook, "history.person", "Wang Wei", row, settled=False)
    settle(workbook)
    [told] = [one for one in judged(workbook).findings if one.code == "XL573"]
    assert told.cells == tuple(f"B{row}" for row in range(5, 41, 3)), "one finding for the twelve months"
    for row in range(36):
        put(workbook, "history.person_id", "7", row, settled=False)
    settle(workbook)
    assert "XL573" not in {code for code, _place in found(workbook)}
