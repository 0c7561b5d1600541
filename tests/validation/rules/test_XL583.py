"""XL583 rate-missing: a unit plans in a currency that has no rate."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put

from xltargets.workbooks.contents import Contents


def _tokyo(currency: str = "JPY") -> tuple[Contents, str]:
    workbook = plan()
    put(workbook, "organisation.unit_id", "tokyo")
    put(workbook, "organisation.unit", "Tokyo")
    return workbook, put(workbook, "organisation.currency", currency)


def test_the_example() -> None:
    """The unit Tokyo plans in JPY, the company in USD, and the sheet Exchange rates has no JPY."""
    workbook, place = _tokyo()
    assert found(workbook) == [("XL583", place)]


def test_its_rate_is_enough() -> None:
    workbook, _place = _tokyo()
    put(workbook, "rates.currency", "JPY")
    put(workbook, "rates.plan", 0.0067)
    assert found(workbook) == []


def test_the_companys_own_currency_needs_none() -> None:
    assert found(_tokyo("USD")[0]) == []
