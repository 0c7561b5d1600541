"""XL545 thresholds-reversed: the red threshold of an indicator lies on the good side of the amber one."""

from __future__ import annotations

import pytest
from tests.validation.built_register import Register

from xltargets.templates.risk_register.kris import Kris
from xltargets.templates.schema import Column


def test_the_example() -> None:
    """High is bad, amber is at 12 and red at 8."""
    register = Register()
    register.put(Kris.amber, "Discount given, %", 12.0)
    place = register.put(Kris.red, "Discount given, %", 8.0)
    assert register.found() == [("XL545", place)]


@pytest.mark.parametrize(
    ("column", "key", "value"),
    [
        (Kris.red, "Discount given, %", 7.0),
        (Kris.red, "Deliveries in time, %", 93.0),
        (Kris.side, "Invoices overdue, %", "Low is bad"),
    ],
    ids=["above", "below", "other direction"],
)
def test_thresholds_in_the_wrong_order(column: Column, key: str, value: object) -> None:
    register = Register()
    register.put(column, key, value)
    assert register.found() == [("XL545", register.place(Kris.red, key))]


def test_equal_thresholds_are_no_mistake() -> None:
    register = Register()
    register.put(Kris.red, "Discount given, %", 8.0)
    assert "XL545" not in [code for code, _place in register.found()]
