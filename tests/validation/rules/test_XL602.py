"""XL602 workbook-not-there: a unit of the company's plan has not handed in a target plan or a team scorecard."""

from __future__ import annotations

from tests.validation.across_units import company, company_plan, found


def test_the_example() -> None:
    """West is a team of the company's plan, and handed in a target plan only."""
    held, plan = company(), company_plan(North=1200.0, South=1200.0, West=1200.0)
    del held["west-scorecard.xlsx"]
    assert found(held, plan) == [("XL602", "company-plan.xlsx", "Units!B7")]


def test_all_are_there() -> None:
    assert found(company(), company_plan(North=1200.0, South=1200.0, West=1200.0)) == []
