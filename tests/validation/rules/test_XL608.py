"""XL608 parent-differs: the target of a unit is not what the company's plan gives it."""

from __future__ import annotations

from tests.validation.across_units import company, company_plan, found, message

from xltargets.workbooks.contents import address


def test_the_example() -> None:
    """The company's plan gives North 1,000, and North's own plan has 1,200."""
    held, plan = company(), company_plan(North=1000.0, South=1200.0, West=1200.0)
    extract = held["north-plan.xlsx"].extract
    assert extract is not None
    assert found(held, plan) == [("XL608", "north-plan.xlsx", extract.places["settings.total"])]
    cell = f"Units!{address(5, plan.columns['units']['target'])}"
    assert message(held, plan) == (
        f"The target of the year is 1,200 here; the company's plan gives North 1,000 in company-plan.xlsx · {cell}."
    )
