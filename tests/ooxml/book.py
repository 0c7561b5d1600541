"""A workbook as its parts say: sheets with their cells, tables, names, shared strings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string, get_column_letter

from tests.ooxml.package import MAIN, OFFICE, Package

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

ROWS, COLUMNS = 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """Cells from a top left to a bottom right one, rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def overlaps(self, other: Area) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    def __str__(self) -> str:
        first, last = (f"{get_column_letter(c)}{r}" for r, c in ((self.top, self.left), (self.bottom, self.right)))
        return first if first == last else f"{first}:{last}"


def area_of(text: str | None) -> Area | None:
    """`B2` or `B2:C9` as an area; None if it is neither, or not in a sheet."""
    found = _AREA.fullmatch(text or "")
    if found is None:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right = column_index_from_string(found[3]) if found[3] else left
    bottom = int(found[4]) if found[4] else top
    fits = left <= right <= COLUMNS and top <= bottom <= ROWS
    return Area(top, left, bottom, right) if fits else None


def unescaped(text: str) -> str:
    """A text without the `_x000A_` that attributes and strings have for control characters."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


@dataclass(eq=False)
class Sheet:
    """A worksheet. Its cells are those with an address where an address belongs."""

    name: str
    part: str
    root: etree._Element
    tables: list[Table] = field(default_factory=list)

    @cached_property
    def cells(self) -> dict[tuple[int, int], etree._Element]:
        found = {}
        for cell in self.root.iter(f"{MAIN}c"):
            area = area_of(cell.get("r"))
            if area is not None:
                found[area.top, area.left] = cell
        return found


@dataclass(eq=False)
class Table:
    """A table and the texts of its columns' headers."""

    part: str
    root: etree._Element
    sheet: Sheet

    @property
    def name(self) -> str:
        return self.root.get("displayName", "")

    @property
    def area(self) -> Area | None:
        return area_of(self.root.get("ref"))

    @property
    def columns(self) -> list[str]:
        return [unescaped(column.get("name", "")) for column in self.root.iter(f"{MAIN}tableColumn")]


class Book:
    """A workbook's parts, put together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package = Package(path)

    @cached_property
    def part(self) -> str:
        return next(link.target for link in self.package.links("").values() if link.kind == "officeDocument")

    @property
    def root(self) -> etree._Element:
        return self.package.root(self.part)

    def linked(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part leads to, and that are there."""
        links = self.package.links(part).values()
        return [link.target for link in links if link.kind == kind and link.target in self.package.data]

    @cached_property
    def sheets(self) -> list[Sheet]:
        links = self.package.links(self.part)
        found = []
        for element in self.root.iter(f"{MAIN}sheet"):
            link = links.get(element.get(f"{OFFICE}id", ""))
            if link is not None and link.target in self.package.data and link.kind == "worksheet":
                sheet = Sheet(element.get("name", ""), link.target, self.package.root(link.target))
                sheet.tables = [
                    Table(part, self.package.root(part), sheet) for part in self.linked(sheet.part, "table")
                ]
                found.append(sheet)
        return found

    @cached_property
    def sheet_names(self) -> set[str]:
        """Of sheets of all kinds, in small letters."""
        return {element.get("name", "").lower() for element in self.root.iter(f"{MAIN}sheet")}

    @cached_property
    def tables(self) -> dict[str, Table]:
        """By name in small letters."""
        found: dict[str, Table] = {}
        for table in (table for sheet in self.sheets for table in sheet.tables):
            found.setdefault(table.name.lower(), table)
        return found

    @cached_property
    def strings(self) -> list[str]:
        return [
            unescaped("".join(text.text or "" for text in one.iter(f"{MAIN}t")))
            for part in self.linked(self.part, "sharedStrings")
            for one in self.package.root(part).iter(f"{MAIN}si")
        ]

    @cached_property
    def styles(self) -> etree._Element:
        return self.package.root(self.linked(self.part, "styles")[0])

    def count_of(self, collection: str) -> int:
        """How many there are in a collection of the styles, such as `cellXfs`."""
        element = self.styles.find(f"{MAIN}{collection}")
        return 0 if element is None else len(element)

    def text(self, cell: etree._Element) -> str | None:
        """What a cell of text says, None for one of another kind."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        if kind == "s":
            number = int(value or -1)
            return self.strings[number] if 0 <= number < len(self.strings) else None
        if kind == "inlineStr":
            return unescaped("".join(text.text or "" for text in cell.iter(f"{MAIN}t")))
        return unescaped(value or "") if kind == "str" else None
