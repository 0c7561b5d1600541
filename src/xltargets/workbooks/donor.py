"""A sheet of a workbook that we built, as what another workbook takes cells, widths and rules from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.workbooks.contents import Area
from xltargets.workbooks.elements import Document
from xltargets.workbooks.sheet_map import map_sheet, tag_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.elements import Element
    from xltargets.workbooks.package import Package

_STYLE = re.compile(rb'\ss="(\d+)"')


class DonorSheet:
    """Looks, widths, input rules and conditional formats of one sheet."""

    def __init__(self, package: Package, part: str) -> None:
        """Read a sheet's part."""
        self.document = Document(package, part)
        data = self.document.data
        self._styles = {
            (row.number, cell.column): _style(data[cell.start : tag_end(data, cell.start)])
            for row in map_sheet(package, part, data).rows
            for cell in row.cells
        }

    def style(self, row: int, column: int) -> int:
        """The number of a cell's style, 0 for none of its own."""
        return self._styles.get((row, column), 0)

    def width(self, column: int) -> str | None:
        """A column's width, None for the usual one."""
        columns = self.document.root.child("cols")
        for one in columns.children if columns else ():
            if int(one.attributes["min"]) <= column <= int(one.attributes["max"]):
                return one.attributes.get("width")
        return None

    def rules(self, row: int, column: int) -> Iterator[tuple[Element, list[Area]]]:
        """The input rules that hold for a cell, and where else they do."""
        section = self.document.root.child("dataValidations")
        yield from self._over(section.children if section else [], row, column)

    def formats(self, row: int, column: int) -> Iterator[tuple[Element, list[Area]]]:
        """The conditional formats that hold for a cell, and where else they do."""
        yield from self._over(
            [one for one in self.document.root.children if one.name == "conditionalFormatting"], row, column
        )

    @staticmethod
    def _over(elements: list[Element], row: int, column: int) -> Iterator[tuple[Element, list[Area]]]:
        for one in elements:
            areas = [Area.parse(text) for text in one.attributes.get("sqref", "").split()]
            if any((row, column) in area for area in areas):
                yield one, areas


def _style(opening: bytes) -> int:
    found = _STYLE.search(opening)
    return int(found[1]) if found else 0
