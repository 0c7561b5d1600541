"""Input rules and conditional formats of what an upgrade adds, with the places that they speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.elements import with_attributes
from xltargets.workbooks.escaping import escape

if TYPE_CHECKING:
    from xltargets.views.view import View
    from xltargets.workbooks.donor import DonorSheet
    from xltargets.workbooks.style_graft import StyleGraft

_ELSEWHERE = re.compile(rb"('(?:[^']|'')+'|[^\s'!<>=,()]+)!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
_BESIDE = re.compile(rb"(?<![\w!$.])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])")


class Rules:
    """What is to be added to each sheet beside its cells."""

    def __init__(self, view: View, donor: View, styles: StyleGraft) -> None:
        """Take the workbook, the donor, and the styles that they share."""
        self._view, self._donor, self._styles = view, donor, styles
        self._of: dict[str, dict[str, Any]] = {}

    @property
    def sheets(self) -> list[str]:
        """The sheets that get any."""
        return list(self._of)

    def of(self, sheet: str) -> dict[str, Any]:
        """Widths, rules and formats for a sheet."""
        return self._of[sheet]

    def take(self, source: DonorSheet, sheet: str, donors: tuple[int, int], area: Area) -> None:
        """Let an area have what the donor has for one of its cells."""
        here = self._here(sheet)
        width = source.width(donors[1])
        taken = [one.area for one in self._view.contents.tables.values() if one.sheet == sheet]
        if width is not None and not any(one.left <= area.left <= one.right for one in taken):
            here["widths"][area.left] = width
        data = source.document.data
        for element, _areas in source.rules(*donors):
            inner = _ELSEWHERE.sub(self._moved, data[element.inner : element.end])
            here["rules"].append(with_attributes(data[element.start : element.inner], sqref=area) + inner)
        self.take_formats(source, sheet, donors, area)

    def take_formats(
        self, source: DonorSheet, sheet: str, donors: tuple[int, int], area: Area, naming: str = ""
    ) -> None:
        """Let an area have the donor's conditional formats, those alone that name another sheet if one is given."""
        shift = (area.top - donors[0], area.left - donors[1])
        data, name = source.document.data, escape(naming).encode()
        for element, _areas in source.formats(*donors):
            inner = data[element.inner : element.end]
            if name not in inner:
                continue
            inner = _BESIDE.sub(lambda match: _shifted(match, shift), inner)
            inner = re.sub(rb'dxfId="(\d+)"', self._restyled, inner)
            opening = with_attributes(data[element.start : element.inner], sqref=area)
            self._here(sheet)["formats"].append(opening + inner)

    def _here(self, sheet: str) -> dict[str, Any]:
        return self._of.setdefault(sheet, {"widths": {}, "rules": [], "formats": []})

    def _restyled(self, match: re.Match[bytes]) -> bytes:
        return f'dxfId="{self._styles.dxf(int(match[1]))}"'.encode()

    def _moved(self, match: re.Match[bytes]) -> bytes:
        """A list's cells in the donor as the cells of the same column in the workbook."""
        sheet = match[1].decode().strip("'").replace("''", "'")
        wanted = Area.parse(match[2].decode())
        for name, table in self._donor.tables.items():
            ours = self._view.tables.get(name)
            for identifier, column in table.column_index.items():
                inside = table.sheet.name == sheet and column == wanted.left == wanted.right
                if inside and wanted.top == table.found.area.top + 1 and ours and identifier in ours.column_index:
                    place, data = ours.column_index[identifier], ours.found.data or ours.found.area
                    letters = re.sub(r"\d+", "", address(1, place))
                    cells = f"${letters}${data.top}:${letters}${data.bottom}"
                    quoted = "'" + ours.sheet.name.replace("'", "''") + "'"
                    return f"{quoted}!{cells}".encode()
        return match[0]


def _shifted(match: re.Match[bytes], shift: tuple[int, int]) -> bytes:
    """A reference to a cell of the same row as it is where the rule now holds; a place that is fixed stays."""
    if match[1] and match[3]:
        return match[0]
    from xltargets.workbooks.contents import column_index

    column = column_index(match[2].decode()) + shift[1]
    letters = re.sub(r"\d+", "", address(1, column)).encode()
    return match[1] + letters + match[3] + str(int(match[4]) + shift[0]).encode()
