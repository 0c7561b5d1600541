"""XL525 refund-impossible: more was given back than was sold, or before it was sold."""

from __future__ import annotations

from tests.validation.built_scorecard import DAY, scorecard, serial

from xltargets.templates.team_scorecard.refunds import Refunds


def test_the_example() -> None:
    """A sale of 18,000 was refunded with 60,000."""
    book = scorecard()
    assert book.slot(Refunds.amount, 0).value == 18_000
    place = book.put(Refunds.refunded, 0, 60_000.0)
    assert book.found() == [("XL525", place)]
    assert book.judged().folded == 1, "what is to be paid back cannot be worked out"


def test_a_refund_before_the_sale() -> None:
    book = scorecard()
    early = book.put(Refunds.sold, 0, serial(DAY(2026, 4, 9)))
    assert book.found() == [("XL525", early)], "the error that it makes follows from it"
