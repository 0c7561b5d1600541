"""Opening a file that somebody sent: what it is, whether it is safe to read, and its parts.

Nothing is executed, extracted to disk or fetched. Sizes are checked before anything is inflated, and a document type
declaration, with which XML can be made to explode, is refused wherever it stands.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.workbooks.archive import open_archive, plain_name, unpacked
from xltargets.workbooks.problem import PackageProblem
from xltargets.workbooks.xml_parts import LARGEST_KEPT, MOST_KEPT, TWICE, Odd, Places, Shape, parse_xml, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Package", "PackageProblem", "Relationship", "open_package", "parse_xml", "parts_of"]

_RELATIONSHIPS = Shape.of("", "Relationship", guarded="Relationship")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another, or out of the package."""

    identifier: str
    type: str
    """The last word of its type: `worksheet`, `table`, `externalLinkPath` …"""
    target: str
    """A part's name, or for an external one the target as written."""
    external: bool


class Package:
    """The parts of an Open Packaging file, read one at a time."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        """Use `open_package`, which checks the file first."""
        self.path = path
        self._archive = archive
        self.parts = tuple(info.filename for info in archive.infolist() if not info.is_dir())
        self.places: dict[Shape, Places] = {}
        """Where the elements of its parts stand, as far as they are known."""
        self._links: dict[str, list[Relationship]] = {}
        self._known = {plain_name(part): part for part in self.parts}

    def __contains__(self, part: str) -> bool:
        return plain_name(part) in self._known

    def read(self, part: str) -> bytes:
        """A part's bytes, checksum checked. Its name counts without case."""
        try:
            return unpacked(self._archive, self._known[plain_name(part)])
        except KeyError:
            raise self.damaged(N_("The part {part} is missing."), part=part) from None
        except RuntimeError:
            raise PackageProblem("encrypted", self.path, N_("Its parts are encrypted with a password.")) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise self.damaged(N_("The part {part} cannot be unpacked."), part=part) from None

    def damaged(self, message: str, **values: object) -> PackageProblem:
        """The problem of a damaged package."""
        return PackageProblem("damaged", self.path, message, **values)

    def walk(
        self,
        part: str,
        shape: Shape,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Run a part's XML through handlers, which are given the paths of its elements."""
        walk(self, part, self.read(part), shape, start, end, text)

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Run a part's XML through handlers, which are given local names; for what no value and no verdict rests on."""
        parse_xml(self, part, self.read(part), start, end, text)

    def relationships(self, part: str) -> list[Relationship]:
        """The links of a part (`""` for the package's own), [] if it has none."""
        if part not in self._links:
            self._links[part] = self._read_links(*posixpath.split(part))
        return self._links[part].copy()

    def _read_links(self, folder: str, name: str) -> list[Relationship]:
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return []
        data = self.read(source)
        kept = _links_of(folder, data) if len(data) <= LARGEST_KEPT else []
        if not kept:
            kept.append(self._parsed_links(folder, source))
        return kept[0]

    def _parsed_links(self, folder: str, source: str) -> list[Relationship]:
        found: list[Relationship] = []
        known: set[str] = set()

        def start(_path: str, attributes: dict[str, str]) -> None:
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            identifier = attributes.get("Id", "")
            if identifier in known:
                raise Odd(TWICE, element=identifier)
            known.add(identifier)
            found.append(Relationship(identifier, kind, target, external))

        self.walk(source, _RELATIONSHIPS, start)
        return found

    def single(self, links: list[Relationship], kind: str) -> str | None:
        """The one part of a kind that links lead to, None if they lead to none; two are damage."""
        targets = [link.target for link in links if link.type == kind and not link.external]
        if len(targets) > 1:
            raise self.damaged(
                N_("It holds two parts of the kind {what}, so that programs differ on what it says."), what=kind
            )
        return targets[0] if targets else None


@lru_cache(maxsize=MOST_KEPT)
def _links_of(_folder: str, _data: bytes) -> list[list[Relationship]]:
    """Where the links of a part are kept, once they were parsed to their end: they are the same in many workbooks."""
    return []


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook's package after checking what the file is and how large it would become."""
    with open_archive(path) as archive:
        yield Package(path, archive)


def are_same(one: Path, other: Path) -> bool:
    """Whether two packages have the same parts."""
    listed = []
    for path in (one, other):
        try:
            with zipfile.ZipFile(path) as package:
                listed.append(sorted((entry.filename, entry.CRC, entry.file_size) for entry in package.infolist()))
        except (OSError, zipfile.BadZipFile):
            listed.append([])
    return listed[0] == listed[1] and parts_of(one) == parts_of(other)


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a package of our own, for comparing: how they are compressed differs between systems."""
    try:
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}
