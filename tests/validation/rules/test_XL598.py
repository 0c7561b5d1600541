"""XL598 plan-not-agreed: a member is paid by a plan that the member has not agreed to."""

from __future__ import annotations

from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.built_scorecard import DAY, scorecard, serial
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.disputes import Agreed
from xltargets.templates.team_scorecard.plans import PlanRates
from xltargets.templates.team_scorecard.team import Team

ALICE = "Alice Moreau / 2026-04-01"


def test_the_example() -> None:
    """Alice has no row for the plan of 1 April."""
    book = scorecard(plans=True)
    book.put(Agreed.plan, ALICE, serial(DAY(2025, 1, 1)))
    told = [one for one in book.found() if one[0] == "XL598"]
    assert told == [("XL598", book.place(Team.member, "Alice Moreau"))]


def test_a_plan_that_rates_does_not_have() -> None:
    book = scorecard(plans=True)
    place = book.put(Agreed.plan, "Alice Moreau / 2025-01-01", serial(DAY(2024, 1, 1)))
    assert [found for code, found in book.found() if code == "XL598"] == [place]


def test_without_any_row_nothing_is_looked_at() -> None:
    assert "XL598" not in {code for code, _place in scorecard().found()}


def test_a_member_agrees_to_the_plan_that_holds() -> None:
    """Ann agreed to the rates of AM-2026, by which she is paid in June; not of those that begin in May."""
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(agreed=True), END_OF_JUNE)
    assert "XL598" not in {code for code, _place in book.found()}
    book.put(PlanRates.effective, 3, 46143.0)
    assert "XL598" in {code for code, _place in book.found()}
