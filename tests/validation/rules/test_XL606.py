"""XL606 unit-doubtful: nobody can tell whose a workbook is."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_fields


def test_the_example() -> None:
    """A scorecard is of North Harbor, and the plan of North Harbour."""
    held = company()
    for kind, name in (("plan", "North Harbour"), ("log", "North Harbour"), ("scorecard", "North Harbor")):
        extract = held[f"north-{kind}.xlsx"].extract
        assert extract is not None
        put(held, with_fields(extract, **{"settings.unit": name}))
    unit = extract.places["settings.unit"]
    assert found(held) == [("XL606", "north-scorecard.xlsx", unit)]
