"""XL533 won-incomplete: an opportunity is won, and has no amount or no closing day."""

from __future__ import annotations

from tests.validation.built_log import slip

from xltargets.templates.crm_log.opportunities import Opportunities


def test_the_example() -> None:
    """O-17 is won and has no closing day."""
    found, place = slip(Opportunities.closed, "O-2", None)
    assert found == [("XL533", place)]


def test_won_without_an_amount() -> None:
    found, place = slip(Opportunities.amount, "O-2", None)
    assert found == [("XL533", place)]
