"""Notes at cells of somebody's workbook, beside those that people have written; taken out again by their author.

A cell that has a person's note keeps it and gets no other: a cell can have only one.

Their boxes are drawn as XlsxWriter draws them: the notes come from a workbook that it wrote, sheet by sheet.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from xltargets.workbooks.contents import Area
from xltargets.workbooks.elements import Document
from xltargets.workbooks.escaping import escape, quoteattr
from xltargets.workbooks.new_sheets import TYPES, relations_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.workbooks.elements import Element
    from xltargets.workbooks.package import Package, Relationship

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What follows the drawing of the notes in a worksheet, in the order that the schema prescribes."""
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_TYPE = re.compile(rb"<v:shapetype\b.*?</v:shapetype>", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")


class Notes:
    """Changes the notes of a workbook, as parts of its package."""

    def __init__(self, package: Package, donor: Package, author: str, parts: Mapping[str, bytes]) -> None:
        """Take the workbook, one with the notes to be put in, whose notes they are, and the parts changed so far."""
        self.package, self.donor, self.author = package, donor, author
        self.parts = dict(parts)
        self._new: list[str] = []

    def exchange(self, part: str, donors: str | None) -> None:
        """A sheet's notes of this author give way to those of a sheet of the donor, if it has any."""
        links = self.package.relationships(part)
        sheet = Document(self.package, part, self._data(part))
        drawn = sheet.root.child("legacyDrawing")
        # A sheet may have a second such drawing, of its header: the right one is the one that it names.
        name = "" if drawn is None else next((v for k, v in drawn.attributes.items() if k.endswith(" id")), "")
        drawing = next((one.target for one in links if one.identifier == name and not one.external), None)
        comments = self.package.single(links, "comments")
        if comments is not None:
            self._without_ours(comments, drawing)
        theirs = {} if donors is None else self._theirs(donors)
        if theirs:
            new = self._into_comments(comments, theirs)
            shapes = {place: shape for place, (_text, shape) in theirs.items() if place in new}
            self._into_drawing(part, sheet, links, drawing, shapes)
            if comments is None:
                self._add_link(part, _unused(links, "xltargetsTexts"), "comments", self._new[-1])

    def result(self) -> dict[str, bytes]:
        """The parts of the package that change."""
        if self._new:
            types = Document(self.package, TYPES, self._data(TYPES))
            known = {one.attributes.get("Extension", "").lower() for one in types.root.children}
            new = [f'<Override PartName="/{one}" ContentType="{_COMMENTS}"/>' for one in self._new]
            if "vml" not in known:
                new.append(f'<Default Extension="vml" ContentType="{_VML}"/>')
            types.append(types.root, [one.encode() for one in new])
            self.parts[TYPES] = types.result()
        return self.parts

    def _data(self, part: str) -> bytes:
        return self.parts.get(part) or self.package.read(part)

    def _theirs(self, part: str) -> dict[str, tuple[bytes, bytes]]:
        """The text and the box of each note of a donor's sheet, by the address of its cell."""
        links = self.donor.relationships(part)
        comments = self.donor.single(links, "comments")
        drawing = self.donor.single(links, "vmlDrawing")
        if comments is None or drawing is None:
            return {}
        document = Document(self.donor, comments)
        texts = {one.attributes["ref"]: document.inside(_text(one)) for one in _listed(document)}
        shapes = {_place(one): one for one in _SHAPE.findall(self.donor.read(drawing))}
        return {ref: (text, shapes[_corner(ref)]) for ref, text in texts.items()}

    def _without_ours(self, comments: str, drawing: str | None) -> None:
        """Take the author's notes out."""
        document = Document(self.package, comments, self._data(comments))
        authors = document.root.child("authors")
        names = [] if authors is None else [document.inside(one).decode() for one in authors.children]
        ours = {str(number) for number, name in enumerate(names) if name == escape(self.author)}
        gone = set()
        for one in _listed(document):
            if one.attributes.get("authorId") in ours:
                document.replace(one.start, one.end, b"")
                gone.add(_corner(one.attributes["ref"]))
        if gone:
            self.parts[comments] = document.result()
            if drawing is not None:
                self.parts[drawing] = _SHAPE.sub(
                    lambda match: b"" if _place(match[0]) in gone else match[0], self._data(drawing)
                )

    def _into_comments(self, part: str | None, theirs: Mapping[str, tuple[bytes, bytes]]) -> set[str]:
        """Put the texts in; the cells that had no note yet."""
        if part is None:
            part = _free(self.package, self.parts, "xl/comments{}.xml")
            self._new.append(part)
            self.parts[part] = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxml'
                b'formats.org/spreadsheetml/2006/main"><authors></authors><commentList></commentList></comments>'
            )
        document = Document(self.package, part, self._data(part))
        authors, listed = document.root.child("authors"), document.root.child("commentList")
        assert authors is not None
        assert listed is not None
        known = {_corner(one.attributes["ref"]) for one in listed.children}
        document.append(authors, [f"<author>{escape(self.author)}</author>".encode()])
        opening = '<comment ref="{}" authorId="{}"><text>'
        new = {
            ref: opening.format(ref, len(authors.children)).encode() + text + b"</text></comment>"
            for ref, (text, _shape) in theirs.items()
            if _corner(ref) not in known
        }
        document.append(listed, new.values())
        self.parts[part] = document.result()
        return set(new)

    def _into_drawing(
        self, part: str, sheet: Document, links: list[Relationship], drawing: str | None, shapes: Mapping[str, bytes]
    ) -> None:
        """Put the boxes into the sheet's drawing, or give it one."""
        if drawing is None:
            donors = next(iter(self._donors_drawings()))
            empty = _SHAPE.sub(b"", self.donor.read(donors))
            drawing = _free(self.package, self.parts, "xl/drawings/vmlDrawing{}.vml")
            self.parts[drawing] = empty
            identifier = _unused(links, "xltargetsNotes")
            self._add_link(part, identifier, "vmlDrawing", drawing)
            element = f'<legacyDrawing xmlns:r="{_RELATIONS}" r:id="{identifier}"/>'.encode()
            sheet.insert(element, _AFTER_NOTES)
            self.parts[part] = sheet.result()
        data = self._data(drawing)
        last = max((int(one) for one in _NUMBER.findall(data)), default=1024)
        written = [_NUMBER.sub(b"_x0000_s%d" % number, one) for number, one in enumerate(shapes.values(), last + 1)]
        if b"_x0000_t202" not in data:
            kind = _SHAPE_TYPE.search(self.donor.read(next(iter(self._donors_drawings()))))
            written.insert(0, kind[0] if kind else b"")
        end = data.rindex(b"</xml>")
        self.parts[drawing] = data[:end] + b"".join(written) + data[end:]

    def _donors_drawings(self) -> list[str]:
        return [one for one in self.donor.parts if one.endswith(".vml")]

    def _add_link(self, part: str, identifier: str, kind: str, target: str) -> None:
        name = relations_of(part)
        link = f'<Relationship Id="{identifier}" Type="{_RELATIONS}/{kind}" Target="/{target}"/>'.encode()
        if name in self.package or name in self.parts:
            document = Document(self.package, name, self._data(name))
            document.append(document.root, [link])
            self.parts[name] = document.result()
        else:
            head = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns={quoteattr(_PACKAGE)}>'
            )
            self.parts[name] = head.encode() + link + b"</Relationships>"


def _listed(document: Document) -> list[Element]:
    found = document.root.child("commentList")
    return [] if found is None else found.children


def _text(comment: Element) -> Element:
    found = comment.child("text")
    assert found is not None
    return found


def _corner(ref: str) -> tuple[int, int]:
    area = Area.parse(ref)
    return area.top, area.left


def _place(shape: bytes) -> tuple[int, int]:
    """The cell that a box belongs to; (0, 0) for a shape that is none."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else (0, 0)


def _free(package: Package, parts: Mapping[str, bytes], pattern: str) -> str:
    number = 1
    while (name := pattern.format(number)) in package or name in parts:
        number += 1
    return posixpath.normpath(name)


def _unused(links: list[Relationship], wanted: str) -> str:
    known = {one.identifier for one in links}
    number = 1
    while (name := f"{wanted}{number}") in known:
        number += 1
    return name
