"""XL596 dispute-answered-in-part: an outcome without all of its answer, or an answer by the member."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.disputes import Disputes


def test_the_example() -> None:
    """The dispute on Fabrikam, order 2041, is turned down, and nobody is named who did so."""
    book = scorecard()
    assert book.slot(Disputes.sale, 0).value == "Fabrikam, order 2041"
    place = book.put(Disputes.answered_by, 0, None)
    assert book.found() == [("XL596", place)]


def test_nobody_decides_on_their_own_pay() -> None:
    book = scorecard()
    place = book.put(Disputes.answered_by, 0, "Ben Okafor")
    assert book.found() == [("XL596", place)]


def test_an_open_dispute_is_no_fault() -> None:
    book = scorecard()
    for column in (Disputes.outcome, Disputes.answer, Disputes.answered_by, Disputes.answered_on):
        book.put(column, 0, None)
    assert book.found() == []
