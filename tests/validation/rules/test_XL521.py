"""XL521 tiers-out-of-order: the tiers of a commission plan do not rise, or the rows of one plan stand apart."""

from __future__ import annotations

from tests.validation.built_scorecard import DAY, scorecard, serial

from xltargets.templates.team_scorecard.rates import Tiers


def test_the_example() -> None:
    """The plan of 1 January has tiers from 0%, 100% and again 100%."""
    book = scorecard()
    place = book.put(Tiers.attainment, 2, 1.0)
    found = book.found()
    assert found[0] == ("XL521", place)
    assert {code for code, _place in found[1:]} == {"XL403"}, "COMMISSION_QUOTA refuses such a table"


def test_a_plan_whose_day_goes_back() -> None:
    book = scorecard()
    place = book.put(Tiers.effective, 1, serial(DAY(2025, 12, 1)))
    assert ("XL521", place) in book.found()


def test_a_new_plan_begins_at_nothing_again() -> None:
    book = scorecard()
    book.put(Tiers.effective, 2, serial(DAY(2026, 7, 1)))
    book.put(Tiers.attainment, 2, 0.0)
    assert book.found() == []
