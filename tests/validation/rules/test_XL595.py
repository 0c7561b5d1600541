"""XL595 refund-in-two-places: a sale was given back in Refunds, and in Credits too."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.actuals import Actuals
from xltargets.templates.team_scorecard.credits import Credits
from xltargets.templates.team_scorecard.refunds import Refunds


def test_the_example() -> None:
    """O-7 stands in Refunds, and with -5,000 in Credits."""
    book = scorecard()
    place = book.put(Refunds.deal, 0, "O-7")
    book.put(Credits.deal, "S-05-1", "O-7")
    book.put(Credits.amount, 6, -5_000.0)
    book.put(Actuals.actual, "2026-05 / Alice Moreau", 51_000.0 + 14_500.0 - 5_000.0)
    assert book.found() == [("XL595", place)]
