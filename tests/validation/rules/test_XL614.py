"""XL614 year-differs: a workbook is of another year than the others."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_fields


def test_the_example() -> None:
    """The year of one scorecard begins on 2025-01-01, that of all others on 2026-01-01."""
    held = company()
    extract = held["north-scorecard.xlsx"].extract
    assert extract is not None
    put(held, with_fields(extract, **{"settings.year_start": 45658.0}))
    assert found(held) == [("XL614", "north-scorecard.xlsx", extract.places["settings.year_start"])]
