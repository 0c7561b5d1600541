"""The target plan: its declaration, the built workbook, and what another program makes of it."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.libreoffice import convert, needs_libreoffice
from tests.templates.native import NATIVE
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES, find
from xltargets.templates.builder import build
from xltargets.templates.formulas import in_workbook
from xltargets.templates.highlights import DECIMALS
from xltargets.templates.placing import Filling, with_offers
from xltargets.templates.schema import Chart, Matrix
from xltargets.workbooks.contents import Area, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import same_value

PLAN = TEMPLATES["target-plan"]
titles = {sheet.title for sheet in PLAN.sheets}
STATUSES = PLAN.column("review.status").choices.codes


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "filled.xlsx"
    build(PLAN, path, team_filling("North Harbour"))
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "empty.xlsx"
    build(PLAN, path)
    return path


def declared_formulas() -> list[tuple[str, str]]:
    tables = [(name, one.formula) for name, table in PLAN.tables.items() for one in table.columns if one.formula]
    matrices = [
        (block.name, block.formula) for sheet in PLAN.sheets for block in sheet.blocks if isinstance(block, Matrix)
    ]
    return tables + matrices


@pytest.mark.parametrize(("table", "formula"), declared_formulas())
def test_declared_formulas_name_what_exists(table: str, formula: str) -> None:
    written = in_workbook(formula, PLAN, table)
    assert functions_used(written) <= NATIVE | set(FUNCTIONS)
    assert "[@" not in written


def test_sheets_are_the_contracts() -> None:
    assert [sheet.title for sheet in PLAN.sheets] == [
        *("Guide", "Settings", "History", "Periods", "Units", "Grid", "Review"),
    ]


def cells_of(contents: Contents, reference: str) -> tuple[str, Area]:
    """The sheet and the data cells of a column such as `periods.own_weight`."""
    name, _dot, key = reference.partition(".")
    found = contents.tables[name]
    number = found.area.left + [one.identifier for one in PLAN.tables[name].columns].index(key)
    data = found.data
    assert data
    return found.sheet, Area(data.top, number, data.bottom, number)


def column(path: Path, table: str, header: str) -> list[object]:
    contents = read(path)
    found = contents.tables[table]
    number = found.area.left + [one.name for one in found.columns].index(header)
    data = found.data
    assert data
    return [contents.sheets[found.sheet].value(row, number) for row in range(data.top, data.bottom + 1)]


def named(path: Path, name: str) -> object:
    book = openpyxl.load_workbook(path, data_only=True)
    sheet, cell = book.defined_names[name].attr_text.split("!")
    return book[sheet.strip("'")][cell.replace("$", "")].value


def test_numbers_of_a_filled_plan(filled: Path) -> None:
    """From the filling itself: last year's sum, ten percent more, and the splits' exact sums."""
    filling = team_filling("North Harbour")
    base = sum(row["amount"] for row in filling.tables["history"] if row["month"].year == 2025)
    assert named(filled, "settings_base") == base
    total = round(base * 1.1)
    assert named(filled, "settings_total") == total
    for table in ("periods", "units", "review"):
        assert sum(column(filled, table, "Target")) == total
    assert sum(column(filled, "review", "Re-planned")) == total
    actuals = [row["actual"] for row in filling.tables["review"] if row]
    assert named(filled, "status_actual") == sum(actuals)
    assert named(filled, "status_as_of") == datetime.datetime(2026, 5, 31)
    targets = column(filled, "review", "Target")
    so_far = sum(targets[: len(actuals)])
    assert named(filled, "status_forecast") == pytest.approx(sum(actuals) + (total - so_far) * sum(actuals) / so_far)
    assert column(filled, "review", "Status")[:5] == ["Amber", "Amber", "Green", "Amber", "Green"]
    months_so_far = column(filled, "review", "Attainment so far")
    assert months_so_far[4] == pytest.approx(sum(actuals) / so_far)
    assert months_so_far[5] in (None, "")
    before = sum(row["amount"] for row in filling.tables["history"] if row["month"].year == 2024)
    assert sum(column(filled, "periods", "Two years ago")) == before
    march = sum(row["amount"] for row in filling.tables["history"] if row["month"] == datetime.date(2025, 3, 1))
    assert column(filled, "periods", "On last year")[2] == pytest.approx(targets[2] / march - 1)
    assert named(filled, "settings_year_end") == datetime.datetime(2026, 12, 31)
    people = [person for person in column(filled, "units", "Person") if person]
    lasts = {
        person: sum(r["amount"] for r in filling.tables["history"] if r["person"] == person and r["month"].year == 2025)
        for person in people
    }
    for person, target in zip(people, column(filled, "units", "Target"), strict=False):
        assert abs(target - total * lasts[person] / base) <= 1


def test_sums_are_told_to_agree_and_not_to(filled: Path, tmp_path: Path) -> None:
    """Below a column that must sum to the total stands a word; a typed part changes it."""
    contents = read(filled)
    sheet, area = cells_of(contents, "periods.target")
    below = (area.bottom + 2, area.left)  # under the totals row
    assert contents.sheets[sheet].value(*below) == "✓ agrees"
    typed = tmp_path / "typed.xlsx"
    patch_values(contents, typed, {sheet: {(area.top, area.left): 1.0}}, over_formulas=True)
    results = evaluate(read(typed))
    assert results.values[(sheet, *below)] == "✗ does not agree"


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
        if rule.dxf and rule.dxf.numFmt
    }
    assert {key: code.partition("_")[0] for key, code in formats.items()} == {
        "settings_decimals=0": "#,##0",
        "settings_decimals=1": "#,##0.0",
        "settings_decimals=2": "#,##0.00",
    }
    decimals = PLAN.column("settings.decimals")
    assert (decimals.minimum, decimals.maximum) == (min(DECIMALS), max(DECIMALS))


def test_every_label_is_translated(tmp_path: Path) -> None:
    """In a made-up language whose every message is put in brackets, no cell, chart or message is without them."""
    path = tmp_path / "marked.xlsx"
    build(PLAN, path, translate=lambda label: f"«{label}»"[:31] if label in titles else f"«{label}»")
    book = openpyxl.load_workbook(path, data_only=True)
    data = {"en", "USD", *STATUSES}
    for sheet in book:
        assert sheet.title.startswith("«")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value not in data:
                    assert "«" in cell.value or not re.search("[A-Za-z]{2}", cell.value), (
                        f"{cell.coordinate} {cell.value}"
                    )
        for rule in sheet.data_validations.dataValidation:
            for text in (rule.promptTitle, rule.prompt, rule.errorTitle, rule.error):
                assert not text or text.startswith("«"), text
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if "charts/chart" in name:
                chart = package.read(name).decode()
                titles_of = re.findall(r"<a:t>(.*?)</a:t>", chart)
                series = re.findall(r"<c:ser>.*?<c:v>(.*?)</c:v>", chart)
                assert (len(titles_of), len(series) >= 2) == (3, True)
                assert all(text.startswith("«") for text in titles_of + series)


def test_the_grid_is_exact_on_both_margins(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled, data_only=True)["Grid"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=10, min_col=2, max_col=13)]
    targets = column(filled, "units", "Target")[:6]
    assert [sum(row) for row in rows] == targets
    assert [sum(month) for month in zip(*rows, strict=True)] == column(filled, "periods", "Target")


@pytest.mark.parametrize("which", ["filled", "empty"])
def test_no_cell_shows_an_error_and_all_is_verified(which: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(which)
    contents = read(path)
    results = evaluate(contents)
    assert not results.not_verified
    formulas = 0
    for sheet in contents.sheets.values():
        for position, cell in sheet.cells.items():
            assert not isinstance(cell.value, CellError), f"{sheet.name}!{cell.address}"
            if cell.formula is not None:
                formulas += 1
                assert same_value(cell.value, results.values[(sheet.name, *position)])
    assert formulas > 200


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
    assert errors <= {"#VALUE!", "#REF!"}
    assert ("#VALUE!" in errors) == (growth == "much")


@needs_libreoffice
def test_native_formulas_are_libreoffices(filled: Path, tmp_path: Path) -> None:
    """LibreOffice works out every formula that holds none of our functions and stands on none of theirs."""
    ours = read(filled)
    theirs = read(convert(filled, tmp_path))
    compared = 0
    for name, sheet in ours.sheets.items():
        for position, cell in sheet.cells.items():
            if cell.formula is None or functions_used(cell.formula) & set(FUNCTIONS):
                continue
            other = theirs.sheets[name].value(*position)
            if isinstance(other, CellError) and other.code in {"#NAME?", "#VALUE!"}:
                continue  # it stands on a function of ours, which LibreOffice does not have here
            assert same_value(other, cell.value), f"{name}!{cell.address} ={cell.formula}"
            compared += 1
    assert compared > 60


def test_the_same_filling_has_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    build(PLAN, again, team_filling("North Harbour"))
    assert again.read_bytes() == filled.read_bytes()


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
                    assert sheet.protection.sheet, sheet.title
                    checked += 1
    assert checked > 200
    contents = read(filled)
    for reference in ("periods.own_weight", "units.person", "review.actual", "lists.region"):
        sheet, area = cells_of(contents, reference)
        assert not book[sheet].cell(area.top, area.left).protection.locked, reference
    # A sheet of inputs only is not protected, so that its table grows.
    assert not book["History"].protection.sheet


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


def test_accessibility(filled: Path) -> None:
    """Title in A1, unique headers, no merged cells, alternative text, cursor at A1, no default names."""
    contents = read(filled)
    for name, sheet in contents.sheets.items():
        assert sheet.value(1, 1) == ("Target plan" if name == "Guide" else name)
        assert not sheet.merged
    for table in contents.tables.values():
        headers = [one.name for one in table.columns]
        assert len(set(headers)) == len(headers)
        assert not re.fullmatch(r"table\d+", table.name, re.IGNORECASE)
    with zipfile.ZipFile(filled) as package:
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]
        views = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    assert drawings
    declared = [block for sheet in PLAN.sheets for block in sheet.blocks if isinstance(block, Chart)]
    for chart in declared:
        assert any(f'name="{chart.name}" descr="{chart.alt}"' in drawing for drawing in drawings), chart.name
    assert sum(drawing.count("<xdr:graphicFrame ") for drawing in drawings) == len(declared) == len(charts)
    for chart_xml in charts:
        assert chart_xml.count("<c:title>") == 3
    for view in views:
        pane = re.search(r'activePane="(\w+)"', view)
        active = re.search(rf'<selection pane="{pane[1]}"([^/]*)/>', view) if pane else None
        assert active is None or "activeCell" not in active[1]  # which is A1


def test_pages_print_on_a4(filled: Path) -> None:
    with_charts = {sheet.title for sheet in PLAN.sheets if any(isinstance(block, Chart) for block in sheet.blocks)}
    for sheet in openpyxl.load_workbook(filled):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == (None if sheet.title in with_charts else 0)  # None is one page
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        assert not sheet.sheet_view.showGridLines


def test_a_year_that_does_not_begin_in_january(tmp_path: Path) -> None:
    path = tmp_path / "fiscal.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"]["year_start"] = datetime.date(2025, 4, 1)
    build(PLAN, path, Filling(filling.forms, {**filling.tables, "review": [{} for _ in range(12)]}))
    months = column(path, "periods", "Month")
    first = datetime.date(1899, 12, 30) + datetime.timedelta(months[0])
    assert first == datetime.date(2025, 4, 1)
    expected = sum(
        row["amount"]
        for row in filling.tables["history"]
        if datetime.date(2024, 4, 1) <= row["month"] < datetime.date(2025, 4, 1)
    )
    assert named(path, "settings_base") == expected
    assert sum(column(path, "periods", "Target")) == named(path, "settings_total") == round(expected * 1.1)


def test_cents_sum_exactly(tmp_path: Path) -> None:
    path = tmp_path / "cents.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"] |= {"decimals": 2, "agreed": 1_000_000.01}
    build(PLAN, path, filling)
    for table in ("periods", "units"):
        assert sum(round(part * 100) for part in column(path, table, "Target")) == 100_000_001


def test_a_month_without_history_counts_as_average(tmp_path: Path) -> None:
    path = tmp_path / "gap.xlsx"
    filling = team_filling("South Bay")
    history = [row for row in filling.tables["history"] if not (row["month"].year == 2025 and row["month"].month == 2)]
    build(PLAN, path, Filling(filling.forms, {**filling.tables, "history": history}))
    weights, past = column(path, "periods", "Weight"), column(path, "periods", "A year ago")
    assert past[1] == 0
    assert weights[1] == pytest.approx(sum(past) / 11)


def test_months_without_a_target_have_no_forecast(tmp_path: Path) -> None:
    """One unit for the year, and none of it in the months so far: no ratio, and no error."""
    path = tmp_path / "small.xlsx"
    filling = team_filling("South Bay")
    filling.forms["settings"] |= {"agreed": 1}
    build(PLAN, path, filling)
    assert sum(column(path, "review", "Target")[:5]) == 0
    assert named(path, "status_forecast") is None
    assert not [
        cell
        for sheet in read(path).sheets.values()
        for cell in sheet.cells.values()
        if isinstance(cell.value, CellError)
    ]


@pytest.mark.parametrize(
    ("closed", "as_of", "days_left"),
    [
        ({}, datetime.datetime(2025, 12, 31), 261 - 3),  # 2026 has 261 days from Monday to Friday, 3 of them off
        ({0: 9.0, 2: 9.0}, datetime.datetime(2026, 3, 31), 197 - 2),  # February was left out
        ({11: 9.0}, datetime.datetime(2026, 12, 31), None),
    ],
)
def test_where_we_stand_is_told_at_the_last_month_with_an_actual(
    tmp_path: Path, closed: dict[int, float], as_of: datetime.datetime, days_left: int | None
) -> None:
    path = tmp_path / "plan.xlsx"
    filling = team_filling("South Bay")
    filling.tables["review"] = [{"actual": closed.get(month)} for month in range(12)]
    build(PLAN, path, filling)
    assert named(path, "status_as_of") == as_of
    missing = named(path, "settings_total") - sum(closed.values())
    needed = named(path, "status_run_rate")
    assert needed in (None, "") if days_left is None else needed == pytest.approx(missing / days_left)


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"the old one")

    def fails(*_arguments: object, **_options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("xltargets.workbooks.engine.evaluate", fails)
    with pytest.raises(OSError, match="disk full"):
        build(PLAN, target)
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_the_xml_is_in_the_order_that_excel_wants(filled: Path) -> None:
    """The parts of a worksheet that Excel is strict about, in the schema's order (ECMA-376, CT_Worksheet)."""
    order = [
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter"),
        *("mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
        *("pageSetup", "headerFooter", "drawing", "legacyDrawing", "tableParts", "extLst"),
    ]
    with zipfile.ZipFile(filled) as package:
        for name in package.namelist():
            if "worksheets/sheet" in name:
                found = [child.tag.partition("}")[2] for child in ElementTree.fromstring(package.read(name))]
                places = [order.index(tag) for tag in found]
                assert places == sorted(places), name
