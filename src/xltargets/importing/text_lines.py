"""The lines of a text file before anything is read from them: too long for a list, or in a quotation never closed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.options import SourceProblem
from xltargets.importing.raw import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATORS = ",;\t|"
LONGEST_LINE = 2**20
"""In letters; a row that is longer is no row of a list."""


def refuse_long_lines(path: Path, text: str) -> None:
    """Refuse a text with a line that no list has, before anything is made of it."""
    for row, line in enumerate(_long_lines(text)):
        if not line:
            continue
        columns = max(line.count(separator) for separator in SEPARATORS) + 1
        message = N_("{path} has {count} columns in row {row}, more than a list has. Is it another kind of file?")
        if columns <= MOST_COLUMNS:
            message = N_(
                "{path}: row {row} is {count} letters long, far longer than a row of a list. Is a line break missing, "
                "or is it another kind of file?"
            )
        count = columns if columns > MOST_COLUMNS else len(line)
        raise SourceProblem(message, path=path, count=f"{count:,}", row=row + 1)


def _long_lines(text: str) -> Iterator[str]:
    """Each line that is too long; "" for all others, which are not copied."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end] if end - start > LONGEST_LINE else ""
        start = end + 1


def refuse_open_quotes(path: Path, text: str, separator: str) -> None:
    """Refuse a text in which a quotation mark is not closed in its own cell, so that rows would vanish into it."""
    if not any(line.count('"') % 2 for line in text.split("\n")):
        return
    csv.field_size_limit(5 * LONGEST_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = lines = 0
    while True:
        row += 1
        try:
            next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            # A mark amiss within one line loses nothing, and is read as it stands.
            if reader.line_num - lines > 1 or "unexpected end" in str(problem):
                raise SourceProblem(
                    N_(
                        "{path}: row {row} has a quotation mark that is never closed. Close it, or export the file "
                        "again."
                    ),
                    path=path,
                    row=row,
                ) from None
        lines = reader.line_num
