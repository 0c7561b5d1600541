"""XL607 plan-behind: a unit's plan does not have the people that the company's plan gives it now."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.rollup.company_plans import DAY, EAST, FEWER, PEOPLE, company, run

from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.collecting import collect
from xltargets.rollup.terms import Terms

TENTH_OF_MARCH = 46091.0


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """North Harbour's plan and South Bay's, as they were handed out."""
    folder = tmp_path_factory.mktemp("handed")
    assert run(company(folder / "company.xlsx", units=FEWER), folder / "units").exit_code == 0
    return [folder / "units" / f"{unit}-target-plan.xlsx" for unit in ("nh", "sb", "eh")]


def found(plans: list[Path], expected: Path) -> list[tuple[str, str, str]]:
    """Code, file and message of each finding."""
    read = list(collect(plans, TENTH_OF_MARCH, jobs=1))
    [parent] = collect([expected], TENTH_OF_MARCH, jobs=1)
    across = Across(read, parent.extract, Terms(TENTH_OF_MARCH))
    by_file = findings_across(across, ["XL607"])
    return [(one.code, Path(file).name, one.message()) for file, those in by_file.items() for one in those]


def test_the_example(handed: list[Path], tmp_path: Path) -> None:
    """Eva joined North in the company's plan, and North's own plan does not list her."""
    changed = company(tmp_path / "company.xlsx", people=(*PEOPLE, EAST, ("nh", "Eva", "5", 0)), units=FEWER)
    [(code, file, message)] = found(handed, changed)
    assert (code, file) == ("XL607", "nh-target-plan.xlsx")
    assert message == "Eva belongs to this unit by company.xlsx · Units!E9, and is not in Units here."


def test_as_it_was_handed_out(handed: list[Path], tmp_path: Path) -> None:
    assert found(handed, company(tmp_path / "company.xlsx", units=FEWER)) == []


def test_who_moved(handed: list[Path], tmp_path: Path) -> None:
    """Bo is of East Hill now: the plan of East Hill lacks him, and that of North Harbour has him without a last day."""
    moved = ("eh", *PEOPLE[1][1:])
    changed = company(tmp_path / "company.xlsx", people=(PEOPLE[0], moved, PEOPLE[2], EAST), units=FEWER)
    told = {file: message for _code, file, message in found(handed, changed)}
    assert told == {
        "nh-target-plan.xlsx": "Bo has no last day here, and belongs to East Hill by company.xlsx · Units!B6.",
        "eh-target-plan.xlsx": "Bo belongs to this unit by company.xlsx · Units!E6, and is not in Units here.",
    }


def test_a_last_day(handed: list[Path], tmp_path: Path) -> None:
    changed = company(tmp_path / "company.xlsx", units=FEWER, until={"Bo": DAY(2026, 8, 31)})
    [(_code, file, message)] = found(handed, changed)
    assert file == "nh-target-plan.xlsx"
    assert message.startswith("Bo is here until –, and until 2026-08-31 by company.xlsx · Units!")
