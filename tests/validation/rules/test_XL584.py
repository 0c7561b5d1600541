"""XL584 rate-of-own: the currency of the plan itself has a rate other than 1."""

from __future__ import annotations

import pytest
from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """Settings say USD, and the sheet Exchange rates gives USD a rate of 0.9."""
    workbook = plan()
    put(workbook, "rates.currency", "USD")
    place = put(workbook, "rates.plan", 0.9)
    assert found(workbook) == [("XL584", place)]


@pytest.mark.parametrize(("currency", "rate"), [("USD", 1.0), ("EUR", 0.9)])
def test_one_and_other_currencies_are_fine(currency: str, rate: float) -> None:
    workbook = plan()
    put(workbook, "rates.currency", currency)
    put(workbook, "rates.plan", rate)
    assert found(workbook) == []
