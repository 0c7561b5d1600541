"""XL592 refund-above-sale: more of a sale was given back than was credited."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.credits import Credits


def test_the_example() -> None:
    """O-7 was sold for 51,000, and 60,000 of it were given back."""
    book = scorecard()
    book.put(Credits.deal, "S-05-1", "O-7")
    place = book.put(Credits.amount, 6, -60_000.0)
    assert ("XL592", place) in book.found()


def test_all_of_it_given_back_is_no_fault() -> None:
    book = scorecard()
    book.put(Credits.deal, "S-05-1", "O-7")
    book.put(Credits.amount, 6, -51_000.0)
    assert "XL592" not in {code for code, _place in book.found()}
