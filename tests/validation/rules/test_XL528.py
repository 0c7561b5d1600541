"""XL528 terms-doubtful: terms of commission that are possible, and rarely meant."""

from __future__ import annotations

from tests.validation.built_scorecard import RISING, scorecard

from xltargets.templates.team_scorecard.rates import Terms, Tiers


def test_the_example() -> None:
    """The cap of a month is 500, and its draw 800."""
    book = scorecard()
    book.put(Terms.draw, 0, 800.0)
    place = book.put(Terms.cap, 0, 500.0)
    assert ("XL528", place) in book.found()


def test_a_plan_that_pays_nothing_at_first() -> None:
    book = scorecard(steps=((0.5, 0.03), *RISING[1:]))
    assert ("XL528", book.place(Tiers.attainment, 0)) in book.found()
