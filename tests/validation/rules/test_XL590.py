"""XL590 sale-by-sale-unclear: a plan whose rates depend on the sale says what only a whole month can."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.commission import Commission
from xltargets.templates.team_scorecard.plans import PlanRates, Plans


def test_the_example() -> None:
    """AE-2026 has a rate for Hardware, and its tiers begin at attainments of quota."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    book.put(PlanRates.product, 2, "Hardware")
    found = book.found()
    assert ("XL590", book.place(Plans.counted, 0)) in found
    assert ("XL590", book.place(Commission.credit, 0)) in found, "January has a credit and no sale"
