"""XL548 indicator-in-future: an indicator has a value for a month that has not begun."""

from __future__ import annotations

from tests.validation.built_register import Register

from xltargets.templates.risk_register.kris import Kris


def test_the_example() -> None:
    """It is the end of May, and Month 12 of an indicator has a value."""
    register = Register()
    place = register.put(Kris["m12"], 0, 5.0)
    assert ("XL548", place) in register.found()


def test_the_month_that_runs() -> None:
    register = Register()
    register.put(Kris["m5"], 0, 5.0)
    assert "XL548" not in dict(register.found())
