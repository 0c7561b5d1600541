"""XL547 indicator-always-green: an indicator was never anything but green."""

from __future__ import annotations

import pytest
from tests.validation.built_register import MIDDLE_OF_JUNE, Register

from xltargets.templates.risk_register.kris import Kris


def test_the_example() -> None:
    """Invoices overdue were between 4 and 5 % for six months; amber begins at 20 %."""
    register = Register()
    values = {Kris.m1: 4.0, Kris.m2: 4.5, Kris.m3: 5.0, Kris.m4: 4.2, Kris.m5: 4.8, Kris.m6: 4.1}
    for column, value in values.items():
        register.put(column, "Invoices overdue, %", value)
    register.put(Kris.red, "Invoices overdue, %", 30.0)
    register.put(Kris.amber, "Invoices overdue, %", 20.0)
    assert [code for code, _place in register.found(MIDDLE_OF_JUNE)] == ["XL547"]


@pytest.mark.parametrize(("value", "wide"), [(7.5, True), (6.9, False)])
def test_an_indicator_green_for_six_months(value: float, wide: bool) -> None:
    register = Register()
    register.put(Kris.m6, "Pulse of the team, of 10", value)
    assert [code for code, _place in register.found(MIDDLE_OF_JUNE)] == (["XL547"] if wide else [])
