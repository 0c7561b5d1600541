"""A whole company from its CRM: every won deal in its month, team and person, as pandas sums them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from tests.crm_export import CRM, needs_crm
from xltargets.cli import main

DEALS = """agent,closed,value,stage,client
Ann,2026-01-15,1000.10,Won,Acme
Ann,2026-03-02,250.25,Won,Acme
Bo,2026-02-11,700,Won,Acme
Bo,2026-02-12,900,Lost,Acme
Cy,2026-03-30,80,Won,Acme
Dee,2026-03-31,40.05,Won,Acme
Cy,2025-06-30,500,Won,Acme
Ann,2025-07-01,1500,Won,Acme
Eve,2026-01-05,33,Won,Acme
Dee,,60,Negotiation,Acme
"""
TEAM = "agent,manager,region\nAnn,Fox,North\nBo,Fox,North\nCy,Gray,South\nDee,Gray,South\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def crm(tmp_path: Path) -> tuple[Path, Path]:
    deals, team = tmp_path / "deals.csv", tmp_path / "team.csv"
    deals.write_text(DEALS, encoding="utf-8")
    team.write_text(TEAM, encoding="utf-8")
    return deals, team


NUMBERED = "".join(f"{place if place else 'No.'},{line}\n" for place, line in enumerate(DEALS.splitlines()))
MAP = ("--map", "person=agent", "--map", "amount=value", "--map", "team.person=agent")


@pytest.mark.nightly
def test_each_team_gets_its_workbooks_and_all_are_accepted(crm: tuple[Path, Path], tmp_path: Path) -> None:
    deals, team = crm
    folder = tmp_path / "set"
    result = run("new-set", folder, "--from", deals, "--team", team, "--decimals", 2, *MAP)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in folder.glob("*-*-*.xlsx")) == [
        *("fox-target-plan.xlsx", "fox-team-scorecard.xlsx", "gray-target-plan.xlsx", "gray-team-scorecard.xlsx"),
    ]
    assert "Eve" in result.output
    # Handed out: the plan beside the folder finds all as it says, and knows the log of the whole company.
    again = run("hand-out", tmp_path / "set-company-plan.xlsx", folder, "--as-of", "2026-04-02")
    assert (again.exit_code, again.output.count("is as the company plan says")) == (0, 4), again.output
    company = tmp_path / "company.xlsx"
    done = run("consolidate", folder, "-o", company, "--as-of", "2026-04-02")
    assert done.exit_code == 0, done.output
    sheet = openpyxl.load_workbook(company, data_only=True)["Teams"]
    rows = {row[0].value: (row[3].value, row[5].value) for row in sheet.iter_rows(min_row=5, max_row=6)}
    # Last year 1,500 and 500, ten percent more; this year 1,000.10 + 250.25 + 700, and 80 + 40.05.
    assert rows == {"Fox": (1650, pytest.approx(1950.35)), "Gray": (550, pytest.approx(120.05))}
    # One log for both teams: the opportunity is Gray's, because Dee is.
    deals_of = openpyxl.load_workbook(company, data_only=True)["Pipeline"]
    headers = {cell.value: cell.column - 1 for cell in deals_of[4]}
    [deal] = [row for row in deals_of.iter_rows(min_row=5, values_only=True) if row[headers["Owner"]]]
    assert [deal[headers[name]] for name in ("Unit", "Owner", "Amount")] == ["Gray", "Dee", 60]
    people = openpyxl.load_workbook(company, data_only=True)["People"]
    sold = {row[0].value: row[5].value for row in people.iter_rows(min_row=5, max_row=8)}
    assert sold == pytest.approx({"Ann": 1250.35, "Bo": 700, "Cy": 80, "Dee": 40.05})
    the_page_of_a_region(tmp_path, folder)


def the_page_of_a_region(tmp_path: Path, folder: Path) -> None:
    """From the ZIP that all hand in, the page of the South, whose only team is Gray's."""
    sent, page = tmp_path / "sent.zip", tmp_path / "south.html"
    with zipfile.ZipFile(sent, "w") as archive:
        for path in folder.glob("*.xlsx"):
            archive.write(path, path.name)
    arguments = ("report", sent, "-o", page, "--as-of", "2026-03-31", "--of")
    whole = run(*arguments, "south", "--expect", tmp_path / "set-company-plan.xlsx")
    assert whole.exit_code == 0, whole.output
    text = page.read_text(encoding="utf-8")
    assert ("Gray" in text, "Fox" in text) == (True, False)
    unknown = run(*arguments, "East", "--expect", tmp_path / "set-company-plan.xlsx")
    assert (unknown.exit_code, "expected one of: Fox, Gray, North, South" in unknown.output) == (2, True)
    assert run(*arguments, "South").exit_code == 2
    assert "Unpack it, and name the folder" in run("refresh", sent).output


