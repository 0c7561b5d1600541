"""XL608 parent-differs: the target of a unit is not what the company's plan gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rollup import company_plans
from tests.validation.across_units import company, company_plan, found, message

from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.collecting import collect
from xltargets.rollup.terms import Terms
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


TENTH_OF_MARCH = 46091.0


def handed(folder: Path, over: float) -> list[Path]:
    """The plans of North's two teams, handed out with so much more than North's own target."""
    units = [{**company_plans.FEWER[0], "over": over}, *company_plans.FEWER[1:]]
    assert (
        company_plans.run(company_plans.company(folder / "company.xlsx", units=units), folder / "units").exit_code == 0
    )
    return [folder / "units" / f"{unit}-target-plan.xlsx" for unit in ("nh", "sb")]


def of_handed(plans: list[Path], expected: Path) -> list[str]:
    read = list(collect(plans, TENTH_OF_MARCH, jobs=1))
    [parent] = collect([expected], TENTH_OF_MARCH, jobs=1)
    found = findings_across(Across(read, parent.extract, Terms(TENTH_OF_MARCH)), ["XL608"])
    return [one.message() for those in found.values() for one in those]


@pytest.mark.nightly
def test_with_over_assignment_as_handed_out(tmp_path: Path) -> None:
    """North has 10,800; 5 % more are 11,340, five parts of nine of which are 6,300."""
    plans = handed(tmp_path, 0.05)
    assert of_handed(plans, tmp_path / "company.xlsx") == []
    told = of_handed(plans, company_plans.company(tmp_path / "none.xlsx", units=company_plans.FEWER))
    assert [message.partition(" in ")[0] for message in told] == [
        "The target of the year is 6,300 here; the company's plan gives North Harbour 6,000",
        "The target of the year is 5,040 here; the company's plan gives South Bay 4,800",
    ]


@pytest.mark.nightly
def test_by_period(tmp_path: Path) -> None:
    """The company moves 100 of its May to August: half of it is North Harbour's, four tenths are South Bay's."""
    plans = handed(tmp_path, 0.0)
    phasing = {"kind": "phasing", "scope": "2026-05", "counterpart": "2026-08", "before": 1000, "after": 900}
    changed = company_plans.company(tmp_path / "changed.xlsx", units=company_plans.FEWER, changes=[phasing])
    told = [message.partition(" in ")[0] for message in of_handed(plans, changed)]
    assert told == [
        "2026-05: the target is 500 here; the company's plan gives 450",
        "2026-08: the target is 500 here; the company's plan gives 550",
        "2026-05: the target is 400 here; the company's plan gives 360",
        "2026-08: the target is 400 here; the company's plan gives 440",
    ]
