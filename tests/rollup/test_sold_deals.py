"""Actuals that are the won deals of the CRM log: the same in log, scorecard, plan, company and page.

Of the small unit's log: Ann won 70 in January and 30 in March, Bo nothing; its last entry is of 20 March.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.rollup.small_unit import END_OF_APRIL, END_OF_MARCH, KINDS, SETTINGS, loaded, put, unit, value
from tests.rollup.test_loading import collected, renewed
from xltargets.actions.files.headless import apply
from xltargets.building.builder import build
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import meeting
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DEALS = {("settings.actuals_from", None): "Won deals of the CRM log"}
LAST_ENTRY = 46101.0  # 2026-03-20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = unit(tmp_path / "north")
    put(where / "plan.xlsx", DEALS)
    return where


def rows(path: Path) -> list[tuple[object, object, object]]:
    table = View.of(read(path)).tables["actuals"]
    columns = [table.declared[name] for name in ("month", "member", "actual")]
    return [tuple(table.slot(column, row).value for column in columns) for row in table.rows_in_use]  # type: ignore[misc]


def first_of(month: int) -> float:
    return float(serial_of(datetime.date(2026, month, 1)))


def test_the_scorecard_takes_them_month_by_month(folder: Path) -> None:
    path = folder / "scorecard.xlsx"
    put(path, {("actuals.actual", row): None for row in range(3)})
    renewed(path, now=END_OF_APRIL)
    assert rows(path) == [
        (first_of(1), "Ann Lee", 70.0),
        (first_of(1), "Bo Chen", 0.0),
        (first_of(2), "Ann Lee", 0.0),
        (first_of(2), "Bo Chen", 0.0),
        (first_of(3), "Ann Lee", 30.0),
        (first_of(3), "Bo Chen", 0.0),
    ]
    assert value(path, "standing.actual") == 100.0
    assert loaded(path)["Actuals, Actual", "2026-03 / Ann Lee"] == ("30", "log.xlsx", "Opportunities!F8")
    before = path.read_bytes()
    assert renewed(path, now=END_OF_APRIL).is_empty
    assert path.read_bytes() == before


def test_all_workbooks_company_and_page_say_the_same(folder: Path) -> None:
    put(folder / "scorecard.xlsx", {("actuals.actual", row): None for row in range(3)})
    for name in ("scorecard", "plan"):
        renewed(folder / f"{name}.xlsx", now=END_OF_APRIL)
    company = Company(collected(sorted(folder.glob("*.xlsx")), END_OF_APRIL), terms=Terms(END_OF_APRIL))
    [team] = company.lines
    assert company.day == LAST_ENTRY
    assert team.standing.actual == 100.0
    assert value(folder / "plan.xlsx", "status.actual") == 100.0
    assert [(row["person"], row["actual"]) for row in company.people()] == [("Ann Lee", 100.0), ("Bo Chen", 0.0)]
    [row] = company.teams(company.people())
    assert row["actual_from"].startswith("log.xlsx · ")
    page = meeting(company)
    assert [one.standing.actual for one in page.teams] == [100.0]
    [ann] = [one for one in page.people if one.name == "Ann Lee"]
    assert [origin.place for origin in ann.origins["actual"]] == ["Opportunities!F7:F8"]
    assert not any("won deals" in row["note"] for row in company.sources(str) if row["note"])


def test_the_company_does_not_count_what_the_scorecard_has_of_before(folder: Path) -> None:
    """The scorecard's typed 100 of January and February are no actuals where the plan says deals."""
    company = Company(collected(sorted(folder.glob("*.xlsx")), END_OF_MARCH), terms=Terms(END_OF_MARCH))
    assert [(row["person"], row["actual"]) for row in company.people()] == [("Ann Lee", 100.0), ("Bo Chen", 0.0)]
    early = Company(company.collected, terms=Terms(END_OF_MARCH, as_of=END_OF_MARCH - 31))
    assert [(row["person"], row["actual"]) for row in early.people()] == [("Ann Lee", 70.0), ("Bo Chen", 0.0)]


