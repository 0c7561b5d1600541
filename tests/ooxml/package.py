"""The parts of a package: whether they are all declared, well formed, and linked to each other."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_EXPECTED = {"worksheet", "table", "drawing", "chart", "styles", "sharedStrings", "sheetMetadata"}
"""Links whose target must be of a content type of the same name."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: what kind of thing it leads to (the last word of its type), and where."""

    kind: str
    target: str
    external: bool


def length(text: str) -> int:
    """The length as Excel counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


class Package:
    """The parts of a file, parsed when they are needed."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = [info.filename for info in archive.infolist() if not info.is_dir()]
            self.data = {name: archive.read(name) for name in self.names}
        self._roots: dict[str, etree._Element] = {}

    def root(self, part: str) -> etree._Element:
        if part not in self._roots:
            self._roots[part] = etree.fromstring(
                self.data[part], etree.XMLParser(huge_tree=True, resolve_entities=False)
            )
        return self._roots[part]

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of a part (`""` for the package's own), by id."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self.data:
            return {}
        found = {}
        for link in self.root(source).iter(f"{_LINKS}Relationship"):
            target, external = link.get("Target", ""), link.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id", "")] = Link(link.get("Type", "").rpartition("/")[2], target, external)
        return found

    @cached_property
    def content_types(self) -> dict[str, str]:
        """The content type of each part that has one."""
        root = self.root("[Content_Types].xml")
        by_ending = {
            one.get("Extension", "").lower(): one.get("ContentType", "") for one in root.iter(f"{_TYPES}Default")
        }
        by_name = {
            one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in root.iter(f"{_TYPES}Override")
        }
        types = {part: by_name.get(part) or by_ending.get(part.rpartition(".")[2].lower()) for part in self.names}
        return {part: kind for part, kind in types.items() if kind is not None}

    def declared(self) -> list[str]:
        return [one.get("PartName", "") for one in self.root("[Content_Types].xml").iter(f"{_TYPES}Override")]


def malformed(package: Package) -> Iterator[str]:
    """The parts that are no XML, after which nothing else can be checked."""
    for part in package.names:
        if part.endswith((".xml", ".rels", ".vml")):
            try:
                package.root(part)
            except etree.XMLSyntaxError as problem:
                yield f"{part}: not well-formed: {problem}"
            else:
                if package.root(part).getroottree().docinfo.doctype:
                    yield f"{part}: has a document type declaration"


def problems(package: Package) -> Iterator[str]:
    """What is wrong with parts and links, whatever is in them."""
    for name, count in Counter(part.lower() for part in package.names).items():
        if count > 1:
            yield f"{name}: there {count} times, but for capitals"
    yield from _content_types(package)
    yield from _links(package)
    for part in package.names:
        if part.endswith(".xml"):
            for prefix in package.root(part).get(f"{_COMPATIBILITY}Ignorable", "").split():
                if prefix not in package.root(part).nsmap:
                    yield f"{part}: mc:Ignorable names {prefix}, which is not declared"
    yield from _custom_properties(package)


def _content_types(package: Package) -> Iterator[str]:
    for part in package.names:
        if part == "[Content_Types].xml":
            continue
        if part not in package.content_types:
            yield f"{part}: no content type"
        elif part.endswith(".xml") and package.content_types.get(part) == "application/xml":
            yield f"{part}: no content type of its own"
    declared = package.declared()
    for name in declared:
        if name.lstrip("/") not in package.data:
            yield f"[Content_Types].xml: {name} is not there"
    for name, count in Counter(declared).items():
        if count > 1:
            yield f"[Content_Types].xml: {name} is declared {count} times"


def _links(package: Package) -> Iterator[str]:
    reached: set[str] = set()
    for part in ["", *package.names]:
        links = package.links(part)
        for identifier, link in links.items():
            if link.external:
                if re.search(r"[\s<>\"{}|\\^`]", link.target):
                    yield f"{part}: the address {link.target} is none"
                continue
            reached.add(link.target)
            kind = package.content_types.get(link.target, "")
            if link.kind in _EXPECTED and link.kind.lower() not in kind.lower():
                yield f"{part}: {identifier} leads to {link.target} as a {link.kind}, which it is not"
        if part.endswith(".xml"):
            used = package.root(part).xpath("//@r:id | //@r:embed | //@r:link", namespaces={"r": OFFICE.strip("{}")})
            for identifier in used:
                if identifier not in links:
                    yield f"{part}: there is no relationship {identifier}"
    for part in package.names:
        if part not in reached and part != "[Content_Types].xml" and not part.endswith(".rels"):
            yield f"{part}: nothing leads to it"
        folder, slash, name = part.rpartition("/_rels/")
        if slash and f"{folder}/{name.removesuffix('.rels')}" not in package.data:
            yield f"{part}: the part whose links it holds is not there"


def _custom_properties(package: Package) -> Iterator[str]:
    part = "docProps/custom.xml"
    if part not in package.data:
        return
    properties = list(package.root(part).iter(f"{_CUSTOM}property"))
    for attribute in ("pid", "name"):
        for value, count in Counter(one.get(attribute, "").lower() for one in properties).items():
            if count > 1:
                yield f"{part}: {count} properties have the {attribute} {value}"
    for one in properties:
        if length(one.findtext(_TEXT) or "") > 255:
            yield f"{part}: the property {one.get('name')} has more than 255 characters"
