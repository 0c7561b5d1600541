"""Tables in text files: CSV with any sign between the cells, tabs, and JSON lines."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.encodings import ENCODINGS, decode
from xltargets.importing.options import FileOptions, SourceProblem
from xltargets.importing.raw import FAR, MOST_COLUMNS, Raw, Recognised, best_header, named, table_of
from xltargets.importing.text_lines import LONGEST_LINE, SEPARATORS, refuse_long_lines, refuse_open_quotes

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def text_of_file(path: Path, options: FileOptions, recognised: Recognised) -> tuple[str, str | None]:
    """A file's text, and its encoding where that had to be guessed."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise SourceProblem(N_("{path} cannot be read: {reason}."), path=path, reason=problem.strerror) from None
    if options.encoding is not None:
        try:
            return content.decode(ENCODINGS.get(options.encoding.lower(), options.encoding)), None
        except (UnicodeDecodeError, LookupError):
            raise SourceProblem(
                N_("{path} is not in the encoding {encoding}."), path=path, encoding=options.encoding
            ) from None
    decoded = decode(content, lambda text: _header(text, recognised)[2])
    if decoded is None:
        place = content.find(b"\x00")
        if place >= 0:
            raise SourceProblem(
                N_("{path} has a NUL character in line {line}, so it is damaged or no text. Export it again."),
                path=path,
                line=content.count(b"\n", 0, place) + 1,
            )
        raise SourceProblem(
            N_("{path} is not a text in UTF-8, GB 18030, Big5 or Windows-1252. Save it as CSV UTF-8."), path=path
        )
    if (place := decoded.text.find("\x00")) >= 0:
        raise SourceProblem(
            N_("{path} has a NUL character in line {line}, so it is damaged or no text. Export it again."),
            path=path,
            line=decoded.text.count("\n", 0, place) + 1,
        )
    if not decoded.text.strip():
        raise SourceProblem(N_("{path} is empty."), path=path)
    return decoded.text, decoded.guessed


def read_text(path: Path, options: FileOptions, recognised: Recognised) -> Raw:
    """The table of a CSV or TSV file."""
    import warnings

    import pandas as pd

    text, guessed = text_of_file(path, options, recognised)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    refuse_long_lines(path, text)
    separator, place, _score = _header(text, recognised, options.header_row)
    rows = _first_rows(text, separator)
    if place >= len(rows):
        raise SourceProblem(N_("{path} has no row {row}."), path=path, row=place + 1)
    cells, lines = rows[place]
    if len(cells) > MOST_COLUMNS:
        raise SourceProblem(
            N_("{path} has {count} columns in row {row}, more than a list has. Is it another kind of file?"),
            path=path,
            count=f"{len(cells):,}",
            row=place + 1,
        )
    refuse_open_quotes(path, text, separator)
    headers = named(_without_blank_end(cells))
    body = text.split("\n", lines)[lines] if text.count("\n", 0) >= lines else ""
    try:
        with warnings.catch_warnings():
            # Cells beyond the last header: pandas would move them, or drop them with a warning.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = _body(body, separator, len(headers))
    except pd.errors.ParserWarning:
        raise _too_wide(path, body, separator, len(headers), place + 2) from None
    except (pd.errors.ParserError, ValueError) as problem:
        reason = str(problem).strip()
        if re.search(r"Expected \d+ fields in line \d+, saw", reason):
            raise _too_wide(path, body, separator, len(headers), place + 2) from None
        if unclosed := re.search(r"EOF inside string starting at row (\d+)", reason):
            raise SourceProblem(
                N_("{path}: row {row} has a quotation mark that is never closed. Close it, or export the file again."),
                path=path,
                row=int(unclosed[1]) + place + 2,
            ) from None
        raise SourceProblem(N_("{path} cannot be read as a table: {reason}."), path=path, reason=reason) from None
    frame.index = pd.RangeIndex(place + 2, place + 2 + len(frame))
    above = [one for one, _line in rows[:place]]
    return table_of(headers, frame, place + 1, encoding=guessed, above=above)


def _too_wide(path: Path, body: str, separator: str, width: int, first: int) -> SourceProblem:
    """Which row has more cells than there are headers."""
    csv.field_size_limit(5 * LONGEST_LINE)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    row, cells = next(
        ((number, cells) for number, cells in enumerate(reader, first) if len(cells) > width), (first, [])
    )
    return SourceProblem(
        N_(
            "{path} has rows with more cells than there are headers: row {row} has {count}, the headers are {headers}. "
            "Is there a stray {sign} in it?"
        ),
        path=path,
        row=row,
        count=len(cells),
        headers=width,
        sign=repr(separator),
    )


def _body(body: str, separator: str, width: int) -> pd.DataFrame:
    import pandas as pd

    if not body.strip():
        return pd.DataFrame(columns=range(width), dtype=str)
    return pd.read_csv(
        io.StringIO(body),
        dtype=str,
        sep=separator,
        header=None,
        names=list(range(width)),
        keep_default_na=False,
        na_values=[""],
        index_col=False,
        skip_blank_lines=False,
    )


def _without_blank_end(cells: list[str]) -> list[str]:
    while len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _first_rows(text: str, separator: str, most: int = FAR) -> list[tuple[list[str], int]]:
    """The first rows, each with the number of lines until its end."""
    reader = csv.reader(io.StringIO(text[: 4 * LONGEST_LINE], newline=""), delimiter=separator)
    csv.field_size_limit(5 * LONGEST_LINE)
    found = []
    try:
        for row in itertools.islice(reader, most):
            found.append((row, reader.line_num))  # noqa: PERF401  (the number changes with each row)
    except csv.Error:
        pass
    return found or [([""], 1)]


def _header(text: str, recognised: Recognised, wanted: int | None = None) -> tuple[str, int, int]:
    """The sign between cells, the place of the row of headers, and how many of them are known."""
    line = text.lstrip().partition("\n")[0]
    usual = max(SEPARATORS, key=line.count)
    found = []
    for separator in (usual, *(one for one in SEPARATORS if one != usual)):
        rows = [row for row, _line in _first_rows(text, separator, FAR if wanted is None else wanted)]
        if wanted is not None:
            row = rows[wanted - 1] if wanted <= len(rows) else []
            found.append((recognised(row), len(row), separator, wanted - 1))
        else:
            place, score = best_header(rows, recognised)
            found.append((score, 0, separator, place))
    score, _width, separator, place = max(found, key=lambda one: one[:2])
    return separator, place, score


def read_json_lines(path: Path, options: FileOptions, recognised: Recognised) -> Raw:
    """The table of a file with a JSON object in each line, or a list of objects."""
    import pandas as pd

    text, guessed = text_of_file(path, options, recognised)
    rows: list[dict[str, Any]] = []
    place = 1
    try:
        if text.lstrip().startswith("["):
            rows = json.loads(text)
        else:
            for number, line in enumerate(text.splitlines(), 1):
                if line.strip():
                    place = number
                    rows.append(json.loads(line))
    except (json.JSONDecodeError, RecursionError):
        raise SourceProblem(N_("{path} is no JSON in line {line}."), path=path, line=place) from None
    if not all(isinstance(row, dict) for row in rows):
        raise SourceProblem(N_("{path} must hold objects, one for each row."), path=path)
    headers = list(dict.fromkeys(str(key) for row in rows for key in row))
    table = [[_as_cell(row.get(name)) for name in headers] for row in rows]
    frame = pd.DataFrame(table, columns=range(len(headers)), dtype=object)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Raw(headers, frame, 0, guessed)


def _as_cell(value: Any) -> Any:
    """A value as a cell; what holds others is shown as its text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
