"""XL619 credit-without-won-deal: a credit is of no won deal of the CRM log, or of another amount."""

from __future__ import annotations

import pytest
from tests.validation.across_units import found
from tests.validation.credited_unit import JANUARY, MARCH, credit, credited

WON = credit("O-3", JANUARY, 70.0), credit("O-4", MARCH, 30.0)


def _told(*rows: dict[str, object]) -> list[str]:
    return [code for code, _file, _place in found(credited(*rows)) if code == "XL619"]


def test_the_example() -> None:
    """O-1 is credited to Ann with 100, and is a proposal in the CRM log."""
    assert _told(*WON, credit("O-1", MARCH, 100.0)) == ["XL619"]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([credit("O-3", JANUARY, 60.0)], 1),
        ([credit("O-3", JANUARY, 60.0), credit("O-3", MARCH, 10.0)], 0),
        ([credit("O-3", JANUARY, 70.0), credit("O-3", MARCH, -20.0)], 0),
        ([credit("O-3", JANUARY, 90.0), credit("O-3", MARCH, -20.0)], 0),
        ([credit("X-1", MARCH, 5.0)], 1),
    ],
)
def test_rows_of_one_sale_are_added(rows: list[dict[str, object]], number: int) -> None:
    assert len(_told(*rows)) == number
