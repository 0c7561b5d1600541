"""XL589 two-plans-at-a-time: a member has two plans in the same month."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.plans import PlanMembers


def test_the_example() -> None:
    """Ann is paid by AE-2026 from January on, and by AM-2026 from April on."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    assert "XL589" not in {code for code, _place in book.found()}
    book.put(PlanMembers.ends, 0, None)
    assert ("XL589", book.place(PlanMembers.begins, 1)) in book.found()
