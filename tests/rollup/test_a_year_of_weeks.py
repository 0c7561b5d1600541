"""A company whose year is one of weeks: handed out, sold in, closed, consolidated, reported, re-planned, rolled."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rollup.company_plans import PEOPLE, UNITS, append, column
from tests.templates.test_scorecards_of_weeks import MONTHS
from tests.templates.test_years_of_weeks import NRF_2023, built
from xltargets.cli import main
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A company plan of 12,000 for Ann and Bo by 3 : 2, 1,000 a period, and the unit's workbooks."""
    folder = tmp_path_factory.mktemp("weeks")
    people = [
        {"team": team, "person": name, "person_id": number, "own_weight": weight}
        for team, name, number, weight in PEOPLE[:2]
    ]
    units = [{**UNITS[1], "parent": None, "keeps": "all"}]
    plan = folder / "company.xlsx"
    built(plan, {"unit": "Acme", **NRF_2023}, units=people, organisation=units, approvers=[{"approver": "Hanna"}])
    done = run("hand-out", plan, folder / "units", "--as-of", "2023-03-10", "--language", "en")
    assert done.exit_code == 0, done.output
    card = folder / "units" / "nh-team-scorecard.xlsx"
    rows = [
        {"month": serial_of(month), "member": name, "actual": float(amount)}
        for month, amounts in zip(MONTHS, ((500, 400), (400, 200)), strict=False)
        for name, amount in zip(("Ann", "Bo"), amounts, strict=True)
    ]
    append(card, "actuals", rows, float(serial_of(DAY(2023, 4, 3))))
    return plan, folder / "units"


def test_the_scorecard_has_the_periods_of_the_plan(year: tuple[Path, Path]) -> None:
    card = year[1] / "nh-team-scorecard.xlsx"
    assert column(card, "months", "first")[1] == serial_of(DAY(2023, 2, 26))
    assert column(card, "quotas", "quota")[:2] == [600.0, 600.0]
    view = View.of(read(card))
    assert view.fields["standing.as_of"].value == serial_of(DAY(2023, 4, 1))
    assert view.fields["standing.attainment"].value == pytest.approx(1_500 / 2_000)
