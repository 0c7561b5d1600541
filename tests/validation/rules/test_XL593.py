"""XL593 booked-before-sold: a sale counts in a month before it was made."""

from __future__ import annotations

from tests.validation.built_scorecard import DAY, scorecard, serial

from xltargets.templates.team_scorecard.credits import Credits


def test_the_example() -> None:
    """A sale of 18 May is booked in April."""
    book = scorecard()
    assert book.slot(Credits.sold, "O-7").value == serial(DAY(2026, 5, 18))
    place = book.put(Credits.booked, "O-7", serial(DAY(2026, 4, 1)))
    assert ("XL593", place) in book.found()
