"""Tables: names, areas, headers, totals, formulas of columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.ooxml import formulas
from tests.ooxml.book import area_of
from tests.ooxml.names import is_legal
from tests.ooxml.package import MAIN, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tests.ooxml.book import Area, Book, Table

_SUBTOTALS = {
    "average": 101,
    "countNums": 102,
    "count": 103,
    "max": 104,
    "min": 105,
    "stdDev": 107,
    "sum": 109,
    "var": 110,
}


def problems(book: Book) -> Iterator[str]:
    tables = [table for sheet in book.sheets for table in sheet.tables]
    for what, values in (
        ("id", [table.root.get("id", "") for table in tables]),
        ("name", [table.name.lower() for table in tables]),
        ("part", [table.part for table in tables]),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                yield f"{count} tables have the {what} {value}"
    for table in tables:
        yield from (f"{table.part}: {problem}" for problem in [*_frame(table, book), *_columns(table, book)])
    for sheet in book.sheets:
        for index, table in enumerate(sheet.tables):
            for other in sheet.tables[index + 1 :]:
                if table.area and other.area and table.area.overlaps(other.area):
                    yield f"{sheet.part}: the tables {table.name} and {other.name} overlap"
        listed = sum(1 for _one in sheet.root.iter(f"{MAIN}tablePart"))
        if listed != len(sheet.tables):
            yield f"{sheet.part}: {listed} tables are listed, and there are {len(sheet.tables)}"


def _frame(table: Table, book: Book) -> Iterator[str]:
    root, area = table.root, table.area
    for name in {table.name, root.get("name", table.name)}:
        if not is_legal(name):
            yield f"{name} is no legal name of a table"
    if area is None:
        yield f"the table fills {root.get('ref')}"
        return
    header, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    if area.bottom - area.top + 1 < header + totals + 1:
        yield f"the table has no row between header and totals in {area}"
    filtered = root.find(f"{MAIN}autoFilter")
    if filtered is not None:
        expected = (area.top, area.left, area.bottom - totals, area.right)
        place = area_of(filtered.get("ref"))
        if place is None or (place.top, place.left, place.bottom, place.right) != expected or not header:
            yield f"it filters {filtered.get('ref')}, the table is {area} with {totals} rows of totals"
    columns = list(root.iter(f"{MAIN}tableColumn"))
    collection = root.find(f"{MAIN}tableColumns")
    if collection is not None and int(collection.get("count", len(columns))) != len(columns):
        yield f"the table counts {collection.get('count')} columns and has {len(columns)}"
    if area.right - area.left + 1 != len(columns):
        yield f"the table has {len(columns)} columns in {area}"
    for one in columns:
        for attribute in ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"):
            if int(one.get(attribute, "-1")) >= book.count_of("dxfs"):
                yield f"the column {one.get('name')} has a look that is not there"


def _columns(table: Table, book: Book) -> Iterator[str]:
    area = table.area
    columns = list(table.root.iter(f"{MAIN}tableColumn"))
    for what, values in (
        ("id", [one.get("id", "") for one in columns]),
        ("name", [n.casefold() for n in table.columns]),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                yield f"{count} columns have the {what} {value}"
    if area is None:
        return
    has_header, has_totals = table.root.get("headerRowCount") != "0", table.root.get("totalsRowCount", "0") != "0"
    for number, (one, name) in enumerate(zip(columns, table.columns, strict=True), area.left):
        if length(name) > 255 or not name:
            yield f"the column {name} has no name or one of more than 255 characters"
        if has_header:
            yield from _header(name, table.sheet.cells.get((area.top, number)), book)
        formula = one.findtext(f"{MAIN}calculatedColumnFormula")
        if formula is not None:
            yield from (f"the column {name}: {problem}" for problem in formulas.problems(formula, book, table=table))
        if has_totals:
            yield from _total(one, name, table, area, number, book)


def _header(name: str, cell: etree._Element | None, book: Book) -> Iterator[str]:
    text = None if cell is None else book.text(cell)
    if cell is not None and cell.find(f"{MAIN}f") is not None:
        yield f"the header of the column {name} is a formula"
    elif text is None:
        yield f"the header of the column {name} is no text"
    elif text != name:
        yield f"the header of the column {name} says {text}"


def _total(one: etree._Element, name: str, table: Table, area: Area, number: int, book: Book) -> Iterator[str]:
    cell = table.sheet.cells.get((area.bottom, number))
    formula = None if cell is None else cell.findtext(f"{MAIN}f")
    function, label = one.get("totalsRowFunction", "none"), one.get("totalsRowLabel")
    if label is not None and (cell is None or book.text(cell) != label):
        yield f"the total of the column {name} says {None if cell is None else book.text(cell)}, not {label}"
    if function in _SUBTOTALS:
        start = f"SUBTOTAL({_SUBTOTALS[function]},"
        if formula is None or not formula.startswith(start) or f"[{_escaped(name)}]" not in formula:
            yield f"the total of the column {name} is {formula}, not its {function}"
    elif function == "none" and label is None and formula is not None:
        yield f"the total of the column {name} has a formula that the table does not know"


def _escaped(name: str) -> str:
    return "".join(f"'{sign}" if sign in "[]#'" else sign for sign in name)
