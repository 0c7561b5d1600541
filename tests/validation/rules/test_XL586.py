"""XL586 two-rates-fit: two rates of a plan fit the same sale, or the tiers of one plan stand apart."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.plans import PlanRates


def test_the_example() -> None:
    """The plan AE-2026 has two rows from 1 January for all with a tier from 1, one of 8% and one of 10%."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    assert "XL586" not in {code for code, _place in book.found()}
    place = book.put(PlanRates.start, 2, 1.0)
    assert ("XL586", place) in book.found()
