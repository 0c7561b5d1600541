"""Reading a table from somebody's file (CSV, workbook, Parquet) by the headers that a source declares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

ENCODINGS = ("utf-8-sig", "gb18030", "big5")
"""Tried in this order; what is not UTF-8 comes from a Chinese Excel more often than not."""


class SourceProblem(Exception):  # noqa: N818  (a problem of the input, not of the program)
    """A file that cannot be used, with an untranslated sentence and what to fill in."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep message and values apart."""
        super().__init__(message)
        self.message = message
        self.values = values

    def sentence(self, translate: Callable[[str], str] = lambda message: message) -> str:
        """What is wrong and what to do."""
        return translate(self.message).format(**self.values)

    def __str__(self) -> str:
        return self.sentence()


def read_source(path: Path, declared: Any, mapping: Mapping[str, str]) -> pd.DataFrame:
    """A file's table with the declared columns' keys for headers; columns that the file lacks are blank throughout.

    `mapping` names the file's header for a key where no synonym fits. Raises a `SourceProblem` for a file that is
    missing, empty, of another kind, or without a required column.
    """
    frame = _read(path)
    if frame.empty:
        raise SourceProblem(N_("{path} has no rows."), path=path)
    headers = {_plain(str(header)): header for header in frame.columns}
    found = {}
    for column in declared.columns:
        wanted = mapping.get(column.identifier)
        names = (wanted,) if wanted else (column.identifier, column.label, *column.synonyms)
        header = next((headers[_plain(name)] for name in names if _plain(name) in headers), None)
        if header is None and (column.required or wanted):
            raise SourceProblem(
                N_("{path} has no column for {column}; it has {headers}. Say which one it is with --map {key}=HEADER."),
                path=path,
                column=wanted or column.label,
                headers=", ".join(map(str, frame.columns)),
                key=column.identifier,
            )
        found[column.identifier] = None if header is None else frame[header]
    import pandas as pd

    return pd.DataFrame(found, index=frame.index)


def _plain(header: str) -> str:
    return "".join(header.casefold().replace("_", " ").split())


def _read(path: Path) -> pd.DataFrame:
    suffix = path.suffix.lower()
    if not path.exists():
        raise SourceProblem(N_("There is no file {path}."), path=path)
    if suffix in {".xlsx", ".xlsm"}:
        return _read_workbook(path)
    if suffix == ".parquet":
        return _read_parquet(path)
    if suffix in {".csv", ".tsv", ".txt"}:
        return _read_text(path)
    raise SourceProblem(N_("{path} is of a kind that cannot be read; give a .csv, .xlsx or .parquet file."), path=path)


def _read_text(path: Path) -> pd.DataFrame:
    import io

    import pandas as pd

    text = _decoded(path)
    if not text.strip():
        raise SourceProblem(N_("{path} is empty."), path=path)
    header = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=header.count)
    try:
        return pd.read_csv(io.StringIO(text), dtype=str, sep=separator, keep_default_na=False)
    except (pd.errors.ParserError, ValueError) as problem:
        raise SourceProblem(N_("{path} cannot be read as a table: {reason}."), path=path, reason=problem) from None


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise SourceProblem(N_("{path} cannot be read: {reason}."), path=path, reason=problem.strerror) from None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceProblem(N_("{path} is not a text in UTF-8, GB 18030 or Big5."), path=path)


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
        rows.setdefault(row, {})[column] = (
            pd.Timestamp("1899-12-30") + pd.Timedelta(days=cell.value)
            if cell.is_date and isinstance(cell.value, float)
            else cell.value
        )
    if not rows:
        raise SourceProblem(N_("{path} is empty."), path=path)
    first = min(rows)
    header = rows.pop(first)
    table = [{str(header[column]): row.get(column) for column in header} for _number, row in sorted(rows.items())]
    return pd.DataFrame(table, columns=[str(name) for name in header.values()])


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
