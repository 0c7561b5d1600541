"""XL610 share-above-whole: a person belongs to units for more than all of the time."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_row, with_rows

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """Ann, p1, belongs to North and to South, each with all of her time."""
    held = company()
    for file in ("north-plan.xlsx", "south-plan.xlsx"):
        extract = held[file].extract
        assert extract is not None
        put(held, with_row(extract, "units", 0, person="Ann Lee", person_id="p1"))
    row = extract.rows["units"][0]
    place = f"{row.sheet}!{address(row.number, extract.columns['units']['person'])}"
    assert found(held) == [("XL610", "south-plan.xlsx", place)]


def test_half_the_time_in_each_is_whole() -> None:
    held = company()
    for file in ("north-plan.xlsx", "south-plan.xlsx"):
        extract = held[file].extract
        assert extract is not None
        put(held, with_row(extract, "units", 0, person="Ann Lee", person_id="p1", member_share=0.5))
    assert found(held) == []


def test_the_plan_of_a_company_has_the_people_of_its_units() -> None:
    held = company()
    for file in ("north-plan.xlsx", "south-plan.xlsx"):
        extract = held[file].extract
        assert extract is not None
        put(held, with_row(extract, "units", 0, person="Ann Lee", person_id="p1"))
    whole = held["south-plan.xlsx"].extract
    assert whole is not None
    put(held, with_rows(whole, "organisation", {"unit_id": "south-east", "unit": "South East"}))
    assert found(held) == []
