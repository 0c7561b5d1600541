"""XL615 currency-differs: a workbook's amounts are in another currency than those of the others."""

from __future__ import annotations

from tests.validation.across_units import company, found, message, put, with_fields


def test_the_example() -> None:
    """The currency of one scorecard is EUR, that of all others USD."""
    held = company()
    extract = held["north-scorecard.xlsx"].extract
    assert extract is not None
    put(held, with_fields(extract, **{"settings.currency": "EUR"}))
    cell = extract.places["settings.currency"]
    assert found(held) == [("XL615", "north-scorecard.xlsx", cell)]
    assert message(held).startswith("Currency is EUR here and USD in ")