def test_without_a_log_it_is_asked(folder: Path) -> None:
    (folder / "log.xlsx").unlink()
    company = Company(collected(sorted(folder.glob("*.xlsx"))), terms=Terms(END_OF_MARCH))
    notes = {row["file"]: row["note"] for row in company.sources(str)}
    assert "its Settings take the actuals from won deals, and no CRM log of North counts" in notes["plan.xlsx"]


def test_what_was_typed_stays_and_is_told(folder: Path) -> None:
    path = folder / "scorecard.xlsx"
    told = renewed(path, now=END_OF_APRIL).outcome.details
    assert [value(path, "actuals.actual", row) for row in range(3)] == [50.0, 30.0, 20.0]
    assert any(
        one.startswith("Actuals!C5: Actual is 50, typed here; log.xlsx · Opportunities!F7 says 70.") for one in told
    )


def test_a_stranger_among_the_owners_is_told(folder: Path) -> None:
    put(folder / "log.xlsx", {("words.person", 0): "Cy Doe", ("opportunities.owner", 3): "Cy Doe"})
    told = renewed(folder / "scorecard.xlsx", "plan", "log", now=END_OF_APRIL, write=False).outcome.details
    assert (
        "log.xlsx · Opportunities!F8: 30 was won by Cy Doe, not in Team; it is in nobody's actuals until the name is "
        "mended."
    ) in told


def test_back_to_the_scorecard_its_credits_say_the_same(folder: Path) -> None:
    path = folder / "scorecard.xlsx"
    put(path, {("actuals.actual", row): None for row in range(3)})
    renewed(path, now=END_OF_APRIL)
    before = rows(path)
    put(folder / "plan.xlsx", {("settings.actuals_from", None): "The team scorecard"})
    renewed(path, now=END_OF_APRIL)
    assert rows(path) == before
    sources = {file for (figure, _row), (_value, file, _cells) in loaded(path).items() if figure == "Actuals, Actual"}
    assert sources == {"scorecard.xlsx"}
    assert not any(figure == "Credits, Amount" for figure, _row in loaded(path))


def test_without_the_plan_nobody_can_tell_and_it_stays_loaded(folder: Path) -> None:
    path = folder / "scorecard.xlsx"
    put(path, {("actuals.actual", row): None for row in range(3)})
    renewed(path, now=END_OF_APRIL)
    (folder / "plan.xlsx").unlink()
    renewed(path, now=END_OF_APRIL)
    assert loaded(path)["Actuals, Actual", "2026-01 / Ann Lee"][0] == "70"


def test_the_table_grows_where_its_blank_rows_are_too_few(folder: Path) -> None:
    """46 of 48 rows are filled in: five months of two people need room for three more."""
    path = folder / "scorecard.xlsx"
    team = [{"member": name, "region": "North", "quota": 600.0} for name in ("Ann Lee", "Bo Chen")]
    line = {"month": datetime.date(2026, 1, 1), "member": "Ann Lee", "actual": 1.0, "activities": 3}
    build(TEMPLATES["team-scorecard"], path, Filling({"settings": SETTINGS}, {"team": team, "actuals": [line] * 46}))
    renewed(path, now=END_OF_APRIL)
    found = rows(path)
    assert len(found) == 51
    assert found[:46] == [(first_of(1), "Ann Lee", 1.0)] * 46
    assert found[46:] == [
        (first_of(1), "Bo Chen", 0.0),
        (first_of(2), "Ann Lee", 0.0),
        (first_of(2), "Bo Chen", 0.0),
        (first_of(3), "Ann Lee", 30.0),
        (first_of(3), "Bo Chen", 0.0),
    ]
    assert [value(path, "actuals.activities", row) for row in (0, 45, 46)] == [3.0, 3.0, None]


def test_a_workbook_named_from_where_one_stands_is_renewed_in_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    path = Path(folder.name) / "plan.xlsx"
    apply(renewed(path, write=False).outcome, path, path, lambda: END_OF_MARCH)
    assert value(folder / "plan.xlsx", "review.actual", 0) == 70.0
    assert sorted(one.name for one in folder.iterdir()) == [".xltargets", *(f"{one}.xlsx" for one in sorted(KINDS))]
