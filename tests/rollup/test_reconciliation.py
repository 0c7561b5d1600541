"""Every figure of the sample company that stands in several places is the same in all of them, to the cent.

Company ↔ page ↔ the teams' workbooks ↔ the definitions; parts ↔ wholes; periods ↔ year; languages.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from xltargets.actions.consolidate import ScorecardOptions, consolidate
from xltargets.actions.report import write_report
from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.rollup.company import Company
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.meeting import Meeting, meeting
from xltargets.rollup.terms import Terms
from xltargets.samples import sample, team_scorecard_sample
from xltargets.samples.accepted import write_accepted
from xltargets.samples.companies import FIRST
from xltargets.samples.submissions import team_filling
from xltargets.spine.figures import Standing, coverage, ranks, together
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

NOW = serial_of(datetime.date(2026, 6, 2))
CENT = 0.005


@dataclass
class Everything:
    folder: Path
    company: Company
    found: Meeting
    book: View
    page: str


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    folder = tmp_path_factory.mktemp("accepted")
    files = list(write_accepted(folder))
    terms = Terms(NOW)
    output, page = tmp_path_factory.mktemp("company") / "company.xlsx", folder.parent / "meeting.html"
    options = ScorecardOptions(settings={"unit": "Company", "owner": "Sales"}, jobs=2, terms=terms)
    done = consolidate(files, output, options=options)
    write_report(files, page, terms, jobs=2)
    return Everything(
        folder, done.company, meeting(done.company), View.of(read(output)), page.read_text(encoding="utf-8")
    )


def rows(book: View, table: str) -> list[dict[str, object]]:
    bound = book.tables[table]
    return [{one.identifier: bound.slot(one, row).value for one in bound.columns} for row in bound.rows_in_use]


def field(book: View, reference: str) -> object:
    return book.fields[reference].value


def same(found: object, expected: float | None) -> bool:
    if expected is None:
        return found in (None, "")
    return isinstance(found, float) and abs(found - expected) < CENT


def check_formulas(book: View) -> None:
    """The workbook's own formulas say what the definitions say of its typed figures."""
    teams = rows(book, "teams")
    standings = {
        str(row["unit"]): Standing(*(row[key] for key in ("target", "target_so_far", "actual")))  # type: ignore[arg-type]
        for row in teams
    }
    places = ranks({name: one.attainment for name, one in standings.items()})
    weighted: dict[str, float] = {}
    for deal in rows(book, "pipeline"):
        year_end = serial_of(datetime.date(2026, 12, 31))
        if isinstance(deal["expected"], float) and deal["expected"] <= year_end:
            amount = float(deal["amount"]) * float(deal["probability"])  # type: ignore[arg-type]
            weighted[str(deal["unit"])] = weighted.get(str(deal["unit"]), 0.0) + amount
    logged = []
    for row in teams:
        name = str(row["unit"])
        here = standings[name]
        assert same(row["attainment"], here.attainment), name
        assert same(row["forecast"], here.forecast), name
        assert same(row["gap"], here.forecast - here.target if here.forecast and here.target else None), name
        assert row["rank"] == places[name], name
        covered = coverage(weighted.get(name, 0.0), here.target, here.actual) if row["logs"] else None
        assert same(row["coverage"], covered), name
        if row["logs"]:
            logged.append(name)
    whole, of_logs = together(list(standings.values())), together([standings[name] for name in logged])
    assert same(field(book, "standing.target"), whole.target)
    assert same(field(book, "standing.target_so_far"), whole.due)
    assert same(field(book, "standing.actual"), whole.actual)
    assert same(field(book, "standing.attainment"), whole.attainment)
    covered = coverage(sum(weighted[name] for name in logged), of_logs.target, of_logs.actual)
    assert same(field(book, "standing.coverage"), covered)
    assert field(book, "basis.counted") == sum(one.actual is not None for one in standings.values())
    assert field(book, "basis.logged") == len(logged)


def test_formulas_of_the_company_mean_the_definitions(everything: Everything) -> None:
    check_formulas(everything.book)
    assert field(everything.book, "basis.logged") == 1
    assert field(everything.book, "basis.as_of") == serial_of(datetime.date(2026, 5, 31))


