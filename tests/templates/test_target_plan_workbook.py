"""The target plan as a workbook: sheets, lists, formats, limits and locks, and files that Excel opens as they are."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.templates.plans import PLAN, cells_of, named
from xltargets.building.builder import build
from xltargets.building.highlights import DECIMALS
from xltargets.samples.submissions import team_filling
from xltargets.templates import find
from xltargets.templates.content import Filling, with_offers
from xltargets.workbooks.reader import read


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "filled.xlsx"
    build(PLAN, path, team_filling("North Harbour"))
    return path


def test_sheets_are_the_contracts() -> None:
    """All of the catalogue of templates, what a refresh needs, the two that every workbook has, and a dashboard."""
    catalogue = (
        "Make-up days|Strategy|Sales history|Ways to a target|Objectives|Periods|Units|Grid|Fixed cells|Membership"
        "|Measures|Channels|Actions|Review|Changes|What lies ahead|Targets in force|Company|Exchange rates|Totals"
        "|Loaded"
    )
    assert [sheet.title for sheet in PLAN.sheets] == ["Guide", "Dashboard", "Settings", *catalogue.split("|")]


def test_the_guide_shows_the_figures_that_matter(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled, data_only=True)["Guide"]
    shown = {row[1].value: row[2].value for row in sheet.iter_rows(min_row=5, max_row=11)}
    assert shown["Unit"] == "North Harbour"
    assert shown["Target of the year"] == named(filled, "settings_total")
    assert shown["Forecast at finish"] == named(filled, "status_forecast")


def test_drop_downs_offer_what_the_lists_say(filled: Path) -> None:
    """Groups are offered from the lists in Settings, which hold what the filling has; new words may be typed."""
    contents = read(filled)
    offered = {
        str(rule.sqref): rule for rule in openpyxl.load_workbook(filled)["Units"].data_validations.dataValidation
    }
    for key in ("region", "team", "channel", "product"):
        rule = offered[str(cells_of(contents, f"units.{key}")[1])]
        sheet, area = cells_of(contents, f"lists.{key}")
        assert rule.formula1.replace("$", "").replace("'", "") == f"{sheet}!{area}"
        assert (rule.type, rule.errorStyle) == ("list", "warning")
        listed = {contents.sheets[sheet].value(row, area.left) for row in range(area.top, area.bottom + 1)} - {None}
        assert listed == {row[key] for row in team_filling("North Harbour").tables["units"]}
        assert area.rows > len(listed)  # room for more
    currency = openpyxl.load_workbook(filled)["Settings"].data_validations.dataValidation
    assert any(rule.type == "list" and "USD,EUR" in rule.formula1 for rule in currency)


def test_a_list_keeps_its_own_words_and_takes_those_in_use() -> None:
    filling = Filling(tables={"lists": [{"region": "East"}], "units": [{"region": "West"}, {"region": "East"}]})
    assert [row["region"] for row in with_offers(PLAN, filling).tables["lists"]] == ["East", "West"]
    assert with_offers(PLAN, Filling()).tables == {}


def test_amounts_follow_the_decimals_that_are_set(filled: Path) -> None:
    """A format for each number of decimals that Settings allows, chosen by the setting."""
    formats = {
        rule.formula[0]: rule.dxf.numFmt.formatCode
        for rules in openpyxl.load_workbook(filled)["Periods"].conditional_formatting
        for rule in rules.rules
        if rule.dxf and rule.dxf.numFmt and rule.dxf.numFmt.formatCode != ";;;"
    }
    assert {key: code.partition("_")[0] for key, code in formats.items()} == {
        "settings_decimals=0": "#,##0",
        "settings_decimals=1": "#,##0.0",
        "settings_decimals=2": "#,##0.00",
    }
    decimals = PLAN.column("settings.decimals")
    assert (decimals.minimum, decimals.maximum) == (min(DECIMALS), max(DECIMALS))


def test_excel_has_no_need_to_calculate_when_it_opens_the_file(filled: Path) -> None:
    """Else a computer without the add-in would show #NAME? in place of the stored results."""
    with zipfile.ZipFile(filled) as package:
        calculation = re.search(r"<calcPr[^>]*>", package.read("xl/workbook.xml").decode())
    assert calculation
    assert "fullCalcOnLoad" not in calculation[0]
    engine = re.search(r'calcId="(\d+)"', calculation[0])
    assert engine
    assert int(engine[1]) >= 191029  # Excel 2019's; a file of an older one is calculated on opening


