"""Pay is shown in the decimals of its currency, other amounts as Settings say."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path: Path = tmp_path_factory.mktemp("cents") / "scorecard.xlsx"
    build(TEMPLATES["team-scorecard"], path, sample("team-scorecard"))
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize(
    ("sheet", "header", "setting"),
    [
        ("Commission", "Payout", "settings_cents"),
        ("Commission", "Credit", "settings_decimals"),
        ("Refunds", "Clawback", "settings_cents"),
        ("Credits", "Second credit", "settings_cents"),
        ("Credits", "Amount", "settings_decimals"),
    ],
)
def test_by_which_setting_an_amount_is_shown(book: openpyxl.Workbook, sheet: str, header: str, setting: str) -> None:
    found = book[sheet]
    [column] = [cell.column_letter for cell in found[4] if cell.value == header]
    shown = {
        rule.formula[0]
        for area in found.conditional_formatting
        if f"{column}5" in area.cells
        for rule in area.rules
        if rule.formula and "settings_" in rule.formula[0]
    }
    assert shown
    assert all(one.startswith(f"{setting}=") for one in shown), shown