def test_formulas_of_the_sample_mean_the_definitions(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], path, sample("company-scorecard"))
    check_formulas(View.of(read(path)))


@needs_libreoffice
def test_libreoffice_works_out_the_same_coverage(everything: Everything, tmp_path: Path) -> None:
    """Formulas that need none of our functions, recalculated by another program."""
    ours, theirs = everything.book, View.of(read(convert(everything.book.contents.path, tmp_path)))
    fields = ("target", "target_so_far", "actual", "forecast", "weighted", "coverage", "losses")
    compared = [f"standing.{key}" for key in fields]
    compared += [f"basis.{key}" for key in ("as_of", "counted", "expected_teams", "logged", "multiple", "settle")]
    for reference in compared:
        assert same_value(field(ours, reference), field(theirs, reference)), reference  # type: ignore[arg-type]
    for table, keys in (("teams", ("pipeline", "gross", "coverage", "gap", "losses")), ("pipeline", ("in_year",))):
        for row, other in zip(rows(ours, table), rows(theirs, table), strict=True):
            for key in keys:
                assert same_value(row[key], other[key]), (table, key)  # type: ignore[arg-type]


def test_each_figure_stands_at_its_owner(everything: Everything) -> None:
    """The cells that the company names hold what it says, and they are the plan's target and the scorecard's actual."""
    for row in rows(everything.book, "teams"):
        for key, source, kind in (("target", "target_from", "plan"), ("actual", "actual_from", "scorecard")):
            file, place = str(row[source]).split(" · ")
            assert file.endswith(f"{kind}.xlsx")
            sheet, cell = place.split("!")
            book = openpyxl.load_workbook(everything.folder / file, data_only=True)
            assert same(float(book[sheet][cell].value), row[key])  # type: ignore[arg-type]


def test_company_and_page_say_the_same(everything: Everything) -> None:
    found, book = everything.found, everything.book
    whole = {"target": found.whole.target, "target_so_far": found.whole.due, "actual": found.whole.actual}
    whole |= {"attainment": found.whole.attainment, "forecast": found.forecast, "coverage": found.covered()}
    whole |= {"losses": found.expected_loss}
    gross = found.covered("gross")
    assert gross is not None
    assert same(field(book, "basis.multiple"), round(gross, 2)), "the workbook shows it with two decimals"
    for key, value in whole.items():
        assert same(field(book, f"standing.{key}"), value), key
    lines = {one.name: one for one in found.teams}
    for row in rows(book, "teams"):
        line = lines[str(row["unit"])]
        figures = {"target": line.standing.target, "target_so_far": line.standing.due, "actual": line.standing.actual}
        figures |= {"attainment": line.attainment, "forecast": line.standing.forecast, "coverage": line.coverage}
        for key, value in figures.items():
            assert same(row[key], value), (line.name, key)
        assert row["status"] == line.status
    text = re.sub(r"<[^>]+>", "|", everything.page)
    for value in (found.whole.target, found.whole.actual, found.forecast, found.expected_loss):
        assert f"|{value:,.0f}|" in text
    for part in ("|6 of 6 teams|", "|1 of 6 teams · 0.7 × in full|", "Data of 2026-05-31"):
        assert part in text


def test_the_page_has_one_forecast_for_a_team(everything: Everything) -> None:
    """The table's, and that of the proposals for the open months."""
    caption = r"<caption><b>([^<]+)</b>(?:<a .*?</a>)?: [^<]*the year would end at ([\d,]+) of"
    told = dict(re.findall(caption, everything.page))
    assert told == {one.name: f"{one.standing.forecast:,.0f}" for one in everything.found.teams}


