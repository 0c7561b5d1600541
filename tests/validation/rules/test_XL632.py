"""XL632 sale-credited-twice: the same sale is credited to the same person in the scorecards of two units."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_row
from tests.validation.closed_months import with_new_row

from xltargets.rollup.extraction import Collected
from xltargets.workbooks.contents import address


def _in_both(**south: object) -> tuple[dict[str, Collected], str]:
    held = company()
    for name, more in (("north", {}), ("south", south)):
        extract = held[f"{name}-scorecard.xlsx"].extract
        assert extract is not None
        extract = with_row(extract, "team", 0, member="Ann Lee", person_id="p1", member_share=0.5)
        sale = {"deal": "O-1", "sold": 46030.0, "amount": 100.0, "member_1": "Ann Lee", **more}
        extract = with_new_row(extract, "credits", **sale)
        put(held, extract)
    row = extract.rows["credits"][-1]
    return held, f"{row.sheet}!{address(row.number, extract.columns['credits']['amount'])}"


def test_the_example() -> None:
    """O-1, 100, is credited to Ann, p1, in North and in South."""
    held, place = _in_both()
    assert ("XL632", "south-scorecard.xlsx", place) in found(held)


def test_another_sale_another_amount_or_another_person() -> None:
    for other in ({"deal": "O-2"}, {"amount": 90.0}, {"member_1": "Somebody else"}):
        held, _place = _in_both(**other)
        assert "XL632" not in {code for code, *_rest in found(held)}, other
