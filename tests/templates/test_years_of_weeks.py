"""Target plans whose year is divided into weeks, held against the calendars of the National Retail Federation."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.calc.test_fiscal_year import PUBLISHED
from tests.rollup.company_plans import PEOPLE, UNITS, column, run
from xltargets.building.builder import build
from xltargets.rollup.admission import Admission
from xltargets.rollup.extraction import Collected, extract_view
from xltargets.rollup.handing_out.again import renewed
from xltargets.rollup.handing_out.company import CompanyPlan, Unit
from xltargets.rollup.handing_out.first import plan_of
from xltargets.rollup.year_kinds import division
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import day_of, serial_of
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

DAY = datetime.date
NRF_2023 = {"year_kind": "w454", "weeks": 53, "year_start": DAY(2023, 1, 29)}
"""29 January 2023 to 3 February 2024: https://nrf.com/resources/4-5-4-calendar."""
NRF_2022 = {"year_kind": "w454", "weeks": None, "year_start": DAY(2022, 1, 30)}


def built(path: Path, settings: dict[str, Any], **tables: list[dict[str, Any]]) -> View:
    """A plan of 12,000 in even periods, as the column programs work it out."""
    given = {"unit": "North", "owner": "Dana", "currency": "USD", "agreed": 12_000, **settings}
    rows = {
        "units": [{"person": "Ann"}],
        "periods": [{} for _ in range(12)],
        "review": [{} for _ in range(12)],
        **tables,
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": given}, rows))
    contents = read(path)
    worked = work_out(contents, lambda: 45_000.0)
    assert worked is not None
    assert worked.left == []
    return View.of(contents)


def days(view: View, table: str, key: str) -> list[str]:
    """A column of days."""
    bound = view.tables[table]
    found = [bound.slot(bound.declared[key], row).value for row in bound.rows]
    return [day_of(value).isoformat() for value in found if isinstance(value, float)]


def values(view: View, table: str, key: str) -> list[object]:
    bound = view.tables[table]
    return [bound.slot(bound.declared[key], row).value for row in bound.rows]


def test_the_retail_federation_s_year_of_53_weeks(tmp_path: Path) -> None:
    """4-5-4 from 29 January 2023; its January has five weeks, from 31 December to 3 February."""
    view = built(tmp_path / "plan.xlsx", NRF_2023)
    assert days(view, "periods", "first") == [
        *("2023-01-29", "2023-02-26", "2023-04-02", "2023-04-30", "2023-05-28", "2023-07-02"),
        *("2023-07-30", "2023-08-27", "2023-10-01", "2023-10-29", "2023-11-26", "2023-12-31"),
    ]
    assert days(view, "periods", "ends")[-1] == PUBLISHED[2023][1].isoformat() == "2024-02-03"
    assert view.fields["settings.year_end"].value == serial_of(PUBLISHED[2023][1])
    names = [f"2023-{month:02}" for month in range(2, 13)]
    assert values(view, "periods", "written") == [*names, "2024-01"]
    assert days(view, "periods", "month")[0] == "2023-02-01"
    assert sum(float(str(weeks)) for weeks in values(view, "calendar", "days")) == 53 * 5


def test_quarters_of_52_weeks(tmp_path: Path) -> None:
    """Each has 13 weeks, in the pattern 4-5-4 from 30 January 2022."""
    four: list[dict[str, Any]] = [{} for _ in range(4)]
    view = built(tmp_path / "plan.xlsx", NRF_2022, periods=four, review=four)
    assert days(view, "periods", "first") == ["2022-01-30", "2022-05-01", "2022-07-31", "2022-10-30"]
    assert days(view, "periods", "ends")[-1] == PUBLISHED[2022][1].isoformat()
    assert values(view, "periods", "written") == ["2022-02", "2022-05", "2022-08", "2022-11"]


def test_pace_looks_at_the_days_of_the_periods(tmp_path: Path) -> None:
    """On 10 March 2023, February's 1,000 and 10 of March's 25 working days are due: 1,400. 1,200 are there."""
    actuals = [{"actual": 900}, {"actual": 300}, *({} for _ in range(10))]
    view = built(tmp_path / "plan.xlsx", {**NRF_2023, "as_of": DAY(2023, 3, 10)}, review=actuals)
    assert view.fields["status.pace"].value == pytest.approx(1_200 / 1_400)
    view = built(tmp_path / "plan.xlsx", NRF_2023, review=actuals)
    assert view.fields["status.as_of"].value == serial_of(DAY(2023, 4, 1))  # the end of March


def test_membership_and_ramp_by_the_days_of_the_periods(tmp_path: Path) -> None:
    """Who comes on 27 March 2023 is there in the last of March's five weeks, and new in it; April is the second."""
    steps = [{"month": 1, "share": 0.5}, {"month": 2, "share": 1.0}]
    person = {"person": "Ann", "member_from": DAY(2023, 3, 27), "role_since": DAY(2023, 3, 27)}
    view = built(tmp_path / "plan.xlsx", NRF_2023, units=[person], ramp=steps)
    assert [values(view, "shares", f"m{month}")[0] for month in (1, 2, 3)] == [0.0, pytest.approx(0.1), 1.0]


def test_a_change_counts_from_the_period_of_its_approval(tmp_path: Path) -> None:
    """On 29 July 2023 July runs until that evening; the next day is August's first."""
    change = {"scope": "Year", "kind": "total", "before": 12_000, "after": 12_600, "reason": "More", "by": "Dana"}
    rows = [
        {**change, "day": DAY(2023, 7, day), "approved": "Hanna", "approved_on": DAY(2023, 7, day)} for day in (29, 30)
    ]
    view = built(tmp_path / "plan.xlsx", NRF_2023, changes=rows, approvers=[{"approver": "Hanna"}])
    assert values(view, "changes", "begins")[:2] == [6.0, 7.0]


def company(path: Path, settings: dict[str, Any], keeps: str = "plan") -> Path:
    """A company plan with one team of two."""
    people = [
        {"team": team, "person": name, "person_id": number, "own_weight": weight}
        for team, name, number, weight in PEOPLE[:2]
    ]
    units = [{**UNITS[1], "parent": None, "keeps": keeps}]
    built(path, {"unit": "Acme", **settings}, units=people, organisation=units, approvers=[{"approver": "Hanna"}])
    return path


def read_plan(path: Path) -> tuple[CompanyPlan, Unit]:
    """A company plan with its one unit."""
    found = CompanyPlan(extract_view(View.of(read(path)), path.name))
    return found, found.with_people()[0]


def test_its_units_get_the_same_periods(tmp_path: Path) -> None:
    """What is handed out, and what is told of a plan that was handed out when the year was divided otherwise."""
    plan, unit = read_plan(company(tmp_path / "company.xlsx", NRF_2023))
    filling = plan_of(plan, unit)
    handed = {key: filling.value("settings", key, None) for key in NRF_2023}
    assert handed == {**NRF_2023, "weeks": 53.0}
    build(TEMPLATES["target-plan"], tmp_path / "unit.xlsx", filling)
    other, unit = read_plan(company(tmp_path / "company.xlsx", {**NRF_2023, "year_kind": "w445"}))
    [told] = renewed(View.of(read(tmp_path / "unit.xlsx")), other, unit, 44_995.0).unplaced
    said = "its year is divided into 4-5-4 of 53 weeks, and into 4-4-5 of 53 weeks in the company plan"
    assert told.sentence().startswith(said)


@pytest.mark.nightly
def test_it_is_handed_out_and_another_division_is_told(tmp_path: Path) -> None:
    plan, units = tmp_path / "company.xlsx", tmp_path / "units"
    assert run(company(plan, NRF_2023), units, "2023-03-10").exit_code == 0
    unit = units / "nh-target-plan.xlsx"
    found = extract_view(View.of(read(unit)), unit.name)
    assert division(found) == ("w454", 53.0)
    assert column(unit, "periods", "first")[1] == serial_of(DAY(2023, 2, 26))
    before = unit.read_bytes()
    again = run(company(plan, {**NRF_2023, "year_kind": "w445"}), units, "2023-03-10")
    assert again.exit_code == 1
    said = "its year is divided into 4-5-4 of 53 weeks, and into 4-4-5 of 53 weeks in the company plan"
    assert said in again.output
    assert unit.read_bytes() == before


def test_a_year_of_months_is_not_added_to_one_of_weeks(tmp_path: Path) -> None:
    """Of three plans that begin on the same day, the one that is divided otherwise is left out."""
    found = []
    for name, more in (("north", {}), ("south", {}), ("east", {"year_kind": "w445"})):
        path = tmp_path / f"{name}.xlsx"
        view = built(path, {**NRF_2023, "unit": name.title(), **more})
        found.append(Collected(path.name, template="target-plan", extract=extract_view(view, path.name), path=path))
    [(file, why)] = Admission(found).left_out.items()
    assert file == "east.xlsx"
    said = "its year is divided into 4-4-5 of 53 weeks, that of the others into 4-5-4 of 53 weeks"
    assert why.sentence() == said
    halves = Admission([found[0], found[2]]).left_out.values()
    assert {one.sentence()[:45] for one in halves} == {"as many workbooks divide the year otherwise; "}
