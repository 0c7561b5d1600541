"""The ledger's file: one CSV in UTF-8 that any program reads, written to a temporary file and then put in its place."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.ledger.book import Ledger
from xltargets.ledger.entry import FIELDS, LedgerProblem, entry_of
from xltargets.workbooks.safekeeping import keep
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 512 * 1024 * 1024
"""Bytes; a company of ten thousand people needs a century for more."""
LINE = N_("{file}, line {line}")
NO_LEDGER = N_("{file} is no ledger of xltargets: its first line must be {header}.")
NOT_READ = N_("{file} cannot be read as a ledger: {problem}.")
TORN = N_(
    "{file}, line {line} has {found} {found:column|columns}; expected {expected}. It was cut off or changed by hand."
)
CHANGED = N_("{file} was changed by somebody else in the meantime. Nothing was written; do it again.")
NOT_THERE = N_("{file} is not there. Name the ledger that xltargets close made.")
ENCODING = "utf-8-sig"
"""With the mark by which spreadsheet programs know that it is UTF-8."""


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger that was given, and the file that it was read from."""

    file: str
    book: Ledger

    @classmethod
    def read(cls, path: Path) -> LedgerFile:
        """Read it; one that is not there is a `LedgerProblem`."""
        return cls(str(path), read_ledger(path))


def read_ledger(path: Path, *, must_be: bool = True) -> Ledger:
    """Read a ledger. One that is not there yet is empty, unless it `must_be`."""
    if not path.exists():
        if must_be:
            raise LedgerProblem(NOT_THERE, file=path.name)
        return Ledger()
    return parse(_content(path), path.name)


def _content(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise LedgerProblem(NOT_READ, file=path.name, problem=Phrase(N_("it is too large")))
    try:
        return path.read_bytes().decode(ENCODING)
    except UnicodeDecodeError:
        raise LedgerProblem(NOT_READ, file=path.name, problem=Phrase(N_("it is no text in UTF-8"))) from None


def parse(content: str, name: str) -> Ledger:
    """The ledger that a text holds."""
    rows = csv.reader(io.StringIO(content, newline=""))
    entries = []
    try:
        header = next(rows, [])
        if tuple(header) != FIELDS:
            raise LedgerProblem(NO_LEDGER, file=name, header=",".join(FIELDS))
        for row in rows:
            if len(row) != len(FIELDS):
                values = {"found": len(row), "expected": len(FIELDS)}
                raise LedgerProblem(TORN, file=name, line=rows.line_num, **values)
            place = Phrase(LINE, file=name, line=rows.line_num)
            entries.append(entry_of(dict(zip(FIELDS, row, strict=True)), place))
    except csv.Error as problem:
        raise LedgerProblem(NOT_READ, file=name, problem=str(problem)) from None
    return Ledger(tuple(entries))


def as_text(ledger: Ledger) -> str:
    """The text of the file, without the mark at its beginning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(entry.texts() for entry in ledger.entries)
    return text.getvalue()


def put(path: Path, after: Ledger, before: Ledger) -> Path | None:
    """Write the ledger whole, and keep a copy of it as it was; where nothing is new, nothing is written."""
    if after.entries == before.entries:
        return None
    backup = keep(path) if path.exists() else None
    write_ledger(path, after, before)
    return backup


def write_ledger(path: Path, ledger: Ledger, before: Ledger) -> None:
    """Put the ledger in its place, whole or not at all; `before` is what was read, and must still be there.

    A run that is broken off leaves the file as it was: the new one is complete and on the disk before it is renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with file_beside(path) as temporary:
        with temporary.open("wb") as stream:
            stream.write(as_text(ledger).encode(ENCODING))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o640)
        if read_ledger(path, must_be=False).entries != before.entries:
            raise LedgerProblem(CHANGED, file=path.name)
        temporary.replace(path)
