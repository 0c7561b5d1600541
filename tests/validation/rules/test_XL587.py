"""XL587 plan-without-rates: a member is paid by a plan that has no rates for the member yet."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.plans import PlanRates


def test_the_example() -> None:
    """Ann is paid by AE-2026 from January on, whose rates begin with 1 February."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    assert "XL587" not in {code for code, _place in book.found()}
    for row in range(3):
        book.put(PlanRates.effective, row, 46054.0)
    assert "XL587" in {code for code, _place in book.found()}
