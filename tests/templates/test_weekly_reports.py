"""Weekly reports come together by team and member; the leaderboard gives equal ones the same place. Worked by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["team-scorecard"]
MONTHS = {4: {"Ann": 100, "Bo": 50, "Cy": 75, "Di": 20}, 5: {"Ann": 0, "Bo": 100, "Cy": 75, "Di": 100}}
"""Each is to bring 100 a month: at the end of April Ann has 100%, Cy 75%, Bo 50%, Di 20%; a month later Cy and Bo 75%,
Di 60% and Ann 50%."""
REPORTS = [
    # Monday 18 May 2026 and the week after, on whatever day they were handed in.
    ("2026-05-22", "Ann", 3, 10, 1, 400.0, 100.0, "Offers", "Stock"),
    ("2026-05-24", "Bo", 2, 20, 0, 300.0, 0.0, "Visits", None),
    ("2026-05-25", "Bo", 4, 10, 2, 100.0, 50.0, "Renewal", "Prices"),
    ("2026-05-29", "Cy", 1, 5, 2, 500.0, 70.0, "Fair", None),
    ("2026-05-31", "Cy", 1, 0, 0, 0.0, 0.0, "Again", None),
]
KEYS = ("day", "member", "visits", "calls", "customers", "contract", "collected", "plan", "problems")


def filling(reports: list[tuple[object, ...]]) -> Filling:
    team = [{"member": name, "quota": 200} for name in ("Ann", "Bo", "Cy", "Di")]
    team[3]["member_until"] = datetime.date(2026, 5, 24)
    quotas = [
        {"month": datetime.date(2026, month, 1), "member": name, "quota": 100}
        for month in MONTHS
        for name in ("Ann", "Bo", "Cy", "Di")
    ]
    actuals = [
        {"month": datetime.date(2026, month, 1), "member": name, "actual": amount}
        for month, of_month in MONTHS.items()
        for name, amount in of_month.items()
    ]
    rows = [{**dict(zip(KEYS, row, strict=True)), "day": datetime.date.fromisoformat(str(row[0]))} for row in reports]
    settings = {
        "unit": "North",
        "owner": "Ann",
        "year_start": datetime.date(2026, 1, 1),
        "as_of": datetime.date(2026, 5, 31),
    }
    tables = {"team": team, "quotas": quotas, "actuals": actuals, "weekly_reports": rows}
    return Filling({"settings": settings}, tables)


def rows_of(book: openpyxl.Workbook, table: str) -> list[list[object]]:
    """The rows of a table that have a first cell."""
    [sheet] = [one for one in book.worksheets if table in one.tables]
    left, top, right, bottom = range_boundaries(sheet.tables[table].ref)
    rows = sheet.iter_rows(top + 1, bottom, left, right, values_only=True)
    return [[None if cell == "" else cell for cell in row] for row in rows if row[0] not in (None, "")]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("weekly") / "team.xlsx"
    build(TEMPLATE, path, filling(REPORTS))
    return openpyxl.load_workbook(path, data_only=True)


def test_the_team_this_week_and_last(book: openpyxl.Workbook) -> None:
    assert rows_of(book, "week_figures") == [
        ["Visits", 6, 5, pytest.approx(0.2)],
        ["Calls", 15, 30, pytest.approx(-0.5)],
        ["New customers", 4, 1, pytest.approx(3)],
        ["Contract amount", 600, 700, pytest.approx(-1 / 7)],
        ["Collected", 120, 100, pytest.approx(0.2)],
    ]


def test_each_member_and_whose_report_is_missing(book: openpyxl.Workbook) -> None:
    """Cy's two of one week are added up and told; Di was there until the Sunday before."""
    assert rows_of(book, "week_members") == [
        ["Ann", "Not handed in", None, None, None, None, 400, None, None, None],
        ["Bo", "Handed in", 4, 10, 2, 100, 300, 50, "Renewal", "Prices"],
        ["Cy", "Twice", 2, 5, 2, 500, 0, 70, "Fair", None],
        ["Di", None, None, None, None, None, None, None, None, None],
    ]
    figures = [book.defined_names[f"week_team_{name}"].destinations for name in ("monday", "due", "missing")]
    values = [book[sheet][cell].value for [(sheet, cell)] in map(list, figures)]
    assert values == [datetime.datetime(2026, 5, 25), 3, 1]


def test_equal_ones_share_a_place_and_the_next_is_left_out(book: openpyxl.Workbook) -> None:
    """Of those who are there: Bo and Cy first, Ann third. At the end of April it was Ann, Cy, Bo."""
    assert rows_of(book, "board") == [
        [1, "Bo", pytest.approx(0.75), "▲ 2", 400, 2, 2, 1],
        [1, "Cy", pytest.approx(0.75), "▲ 1", 500, 1, 2, 1],
        [3, "Ann", pytest.approx(0.5), "▼ 2", 400, 2, 1, 3],
    ]


def test_nothing_is_shown_where_nobody_reports(tmp_path: Path) -> None:
    without = filling([])
    without.forms["settings"].pop("as_of")
    build(TEMPLATE, tmp_path / "team.xlsx", without)
    book = openpyxl.load_workbook(tmp_path / "team.xlsx", data_only=True)
    assert [row[1:] for row in rows_of(book, "week_members")] == [[None] * 9] * 4
    assert [row[1:] for row in rows_of(book, "week_figures")] == [[None] * 3] * 5
    assert [row[4:] for row in rows_of(book, "board")] == [[None] * 4] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_filled_and_worked_out_in_columns(language: str, tmp_path: Path) -> None:
    company, say = of_language(language), translator(language)
    path = tmp_path / "team.xlsx"
    build(TEMPLATE, path, sample("team-scorecard", company), language=language, translate=say)
    worked = work_out(read(path))
    assert worked is not None
    assert worked.left == []
    book = openpyxl.load_workbook(path, data_only=True)
    states = [row[1] for row in rows_of(book, "week_members")]
    assert states == [say("Handed in")] * 5 + [say("Not handed in")]
    assert [row[0] for row in rows_of(book, "board")] == [1, 2, 3, 4, 5, 6]
