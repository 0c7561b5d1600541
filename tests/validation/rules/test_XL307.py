"""XL307 unknown-reference: A cell names a row that is not there."""

from __future__ import annotations

from tests.validation.built_register import Register
from tests.validation.small_plan import typed

from xltargets.templates.risk_register.kris import Kris


def test_the_example() -> None:
    """An indicator belongs to risk R99, and the register has no such risk."""
    register = Register()
    place = register.put(Kris.risk, "Discount given, %", "R99")
    assert register.found() == [("XL307", place)]


def test_a_name_that_is_near_is_proposed() -> None:
    code, place, sentence = typed("Parts", "B7", "Ann Leh")
    assert (code, place) == ("XL307", "Parts!B7")
    told = 'Person is "Ann Leh"; expected a name that stands in Units, Person. Correct it; Ann Lee is near it.'
    assert sentence.startswith(told)