def test_parts_are_their_wholes(everything: Everything) -> None:
    """People to teams, people to regions, teams to the company; a region lies between its teams."""
    book = everything.book
    teams, people, regions = rows(book, "teams"), rows(book, "people"), rows(book, "regions")
    for key in ("target", "target_so_far", "actual"):
        for table, own in (("unit", teams), ("region", regions)):
            for row in own:
                parts = sum(float(one[key] or 0.0) for one in people if one[table] == row[table])  # type: ignore[arg-type]
                assert same(parts, row[key]), (row[table], key)  # type: ignore[arg-type]
        assert same(sum(float(row[key]) for row in regions), field(book, f"standing.{key}"))  # type: ignore[arg-type]
    for region in regions:
        attained = [float(row["attainment"]) for row in teams if row["region"] == region["region"]]  # type: ignore[arg-type]
        assert min(attained) <= float(region["attainment"]) <= max(attained)  # type: ignore[arg-type]


def test_periods_are_the_year(everything: Everything) -> None:
    found = everything.found
    assert len(found.months) == 12
    assert same(sum(month.target for month in found.months), found.whole.target)
    assert same(sum(month.actual or 0.0 for month in found.months), found.whole.actual)
    assert same(sum(month.target for month in found.months[:5]), found.whole.due)
    assert [month.actual is None for month in found.months] == [False] * 5 + [True] * 7


def test_the_plans_own_review_says_the_same(everything: Everything) -> None:
    for team in everything.company.lines:
        assert team.plan is not None
        assert same(team.plan.number("status.actual"), team.standing.actual)
        assert same(team.plan.number("status.forecast"), team.standing.forecast)


def test_the_teams_own_scorecards_say_the_same(everything: Everything) -> None:
    """The team as its own workbook has it, and the company."""
    for team in everything.company.lines:
        assert team.scorecard is not None
        here = team.standing
        figures = {"quota": here.target, "target": here.due, "actual": here.actual}
        figures |= {"attainment": here.attainment, "forecast": here.forecast}
        for key, value in figures.items():
            assert same(team.scorecard.number(f"standing.{key}"), value), (team.name, key)


def test_each_member_is_the_same_in_plan_scorecard_and_company(everything: Everything) -> None:
    people = {(row["unit"], row["person"]): row for row in rows(everything.book, "people")}
    for team in everything.company.lines:
        assert team.scorecard is not None
        assert team.plan is not None
        members = {row.values["member"]: row.values for row in team.scorecard.rows["members"]}
        planned = {row.values["person"]: row.values for row in team.plan.rows["units"]}
        assert members.keys() == planned.keys()
        for name, figures in members.items():
            known = people[team.name, name]
            own = [row.values for row in team.scorecard.rows["commission"] if row.values["member"] == name]
            assert same(known["target"], planned[name]["carried"])  # type: ignore[arg-type]
            assert same(known["target"], sum(float(str(row["quota"])) for row in own))
            assert same(known["target_so_far"], figures["target"])  # type: ignore[arg-type]
            assert same(known["actual"], figures["actual"])  # type: ignore[arg-type]
            assert same(known["attainment"], figures["attainment"])  # type: ignore[arg-type]
            assert known["status"] == figures["status"]
            assert same(known["payout"], sum(float(str(row["payout"] or 0)) for row in own))


def test_the_grid_in_force_is_the_quota(everything: Everything) -> None:
    """Cell by cell: the plan's Grid and the scorecard's Commission; what is vacant, and the team's months."""
    for team in everything.company.lines:
        assert team.scorecard is not None
        assert team.plan is not None
        grid, periods = team.plan.grids["grid"], team.plan.rows["periods"]
        quotas: dict[tuple[object, object], object] = {
            (row.values["member"], row.values["month"]): row.values["quota"]
            for row in team.scorecard.rows["commission"]
        }
        months = {row.values["month"]: row.values["target"] for row in team.scorecard.rows["months"]}
        for place, period in enumerate(periods):
            month, carried = period.values["month"], 0.0
            for row in team.plan.rows["units"]:
                cell = grid.values[row.number - grid.first_row][place]
                assert same(quotas[row.values["person"], month], cell)  # type: ignore[arg-type]
                carried += float(str(cell))
            vacant = [row.values["vacant"] for row in team.scorecard.rows["quotas"] if row.values["month"] == month]
            vacancy = sum(float(str(one)) for one in vacant if one is not None)
            assert same(vacancy, float(str(period.values["target"])) - carried)
            assert same(months[month], period.values["target"])  # type: ignore[arg-type]


