"""Reading a table from somebody's file (CSV, workbook, Parquet) by the headers that a source declares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.importing.encodings import decode
from xltargets.units.days import is_serial, moment_of
from xltargets.units.names import header_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from xltargets.workbooks.contents import Cell


class SourceProblem(Problem):
    """A file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's table with the declared columns' keys for headers, and how they were found."""

    path: Path
    frame: pd.DataFrame
    columns: dict[str, str]
    """The file's header of each declared column that it has, by key."""
    unused: tuple[str, ...]
    """The file's other headers."""
    encoding: str | None = None
    """The encoding, where it had to be guessed."""


def read_source(path: Path, declared: Any, mapping: Mapping[str, str], prefix: str = "") -> Source:
    """Read a file by the headers of a declaration; declared columns that it lacks are blank throughout.

    `mapping` names the file's header for a key where no synonym fits; `prefix` is what `--map` puts before the key.
    Raises a `SourceProblem` for a file that is missing, empty, of another kind, or without a required column.
    """
    keys = [column.identifier for column in declared.columns]
    for key in mapping:
        if key not in keys:
            raise SourceProblem(
                N_("--map {given} names no field of {path}; there is {keys}."),
                given=prefix + key,
                path=path,
                keys=", ".join(prefix + one for one in keys),
            )
    frame, encoding = _read(path, lambda headers: len(_found(declared, mapping, headers)))
    if frame.empty:
        raise SourceProblem(N_("{path} has no rows."), path=path)
    headers = [str(header) for header in frame.columns]
    found = _found(declared, mapping, headers)
    for column in declared.columns:
        wanted = mapping.get(column.identifier)
        if column.identifier not in found and (column.required or wanted):
            raise SourceProblem(
                N_("{path} has no column for {column}; it has {headers}. Say which one it is with --map {key}=HEADER."),
                path=path,
                column=wanted or column.label,
                headers=", ".join(headers),
                key=prefix + column.identifier,
            )
    import pandas as pd

    places = {header: place for place, header in reversed(list(enumerate(headers)))}
    data = {key: frame.iloc[:, places[found[key]]] if key in found else None for key in keys}
    unused = tuple(header for header in headers if header not in found.values())
    return Source(path, pd.DataFrame(data, index=frame.index), found, unused, encoding)


def _found(declared: Any, mapping: Mapping[str, str], headers: Iterable[str]) -> dict[str, str]:
    """The header of each declared column that is there, by key."""
    known: dict[str, str] = {}
    for one in headers:
        known.setdefault(header_key(one), one)
    found = {}
    for column in declared.columns:
        wanted = mapping.get(column.identifier)
        labels: tuple[str, ...] = (wanted,) if wanted else (column.identifier, column.label, *column.synonyms)
        here = [known[label] for label in map(header_key, labels) if label in known]
        if here:
            found[column.identifier] = here[0]
    return found


def _read(path: Path, recognised: Callable[[Iterable[str]], int]) -> tuple[pd.DataFrame, str | None]:
    suffix = path.suffix.lower()
    if not path.exists():
        raise SourceProblem(N_("There is no file {path}."), path=path)
    if suffix in {".xlsx", ".xlsm"}:
        return _read_workbook(path), None
    if suffix == ".parquet":
        return _read_parquet(path), None
    if suffix in {".csv", ".tsv", ".txt"}:
        return _read_text(path, recognised)
    raise SourceProblem(N_("{path} is of a kind that cannot be read; give a .csv, .xlsx or .parquet file."), path=path)


def _read_text(path: Path, recognised: Callable[[Iterable[str]], int]) -> tuple[pd.DataFrame, str | None]:
    import io
    import warnings

    import pandas as pd

    try:
        content = path.read_bytes()
    except OSError as problem:
        raise SourceProblem(N_("{path} cannot be read: {reason}."), path=path, reason=problem.strerror) from None
    decoded = decode(content, lambda text: recognised(_header(text)[0]))
    if decoded is None:
        raise SourceProblem(
            N_("{path} is not a text in UTF-8, GB 18030, Big5 or Windows-1252. Save it as CSV UTF-8."), path=path
        )
    if not decoded.text.strip():
        raise SourceProblem(N_("{path} is empty."), path=path)
    _headers, separator = _header(decoded.text)
    try:
        with warnings.catch_warnings():
            # Cells beyond the last header: pandas would move them, or drop them with a warning.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                io.StringIO(decoded.text),
                dtype=str,
                sep=separator,
                keep_default_na=False,
                na_values=[""],
                index_col=False,
            )
    except pd.errors.ParserWarning:
        raise SourceProblem(N_("{path} has rows with more cells than there are headers."), path=path) from None
    except (pd.errors.ParserError, ValueError) as problem:
        reason = str(problem).strip()
        raise SourceProblem(N_("{path} cannot be read as a table: {reason}."), path=path, reason=reason) from None
    return frame, decoded.guessed


def _header(text: str) -> tuple[list[str], str]:
    """The headers of a text and the sign between them."""
    line = text.lstrip().partition("\n")[0].strip("\r")
    separator = max(",;\t", key=line.count)
    return [name.strip('" ') for name in line.split(separator)], separator


def _read_workbook(path: Path) -> pd.DataFrame:
    import pandas as pd

    from xltargets.workbooks.reader import PackageProblem, read

    try:
        contents = read(path)
    except PackageProblem as problem:
        raise SourceProblem("{sentence}", sentence=str(problem)) from None
    sheet = next(iter(contents.sheets.values()))
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.value is not None and cell.value != "":
            rows.setdefault(row, {})[column] = _value(cell)
    if not rows:
        raise SourceProblem(N_("{path} is empty."), path=path)
    header = rows.pop(min(rows))
    table = [[row.get(column) for column in header] for _number, row in sorted(rows.items())]
    return pd.DataFrame(table, columns=[str(name) for name in header.values()], dtype=object)


def _value(cell: Cell) -> Any:
    """A cell's value, a date as a date."""
    if not cell.is_date or not isinstance(cell.value, float) or not is_serial(cell.value):
        return cell.value
    return moment_of(cell.value)


def _read_parquet(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_parquet(path)
    except ImportError:
        raise SourceProblem(
            N_("{path} needs the library pyarrow to be read: pip install pyarrow, or save it as .csv."), path=path
        ) from None
    except (ValueError, OSError) as problem:
        raise SourceProblem(N_("{path} cannot be read as a table: {reason}."), path=path, reason=problem) from None
