"""XL515 history-uncounted: a part of last year's sales belongs to nobody in Units."""

from __future__ import annotations

from tests.validation.built_plan import judged, plan, put, settle


def test_the_example() -> None:
    """One person's name is written in another way throughout last year's history."""
    workbook = plan()
    for row in range(0, 36, 3):
        put(workbook, "history.person", "A. Lee (North)", row, settled=False)
    settle(workbook)
    told = judged(workbook, show_all=True)
    assert ("XL515", "Units!F5:F10") in [(one.code, one.at.place) for one in told.findings]
