"""What lies over and around the cells of a workbook: hidden rows, filters, drop-downs, drawings, how it calculates.

Only a verdict on the whole workbook asks for it; `reader.read_with_surface` reads it in the same pass as the cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

from xltargets.workbooks.contents import Area
from xltargets.workbooks.package import parse_xml
from xltargets.workbooks.xml_parts import LARGEST_KEPT, MOST_KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xltargets.workbooks.contents import Table
    from xltargets.workbooks.package import Package
    from xltargets.workbooks.sheet_reader import Surroundings

_CELLS = re.compile(rb"<((?:\w+:)?sheetData)\b[^>]*?(?:/>|>.*?</\1\s*>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_COVERING = frozenset({"sp", "pic", "grpSp"})
"""Drawings that can hide a cell: shapes and text boxes, pictures, groups of them. A chart is seen to be one."""
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})
_Parsed = TypeVar("_Parsed")
_TRUE = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class SheetSurface:
    """Of one sheet."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[range, ...] = ()
    is_filtered: bool = False
    """Whether a filter of a table or of the sheet lets only some rows show."""
    validated: list[Area] = field(default_factory=list)
    conditional: list[Area] = field(default_factory=list)
    drawings: tuple[Area, ...] = ()
    """The cells that shapes, text boxes and pictures lie over."""


@dataclass(slots=True)
class Surface:
    """Of a whole workbook."""

    sheets: dict[str, SheetSurface] = field(default_factory=dict)
    is_manual: bool = False
    """Whether it calculates only when it is told to."""
    is_iterative: bool = False
    """Whether it goes round circles instead of telling of them."""
    is_as_displayed: bool = False
    """Whether it calculates with the digits that are shown, not with those that were typed."""

    def add_calculation(self, package: Package, part: str) -> None:
        """Read from the workbook's own part how it calculates."""

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "calcPr":
                self.is_manual = attributes.get("calcMode") == "manual"
                self.is_iterative = attributes.get("iterate", "0") in _TRUE
                self.is_as_displayed = attributes.get("fullPrecision", "1") not in _TRUE

        package.parse(part, start)

    def add(self, around: Surroundings, tables: Iterable[Table]) -> None:
        """Read a sheet's, once its cells and tables are read."""
        if around.sheet.part in around.package:
            self.sheets[around.sheet.name] = _sheet(around, tables)


def _sheet(around: Surroundings, tables: Iterable[Table]) -> SheetSurface:
    package, part, data = around.package, around.sheet.part, around.frame
    hidden = tuple(around.hidden_rows)
    if data is None:
        data = package.read(part)
        cells = _CELLS.search(data)
        if cells is not None:
            hidden = tuple(_hidden_rows(data[cells.start() : cells.end()]))
            data = data[: cells.start()] + data[cells.end() :]
    found = replace(_once(_around, package, part, data), hidden_rows=hidden)
    found.is_filtered = found.is_filtered or any(table.is_filtered for table in tables)
    for link in package.relationships(part):
        if link.type == "drawing" and not link.external and link.target in package:
            found.drawings += _once(_drawings, package, link.target, package.read(link.target))
    return found


def _once(parsed: Callable[[Package, str, bytes], _Parsed], package: Package, part: str, data: bytes) -> _Parsed:
    """What a part says, parsed for the first of the many workbooks in which it is the same."""
    kept = _kept(parsed, data) if len(data) <= LARGEST_KEPT else []
    if not kept:
        kept.append(parsed(package, part, data))
    return cast("_Parsed", kept[0])


@lru_cache(maxsize=MOST_KEPT)
def _kept(_parsed: object, _data: bytes) -> list[object]:
    """Where that is kept; there is nothing in it while nobody has parsed the part to its end."""
    return []


def _around(package: Package, part: str, data: bytes) -> SheetSurface:
    """What a sheet says before and after its data."""
    found = SheetSurface()
    columns: list[range] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "col" and attributes.get("hidden", "0") in _TRUE:
            columns.append(range(int(attributes["min"]), int(attributes["max"]) + 1))
        elif element == "dataValidation":
            found.validated.extend(_areas(attributes.get("sqref", "")))
        elif element == "conditionalFormatting":
            found.conditional.extend(_areas(attributes.get("sqref", "")))
        elif element == "filterColumn":
            found.is_filtered = True

    parse_xml(package, part, data, start)
    found.hidden_columns = tuple(columns)
    return found


def _hidden_rows(cells: bytes) -> Iterable[int]:
    if b"hidden=" not in cells:
        return
    number = 0
    for match in _ROW.finditer(cells):
        given = _NUMBER.search(match[1])
        number = int(given[1]) if given else number + 1
        if _HIDDEN.search(match[1]):
            yield number


def _areas(references: str) -> list[Area]:
    return [Area.parse(one) for one in references.split() if re.fullmatch(r"\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", one)]


def _drawings(package: Package, part: str, data: bytes) -> tuple[Area, ...]:
    """The areas that shapes and pictures cover; where one ends is not said, it is taken for one cell."""
    found: list[Area] = []
    corners: list[dict[str, int]] = []
    pending = ""
    covers = False

    def start(element: str, _attributes: dict[str, str]) -> None:
        nonlocal pending, covers
        if element in _ANCHORS:
            corners.clear()
            covers = False
        elif element in ("from", "to"):
            corners.append({})
        elif element in _COVERING:
            covers = True
        pending = element if element in ("row", "col") and corners else ""

    def text(characters: str) -> None:
        if pending and characters.strip().isascii() and characters.strip().isdigit():
            corners[-1][pending] = int(characters)

    def end(element: str) -> None:
        nonlocal pending
        pending = ""
        if element in _ANCHORS and covers and corners and all(one.keys() == {"row", "col"} for one in corners):
            first, last = corners[0], corners[-1]
            found.append(Area(first["row"] + 1, first["col"] + 1, last["row"] + 1, last["col"] + 1))

    parse_xml(package, part, data, start, end, text)
    return tuple(found)
