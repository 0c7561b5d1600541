"""XL628 periods-differ: a workbook's year is divided otherwise than the company's."""

from __future__ import annotations

from tests.validation.across_units import company, found, message, put, with_fields


def test_the_example() -> None:
    """The year of North's plan is divided into weeks 4-4-5, that of all others into months."""
    held = company()
    extract = held["north-plan.xlsx"].extract
    assert extract is not None
    put(held, with_fields(extract, **{"settings.year_kind": "w445", "settings.weeks": 53.0}))
    assert found(held) == [("XL628", "north-plan.xlsx", extract.places["settings.year_kind"])]
    assert message(held).startswith(
        "The year is divided into 4-4-5 of 53 weeks here and into months in south-plan.xlsx"
    )


def test_blank_is_months_and_blank_weeks_are_52() -> None:
    held = company()
    for name, kind, weeks in (("north", None, None), ("south", "months", 53.0)):
        extract = held[f"{name}-plan.xlsx"].extract
        assert extract is not None
        put(held, with_fields(extract, **{"settings.year_kind": kind, "settings.weeks": weeks}))
    assert found(held) == []
