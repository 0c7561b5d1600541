"""XL546 indicator-not-updated: an indicator has no value for months that are over."""

from __future__ import annotations

from tests.validation.built_register import MIDDLE_OF_JUNE, Register

from xltargets.templates.risk_register.kris import Kris

PULSE = "Pulse of the team, of 10"


def test_the_example() -> None:
    """It is the middle of June, and the last value is of March."""
    register = Register()
    place = register.put(Kris.m4, PULSE, None)
    register.put(Kris.m5, PULSE, None)
    assert register.found(MIDDLE_OF_JUNE) == [("XL546", place)]


def test_the_value_of_the_month_before_may_still_come() -> None:
    """In the middle of June five months are over; the value of May may still come, that of April should be there."""
    register = Register()
    register.put(Kris.m4, PULSE, None)
    register.put(Kris.m5, PULSE, None)
    assert register.found() == [], "at the end of May, April's may still come"


def test_a_month_left_out_in_between_is_no_delay() -> None:
    register = Register()
    register.put(Kris.m4, PULSE, None)
    assert register.found(MIDDLE_OF_JUNE) == []
