"""XL617 customer-of-two-units: a customer is looked after in the CRM logs of two units."""

from __future__ import annotations

from tests.validation.across_units import company, found, message, put, with_row

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """Fox & Co is a customer of North, looked after by Ann Lee, and of South."""
    held = company()
    extract = held["south-log.xlsx"].extract
    assert extract is not None
    put(held, with_row(extract, "customers", 0, customer="fox  & CO"))
    row = extract.rows["customers"][0]
    place = f"{row.sheet}!{address(row.number, extract.columns['customers']['owner'])}"
    assert found(held) == [("XL617", "south-log.xlsx", place)]
    assert message(held) == (
        f"fox  & CO is looked after by Ann Lee of South here, and by Ann Lee in north-log.xlsx · {place}."
    )
