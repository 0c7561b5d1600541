"""Calendars of countries, held against what their governments published."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("holidays", reason="the holidays extra is not installed")

from xltargets.building.country_calendar import country_calendar
from xltargets.cli import main
from xltargets.errors import ValueProblem
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date


def working_days(path: Path) -> list[object]:
    table = View.of(read(path)).tables["calendar"]
    return [table.slot(table.declared["days"], row).value for row in table.rows]


def test_china_2026() -> None:
    """General Office of the State Council, arrangement of holidays in 2026, of November 2025."""
    found = country_calendar("CN", DAY(2026, 1, 1), "zh-CN")
    off = {row["day"]: row["occasion"] for row in found.holidays}
    assert [day for day in off if day.month == 2] == [DAY(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)]
    assert off[DAY(2026, 2, 17)] == "春节"
    worked = [DAY(2026, 1, 4), DAY(2026, 2, 14), DAY(2026, 2, 28), DAY(2026, 5, 9), DAY(2026, 9, 20), DAY(2026, 10, 10)]
    assert [row["day"] for row in found.workdays] == worked
    assert (found.weekend, found.notes) == ("saturday_sunday", [])


def test_a_plan_for_china(tmp_path: Path) -> None:
    """20 weekdays of February less 6 days off and 2 made up; 21 of May less 3 and 1 made up."""
    path = tmp_path / "plan.xlsx"
    given = ["new", "target-plan", "-o", str(path), "--calendar", "CN", "--year-start", "2026-01-01"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.output
    assert working_days(path)[1] == 16
    assert working_days(path)[4] == 19


def test_the_year_begins_in_july() -> None:
    found = country_calendar("DE-BY", DAY(2026, 7, 1))
    days = [row["day"] for row in found.holidays]
    # Epiphany and Corpus Christi are days off in Bavaria and not in Berlin; 3 October 2026 is a Saturday.
    assert DAY(2027, 1, 6) in days
    assert DAY(2027, 5, 27) in days
    assert min(days) >= DAY(2026, 7, 1)
    assert max(days) < DAY(2027, 7, 1)
    assert DAY(2026, 10, 3) not in days
    assert DAY(2027, 1, 6) not in [row["day"] for row in country_calendar("DE-BE", DAY(2026, 7, 1)).holidays]


@pytest.mark.parametrize(("country", "weekend"), [("AE", "saturday_sunday"), ("SA", "friday_saturday")])
def test_the_weekend_comes_along(country: str, weekend: str) -> None:
    assert country_calendar(country, DAY(2026, 1, 1)).weekend == weekend


def test_days_that_are_not_published_are_told() -> None:
    """Taiwan made up for a day on 8 February 2025, and does no more since: somebody has to look."""
    notes = [note.sentence() for note in country_calendar("TW", DAY(2026, 1, 1)).notes]
    assert notes == ["no make-up days of 2026 are known for TW; enter them if there are any"]


@pytest.mark.parametrize("country", ["XX", "", "DE-ZZ", "China"])
def test_what_is_no_country(country: str, tmp_path: Path) -> None:
    with pytest.raises(ValueProblem):
        country_calendar(country, DAY(2026, 1, 1))
    path = tmp_path / "plan.xlsx"
    result = CliRunner().invoke(main, ["new", "target-plan", "-o", str(path), "--calendar", country])
    assert result.exit_code == 2
    assert not path.exists()


def test_workbooks_without_working_days_take_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["new", "crm-log", "-o", str(tmp_path / "log.xlsx"), "--calendar", "CN"])
    assert result.exit_code == 2
    assert "--calendar goes with a target-plan or a team-scorecard" in result.output
