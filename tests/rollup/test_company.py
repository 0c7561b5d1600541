"""Many workbooks to one: sums against the fillings themselves, sources that lead back, and what is left out."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.rollup.submitted import AS_OF, TEAMS, files, folder, refused_plan
from xltargets.actions.consolidate import ScorecardOptions, consolidate
from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.tidy import frames, write
from xltargets.samples import crm_log_sample, risk_register_sample, team_scorecard_sample
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.reader import read


@pytest.fixture(scope="module")
def company() -> Company:
    return Company(collect(files(), AS_OF, jobs=2))


def total_of(team: str) -> int:
    """Last year's sales and a tenth."""
    rows = team_filling(team).tables["history"]
    return round(sum(row["amount"] for row in rows if row["month"].year == 2025) * 1.1)


def sold_by(team: str) -> float:
    return sum(row["actual"] for row in team_scorecard_sample.of_team(team).tables["actuals"])


def test_all_are_accepted(company: Company) -> None:
    assert [row["reason"] for row in company.sources(lambda text: text)] == [None] * 6
    assert company.currency == "USD"


def test_teams_have_the_plans_targets_and_the_scorecards_actuals(company: Company) -> None:
    rows = company.teams(company.people())
    assert [row["unit"] for row in rows] == list(TEAMS)
    assert [row["target"] for row in rows] == [total_of(team) for team in TEAMS]
    assert [row["actual"] for row in rows] == pytest.approx([sold_by(team) for team in TEAMS])


def test_people_add_up_to_their_teams(company: Company) -> None:
    people = company.people()
    for team in TEAMS:
        own = [row for row in people if row["unit"] == team]
        assert sum(row["target"] for row in own) == total_of(team)
        assert sum(row["actual"] or 0 for row in own) == pytest.approx(sold_by(team))


@pytest.mark.nightly
def test_every_source_leads_to_its_figure(company: Company) -> None:
    """The cell that a figure names holds that figure, as another program reads it."""
    for row in company.people():
        if row["person"] == "Vacant":
            continue
        sheet = openpyxl.load_workbook(folder() / row["file"], data_only=True)[row["sheet"]]
        values = [cell.value for cell in sheet[row["row"]]]
        assert row["person"] in values
        assert any(value == pytest.approx(row["actual"]) for value in values if isinstance(value, (int, float)))
    for row in company.teams([]):
        for source, figure in ((row["target_from"], row["target"]), (row["actual_from"], row["actual"])):
            file, _dot, place = source.partition(" · ")
            sheet_name, _mark, cell = place.partition("!")
            found = openpyxl.load_workbook(folder() / file, data_only=True)[sheet_name][cell].value
            assert found == pytest.approx(figure)


def test_open_deals_and_risks_come_along(company: Company) -> None:
    deals = crm_log_sample.filling().tables["opportunities"]
    still_open = [row for row in deals if row["stage"] not in ("Won", "Lost")]
    assert sorted(row["id"] for row in company.pipeline()) == sorted(str(row["id"]) for row in still_open)
    assert sum(row["amount"] for row in company.pipeline()) == sum(row["amount"] for row in still_open)
    risks = risk_register_sample.filling().tables["risks"]
    assert sum(row["expected"] for row in company.risks()) == pytest.approx(
        sum(row["probability"] * row["loss"] for row in risks if not row["closed"])
    )


def test_the_workbook_adds_up_what_it_lists(tmp_path: Path) -> None:
    output = tmp_path / "company.xlsx"
    done = consolidate(files(), output, AS_OF, ScorecardOptions(settings={"unit": "Company", "owner": "Ann"}, jobs=2))
    assert done.accepted == 6
    book = openpyxl.load_workbook(output, data_only=True)

    def named(name: str) -> object:
        sheet, cell = book.defined_names[name].attr_text.split("!")
        return book[sheet.strip("'")][cell.replace("$", "")].value

    assert named("standing_target") == sum(map(total_of, TEAMS))
    assert named("standing_actual") == pytest.approx(sum(map(sold_by, TEAMS)))
    assert named("standing_left_out") == 0
    regions = {row[0].value: row for row in book["Regions"].iter_rows(min_row=5, max_row=6)}
    assert {name: row[1].value for name, row in regions.items()} == {"North": 6, "South": 5}
    assert regions["South"][2].value == total_of("South Coast")


def test_refused_and_doubled_workbooks_are_listed_and_in_no_figure(tmp_path: Path) -> None:
    again = tmp_path / "north-again.xlsx"
    again.write_bytes((folder() / "north-harbour-plan.xlsx").read_bytes())
    euros = tmp_path / "euros.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"]["currency"] = "EUR"
    build(TEMPLATES["target-plan"], euros, filling)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    company = Company(collect([*files(), again, euros, broken, refused_plan(tmp_path)], AS_OF, jobs=2))
    reasons = {Path(row["file"]).name: row["reason"] for row in company.sources(lambda text: text) if row["reason"]}
    assert set(reasons) == {"north-again.xlsx", "euros.xlsx", "broken.xlsx", "south-bay-plan.xlsx"}
    assert "already there for North Harbour" in reasons["north-again.xlsx"]
    assert "EUR" in reasons["euros.xlsx"]
    assert reasons["south-bay-plan.xlsx"].startswith("Settings!B7: Owner is empty")
    assert company.units() == list(TEAMS)


