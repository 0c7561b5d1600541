"""A company made from a real CRM's export: what stands twice is the same, and is what pandas adds up.

Of the export's last year. Each team's plan, scorecard, the company and the page are compared, to the cent.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from tests.crm_export import CRM, needs_crm
from xltargets.cli import main
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.terms import Terms
from xltargets.units.days import serial_of

pytestmark = [pytest.mark.nightly, needs_crm]
YEAR = 2017
NOW = serial_of(datetime.date(2018, 1, 2))
TARGET = 12_000_000
CENT = 0.005


@dataclass(frozen=True)
class Year:
    folder: Path
    company: Company
    won: pd.DataFrame


@pytest.fixture(scope="module", params=["en", pytest.param("zh-TW", marks=pytest.mark.nightly)])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("export") / "set"
    arguments = ["new-set", folder, "--from", CRM / "sales_pipeline.csv", "--team", CRM / "sales_teams.csv"]
    arguments += ["--target", TARGET, "--language", request.param, "--year-start", f"{YEAR}-01-01"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    files = sorted(folder.glob("*.xlsx"))
    terms = Terms(NOW)
    company = Company(collect(files, NOW, jobs=2), terms=terms)
    refused = {one.file: [str(finding) for finding in one.findings] for one in company.collected if one.extract is None}
    assert not refused
    deals = pd.read_csv(CRM / "sales_pipeline.csv", parse_dates=["close_date"])
    won = deals[(deals["deal_stage"] == "Won") & (deals["close_date"].dt.year == YEAR)]
    teams = pd.read_csv(CRM / "sales_teams.csv")
    return Year(folder, company, won.merge(teams, on="sales_agent"))


def test_each_teams_own_workbooks_say_what_the_company_says(year: Year) -> None:
    assert len(year.company.lines) == year.won["manager"].nunique()
    for team in year.company.lines:
        assert team.plan is not None
        assert team.scorecard is not None
        here = team.standing
        figures = {"quota": here.target, "target": here.due, "actual": here.actual}
        figures |= {"attainment": here.attainment, "forecast": here.forecast}
        for key, value in figures.items():
            assert value is not None
            assert abs((team.scorecard.number(f"standing.{key}") or 0.0) - value) < CENT, (team.name, key)
        assert abs((team.plan.number("settings.total") or 0.0) - (here.target or 0.0)) < CENT


def test_what_was_sold_is_what_pandas_adds_up(year: Year) -> None:
    sold = year.won.groupby("manager")["close_value"].sum()
    assert {team.name: team.standing.actual for team in year.company.lines} == pytest.approx(dict(sold), abs=CENT)
    by_person = year.won.groupby("sales_agent")["close_value"].sum()
    people = {row["person"]: row["actual"] for row in year.company.people() if row["actual"]}
    assert people == pytest.approx(dict(by_person), abs=CENT)


def test_parts_are_their_wholes(year: Year) -> None:
    """People to teams, teams to the company, months to the year: the target is what was asked for."""
    rows = year.company.people()
    for team in year.company.lines:
        own = [row for row in rows if row["unit"] == team.name]
        for key, whole in (("target", team.standing.target), ("actual", team.standing.actual)):
            assert whole is not None
            assert abs(sum(row[key] or 0.0 for row in own) - whole) < CENT, (team.name, key)
        assert abs(sum(span.amount or 0.0 for span in team.account.targets) - (team.standing.target or 0.0)) < CENT
    assert sum(team.standing.target or 0.0 for team in year.company.lines) == TARGET
