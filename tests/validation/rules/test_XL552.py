"""XL552 out-of-reach: the target of the year is below what the year is heading for, or far above it."""

from __future__ import annotations

from tests.validation.built_plan import cell_of, judged, plan, put


def test_the_example() -> None:
    """The target is 100,000, and the forecast 60,000."""
    workbook = plan()
    for row in range(3):
        put(workbook, "review.actual", 10_000.0, row, settled=False)
    put(workbook, "settings.agreed", 600_000.0)
    forecast, cell = cell_of(workbook, "status.forecast")
    told = [(one.code, one.at.place) for one in judged(workbook, show_all=True).findings]
    assert ("XL552", f"{forecast.name}!{cell.address}") in told
