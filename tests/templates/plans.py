"""A filled target plan, built once, and ways to look into it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Area, Contents
from xltargets.workbooks.reader import read

PLAN = TEMPLATES["target-plan"]


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
