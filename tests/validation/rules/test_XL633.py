"""XL633 actual-in-two-units: a person has the same actual of a month in the scorecards of two units."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_row

from xltargets.rollup.extraction import Collected
from xltargets.workbooks.contents import address

JANUARY = 46023.0


def _in_both(south: float) -> tuple[dict[str, Collected], str]:
    held = company()
    for name, sold in (("north", 80.0), ("south", south)):
        extract = held[f"{name}-scorecard.xlsx"].extract
        assert extract is not None
        before = extract.rows["team"][0].values["member"]
        mine = next(place for place, row in enumerate(extract.rows["actuals"]) if row.values["member"] == before)
        months = [place for place, row in enumerate(extract.rows["commission"]) if row.values["member"] == before]
        for place in months:
            extract = with_row(extract, "commission", place, member="Ann Lee")
        extract = with_row(extract, "team", 0, member="Ann Lee", person_id="p1", member_share=0.5)
        extract = with_row(extract, "actuals", mine, member="Ann Lee", month=JANUARY, actual=sold)
        put(held, extract)
    row = extract.rows["actuals"][mine]
    return held, f"{row.sheet}!{address(row.number, extract.columns['actuals']['actual'])}"


def test_the_example() -> None:
    """Ann, p1, has 80 in January both in North and in South."""
    held, place = _in_both(80.0)
    assert ("XL633", "south-scorecard.xlsx", place) in found(held)


def test_what_was_sold_in_each() -> None:
    held, _place = _in_both(79.0)
    assert "XL633" not in {code for code, *_rest in found(held)}
