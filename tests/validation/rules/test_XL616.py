"""XL616 calendar-differs: the scorecard of a unit has another weekend than its plan, or a day that the plan lacks."""

from __future__ import annotations

from tests.validation.across_units import company, found, put, with_fields, with_rows

from xltargets.workbooks.contents import address

NEW_YEAR, SPRING_FESTIVAL = 46023.0, 46070.0  # 2026-01-01, 2026-02-17
FIRST_MADE_UP, SECOND_MADE_UP = 46067.0, 46081.0  # 2026-02-14, 2026-02-28


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


def test_another_weekend() -> None:
    held = company()
    scorecard = held["north-scorecard.xlsx"].extract
    assert scorecard is not None
    put(held, with_fields(scorecard, **{"settings.weekend": "sunday"}))
    assert found(held) == [("XL616", "north-scorecard.xlsx", scorecard.places["settings.weekend"])]


def test_a_make_up_day_that_the_plan_lacks() -> None:
    held = company()
    plan, scorecard = held["north-plan.xlsx"].extract, held["north-scorecard.xlsx"].extract
    assert plan is not None
    assert scorecard is not None
    put(held, with_rows(plan, "workdays", {"day": FIRST_MADE_UP}))
    put(held, with_rows(scorecard, "workdays", {"day": FIRST_MADE_UP}, {"day": SECOND_MADE_UP}))
    assert [(code, file) for code, file, _place in found(held)] == [("XL616", "north-scorecard.xlsx")]
