"""XL616 holidays-differ: the scorecard of a unit has a holiday that its plan lacks."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_rows

from xltargets.workbooks.contents import address

NEW_YEAR, SPRING_FESTIVAL = 46023.0, 46070.0  # 2026-01-01, 2026-02-17


def test_the_example() -> None:
    """The scorecard has 2026-02-17 as a day off, and the plan only 2026-01-01."""
    held = company()
    plan, scorecard = held["north-plan.xlsx"].extract, held["north-scorecard.xlsx"].extract
    assert plan is not None
    assert scorecard is not None
    put(held, with_rows(plan, "holidays", {"day": NEW_YEAR}))
    put(held, with_rows(scorecard, "holidays", {"day": NEW_YEAR}, {"day": SPRING_FESTIVAL}))
    place = f"Holidays!{address(6, scorecard.columns['holidays']['day'])}"
    assert found(held) == [("XL616", "north-scorecard.xlsx", place)]


def test_a_plan_without_any_days_is_not_compared() -> None:
    held = company()
    scorecard = held["north-scorecard.xlsx"].extract
    assert scorecard is not None
    put(held, with_rows(scorecard, "holidays", {"day": SPRING_FESTIVAL}))
    assert found(held) == []