def test_without_a_last_year_a_target_is_asked_for(tmp_path: Path) -> None:
    deals, team = tmp_path / "deals.csv", tmp_path / "team.csv"
    deals.write_text("person,closed,amount\nAnn,2026-01-15,10\nCy,2026-01-16,20\n", encoding="utf-8")
    team.write_text("person,team\nAnn,Fox\nCy,Gray\n", encoding="utf-8")
    result = run("new-set", tmp_path / "set", "--from", deals, "--team", team)
    assert result.exit_code == 2
    assert "--target" in result.output
    result = run("new-set", tmp_path / "set", "--from", deals, "--team", team, "--target", 100)
    assert result.exit_code == 0
    assert "No CRM log was written: " in result.output
    assert "no column for Customer" in result.output
    plan = openpyxl.load_workbook(tmp_path / "set" / "fox-target-plan.xlsx", data_only=True)
    sheet, cell = plan.defined_names["settings_total"].attr_text.split("!")
    assert plan[sheet.strip("'")][cell.replace("$", "")].value == 50


def test_a_folder_with_something_in_it_is_left_alone(crm: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("new-set", tmp_path, "--from", crm[0], "--team", crm[1], *MAP)
    assert (result.exit_code, "is not empty" in result.output) == (2, True)


@needs_crm
def test_the_real_crm_adds_up_to_the_cent(tmp_path: Path) -> None:
    """Six managers, 35 people, 4,238 won deals: the roll-up's sums are those of pandas over the CSV."""
    deals, team = CRM / "sales_pipeline.csv", CRM / "sales_teams.csv"
    folder, company = tmp_path / "set", tmp_path / "company.xlsx"
    result = run("new-set", folder, "--from", deals, "--team", team, "--target", 12_000_000, "--decimals", 2)
    assert result.exit_code == 0, result.output
    assert "1,425 deals have no account" in result.output
    assert "1,480 deals are of 'GTXPro'" in result.output
    done = run("consolidate", folder, "-o", company, "--as-of", "2018-01-02")
    assert done.exit_code == 0, done.output
    won = pd.read_csv(deals).query("deal_stage == 'Won'").merge(pd.read_csv(team), on="sales_agent")
    book = openpyxl.load_workbook(company, data_only=True)
    teams = {row[0].value: row[5].value for row in book["Teams"].iter_rows(min_row=5, max_row=10)}
    assert teams == won.groupby("manager")["close_value"].sum().to_dict()
    people = {row[0].value: row[5].value for row in book["People"].iter_rows(min_row=5, max_row=39)}
    by_person = won.groupby("sales_agent")["close_value"].sum().to_dict()
    assert {name: value for name, value in people.items() if value} == by_person
    regions = {row[0].value: row[4].value for row in book["Regions"].iter_rows(min_row=5, max_row=7)}
    assert regions == won.groupby("regional_office")["close_value"].sum().to_dict()
    # The open deals stand with the teams of their owners, though one log has them all.
    open_deals = pd.read_csv(deals).query("deal_stage in ('Engaging', 'Prospecting')").merge(pd.read_csv(team))
    units = [row[0] for row in book["Pipeline"].iter_rows(min_row=5, values_only=True) if row[1]]
    assert pd.Series(units).value_counts().to_dict() == open_deals["manager"].value_counts().to_dict()
    assert sum(row[3].value for row in book["Teams"].iter_rows(min_row=5, max_row=10)) == pytest.approx(12_000_000)


def test_what_it_writes_can_be_closed(crm: tuple[Path, Path], tmp_path: Path) -> None:
    """Units and people have IDs, by which the ledger knows them."""
    deals, team = crm
    deals.write_text(NUMBERED, encoding="utf-8")
    folder, ledger = tmp_path / "set", tmp_path / "ledger.csv"
    made = run("new-set", folder, "--from", deals, "--team", team, "--decimals", 2, "--calendar", "DE", *MAP)
    assert made.exit_code == 0, made.output
    book = openpyxl.load_workbook(folder / "gray-team-scorecard.xlsx", data_only=True)
    settings = {row[0].value: row[1].value for row in book["Settings"].iter_rows(max_col=2)}
    assert settings["Unit ID"] == "gray"
    [ids] = [column for column in book["Team"].iter_cols(min_row=4) if column[0].value == "Person ID"]
    assert [cell.value for cell in ids[1:3]] == ["cy", "dee"]
    # New Year's Day and Easter Monday are days off in all of Germany.
    days = [row[0].value for row in book["Settings"].iter_rows(min_row=5, min_col=5, max_col=5)]
    assert {f"{day:%Y-%m-%d}" for day in days if day} >= {"2026-01-01", "2026-04-06"}
    # The deals are numbered, so each stands in Credits: Cy's of March and Dee's.
    credited = [row for row in book["Credits"].iter_rows(min_row=5, values_only=True) if row[1]]
    headers = [cell.value for cell in book["Credits"][4]]
    assert [[row[headers.index(name)] for name in ("Sale", "Amount")] for row in credited] == [["5", 80], ["6", 40.05]]
    scorecards = sorted(folder.glob("*-team-scorecard.xlsx"))
    done = run("close", *scorecards, "--period", "2026-01", "--ledger", ledger, "--by", "Ola")
    assert done.exit_code == 0, done.output
    assert ledger.exists()
