"""XL612 review-differs: the actual of a period in the plan's Review is not that of its owner."""

from __future__ import annotations

from tests.validation.across_units import company, found, message, put, with_row

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """Review has 90 in January, and the scorecard's rows of January sum to 80."""
    held = company()
    plan, scorecard = held["north-plan.xlsx"].extract, held["north-scorecard.xlsx"].extract
    assert plan is not None
    assert scorecard is not None
    put(held, with_row(plan, "review", 0, actual=90.0))
    row = plan.rows["review"][0]
    place = f"{row.sheet}!{address(row.number, plan.columns['review']['actual'])}"
    assert found(held) == [("XL612", "north-plan.xlsx", place)]
    first, second = (
        address(one.number, scorecard.columns["actuals"]["actual"]) for one in scorecard.rows["actuals"][:2]
    )
    assert message(held) == f"2026-01: 90 here, 80 in north-scorecard.xlsx · Actuals!{first}:{second}."
    assert found(held, tolerance=10.0) == []