def test_the_parents_targets_stand_beside(tmp_path: Path) -> None:
    """A parent that gives each team a round sum: the difference is told for each."""
    parent = tmp_path / "parent.xlsx"
    units = [
        {"region": "North", "team": "North Harbour", "person": "N"},
        {"region": "South", "team": "South Coast", "person": "S"},
    ]
    units = [{**row, "own_weight": 1} for row in units]
    settings = {**team_filling("South Bay").forms["settings"], "unit": "Company", "agreed": 9_000_000}
    build(TEMPLATES["target-plan"], parent, Filling({"settings": settings}, {"units": units}))
    output = tmp_path / "company.xlsx"
    consolidate(
        files(), output, AS_OF, ScorecardOptions(parent=parent, settings={"unit": "Company", "owner": "Ann"}, jobs=2)
    )
    sheet = openpyxl.load_workbook(output, data_only=True)["Parent's targets"]
    rows = {(row[0].value, row[1].value): (row[2].value, row[3].value) for row in sheet.iter_rows(min_row=5)}
    assert rows["Team", "North Harbour"] == (4_500_000, total_of("North Harbour"))
    assert rows["Region", "South"] == (4_500_000, total_of("South Coast"))


@pytest.mark.nightly
def test_tidy_tables_are_pandas_own(company: Company, tmp_path: Path) -> None:
    extracts = [one.extract for one in company.collected if one.extract]
    actuals = frames(extracts)["team-scorecard.actuals"]
    by_unit = actuals.groupby("unit")["actual"].sum()
    assert by_unit.to_dict() == pytest.approx({team: sold_by(team) for team in TEAMS})
    assert actuals["month"].min() == pd.Timestamp(2026, 1, 1)
    paths = write(extracts, tmp_path)
    again = pd.read_csv(tmp_path / "team-scorecard.actuals.csv", parse_dates=["month"])
    assert again["actual"].sum() == pytest.approx(actuals["actual"].sum())
    assert list(again.columns[:4]) == ["file", "unit", "sheet", "row"]
    assert {path.name for path in paths} >= {
        "target-plan.units.csv",
        "crm-log.opportunities.csv",
        "risk-register.forms.csv",
    }
    assert not list(tmp_path.glob(".*"))


def test_parquet_holds_what_the_tables_hold(company: Company, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    extracts = [one.extract for one in company.collected if one.extract]
    paths = write(extracts, tmp_path, "parquet")
    again = pd.read_parquet(tmp_path / "team-scorecard.actuals.parquet")
    pd.testing.assert_frame_equal(again, frames(extracts)["team-scorecard.actuals"], check_dtype=False)
    assert {path.suffix for path in paths} == {".parquet"}


def test_words_of_drop_downs_are_codes(company: Company) -> None:
    frame = frames(one.extract for one in company.collected if one.extract)["crm-log.opportunities"]
    assert set(frame["stage"].dropna()) <= set(TEMPLATES["crm-log"].column("opportunities.stage").choices.codes)
    assert frame["created"].min() > pd.Timestamp(datetime.date(2025, 12, 1))


def test_consolidating_its_own_output_again_leaves_it_out(tmp_path: Path) -> None:
    output = tmp_path / "company.xlsx"
    consolidate(files()[:1], output, AS_OF, ScorecardOptions(settings={"unit": "Company", "owner": "Ann"}, jobs=1))
    assert read(output).properties["xltargets.template"] == "company-scorecard"
    done = consolidate(
        [*files()[:1], output], output, AS_OF, ScorecardOptions(settings={"unit": "Company", "owner": "Ann"}, jobs=1)
    )
    assert (done.accepted, len(done.company.collected)) == (1, 1)


def test_a_unit_is_the_same_in_another_spelling(tmp_path: Path) -> None:
    """The log spells the team in its own way; its pipeline is the team's, under the name that the plan has."""
    for key, unit, filling in (
        ("target-plan", "North Harbour", team_filling("North Harbour")),
        ("crm-log", " north  HARBOUR", crm_log_sample.filling()),
    ):
        settings = {**filling.forms["settings"], "unit": unit, "year_start": datetime.date(2026, 1, 1)}
        build(
            TEMPLATES[key], tmp_path / f"{key}.xlsx", Filling({**filling.forms, "settings": settings}, filling.tables)
        )
    company = Company(collect(sorted(tmp_path.glob("*.xlsx")), AS_OF, jobs=1))
    assert company.left_out == {}
    assert {row["unit"] for row in company.pipeline()} == {"North Harbour"}


@pytest.mark.parametrize(("units", "shown"), [(("Millions", "Millions"), "Millions"), (("Millions", "Whole"), None)])
@pytest.mark.nightly
def test_large_figures_are_in_the_unit_of_all_teams(units: tuple[str, str], shown: str | None, tmp_path: Path) -> None:
    """Where the teams do not agree, nothing is said, and amounts are in full."""
    paths = []
    for team, unit in zip(TEAMS, units, strict=False):
        filling = team_filling(team)
        filling.forms["settings"]["shown_in"] = unit
        paths.append(build(TEMPLATES["target-plan"], tmp_path / f"{team}.xlsx", filling).path)
    settings = Company(collect(paths, AS_OF, jobs=1)).filling({}).forms["settings"]
    assert settings.get("shown_in") == shown
