"""XL539 probability-falls: a later stage has a lower probability than an earlier one."""

from __future__ import annotations

from tests.validation.built_log import Log

from xltargets.templates.crm_log.lists import Stages


def test_the_example() -> None:
    """Proposal has 50 % and Negotiation 40 %."""
    log = Log()
    place = log.put(Stages.probability, Stages.stage, "Negotiation", 0.4)
    assert ("XL539", place) in log.found()
