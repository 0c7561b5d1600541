"""Workbooks that come in a ZIP: unpacked under limits into a folder of their own, and named by it.

Nothing is written under a name that the ZIP says. What is wrong with a ZIP or with something in it is told as of any
file: it stands among the files to be checked.
"""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xltargets.validation.paths import SUFFIXES
from xltargets.workbooks.archive import open_archive
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.safekeeping import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ZIP = ".zip"
MARK = "!"
"""Between the name of a ZIP and that of what is in it."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_CUT_SHORT = b"PK\x03\x04"
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f]')
_LONGEST = 80
"""So long may a name be; in Chinese that is 240 bytes."""
_NOT_SENT = frozenset({"__MACOSX", OWN_FOLDER})


@dataclass(slots=True)
class Unpacked:
    """Files to be read, and how those that were in a ZIP are called."""

    files: list[Path] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """By the path under which it is read."""


@contextmanager
def unpacked(files: Iterable[Path]) -> Iterator[Unpacked]:
    """The files, with what is in ZIPs in their place; what was unpacked is gone at the end."""
    found = Unpacked()
    with TemporaryDirectory(prefix="xltargets-") as folder:
        for file in files:
            if file.suffix.lower() == ZIP and (members := list(_members(file, Path(folder), len(found.files)))):
                found.files += [path for path, _name in members]
                found.names |= {str(path): f"{file}{MARK}{name}" for path, name in members}
            else:
                found.files.append(file)
        yield found


def _members(file: Path, folder: Path, begun: int) -> Iterator[tuple[Path, str]]:
    """Each workbook of a ZIP with its name there; none of one that cannot be opened, which is told of the ZIP."""
    try:
        archive = open_archive(file)
    except PackageProblem:
        return
    with archive:
        wanted = [entry for entry in archive.infolist() if _is_meant(entry.filename)]
        for number, entry in enumerate(sorted(wanted, key=lambda entry: entry.filename.casefold())):
            # Two of the same name in different folders are two files.
            place = folder / str(begun + number)
            place.mkdir(parents=True)
            path = place / _NOT_IN_NAMES.sub("_", _parts(entry.filename)[-1])[-_LONGEST:]
            _unpack(archive, entry, path)
            yield path, entry.filename


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    try:
        with archive.open(entry) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    except _BROKEN:
        # It is told as any file that is cut short.
        path.write_bytes(_CUT_SHORT)


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part]


def _is_meant(name: str) -> bool:
    """Whether it is a workbook, or a ZIP in the ZIP, which is not opened and must not be overlooked."""
    parts = _parts(name)
    if not parts or name.endswith(("/", "\\")) or _NOT_SENT & set(parts) or parts[-1].startswith(("~$", ".")):
        return False
    return Path(parts[-1]).suffix.lower() in SUFFIXES | {ZIP}
