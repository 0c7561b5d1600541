"""Where in a part's bytes its XML elements stand, so that one can be put beside them and the rest left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from xltargets.errors import N_
from xltargets.workbooks.escaping import quoteattr
from xltargets.workbooks.sheet_map import tag_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltargets.workbooks.package import Package

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Edit = tuple[int, int, bytes]
"""From, to, and what takes the place of these bytes."""


@dataclass(slots=True)
class Element:
    """One element: its local name, its attributes, and the bytes that it takes."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    """Where its opening tag ends."""
    closing: int = 0
    """Where its closing tag begins; the end, if it has none."""
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child of a name."""
        return next((one for one in self.children if one.name == name), None)

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for one in self.children:
            yield from one.walk()


class Document:
    """A part's bytes and its elements, to be edited without touching the rest."""

    def __init__(self, package: Package, part: str, data: bytes | None = None, depth: int = 4) -> None:
        """Parse a part down to a depth. It has been read before, so its XML is known to be well formed."""
        self.part = part
        self.data = package.read(part) if data is None else data
        if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise package.damaged(N_("The part {part} is not in UTF-8."), part=part)
        self.root = _parse(self.data, depth)
        self._edits: list[Edit] = []
        opening = self.data[self.root.start + 1 : self.root.inner]
        self.prefix = opening.partition(self.root.name.encode())[0]

    def text(self, element: Element) -> bytes:
        """An element's bytes."""
        return self.data[element.start : element.end]

    def inside(self, element: Element) -> bytes:
        """The bytes between an element's tags."""
        return self.data[element.inner : element.closing]

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Other bytes in place of some."""
        self._edits.append((start, end, new))

    def set_attributes(self, element: Element, **values: object) -> None:
        """Change or add attributes of an element's opening tag."""
        opening = with_attributes(self.data[element.start : element.inner], **values)
        self.replace(element.start, element.inner, opening)

    def append(self, parent: Element, children: Iterable[bytes], **attributes: object) -> None:
        """Put fragments, written without a prefix, at the end of an element, and change attributes of it."""
        new = b"".join(self.fragment(child) for child in children)
        opening = with_attributes(self.data[parent.start : parent.inner], **attributes)
        if parent.closing == parent.end:
            name = self.data[parent.start + 1 : parent.inner].split()[0].rstrip(b"/>")
            opening = opening.rstrip()[:-2].rstrip() + b">"
            self.replace(parent.start, parent.end, opening + new + b"</" + name + b">")
            return
        self.replace(parent.start, parent.inner, opening)
        self.replace(parent.closing, parent.closing, new)

    def insert(self, new: bytes, before: Iterable[str]) -> None:
        """Put a fragment as a child of the root, before the first child that is named, else at the end."""
        names = set(before)
        following = next((one for one in self.root.children if one.name in names), None)
        place = self.root.closing if following is None else following.start
        self.replace(place, place, self.fragment(new))

    def fragment(self, text: bytes) -> bytes:
        """A fragment of the main namespace as this part can hold it."""
        if not self.prefix:
            return text
        return re.sub(rb"^<([^\s/>]+)", rb'<\1 xmlns="' + MAIN + rb'"', text)

    def result(self) -> bytes:
        """The bytes with all edits made."""
        return apply_edits(self.data, self._edits)


def apply_edits(data: bytes, edits: list[Edit]) -> bytes:
    """Bytes with other bytes in some places; the places do not overlap."""
    pieces, position = [], 0
    for start, end, replacement in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        pieces += [data[position:start], replacement]
        position = end
    return b"".join([*pieces, data[position:]])


def with_attributes(opening: bytes, **values: object) -> bytes:
    """An opening tag with other attributes; None takes one out.

    >>> with_attributes(b'<cols count="1">', count=2, x=None)
    b'<cols count="2">'
    """
    for name, value in values.items():
        found = re.search(rb"""\s""" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", opening)
        written = b"" if value is None else f" {name}={quoteattr(str(value))}".encode()
        if found:
            opening = opening[: found.start()] + written + opening[found.end() :]
        elif written:
            tail = b"/>" if opening.endswith(b"/>") else b">"
            opening = opening[: -len(tail)].rstrip() + written + tail
    return opening


def _parse(data: bytes, depth: int) -> Element:
    root = Element("", {}, 0, 0)
    stack = [root]
    level = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        level += 1
        if level <= depth:
            place = parser.CurrentByteIndex
            found = Element(name.rpartition(" ")[2], attributes, place, tag_end(data, place))
            stack[-1].children.append(found)
            stack.append(found)

    def end(_name: str) -> None:
        nonlocal level
        if level <= depth:
            found = stack.pop()
            if data[found.inner - 2 : found.inner] == b"/>":
                found.closing = found.end = found.inner
            else:
                found.closing = parser.CurrentByteIndex
                found.end = tag_end(data, found.closing)
        level -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return root.children[0]
