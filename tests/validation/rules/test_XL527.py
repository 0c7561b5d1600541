"""XL527 amber-above-green: the threshold for amber lies above the one for green."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard


def test_the_example() -> None:
    """Green from 80 %, amber from 100 %."""
    book = scorecard()
    book.put_field("settings.green", 0.8)
    place = book.put_field("settings.amber", 1.0)
    assert book.found() == [("XL527", place)]
