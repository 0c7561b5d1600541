"""XL597 dispute-not-booked: a dispute was agreed to, and nothing is booked for it."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.disputes import Disputes


def test_the_example() -> None:
    """Ben's claim on Fabrikam, order 2041, is agreed, and Adjustments has no row of it."""
    book = scorecard()
    place = book.put(Disputes.outcome, 0, "Agreed")
    assert book.found() == [("XL597", place)]


def test_a_row_of_credits_settles_it() -> None:
    book = scorecard()
    book.put(Disputes.outcome, 0, "Partly agreed")
    book.put(Disputes.sale, 0, "O-29")
    assert book.found() == []