@pytest.mark.parametrize("growth", [0.1, "much"])
def test_every_stored_value_is_of_the_type_that_it_says(tmp_path: Path, growth: object) -> None:
    """Also of totals and spills that show an error, because growth is a word: Excel refuses a file otherwise."""
    path = tmp_path / "plan.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"] |= {"growth": growth}
    build(PLAN, path, filling)
    kinds: dict[str, set[str]] = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if "worksheets/sheet" in name:
                cells = re.findall(r"<c ([^>]*[^/])>(?:<f.*?</f>)?<v>(.*?)</v></c>", package.read(name).decode())
                for attributes, value in cells:
                    kind = re.search(r't="(\w+)"', attributes)
                    kinds.setdefault(kind[1] if kind else "n", set()).add(value)
    assert all(re.fullmatch(r"-?\d+(\.\d+)?([Ee][-+]?\d+)?", value) for value in kinds["n"])
    assert not {"-0", "-0.0"} & kinds["n"]
    assert "" in kinds["str"]
    assert not any(value.startswith("#") for value in kinds["str"])
    errors = kinds.get("e", set())
    assert errors <= {"#VALUE!", "#REF!", "#N/A"}  # #N/A is a gap in a chart
    assert ("#VALUE!" in errors) == (growth == "much")


def test_the_workbook_says_what_it_is(filled: Path) -> None:
    contents = read(filled)
    assert find(contents) is PLAN
    assert contents.properties["xltargets.schema"] == str(PLAN.version)
    book = openpyxl.load_workbook(filled)
    assert book.properties.title == "Target plan: North Harbour"
    assert book.properties.creator == "Alice Moreau"


def test_inputs_are_open_and_formulas_locked(filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    checked = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and cell.row > 3:
                    assert cell.protection.locked, f"{sheet.title}!{cell.coordinate}"
                    # Changes grows by typing below it, which a protected sheet forbids.
                    assert sheet.protection.sheet or sheet.title == "Changes", sheet.title
                    checked += 1
    assert checked > 200
    contents = read(filled)
    for reference in ("periods.own_weight", "units.person", "review.actual", "lists.region"):
        sheet, area = cells_of(contents, reference)
        assert not book[sheet].cell(area.top, area.left).protection.locked, reference
    # A sheet of inputs only is not protected, so that its table grows.
    assert not book["Sales history"].protection.sheet


def test_inputs_have_limits_messages_and_alerts(filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    rules = {str(rule.sqref): rule for rule in book["Periods"].data_validations.dataValidation}
    own_weight = rules[str(cells_of(read(filled), "periods.own_weight")[1])]
    assert (own_weight.type, own_weight.operator, own_weight.formula1) == ("decimal", None, "0")  # between
    assert own_weight.promptTitle == "Own weight"
    assert own_weight.error == "Enter a number of 0 or more."
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32


def test_statuses_are_coloured_by_their_words(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled)["Review"]
    words = {rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules if rule.type == "cellIs"}
    assert words == {'"Green"', '"Amber"', '"Red"'}


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"the old one")

    def fails(*_arguments: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("xltargets.building.in_memory.evaluate", fails)
    with pytest.raises(OSError, match="disk full"):
        build(PLAN, target)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_the_xml_is_in_the_order_that_excel_wants(filled: Path) -> None:
    """The parts of a worksheet that Excel is strict about, in the schema's order (ECMA-376, CT_Worksheet)."""
    order = [
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter"),
        *("mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
        *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts", "extLst"),
    ]
    with zipfile.ZipFile(filled) as package:
        for name in package.namelist():
            if "worksheets/sheet" in name:
                found = [child.tag.partition("}")[2] for child in ElementTree.fromstring(package.read(name))]
                places = [order.index(tag) for tag in found]
                assert places == sorted(places), name
