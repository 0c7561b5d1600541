"""XL544 alert-not-acknowledged: an indicator is red, and nobody has acknowledged it since."""

from __future__ import annotations

import pytest
from tests.validation.built_register import Register, serial

from xltargets.templates.risk_register.kris import Kris
from xltargets.templates.schema import Column

LATE = "Deliveries in time, %"
"""Red since May."""


def test_the_example() -> None:
    """Deliveries in time are red since May, and were last acknowledged in February."""
    register = Register()
    register.put(Kris.acknowledged_on, LATE, serial(2026, 2, 16))
    report = register.judged()
    place = register.place(Kris.acknowledged_by, LATE)
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL544", place)]
    assert "2026-05" in report.findings[0].sentence()


@pytest.mark.parametrize(
    ("column", "value"),
    [(Kris.acknowledged_by, None), (Kris.acknowledged_on, None), (Kris.acknowledged_on, serial(2026, 4, 30))],
    ids=["by nobody", "on no day", "before it began"],
)
def test_a_red_indicator_that_was_not_acknowledged(column: Column, value: object) -> None:
    register = Register()
    register.put(column, LATE, value)
    assert register.found() == [("XL544", register.place(Kris.acknowledged_by, LATE))]


def test_equal_thresholds_make_it_red_at_once() -> None:
    register = Register()
    register.put(Kris.red, "Discount given, %", 8.0)
    assert [code for code, _place in register.found()] == ["XL544"]
