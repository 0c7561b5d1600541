"""The target plan: its declaration, the built workbook, and what another program makes of it."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from xltargets.building.builder import build
from xltargets.building.highlights import DECIMALS
from xltargets.errors import CellError
from xltargets.samples import sample
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES, find
from xltargets.templates.content import Filling, with_offers
from xltargets.workbooks.contents import Area, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read

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


def test_sheets_are_the_contracts() -> None:
    """All of the catalogue of templates, and the two that every workbook has."""
    catalogue = "Strategy|Sales history|Setting|Objectives|Periods|Units|Grid|Channels|Actions|Review|Changes"
    assert [sheet.title for sheet in PLAN.sheets] == ["Guide", "Settings", *catalogue.split("|")]


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


def test_the_grid_is_exact_on_both_margins(filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled, data_only=True)["Grid"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=10, min_col=2, max_col=13)]
    targets = column(filled, "units", "Target")[:6]
    assert [sum(row) for row in rows] == targets
    assert [sum(month) for month in zip(*rows, strict=True)] == column(filled, "periods", "Target")


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


@pytest.mark.parametrize(("periods", "months"), [(4, 3), (2, 6)])
def test_a_year_of_other_periods_than_months(tmp_path: Path, periods: int, months: int) -> None:
    """Quarters and halves: the history of each is the sum of its months, and the parts sum to the year."""
    path = tmp_path / "periods.xlsx"
    filling = team_filling("North Harbour")
    build(
        PLAN,
        path,
        Filling(filling.forms, filling.tables | {"periods": [{}] * periods, "review": [{"actual": 900_000}]}),
    )
    last_year = [0.0] * periods
    for row in filling.tables["history"]:
        if row["month"].year == 2025:
            last_year[(row["month"].month - 1) // months] += row["amount"]
    assert column(path, "periods", "A year ago") == last_year
    targets = column(path, "periods", "Target")
    assert len(targets) == periods
    assert sum(targets) == named(path, "settings_total") == round(sum(last_year) * 1.1)
    assert column(path, "review", "Target") == targets
    assert named(path, "status_as_of") == datetime.datetime(2026, months, 28 + (months == 3) * 3 + (months == 6) * 2)


def test_the_candidates_are_the_methods_answers(tmp_path: Path) -> None:
    """By hand: 41 m × 1.06 × 10.4% of the market; break-even (1.15 m + 0.22 m / 0.75) / 38%; the median of six."""
    path = tmp_path / "setting.xlsx"
    build(PLAN, path, sample("target-plan"))
    market, past, breakeven, team = column(path, "candidates", "Target")
    assert market == pytest.approx(41_000_000 * 1.06 * 0.104)
    assert breakeven == pytest.approx((1_150_000 + 220_000 / 0.75) / 0.38)
    assert team == (4_350_000 + 4_400_000) / 2
    assert past == pytest.approx(sum(one for one in column(path, "outlook", "Forecast") if one != ""))
    blend = market * 0.25 + past * 0.35 + breakeven * 0.1 + team * 0.3
    assert named(path, "blend_target") == round(blend)
    sums = dict.fromkeys((2023, 2024, 2025), 0.0)
    for row in team_filling("North Harbour").tables["history"]:
        sums[row["month"].year] += row["amount"]
    assert column(path, "years", "Won") == list(sums.values())


def test_the_year_can_take_the_blend(tmp_path: Path) -> None:
    path = tmp_path / "blend.xlsx"
    filling = sample("target-plan")
    filling.forms["settings"]["basis"] = "blend"
    build(PLAN, path, filling)
    assert named(path, "settings_total") == named(path, "blend_target")
    assert sum(column(path, "periods", "Target")) == named(path, "blend_target")


def test_objectives_are_judged_and_advised(tmp_path: Path) -> None:
    """The sample has three objectives that pass, and a wish that lacks metric, figures, goal and a date in reach."""
    path = tmp_path / "objectives.xlsx"
    build(PLAN, path, sample("target-plan"))
    assert column(path, "objectives", "Score")[:4] == [100, 100, 100, 10]
    assert [
        column(path, "objectives", header)[3] for header in ("Measurable", "Achievable", "Relevant", "Time-bound")
    ] == [
        *("Fail", "Unknown", "Fail", "Fail"),
    ]
    advice = column(path, "objectives", "Advice")
    assert advice[0] == "–"
    assert "Measurable: fill in the metric" in str(advice[3])


def test_channels_and_actions(tmp_path: Path) -> None:
    """By hand: 3 × .3 + 5 × .7 = 4.4; (2.6 m × 34% − 610 k) / 610 k; what is late on 31 May."""
    path = tmp_path / "channels.xlsx"
    build(PLAN, path, sample("target-plan"))
    assert column(path, "channels", "Score")[:4] == pytest.approx([4.4, 3.7, 3.05, 3.55])
    assert column(path, "channels", "Rank")[:4] == [1, 2, 4, 3]
    assert column(path, "channels", "Return")[0] == pytest.approx((2_600_000 * 0.34 - 610_000) / 610_000)
    assert column(path, "actions", "Status")[:6] == ["Done", "In progress", "In progress", "Done", "Overdue", "Open"]
