"""XL588 cap-shorter-than-tiers: the cap of a plan is for fewer months than its tiers add up over."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.plans import Plans


def test_the_example() -> None:
    """Tiers add up over the year, and the cap is 9,000 per month."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    assert "XL588" not in {code for code, _place in book.found()}
    book.put(Plans.cap, 0, 9000.0)
    place = book.put(Plans.cap_span, 0, "Month")
    assert ("XL588", place) in book.found()
    book.put(Plans.cap_span, 0, None)
    assert "XL588" not in {code for code, _place in book.found()}
