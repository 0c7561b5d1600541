"""The cells of a sheet: their order, styles, values, formulas and areas of results."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

from tests.ooxml import formulas
from tests.ooxml.book import COLUMNS, ROWS, Area, area_of
from tests.ooxml.package import MAIN, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tests.ooxml.book import Book, Sheet, Table

ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
"""ECMA-376, 18.17.2.7; a newer error is stored as one of these."""


def problems(sheet: Sheet, book: Book) -> Iterator[str]:
    for one in [*_order(sheet), *_cells(sheet, book), *_columns(sheet, book), *_results(sheet)]:
        yield f"{sheet.part}: {one}"


def _order(sheet: Sheet) -> Iterator[str]:
    last_row = 0
    for row in sheet.root.iter(f"{MAIN}row"):
        number = int(row.get("r", last_row + 1))
        if not last_row < number <= ROWS:
            yield f"row {number} stands after row {last_row}"
        last_row, last_column = number, 0
        for cell in row.iter(f"{MAIN}c"):
            area = area_of(cell.get("r"))
            if area is None or area.top != number:
                yield f"the cell {cell.get('r')} stands in row {number}"
            elif area.left <= last_column:
                yield f"the cell {cell.get('r')} stands after one to its right"
            else:
                last_column = area.left


def _cells(sheet: Sheet, book: Book) -> Iterator[str]:
    styles = book.count_of("cellXfs")
    known: dict[tuple[str, Table | None], list[str]] = {}
    shared: set[str] = set()
    metadata = _count_of_metadata(book)
    for (row, column), cell in sheet.cells.items():
        place = cell.get("r")
        if int(cell.get("s", "0")) >= styles:
            yield f"{place} has the style {cell.get('s')} of {styles}"
        if int(cell.get("cm", "0")) > metadata:
            yield f"{place} has metadata that are not there"
        if (wrong := _value(cell)) is not None:
            yield f"{place} {wrong}"
        text = book.text(cell)
        if text is not None and length(text) > 32767:
            yield f"{place} holds a text of {length(text)} characters, more than 32767"
        formula = cell.find(f"{MAIN}f")
        if formula is None:
            continue
        if formula.get("t") == "shared":
            if formula.get("ref") is not None:
                shared.add(formula.get("si", ""))
            elif formula.get("si") not in shared:
                yield f"{place} shares a formula that is not there"
                continue
            if not formula.text:
                continue
        table = next((one for one in sheet.tables if one.area and (row, column) in one.area), None)
        # Thousands of cells of a column have the same formula.
        key = (formula.text or "", table)
        if key not in known:
            known[key] = list(formulas.problems(key[0], book, table=table))
        yield from (f"{place}: {problem}" for problem in known[key])


def _value(cell: etree._Element) -> str | None:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return None if cell.find(f"{MAIN}is") is not None else "is an inline text without one"
    if value is None:
        return None
    if kind == "b" and value not in ("0", "1"):
        return f"is the truth value {value}"
    if kind == "e" and value not in ERRORS:
        return f"is the error {value}, which no file holds"
    if kind == "n":
        try:
            number = float(value)
        except ValueError:
            return f"is the number {value}"
        return None if math.isfinite(number) and "_" not in value else f"is the number {value}"
    if kind == "d":
        try:
            datetime.datetime.fromisoformat(value)
        except ValueError:
            return f"is the date {value}"
    return None


def _count_of_metadata(book: Book) -> int:
    for part in book.linked(book.part, "sheetMetadata"):
        element = book.package.root(part).find(f"{MAIN}cellMetadata")
        return 0 if element is None else len(element)
    return 0


def _columns(sheet: Sheet, book: Book) -> Iterator[str]:
    last = 0
    for column in sheet.root.iter(f"{MAIN}col"):
        first, end = int(column.get("min", "0")), int(column.get("max", "0"))
        if not last < first <= end <= COLUMNS:
            yield f"the columns {first} to {end} stand after column {last}"
        last = max(last, end)
        if int(column.get("style", "0")) >= book.count_of("cellXfs"):
            yield f"column {first} has a style that is not there"


def _results(sheet: Sheet) -> Iterator[str]:
    """Areas of array formulas, and merged cells: each for itself, and none in a table."""
    found: list[tuple[str, Area]] = []
    for (row, column), cell in sheet.cells.items():
        formula = cell.find(f"{MAIN}f")
        if formula is not None and formula.get("t") == "array":
            area = area_of(formula.get("ref"))
            if area is None or (area.top, area.left) != (row, column):
                yield f"the array formula in {cell.get('r')} fills {formula.get('ref')}"
            else:
                spills = area != Area(row, column, row, column) or cell.get("cm") is not None
                found.append(("array" if spills else "single", area))
        elif cell.get("cm") is not None and formula is not None:
            yield f"the formula in {cell.get('r')} spills, but is no array formula"
    for element in sheet.root.iter(f"{MAIN}mergeCell"):
        area = area_of(element.get("ref"))
        if area is None or str(area) != element.get("ref") or (area.top == area.bottom and area.left == area.right):
            yield f"{element.get('ref')} cannot be merged"
        else:
            found.append(("merged", area))
    for index, (kind, area) in enumerate(found):
        for other_kind, other in found[index + 1 :]:
            if area.overlaps(other):
                yield f"{area} ({kind}) and {other} ({other_kind}) overlap"
        for table in sheet.tables:
            if kind != "single" and table.area and table.area.overlaps(area):
                yield f"{area} ({kind}) lies in the table {table.name}"
