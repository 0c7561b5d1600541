"""XL613 deals-differ: a scorecard's actual is not the sum of the won deals of the CRM log."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_fields

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """Ann won 70 in January by the CRM log, and the scorecard has 50."""
    held = company()
    plan, scorecard = held["north-plan.xlsx"].extract, held["north-scorecard.xlsx"].extract
    assert plan is not None
    assert scorecard is not None
    put(held, with_fields(plan, **{"settings.actuals_from": "deals"}))
    row = scorecard.rows["actuals"][0]
    place = f"{row.sheet}!{address(row.number, scorecard.columns['actuals']['actual'])}"
    told = found(held)
    assert ("XL613", "north-scorecard.xlsx", place) in told
    # Bo's 30 of January and Ann's 20 of February are nobody's deals either.
    assert len(told) == 3
