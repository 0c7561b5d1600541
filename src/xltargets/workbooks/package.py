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
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from xltargets.errors import N_, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LARGEST_FILE = 100 * 2**20
LARGEST_PART = 200 * 2**20
LARGEST_TOTAL = 400 * 2**20
SUSPICIOUS_RATIO = 150
"""Worksheets shrink to a tenth or a thirtieth; a part that shrinks this far was made to explode."""
SUSPICIOUS_SIZE = 20 * 2**20
MOST_PARTS = 10_000

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class PackageProblem(Message, Exception):  # noqa: N818  (a problem of the file, not of the program)
    """A file that cannot be read as a workbook, and why.

    `kind` is one of `missing`, `unreadable`, `not-a-workbook`, `damaged`, `encrypted`, `legacy`, `too-large` and
    `doctype`; `message` is untranslated, with `values` to fill in.
    """

    def __init__(self, kind: str, path: Path, message: str, **values: object) -> None:
        """Keep the parts; the sentence is put together in the reader's language."""
        super().__init__(kind, path, message)
        self.kind = kind
        self.path = path
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        # Problems travel between processes.
        return _problem_again, (self.kind, self.path, self.message, self.values)

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence()}"


def _problem_again(kind: str, path: Path, message: str, values: dict[str, object]) -> PackageProblem:
    return PackageProblem(kind, path, message, **values)


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
        self._known = frozenset(self.parts)

    def __contains__(self, part: str) -> bool:
        return part in self._known

    def read(self, part: str) -> bytes:
        """A part's bytes, checksum checked."""
        try:
            return self._archive.read(part)
        except KeyError:
            raise self.damaged(N_("The part {part} is missing."), part=part) from None
        except RuntimeError:
            raise PackageProblem("encrypted", self.path, N_("Its parts are encrypted with a password.")) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise self.damaged(N_("The part {part} cannot be unpacked."), part=part) from None

    def damaged(self, message: str, **values: object) -> PackageProblem:
        """The problem of a damaged package."""
        return PackageProblem("damaged", self.path, message, **values)

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Run a part's XML through handlers, element names without their namespaces."""
        parse_xml(self, part, self.read(part), start, end, text)

    def relationships(self, part: str) -> list[Relationship]:
        """The links of a part (`""` for the package's own), [] if it has none."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return []
        found: list[Relationship] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship":
                external = attributes.get("TargetMode") == "External"
                target = attributes.get("Target", "")
                if not external:
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relationship(attributes.get("Id", ""), kind, target, external))

        self.parse(source, start)
        return found


class _LocalNames(dict[str, str]):
    """Element names without their namespaces, each worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def parse_xml(
    package: Package,
    part: str,
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run XML through handlers; a document type declaration is refused before any of it is acted on."""
    names = _LocalNames()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def doctype(*_declaration: object) -> None:
        raise PackageProblem(
            "doctype",
            package.path,
            N_("The part {part} has a document type declaration, which no spreadsheet program writes."),
            part=part,
        )

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.StartElementHandler = lambda name, attributes: start(names[name], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(names[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise package.damaged(
            N_("The part {part} is no valid XML (line {line})."), part=part, line=problem.lineno
        ) from None
    except (ValueError, LookupError, OverflowError):
        raise package.damaged(N_("The part {part} holds what no spreadsheet program writes."), part=part) from None


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook's package after checking what the file is and how large it would become."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise PackageProblem("missing", path, N_("There is no such file.")) from None
    except OSError as problem:
        raise PackageProblem(
            "unreadable", path, N_("It cannot be read: {reason}."), reason=problem.strerror or problem
        ) from None
    if size == 0:
        raise PackageProblem("not-a-workbook", path, N_("It is empty."))
    if head == _OLE_MAGIC:
        raise _ole_problem(path, size)
    if not head.startswith(b"PK"):
        raise PackageProblem("not-a-workbook", path, N_("It is no Excel workbook, although its name may say so."))
    if size > LARGEST_FILE:
        raise _too_large(path, size)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise PackageProblem("damaged", path, N_("It is cut short or damaged: its list of parts is missing.")) from None
    with archive:
        _check_sizes(path, archive)
        yield Package(path, archive)


def _check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise PackageProblem(
            "too-large", path, N_("It has {count} parts, far more than a workbook."), count=len(entries)
        )
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise PackageProblem(
            "damaged", path, N_("It holds the same part twice, so that programs differ on what it says.")
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise PackageProblem("encrypted", path, N_("Its parts are encrypted with a password."))
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (entry.file_size > SUSPICIOUS_SIZE and ratio > SUSPICIOUS_RATIO):
            raise _too_large(path, entry.file_size)
    if (total := sum(entry.file_size for entry in entries)) > LARGEST_TOTAL:
        raise _too_large(path, total)


def _too_large(path: Path, size: int) -> PackageProblem:
    return PackageProblem(
        "too-large",
        path,
        N_("It would unpack to {size} MB, which no submitted workbook needs."),
        size=round(size / 2**20),
    )


def _ole_problem(path: Path, size: int) -> PackageProblem:
    """Office keeps encrypted workbooks, and its formats before 2007, in compound files."""
    with path.open("rb") as file:
        content = file.read(min(size, 4 * 2**20))
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PackageProblem("encrypted", path, N_("It is protected with a password to open it."))
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return PackageProblem("legacy", path, N_("It is in the format of Excel before 2007 (.xls)."))
    return PackageProblem("not-a-workbook", path, N_("It is an old Office document, but no workbook."))


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a package of our own, for comparing: how they are compressed differs between systems."""
    try:
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}