def test_nobody_is_paid_ranked_or_given_a_quota_outside_membership(everything: Everything) -> None:
    """One joined on 1 April, one leaves on 31 August; what they do not carry is the team's vacancy."""
    team = next(one for one in everything.company.lines if one.name == "North Harbour")
    assert team.scorecard is not None
    rows_of = {
        name: [row.values for row in team.scorecard.rows["commission"] if row.values["member"] == name]
        for name in ("Erik Lund", "Fatima Haddad")
    }
    assert [row["quota"] == 0 for row in rows_of["Erik Lund"]] == [True] * 3 + [False] * 9
    assert [row["draw"] for row in rows_of["Erik Lund"][:5]] == [0, 0, 0, 1_500, 1_500]
    assert [row["payout"] for row in rows_of["Erik Lund"][:3]] == [0, 0, 0]
    assert [row["quota"] == 0 for row in rows_of["Fatima Haddad"]] == [False] * 8 + [True] * 4
    vacant = next(row for row in rows(everything.book, "people") if row["person"] == "Vacant")
    assert vacant["unit"] == "North Harbour"
    assert vacant["rank"] in (None, "")
    assert float(str(vacant["target"])) > 0


def test_log_and_register_have_the_teams_target_and_sales(everything: Everything) -> None:
    """And the same id in all four workbooks."""
    collected = [one.extract for one in everything.company.collected if one.extract is not None]
    own = [one for one in collected if one.text("settings.unit") == "North Harbour"]
    assert len(own) == 4
    assert {one.text("settings.unit_id") for one in own} == {"north-harbour"}
    standing = next(one.standing for one in everything.company.lines if one.name == "North Harbour")
    log, register = (next(one for one in own if one.template == key) for key in ("crm-log", "risk-register"))
    assert same(log.number("settings.target"), standing.target)
    assert same(register.number("settings.target"), standing.target)
    won = sum(float(str(row.values["amount"])) for row in log.rows["opportunities"] if row.values["stage"] == "Won")
    assert same((log.number("settings.won_before") or 0.0) + won, standing.actual)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_the_numbers_are_the_same_in_every_language(everything: Everything, tmp_path: Path, language: str) -> None:
    """Plan and scorecard of a team, built in another language."""
    team = next(one for one in everything.company.lines if one.name == "North Harbour")
    for key, english in (("target-plan", team.plan), ("team-scorecard", team.scorecard)):
        assert english is not None
        path, translate = tmp_path / f"{key}.xlsx", translator(language)
        filling = (team_filling if key == "target-plan" else team_scorecard_sample.of_team)(
            team.name, replace(FIRST, translate=translate)
        )
        build(TEMPLATES[key], path, filling, language=language, translate=translate)
        theirs = extract_view(View.of(read(path)), path.name)
        for reference, value in english.fields.items():
            if isinstance(value, float):
                assert same(theirs.number(reference), value), reference
        for name, table in english.rows.items():
            amounts = [[value for value in row.values.values() if isinstance(value, float)] for row in table]
            others = [[value for value in row.values.values() if isinstance(value, float)] for row in theirs.rows[name]]
            assert len(others) == len(amounts), name
            for here, there in zip(amounts, others, strict=True):
                assert there == pytest.approx(here), name


def test_a_day_cuts_all_data(everything: Everything) -> None:
    """To the end of March: nothing is refused for what it holds of April and May."""
    company = Company(everything.company.collected, terms=Terms(NOW, as_of=serial_of(datetime.date(2026, 3, 31))))
    found = meeting(company)
    assert found.day == serial_of(datetime.date(2026, 3, 31))
    assert company.left_out == {}
    assert same(sum(month.target for month in found.months[:3]), found.whole.due)
    sold = sum(
        float(row.values["actual"])  # type: ignore[arg-type]
        for team in company.lines
        for row in team.scorecard.rows["actuals"]  # type: ignore[union-attr]
        if row.values["month"] < serial_of(datetime.date(2026, 4, 1))  # type: ignore[operator]
    )
    assert same(sold, found.whole.actual)
    assert all(deal["unit"] == "North Harbour" for deal in company.pipeline())
