"""XL631 draw-owed-twice: what somebody owes from earlier draws stands in the scorecards of two units."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_row

from xltargets.rollup.extraction import Collected
from xltargets.workbooks.contents import address

MARCH, APRIL = 46112.0, 46113.0


def _in_both(**south: object) -> tuple[dict[str, Collected], str]:
    held = company()
    for name, more in (("north", {}), ("south", south)):
        extract = held[f"{name}-scorecard.xlsx"].extract
        assert extract is not None
        own = {"member": "Ann Lee", "person_id": "p1", "member_share": 0.5, "owed": 250.0}
        extract = with_row(extract, "team", 0, **{**own, **more})
        put(held, extract)
    row = extract.rows["team"][0]
    return held, f"{row.sheet}!{address(row.number, extract.columns['team']['owed'])}"


def test_the_example() -> None:
    """Ann, p1, is in North and in South for half of the time, and owes 250 in both."""
    held, place = _in_both()
    assert ("XL631", "south-scorecard.xlsx", place) in found(held)


def test_who_moves_takes_it_along() -> None:
    held, _place = _in_both(member_from=APRIL)
    extract = held["north-scorecard.xlsx"].extract
    assert extract is not None
    put(held, with_row(extract, "team", 0, member_until=MARCH))
    assert "XL631" not in {code for code, *_rest in found(held)}


def test_in_one_unit_it_is_right() -> None:
    held, _place = _in_both(owed=None)
    assert "XL631" not in {code for code, *_rest in found(held)}
