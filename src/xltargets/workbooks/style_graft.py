"""Cell styles of one workbook made known to another: only those that are asked for, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.workbooks.elements import Document, with_attributes

if TYPE_CHECKING:
    from xltargets.workbooks.elements import Element
    from xltargets.workbooks.package import Package

_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_CUSTOM_FORMAT = 164
_AFTER_FORMATS = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
STYLES = "xl/styles.xml"


class StyleGraft:
    """Gives the number that a donor's cell style has, or gets, in a workbook."""

    def __init__(self, package: Package, donor: Package, part: str = STYLES) -> None:
        """Read the styles of both."""
        self._ours = Document(package, part)
        self._theirs = Document(donor, STYLES)
        self._added: dict[str, list[bytes]] = {name: [] for name in (*_PARTS.values(), "cellXfs", "dxfs", "numFmts")}
        self._known: dict[tuple[str, str], int] = {}
        self._formats = {
            one.attributes["formatCode"]: int(one.attributes["numFmtId"])
            for one in self._children(self._ours, "numFmts")
        }

    @staticmethod
    def _children(styles: Document, section: str) -> list[Element]:
        found = styles.root.child(section)
        return [] if found is None else found.children

    def xf(self, donors: int) -> int:
        """The number of a donor's cell style in the workbook."""
        key = ("cellXfs", str(donors))
        if key not in self._known:
            theirs = self._children(self._theirs, "cellXfs")[donors]
            values: dict[str, object] = {"xfId": 0, "numFmtId": self._format(theirs.attributes.get("numFmtId", "0"))}
            for attribute, section in _PARTS.items():
                values[attribute] = self._part(section, theirs.attributes.get(attribute, "0"))
            opening = with_attributes(self._theirs.data[theirs.start : theirs.inner], **values)
            self._known[key] = self._add("cellXfs", opening + self._theirs.data[theirs.inner : theirs.end])
        return self._known[key]

    def dxf(self, donors: int) -> int:
        """The number of a donor's style of a conditional format in the workbook."""
        key = ("dxfs", str(donors))
        if key not in self._known:
            theirs = self._children(self._theirs, "dxfs")[donors]
            self._known[key] = self._add("dxfs", self._theirs.text(theirs))
        return self._known[key]

    def _part(self, section: str, number: str) -> int:
        """A font, fill or border: one that is there already, or a new one."""
        key = (section, number)
        if key not in self._known:
            wanted = self._theirs.text(self._children(self._theirs, section)[int(number)])
            ours = [self._ours.text(one) for one in self._children(self._ours, section)]
            self._known[key] = ours.index(wanted) if wanted in ours else self._add(section, wanted)
        return self._known[key]

    def _format(self, number: str) -> int:
        """A number format: a built-in one as it is, another by its code."""
        if int(number) < _FIRST_CUSTOM_FORMAT:
            return int(number)
        theirs = {one.attributes["numFmtId"]: one for one in self._children(self._theirs, "numFmts")}[number]
        code = theirs.attributes["formatCode"]
        if code not in self._formats:
            self._formats[code] = max(_FIRST_CUSTOM_FORMAT - 1, *self._formats.values(), 0) + 1
            text = re.sub(rb'numFmtId="\d+"', f'numFmtId="{self._formats[code]}"'.encode(), self._theirs.text(theirs))
            self._added["numFmts"].append(text)
        return self._formats[code]

    def _add(self, section: str, text: bytes) -> int:
        self._added[section].append(text)
        return len(self._children(self._ours, section)) + len(self._added[section]) - 1

    def result(self) -> bytes:
        """The workbook's styles with what was added."""
        for section, new in self._added.items():
            found = self._ours.root.child(section)
            if not new:
                continue
            if found is not None:
                self._ours.append(found, new, count=len(found.children) + len(new))
            else:
                name = section.encode()
                whole = b"<" + name + f' count="{len(new)}">'.encode() + b"".join(new) + b"</" + name + b">"
                following = _AFTER_FORMATS if section == "numFmts" else ("tableStyles", "colors", "extLst")
                self._ours.insert(whole, following)
        return self._ours.result()
