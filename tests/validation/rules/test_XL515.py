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


def test_who_took_the_customers_over_counts_for_them() -> None:
    """Ann sold 6,500 + 12 x 1,000 less last year, and whoever follows has that as a weight of their own."""
    workbook = plan()
    for row in range(0, 36, 3):
        put(workbook, "history.person", "Zoe Quist", row, settled=False)
    put(workbook, "units.own_weight", sum(1000.0 * month for month in range(1, 13)), settled=False)
    settle(workbook)
    assert "XL515" not in {one.code for one in judged(workbook, show_all=True).findings}
