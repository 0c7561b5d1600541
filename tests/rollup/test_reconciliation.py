"""Every figure of the sample company that stands in several places is the same in all of them, to the cent.

Company ↔ page ↔ the teams' workbooks ↔ the definitions; parts ↔ wholes; periods ↔ year. What still differs is listed.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from xltargets.actions.consolidate import ScorecardOptions, consolidate
from xltargets.actions.report import write_report
from xltargets.building.builder import build
from xltargets.rollup.company import Company
from xltargets.rollup.meeting import Meeting, meeting
from xltargets.rollup.terms import Terms
from xltargets.samples import sample
from xltargets.samples.accepted import write_accepted
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
    assert same(field(book, "basis.multiple"), found.covered("gross"))
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
    told = dict(re.findall(r"<caption><b>([^<]+)</b>: [^<]*the year would end at ([\d,]+) of", everything.page))
    assert told == {one.name: f"{one.standing.forecast:,.0f}" for one in everything.found.teams}


def test_parts_are_their_wholes(everything: Everything) -> None:
    """People to teams, people to regions, teams to the company; a region lies between its teams."""
    book = everything.book
    teams, people, regions = rows(book, "teams"), rows(book, "people"), rows(book, "regions")
    for key in ("target", "target_so_far", "actual"):
        for table, own in (("unit", teams), ("region", regions)):
            for row in own:
                parts = sum(float(one[key]) for one in people if one[table] == row[table])  # type: ignore[arg-type]
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


KNOWN = {"standing.quota", "standing.target", "standing.attainment", "standing.forecast"}
"""A team's own scorecard has quotas of its own until they are loaded from its plan."""


def test_what_still_differs_in_the_teams_own_scorecards(everything: Everything) -> None:
    """To be emptied when the scorecard's quotas are the plan's: this says which figures then must agree."""
    differing = set()
    for team in everything.company.lines:
        assert team.scorecard is not None
        here = team.standing
        figures = {"quota": here.target, "target": here.due, "actual": here.actual}
        figures |= {"attainment": here.attainment, "forecast": here.forecast}
        for key, value in figures.items():
            if not same(team.scorecard.number(f"standing.{key}"), value):
                differing.add(f"standing.{key}")
    assert differing == KNOWN


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
