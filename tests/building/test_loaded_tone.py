"""Loaded cells have a tone of their own: readable, another one in grey as well, and locked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xltargets.building import theme
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.schema import Choosable, Form
from xltargets.views.view import View
from xltargets.workbooks.reader import read

UNITS = [key for key in TEMPLATES if key != "company-scorecard"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_it_can_be_read() -> None:
    """Black on white is 21; WCAG's AAA asks for 7."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast(theme.LOADED_TEXT, theme.LOADED_FILL) >= 7


@pytest.mark.parametrize("other", [theme.INPUT_FILL, theme.PALE_BLUE, "#FFFFFF"])
def test_it_is_another_grey_than_what_people_fill_in_and_what_is_worked_out(other: str) -> None:
    assert contrast(theme.LOADED_FILL, other) >= 1.15


@pytest.mark.parametrize("key", UNITS)
def test_nobody_types_in_them(key: str, tmp_path: Path) -> None:
    """Locked on a protected sheet; where people may type, a condition shows what was loaded."""
    path = tmp_path / "book.xlsx"
    build(TEMPLATES[key], path, Filling())
    view, book = View.of(read(path)), openpyxl.load_workbook(path)
    loaded = [slot for slot in view.fields.values() if slot.column.loaded]
    loaded += [
        table.slot(column, table.found.area.top + 1)
        for table in view.tables.values()
        for column in table.columns
        if column.loaded
    ]
    assert loaded
    for slot in loaded:
        cell = book[slot.sheet.name].cell(slot.row, slot.column_index)
        assert cell.protection.locked
        assert book[slot.sheet.name].protection.sheet
        assert cell.fill.fgColor.rgb == f"FF{theme.LOADED_FILL[1:]}"
    declared = [
        column
        for table in TEMPLATES[key].tables.values()
        for column in table.columns
        if column.renewed and not issubclass(table, Choosable)
    ]
    for column in declared:
        form = issubclass(TEMPLATES[key].tables[column.table], Form)
        table = None if form else view.tables[column.table]
        slot = view.fields[str(column)] if table is None else table.slot(column, table.found.area.top + 1)
        rules = book[slot.sheet.name].conditional_formatting
        here = [rule for one in rules if slot.at.cell in one.sqref for rule in one.rules if rule.formula]
        assert any(f', {view.translate(column.label)}")' in rule.formula[0] for rule in here), str(column)
        assert not book[slot.sheet.name].cell(slot.row, slot.column_index).protection.locked
