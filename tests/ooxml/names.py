"""What a workbook says of itself: names of sheets, defined names, its views, the chain of calculation."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.ooxml import formulas
from tests.ooxml.book import COLUMNS, ROWS, area_of, column_index_from_string
from tests.ooxml.package import MAIN, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tests.ooxml.book import Book

_NAME = re.compile(r"[^\W\d][\w.?\\]*|\\[\w.?\\]*")
_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW_AND_COLUMN = re.compile(r"[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")
_TITLES = re.compile(r"(?:'(?:[^']|'')+'|[^'!,]+)!\$(?:[A-Z]+:\$[A-Z]+|[0-9]+:\$[0-9]+)")
_BUILT_IN = {"Print_Area", "Print_Titles", "Criteria", "_FilterDatabase", "Extract", "Consolidate_Area", "Database"}


def is_legal(name: str) -> bool:
    """Whether a workbook may have such a name, or a table: no spaces, and not read as a cell."""
    if not _NAME.fullmatch(name) or length(name) > 255 or _ROW_AND_COLUMN.fullmatch(name):
        return False
    cell = _CELL.fullmatch(name)
    return cell is None or column_index_from_string(cell[1].upper()) > COLUMNS or not 0 < int(cell[2]) <= ROWS


def problems(book: Book) -> Iterator[str]:
    for one in [*_sheets(book), *_views(book), *_defined(book)]:
        yield f"{book.part}: {one}"
    yield from _chain(book)


def _sheets(book: Book) -> Iterator[str]:
    sheets = list(book.root.iter(f"{MAIN}sheet"))
    names = [sheet.get("name", "") for sheet in sheets]
    for name in names:
        if length(name) > 31:
            yield f"the sheet's name {name} has more than 31 characters"
        if re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'") or name.lower() == "history":
            yield f"no sheet may be called {name}"
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1 and names.count(name) < 2:
            yield f"{count} sheets are called {name}, but for capitals"
    if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
        yield "every sheet is hidden"


def _views(book: Book) -> Iterator[str]:
    sheets = list(book.root.iter(f"{MAIN}sheet"))
    for view in book.root.iter(f"{MAIN}workbookView"):
        active = int(view.get("activeTab", "0"))
        if active >= len(sheets):
            yield f"the active sheet is number {active}, and there are {len(sheets)}"
        elif sheets[active].get("state", "visible") != "visible":
            yield "the active sheet is hidden"


def _defined(book: Book) -> Iterator[str]:
    elements = list(book.root.iter(f"{MAIN}definedName"))
    sheets = len(list(book.root.iter(f"{MAIN}sheet")))
    keys = Counter((one.get("name", "").lower(), one.get("localSheetId")) for one in elements)
    for (name, _sheet), count in keys.items():
        if count > 1:
            yield f"the name {name} is defined {count} times"
        if name in book.tables:
            yield f"the name {name} is a table's, too"
    for one in elements:
        name, text = one.get("name", ""), one.text or ""
        if int(one.get("localSheetId", "0")) >= sheets:
            yield f"the name {name} belongs to a sheet that is not there"
        if name.startswith("_xlnm."):
            yield from _built_in(name.removeprefix("_xlnm."), one)
        elif not is_legal(name):
            yield f"{name} is no legal name"
        if "#REF!" in text:
            yield f"the name {name} stands for #REF!"
        elif not name.startswith("_xlnm."):
            yield from (f"the name {name}: {problem}" for problem in formulas.problems(text, book))


def _built_in(name: str, element: etree._Element) -> Iterator[str]:
    if name not in _BUILT_IN:
        yield f"there is no built-in name {name}"
    if element.get("localSheetId") is None:
        yield f"the built-in name {name} belongs to no sheet"
    if name == "Print_Titles" and not all(_TITLES.fullmatch(one) for one in (element.text or "").split(",")):
        yield f"the name Print_Titles is {element.text}, not whole rows or columns"


def _chain(book: Book) -> Iterator[str]:
    """The chain of calculation names cells with formulas and no others."""
    for part in book.linked(book.part, "calcChain"):
        number = 0
        by_id = dict(enumerate(book.sheets, 1))
        for one in book.package.root(part).iter(f"{MAIN}c"):
            number = int(one.get("i", number))
            area = area_of(one.get("r"))
            cell = by_id[number].cells.get((area.top, area.left)) if area and number in by_id else None
            if cell is None or cell.find(f"{MAIN}f") is None:
                yield f"{part}: {one.get('r')} has no formula"
