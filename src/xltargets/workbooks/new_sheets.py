"""Whole sheets of a workbook that we built, with their tables and charts, put behind those of another workbook."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from xltargets.workbooks.elements import Document, with_attributes
from xltargets.workbooks.escaping import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.workbooks.contents import Contents, Sheet
    from xltargets.workbooks.package import Package
    from xltargets.workbooks.style_graft import StyleGraft

TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AFTER_NAMES = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "fileRecoveryPr", "extLst")
_CELL_TEXT = re.compile(rb'<c r="([A-Z]+)(\d+)"((?: [a-z]+="[^"]*")*?) t="s"><v>\d+</v></c>')
_STYLE = re.compile(rb'(<(?:c|row) [^>]*?\bs=")(\d+)(")')
_DXF = re.compile(rb'dxfId="(\d+)"')
_NUMBERED = re.compile(r"(xl/(?:worksheets/sheet|tables/table|drawings/drawing|charts/chart))(\d+)(\.xml)$")


def main_part(package: Package) -> str:
    """The workbook's own part."""
    return next(link.target for link in package.relationships("") if link.type == "officeDocument")


def relations_of(part: str) -> str:
    """The part with the links of a part."""
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"


class NewSheets:
    """Sheets and defined names to be added to a workbook, as parts of its package."""

    def __init__(self, package: Package, donor: Package, contents: Contents, styles: StyleGraft) -> None:
        """Take both packages, what the donor holds, and the styles that they share."""
        self.package, self.donor, self.contents, self.styles = package, donor, contents, styles
        self._parts: dict[str, bytes] = {}
        self._renamed: dict[str, str] = {}
        self._sheets: list[tuple[str, str]] = []
        self._tables = sum(part.startswith("xl/tables/") for part in package.parts)
        types = Document(donor, TYPES)
        self._types = {one.attributes["PartName"]: one for one in types.root.children if one.name == "Override"}

    def add(self, title: str) -> None:
        """A sheet of the donor, with all that hangs on it."""
        sheet = self.contents.sheets[title]
        part = self._copied(sheet.part)
        self._parts[part] = self._restyled(self._parts[part], sheet)
        self._sheets.append((title, part))

    def exchange(self, title: str, part: str) -> None:
        """A sheet of the donor in place of one of the workbook; nothing but cells hangs on either."""
        sheet = self.contents.sheets[title]
        self._parts[part] = self._restyled(self.donor.read(sheet.part), sheet)

    def parts(self, names: Sequence[bytes]) -> dict[str, bytes]:
        """The parts of the new sheets, and those of the workbook that list them and the defined names."""
        main = main_part(self.package)
        parts = dict(self._parts)
        book = Document(self.package, main)
        if self._sheets:
            relations = relations_of(main)
            links = Document(self.package, relations)
            section = book.root.child("sheets")
            assert section is not None
            last = max(int(one.attributes["sheetId"]) for one in section.children)
            entries, targets = [], []
            for number, (title, part) in enumerate(self._sheets, last + 1):
                entries.append(
                    f'<sheet xmlns:r="{_RELATIONS}" name={quoteattr(title)} sheetId="{number}" '
                    f'r:id="xltargets{number}"/>'.encode()
                )
                targets.append(
                    f'<Relationship Id="xltargets{number}" Type="{_RELATIONS}/worksheet" Target="/{part}"/>'.encode()
                )
            book.append(section, entries)
            links.append(links.root, targets)
            parts[relations] = links.result()
            types = Document(self.package, TYPES)
            types.append(types.root, [self._override(old, new) for old, new in self._renamed.items()])
            parts[TYPES] = types.result()
        if names:
            section = book.root.child("definedNames")
            if section is not None:
                book.append(section, names)
            else:
                book.insert(b"<definedNames>" + b"".join(names) + b"</definedNames>", _AFTER_NAMES)
        parts[main] = book.result()
        return parts

    def _copied(self, part: str) -> str:
        """A part under a number that is free, with the parts that it links to."""
        if part in self._renamed:
            return self._renamed[part]
        name = self._free(part)
        self._renamed[part] = name
        data = self.donor.read(part)
        if "/tables/" in part:
            self._tables += 1
            data = re.sub(rb'( id=")\d+(" name=)', rb"\g<1>%d\g<2>" % (1000 + self._tables), data, count=1)
            data = re.sub(rb' (?:dataDxfId|headerRowDxfId|totalsRowDxfId)="\d+"', b"", data)
        self._parts[name] = data
        source = relations_of(part)
        if source in self.donor:
            links = Document(self.donor, source)
            for one, link in zip(links.root.children, self.donor.relationships(part), strict=True):
                if not link.external:
                    target = f"/{self._copied(link.target)}"
                    links.replace(one.start, one.inner, with_attributes(links.text(one), Target=target))
            self._parts[relations_of(name)] = links.result()
        return name

    def _free(self, part: str) -> str:
        match = _NUMBERED.match(part)
        assert match is not None, part
        number = int(match[2])
        while (name := f"{match[1]}{number}{match[3]}") in self.package or name in self._parts:
            number += 1
        return name

    def _restyled(self, data: bytes, sheet: Sheet) -> bytes:
        """A sheet with the workbook's numbers of styles, and its texts in the cells themselves."""

        def text(match: re.Match[bytes]) -> bytes:
            from xltargets.workbooks.contents import column_index

            value = str(sheet.value(int(match[2]), column_index(match[1].decode())))
            space = b' xml:space="preserve"' if value != value.strip() else b""
            return (
                b'<c r="' + match[1] + match[2] + b'"' + match[3] + b' t="inlineStr"><is><t' + space + b">"
                + escape(value).encode() + b"</t></is></c>"
            )  # fmt: skip

        data = _CELL_TEXT.sub(text, data)
        data = _STYLE.sub(lambda match: match[1] + b"%d" % self.styles.xf(int(match[2])) + match[3], data)
        return _DXF.sub(lambda match: b'dxfId="%d"' % self.styles.dxf(int(match[1])), data)

    def _override(self, old: str, new: str) -> bytes:
        kind = self._types[f"/{old}"].attributes["ContentType"]
        return f'<Override PartName="/{new}" ContentType="{kind}"/>'.encode()
