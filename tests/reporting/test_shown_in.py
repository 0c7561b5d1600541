"""Large figures in a unit that the settings name: the same figure everywhere, with the unit in its label."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.validation.built_plan import plan, put

from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.reporting.letter import figure
from xltargets.reporting.meeting import ratio
from xltargets.reporting.shown_in import ShownIn
from xltargets.reporting.statement import percent
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.shown_in import shown_in
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.common import AMOUNT_UNIT, SCALES
from xltargets.views.view import View

SIZES = {"Whole": 1, "Thousands": 1_000, "Ten thousands": 10_000, "Millions": 1_000_000}


def test_the_units() -> None:
    assert dict.fromkeys(AMOUNT_UNIT.codes) == dict.fromkeys(SIZES)
    assert {"Whole": 1, **SCALES} == SIZES


@pytest.mark.parametrize(
    ("unit", "amount", "change"),
    [
        ("", "2,774,321", "−2,774,321"),
        ("Thousands", "2,774.3", "−2,774.3"),
        ("Ten thousands", "277.4", "−277.4"),
        ("Millions", "2.8", "−2.8"),
    ],
)
def test_amounts(unit: str, amount: str, change: str) -> None:
    shown = ShownIn(unit, translator("en"))
    assert (shown.amount(2_774_321.0), shown.signed(-2_774_321.0)) == (amount, change)
    assert (shown.amount(None), shown.signed(0.0)) == ("–", "0" if not unit else "0.0")


def test_halves_are_rounded_as_a_worksheet_shows_them() -> None:
    """243.45 is a little less than that as a float, and Excel and LibreOffice show 243.5."""
    shown = ShownIn("Ten thousands", translator("en"))
    assert (shown.amount(2_434_500.0), shown.signed(-2_434_500.0)) == ("243.5", "−243.5")
    assert (ratio(0.9345), percent(1.0125), figure(0.285, 2)) == ("93.5%", "101.3%", "0.29")


def test_labels() -> None:
    assert ShownIn("Ten thousands", translator("zh-CN")).label("CNY") == "CNY（万元）"
    assert ShownIn("Ten thousands", translator("zh-TW")).label("TWD") == "TWD（萬元）"
    assert ShownIn("Whole", translator("zh-TW")).label("TWD") == "TWD"


def test_what_people_sign_is_exact() -> None:
    """2,774,321 with four decimals more than the amount's own."""
    assert figure(2_774_321 / 10_000, 0 + 4) == "277.4321"
    assert figure(2_770_000 / 10_000, 0 + 4) == "277"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tiles_of_a_scorecard(language: str, tmp_path: Path) -> None:
    """Each amount is its field over the unit, and its label says so; the field itself is in full."""
    company = of_language(language)
    say = translator(language)
    filling = sample("team-scorecard", company)
    filling.forms["settings"]["shown_in"] = "Ten thousands"
    build(TEMPLATES["team-scorecard"], tmp_path / "team.xlsx", filling, language=language, translate=say)
    book = openpyxl.load_workbook(tmp_path / "team.xlsx", data_only=True)
    sheet = book[say("Scorecard")]
    [(_sheet, cell)] = book.defined_names["standing_forecast"].destinations
    labels = [one.value for one in sheet[4] if one.value]
    wanted = ShownIn("Ten thousands", say).label(say("Forecast at finish"))
    assert wanted in labels
    assert say("Forecast at finish") not in labels
    column = next(one.column for one in sheet[4] if one.value == wanted)
    assert sheet.cell(5, column).value * 10_000 == pytest.approx(sheet[cell].value, rel=1e-12)
    assert sheet[cell].value > 100_000
    assert [one for one in labels if "%" in one or "KPI" in one] == [say("KPI composite")]


def test_without_a_unit_all_is_in_full() -> None:
    workbook = plan()
    assert shown_in([extract_view(View.of(workbook), "plan.xlsx")]) == ""
    put(workbook, "settings.shown_in", "Millions")
    millions = extract_view(View.of(workbook), "plan.xlsx")
    assert shown_in([millions]) == "Millions"
    put(workbook, "settings.shown_in", "Thousands")
    assert shown_in([millions, extract_view(View.of(workbook), "plan.xlsx")]) == ""
