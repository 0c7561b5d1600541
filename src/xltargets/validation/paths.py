"""Which files a command line means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path
from typing import cast

from xltargets.validation.remote import RemoteFile, is_address, listed, shown
from xltargets.workbooks.safekeeping import OWN_FOLDER

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"})
"""What is looked at in a folder. Those that are not accepted are among them: they are to be refused, not overlooked."""


@dataclass(slots=True)
class Found:
    """The files meant, as the user wrote them, and what was named but is not there."""

    files: list[Path] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def expand(arguments: Iterable[str], standard_input: Iterable[str] = (), *, addresses: bool = False) -> Found:
    """Resolve files, folders (with all below them), patterns, and `-` for a list on standard input, one path a line.

    Each file comes once. The files that spreadsheet programs put beside an open workbook (`~$plan.xlsx`) are left out,
    and what we keep ourselves in `.xltargets`. With `addresses`, what fsspec reaches stands among the paths.
    """
    found = Found()
    seen: set[Path] = set()
    for argument in _lines(arguments, standard_input):
        far = addresses and is_address(argument) and not Path(argument).exists()
        files = _at(argument) if far else list(_files(argument))
        if not files and not Path(argument).is_dir():
            found.missing.append(shown(argument) if far else argument)
        for file in files:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                found.files.append(file)
    return found


def _at(address: str) -> list[Path]:
    """The files of an address; of a path they have what the rules need."""
    return [cast("Path", one) for one in sorted(listed(address, SUFFIXES), key=_as_people_sort)]


def _lines(arguments: Iterable[str], standard_input: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if argument == "-":
            yield from (line.rstrip("\r\n") for line in standard_input if line.strip())
        else:
            yield argument


def _files(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        inside = (
            file
            for file in path.rglob("*")
            if file.suffix.lower() in SUFFIXES and _is_meant(file) and OWN_FOLDER not in file.relative_to(path).parts
        )
        yield from sorted(inside, key=_as_people_sort)
    elif path.exists():
        yield path
    elif has_magic(argument):
        matches = map(Path, glob(argument, recursive=True))  # noqa: PTH207  (the pattern may be absolute)
        for match in sorted(matches, key=_as_people_sort):
            yield from _files(str(match)) if match.is_dir() else filter(_is_meant, (match,))


def _as_people_sort(file: Path | RemoteFile) -> list[tuple[int, str]]:
    """Team 2 before team 10, and capitals among the others."""
    return [
        (int(word), "") if word.isdecimal() else (-1, word) for word in re.split(r"(\d+)", file.as_posix().casefold())
    ]


def _is_meant(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(("~$", ".~lock.", "."))
