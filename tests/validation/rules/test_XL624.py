"""XL624 ledger-broken: the ledger is not as it was written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.validation.across_units import with_row
from tests.validation.closed_months import findings, found, scorecard, two_months

from xltargets.ledger.book import Ledger


def _changed() -> Ledger:
    entries = two_months().entries
    return Ledger(tuple(replace(one, payout=Decimal(99)) if one.number == 4 else one for one in entries))


def test_the_example() -> None:
    """Somebody changed a payout of January in the file."""
    [one] = findings(scorecard(), _changed())
    assert one.code == "XL624"
    assert one.message().startswith("Entry 4 is not as it was written")


def test_nothing_is_compared_with_a_ledger_that_cannot_be_trusted() -> None:
    changed = with_row(scorecard(), "tiers", 2, rate=0.08)
    assert [code for code, _place in found(changed, _changed())] == ["XL624"]
