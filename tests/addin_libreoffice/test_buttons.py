"""The buttons in LibreOffice: the cells that the command line leaves, in one step of Undo, all else as it was."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.addin_libreoffice.conftest import Office
from tests.rollup import company_plans, small_unit
from xltargets.actions.files.headless import apply
from xltargets.actions.registry import ACTIONS, Request
from xltargets.addin.libreoffice import oxt, oxt_buttons, oxt_xml
from xltargets.building.builder import build
from xltargets.functions import FUNCTIONS
from xltargets.locale import LANGUAGES
from xltargets.rollup.company import OWN_TABLES
from xltargets.samples import company_scorecard_sample, sample, team_scorecard_sample
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.contents import Cell
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value
from xltargets.workbooks.respelling import convert

pytestmark = pytest.mark.nightly

DAY, SERIAL = "2026-03-31", 46112.0
ONE_UNIT = {"unit_id": "nh", "unit": "North Harbour", "keeps": "plan"}


@pytest.fixture(scope="module")
def office(start: Callable[[str], Office]) -> Office:
    return start(DAY)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 for the year; three months closed at 80 of 100; weights beside the list of changes."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    year = datetime.date(2026, 1, 1)
    settings = {"unit": "North", "owner": "Ann Lee", "currency": "USD", "year_start": year, "agreed": 1200}
    tables = {
        "units": [{"person": "Ann Lee", "own_weight": 1}],
        "periods": [{} for _ in range(12)],
        "review": [{"actual": 80}] * 3 + [{}] * 9,
        "changes": [],
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    convert(path, path, "libreoffice")
    return path


def in_file(path: Path) -> dict[str, Any]:
    """What a file holds, by sheet, row and column."""
    return {
        f"{name}|{row}|{column}": cell.value
        for name, sheet in read(path).sheets.items()
        for (row, column), cell in sheet.cells.items()
        if cell.formula is None and cell.value not in (None, "")
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in after.items() if before.get(key) != value}


@pytest.mark.nightly
def test_replan_leaves_the_cells_that_the_command_line_leaves(office: Office, plan: Path, tmp_path: Path) -> None:
    outcome = ACTIONS["replan"].run(read(plan), Request(lambda: SERIAL, path=plan))
    apply(outcome, plan, tmp_path / "file.xlsx", lambda: SERIAL)
    expected = changed(in_file(plan), in_file(tmp_path / "file.xlsx"))
    assert len(expected) > 40, "nine proposals of several cells each"
    done = office.ask("pressed", str(plan), "replan", "Review", "A5", "")
    assert changed(done["before"], done["after"]) == expected
    assert done["steps"] == 1
    assert done["back"] == done["before"], "one Undo brings all back"


@pytest.mark.nightly
def test_hand_out_and_approval_take_what_a_person_is_asked_for(office: Office, tmp_path: Path) -> None:
    """A macro gives the folder and the name; the plan as Calc stores it has nothing unsaved."""
    company = company_plans.company(tmp_path / "company.xlsx", people=company_plans.PEOPLE[:2], units=[ONE_UNIT])
    units = tmp_path / "units"
    done = office.ask("pressed", str(company), "hand-out", "Settings", "A1", "", {"folder": str(units)})
    assert done["after"] == done["before"]
    plan = units / "nh-target-plan.xlsx"
    assert company_plans.column(plan, "units", "target") == [7200, 4800]
    change = {"kind": "phasing", "scope": "2026-08", "before": 1000, "after": 900}
    other = {"kind": "phasing", "scope": "2026-09", "before": 1000, "after": 1100}
    open_changes = [{**one, "approved": None} for one in (change, other)]
    path = company_plans.company(tmp_path / "changed.xlsx", people=company_plans.PEOPLE[:2], changes=open_changes)
    done = office.ask("pressed", str(path), "adopt", "Changes", "A5", "", {"by": "hanna"})
    new = changed(done["before"], done["after"])
    assert sorted(map(str, new.values())) == ["46112.0", "46112.0", "Hanna", "Hanna"]
    assert (done["steps"], done["back"]) == (1, done["before"])


@pytest.mark.nightly
def test_split_writes_the_parts_beside_the_selection(office: Office, plan: Path, tmp_path: Path) -> None:
    """The plan's 1,200 by 1, 1, 2 far to the right of everything."""
    book, path = read(plan), tmp_path / "weights.xlsx"
    sheet = book.tables["review"].sheet
    places = [(60, 1), (61, 1), (62, 1)]
    for place in places:
        book.sheets[sheet].cells.setdefault(place, Cell(*place))
    patch_values(book, path, {sheet: dict(zip(places, (1.0, 1.0, 2.0), strict=True))})
    done = office.ask("pressed", str(path), "split", sheet, "A60:A62", "")
    assert changed(done["before"], done["after"]) == {f"{sheet}|60|2": 300, f"{sheet}|61|2": 300, f"{sheet}|62|2": 600}
    assert sheet in done["protected"]
    assert done["back"] == done["before"]


@pytest.mark.nightly
def test_a_problem_changes_nothing(office: Office, plan: Path) -> None:
    """There are no weights in the selected cells."""
    done = office.ask("pressed", str(plan), "split", "Review", "Z5:Z7", "")
    assert done["after"] == done["before"]
    assert done["steps"] == 0


