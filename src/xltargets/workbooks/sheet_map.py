"""Where in a worksheet's bytes its rows and cells stand, so that one can be exchanged and the rest left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from xltargets.errors import N_
from xltargets.workbooks.contents import column_index

if TYPE_CHECKING:
    from collections.abc import Container

    from xltargets.workbooks.package import Package


_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_MORE = rb"""(?:\ [A-Za-z0-9:]+="[^"<>]*")*"""
_ELEMENT = re.compile(
    rb"""\s*(?:(?P<end></row>)
        | <row\ r="(?P<row>[1-9][0-9]{0,6})\""""
    + _MORE
    + rb"""(?P<blank>/?)>
        | <c\ r="(?P<column>[A-Z]{1,3})[0-9]+\""""
    + _MORE
    + rb"""
            (?:/>|>(?P<formula><f"""
    + _MORE
    + rb"""(?:/>|>[^<>]*</f>))?[^<]*(?:<(?!/c>)[^<!][^<]*)*</c>))""",
    re.VERBOSE,
)
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_NEXT_ROW, _END_OF_ROW = b"<row", b"</row>"


@dataclass(slots=True)
class CellSpan:
    """The bytes of one cell element, and of the formula element in it."""

    column: int
    start: int
    end: int = 0
    formula: tuple[int, int] | None = None


@dataclass(slots=True)
class RowSpan:
    """The bytes of one row element and its cells in order."""

    number: int
    start: int
    end: int = 0
    cells: list[CellSpan] = field(default_factory=list)


@dataclass(slots=True)
class SheetMap:
    """The bytes of the sheet's data and its rows in order."""

    start: int = -1
    end: int = -1
    rows: list[RowSpan] = field(default_factory=list)


def tag_end(data: bytes, start: int) -> int:
    """The position after the `>` that ends the tag which begins at `start`; a `>` in a quoted value is none.

    >>> tag_end(b'<c a=">" b="">x', 0)
    14
    """
    match = _TAG.match(data, start)
    if match is None:
        raise ValueError(start)
    return match.end()


def _element_end(data: bytes, start: int, closing: int) -> int:
    """The position after an element, whose closing tag (if it has one) is where the parser stands."""
    opening = tag_end(data, start)
    return opening if data[opening - 2 : opening] == b"/>" else tag_end(data, closing)


def map_sheet(package: Package, part: str, data: bytes, wanted: Container[int] | None = None) -> SheetMap:
    """Find rows and cells. The package has been read before, so its XML is known to be well formed.

    `wanted` are the rows whose cells matter: of others, there may be none in the map.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise package.damaged(N_("The part {part} is not in UTF-8."), part=part)
    return _usual(data, wanted) or _by_parser(data)


def _usual(data: bytes, wanted: Container[int] | None = None) -> SheetMap | None:
    """The same by one scan, which has to account for all of the data; None for a form that it does not know."""
    start, close = data.find(_OPEN), data.rfind(_CLOSE)
    if start < 0 or close < start or b"<!" in data:
        return None
    found, row = SheetMap(start, close + len(_CLOSE)), None
    place = start + len(_OPEN)
    while (match := _ELEMENT.match(data, place, close)) is not None:
        begin, place, kind = match.start() + len(match[0]) - len(match[0].lstrip()), match.end(), match.lastgroup
        if match["row"] is not None:
            if row is not None:
                return None
            row = RowSpan(int(match["row"]), begin, place)
            found.rows.append(row)
            if match["blank"]:
                row = None
            elif wanted is not None and row.number not in wanted:
                place = data.find(_END_OF_ROW, place, close) + len(_END_OF_ROW)
                if place < row.end or data.find(_NEXT_ROW, row.end, place) >= 0:
                    return None
                row.end, row = place, None
        elif row is None:
            return None
        elif kind == "end":
            row.end, row = place, None
        else:
            formula = None if match["formula"] is None else match.span("formula")
            row.cells.append(CellSpan(column_index(match["column"].decode()), begin, place, formula))
    return found if row is None and not data[place:close].strip() else None


def _by_parser(data: bytes) -> SheetMap:
    found = SheetMap()
    row: RowSpan | None = None
    cell: CellSpan | None = None
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, cell
        element = name.rpartition(" ")[2]
        if element == "sheetData":
            found.start = parser.CurrentByteIndex
        elif element == "row":
            number = int(attributes["r"]) if "r" in attributes else (found.rows[-1].number + 1 if found.rows else 1)
            row = RowSpan(number, parser.CurrentByteIndex)
            found.rows.append(row)
        elif element == "c" and row is not None:
            letters = attributes.get("r", "").rstrip("0123456789")
            column = column_index(letters) if letters else (row.cells[-1].column + 1 if row.cells else 1)
            cell = CellSpan(column, parser.CurrentByteIndex)
            row.cells.append(cell)
        elif element == "f" and cell is not None:
            cell.formula = (parser.CurrentByteIndex, 0)

    def end(name: str) -> None:
        nonlocal row, cell
        element = name.rpartition(" ")[2]
        closing = parser.CurrentByteIndex
        if element == "sheetData":
            found.end = _element_end(data, found.start, closing)
        elif element == "row" and row is not None:
            row.end, row = _element_end(data, row.start, closing), None
        elif element == "c" and cell is not None:
            cell.end, cell = _element_end(data, cell.start, closing), None
        elif element == "f" and cell is not None and cell.formula is not None:
            cell.formula = (cell.formula[0], _element_end(data, cell.formula[0], closing))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return found
