"""XL538 probability-contradicts-stage: an opportunity's own probability says something else than its stage."""

from __future__ import annotations

import pytest
from tests.validation.built_log import Log, slip

from xltargets.templates.crm_log.opportunities import Opportunities


def test_the_example() -> None:
    """O-17 is in negotiation with a probability of 100 %."""
    log = Log()
    log.put(Opportunities.stage, Opportunities.id, "O-1", "Negotiation")
    place = log.put(Opportunities.own, Opportunities.id, "O-1", 1.0)
    assert log.found() == [("XL538", place)]


@pytest.mark.parametrize(
    ("opportunity", "probability"),
    [("O-2", 0.9), ("O-3", 0.1), ("O-1", 0.0)],
    ids=["won at 90 %", "lost at 10 %", "open at 0 %"],
)
def test_a_probability_that_its_stage_contradicts(opportunity: str, probability: float) -> None:
    found, place = slip(Opportunities.own, opportunity, probability)
    assert found == [("XL538", place)]


def test_one_in_between_is_in_order() -> None:
    assert slip(Opportunities.own, "O-1", 0.35)[0] == []