@pytest.mark.nightly
@pytest.mark.parametrize(
    "teams", [pytest.param(2, id="fewer rows", marks=pytest.mark.nightly), pytest.param(6, id="more rows")]
)
def test_refresh_renews_the_scorecard_s_own_tables(office: Office, tmp_path: Path, teams: int) -> None:
    """From a folder with other teams than the scorecard has: its tables shrink or grow, and add up."""
    folder = tmp_path / "teams"
    folder.mkdir()
    names = ("North Harbour", "South Coast", "North Lakes", "South Bay", "Central Plains", "Central Rivers")[:teams]
    for name in names:
        stem = name.lower().replace(" ", "-")
        build(TEMPLATES["target-plan"], folder / f"{stem}-plan.xlsx", team_filling(name))
        build(TEMPLATES["team-scorecard"], folder / f"{stem}-scorecard.xlsx", team_scorecard_sample.of_team(name))
    filling = company_scorecard_sample.filling()
    forms = filling.forms | {"settings": filling.forms["settings"] | {"folder": str(folder)}}
    scorecard, saved = tmp_path / "company.xlsx", tmp_path / "saved.xlsx"
    build(TEMPLATES["company-scorecard"], scorecard, Filling(forms, filling.tables))
    convert(scorecard, scorecard, "libreoffice")
    contents = read(scorecard)
    outcome = ACTIONS["refresh"].run(contents, Request(lambda: SERIAL, path=scorecard))
    apply(outcome, scorecard, tmp_path / "file.xlsx", lambda: SERIAL)
    done = office.ask("pressed", str(scorecard), "refresh", "Company", "A1", str(saved))
    by_file, by_button = read(tmp_path / "file.xlsx"), read(saved)
    for name in (*OWN_TABLES, "standing", "ranking"):
        area = by_file.tables[name].area
        assert by_button.tables[name].area == area, name
        sheet = by_file.tables[name].sheet
        for place in area.positions():
            mine, theirs = (book.sheets[sheet].value(*place) for book in (by_file, by_button))
            if isinstance(mine, float):
                assert theirs == pytest.approx(mine), f"{name} {place}"
            else:
                assert (theirs or None) == (mine or None), f"{name} {place}"
    assert done["protected"], "sheets are protected again"
    assert done["steps"] == 1
    assert done["back"] == done["before"]


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=() if one == "plan" else pytest.mark.nightly) for one in small_unit.KINDS],
)
@pytest.mark.nightly
def test_refresh_renews_each_workbook_of_a_unit(office: Office, tmp_path: Path, name: str) -> None:
    """What is loaded stays text, number or day, and the sheet Loaded grows as it needs."""
    path = small_unit.unit(tmp_path / "north") / f"{name}.xlsx"
    convert(path, path, "libreoffice")
    outcome = ACTIONS["refresh"].run(read(path), Request(lambda: SERIAL, path=path))
    apply(outcome, path, tmp_path / "file.xlsx", lambda: SERIAL)
    expected = changed(in_file(path), in_file(tmp_path / "file.xlsx"))
    assert any(key.startswith("Loaded|") for key in expected)
    done = office.ask("pressed", str(path), "refresh", "Settings", "A1", "")
    # A row of totals goes down with its table, formulas and all, which what is read of a file leaves out.
    renewed = changed(done["before"], done["after"])
    assert {key: value for key, value in renewed.items() if not str(value).startswith("=SUBTOTAL(")} == expected
    assert (done["steps"], done["back"]) == (1, done["before"]), "one Undo brings all back"


@pytest.mark.parametrize(
    ("key", "table", "spelled"),
    [
        ("risk-register", "risks", "RISKLEVEL"),
        pytest.param("target-plan", "units", "TARGETGRID", marks=pytest.mark.nightly),
    ],
)
def test_reconnect_enters_what_calc_did_not_know(
    key: str, table: str, spelled: str, office: Office, tmp_path: Path
) -> None:
    """A workbook as written for Excel: in Calc its functions are unknown until they are entered again."""
    path, saved = tmp_path / "book.xlsx", tmp_path / "saved.xlsx"
    build(TEMPLATES[key], path, sample(key))
    stored = read(path)
    office.ask("pressed", str(path), "reconnect", stored.tables[table].sheet, "A1", str(saved))
    mended = read(saved)
    formulas = [cell.formula for sheet in mended.sheets.values() for cell in sheet.cells.values() if cell.formula]
    assert any(f"ORG.XLTARGETS.FUNCTIONS.{spelled}(" in formula for formula in formulas)
    compared = 0
    for name, sheet in stored.sheets.items():
        if name == "Objectives":
            # A vague sample objective has blank figures, which Calc hands over as 0.
            continue
        for place, cell in sheet.cells.items():
            if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys():
                found = mended.sheets[name].cells[place].value
                assert same_value(found or "", cell.value or ""), f"{name}!{cell.address}"
                compared += 1
    assert compared > 90


def test_every_action_is_on_the_bar_and_in_the_menu_in_every_language() -> None:
    root = etree.fromstring(oxt.files()["Addons.xcu"])
    space = {"oor": oxt_xml.REGISTRY}
    for place in ("org.xltargets.bar", "org.xltargets.menu"):
        urls = root.xpath(f"//node[@oor:name='{place}']//prop[@oor:name='URL']/value/text()", namespaces=space)
        assert set(oxt_buttons.addresses()) <= set(urls)
    titles = root.xpath("//prop[@oor:name='Title']", namespaces=space)
    for title in titles:
        assert [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in title] == list(LANGUAGES)
        assert all(one.text for one in title)
