"""XL536 deal-slipping: an open opportunity should have been closed by now."""

from __future__ import annotations

from tests.validation.built_log import END_OF_MAY, Log, serial, slip

from xltargets.templates.crm_log.opportunities import Opportunities


def test_the_example() -> None:
    """O-17 is in negotiation, was expected on 30 April, and it is the end of May."""
    log = Log()
    log.put(Opportunities.stage, Opportunities.id, "O-1", "Negotiation")
    place = log.put(Opportunities.expected, Opportunities.id, "O-1", serial(4, 30))
    assert log.found() == [("XL536", place)]


def test_it_is_late_from_the_day_after() -> None:
    found, place = slip(Opportunities.expected, "O-1", END_OF_MAY - 1)
    assert found == [("XL536", place)]
    assert slip(Opportunities.expected, "O-1", END_OF_MAY)[0] == []
