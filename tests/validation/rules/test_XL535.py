"""XL535 closed-out-of-time: an opportunity was closed before it was created, or in the future."""

from __future__ import annotations

import pytest
from tests.validation.built_log import Log, serial, slip

from xltargets.templates.crm_log.opportunities import Opportunities


def test_the_example() -> None:
    """O-17 was created on 5 May and closed on 2 May."""
    log = Log()
    log.put(Opportunities.created, Opportunities.id, "O-2", serial(5, 5))
    place = log.put(Opportunities.closed, Opportunities.id, "O-2", serial(5, 2))
    assert log.found() == [("XL535", place)]


@pytest.mark.parametrize(
    ("opportunity", "day"), [("O-3", serial(4, 1)), ("O-2", serial(6, 1))], ids=["before", "tomorrow"]
)
def test_closed_before_it_was_created_or_tomorrow(opportunity: str, day: float) -> None:
    found, place = slip(Opportunities.closed, opportunity, day)
    assert found == [("XL535", place)]


def test_a_day_of_creation_need_not_be_known() -> None:
    assert slip(Opportunities.created, "O-1", None)[0] == []
