"""XL522 pay-falls: where all sales are paid at the rate reached, a tier has a lower rate than the one before."""

from __future__ import annotations

import pytest
from tests.rollup.paid_by_plan import END_OF_JUNE, two_plans
from tests.validation.built_scorecard import scorecard
from tests.validation.typed_book import TypedBook

from xltargets.templates import TEMPLATES
from xltargets.templates.team_scorecard.plans import PlanRates, Plans
from xltargets.templates.team_scorecard.rates import Tiers


def test_the_example() -> None:
    """5% up to 100% of the quota, 4% from there: at 100% the commission falls by a fifth."""
    book = scorecard(mode="retroactive", steps=((0.0, 0.05), (1.0, 0.04)))
    found = book.found()
    assert ("XL522", book.place(Tiers.rate, 1)) in found
    assert {code for code, _place in found} <= {"XL522", "XL523"}, "a fall may also be told as a jump"


@pytest.mark.parametrize(("mode", "codes"), [("marginal", []), ("retroactive", ["XL522", "XL523"])])
def test_a_rate_that_falls_pays_less_only_if_it_holds_for_all(mode: str, codes: list[str]) -> None:
    """At 120% of the quota 8% became 4%: 4.8% of the quota instead of 6%. Slice by slice pay still rises."""
    book = scorecard(mode=mode)
    book.put(Tiers.rate, 2, 0.04)
    assert sorted(code for code, _place in book.found()) == codes


def test_a_plan_of_its_own() -> None:
    book = TypedBook(TEMPLATES["team-scorecard"], two_plans(), END_OF_JUNE)
    place = book.put(PlanRates.rate, 2, 0.01)
    assert ("XL522", place) not in book.found()
    book.put(Plans.mode, 0, "All at the rate reached")
    assert ("XL522", place) in book.found()
