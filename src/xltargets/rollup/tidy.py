"""Every table of the accepted workbooks as plain tables for analysts: a row for each row, with file, sheet and row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Form
from xltargets.units.days import EPOCH
from xltargets.views.reading import DATED, NUMERIC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from xltargets.rollup.extraction import Extract
    from xltargets.templates.schema import Kind

FORMATS = ("csv", "parquet")
PROVENANCE = ("file", "unit", "sheet", "row")


class TidyProblem(Problem):
    """Why tables cannot be written."""


def frames(extracts: Iterable[Extract]) -> dict[str, pd.DataFrame]:
    """A frame for each table by `template.table`, and for the forms of each template `template.forms`.

    Columns are the stable keys of the declaration, after `file`, `unit`, `sheet` and `row`; drop-down words are codes,
    days are dates, numbers are floats. The order is that of the files and of their rows.
    """
    import pandas as pd

    records: dict[str, list[dict[str, Any]]] = {}
    for extract in extracts:
        unit = extract.text("settings.unit")
        forms = {reference.replace(".", "_"): value for reference, value in extract.fields.items()}
        records.setdefault(f"{extract.template}.forms", []).append({"file": extract.file, "unit": unit, **forms})
        for table, rows in extract.rows.items():
            records.setdefault(f"{extract.template}.{table}", []).extend(
                {"file": extract.file, "unit": unit, "sheet": row.sheet, "row": row.number, **row.values}
                for row in rows
            )
    return {name: _typed(name, pd.DataFrame.from_records(rows)) for name, rows in records.items() if rows}


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Each column of the type that its declaration says."""
    import pandas as pd

    template, _dot, table = name.partition(".")
    for key, kind in _kinds(template, table).items():
        if key not in frame:
            continue
        if kind in DATED:
            serial = pd.to_numeric(frame[key], errors="coerce")
            frame[key] = pd.to_datetime(serial, unit="D", origin=pd.Timestamp(EPOCH))
        elif kind in NUMERIC:
            frame[key] = pd.to_numeric(frame[key], errors="coerce")
        else:
            frame[key] = frame[key].map(lambda value: None if value is None else str(value))
    return frame


def _kinds(template: str, table: str) -> dict[str, Kind]:
    tables = TEMPLATES[template].tables
    if table != "forms":
        return {column.identifier: column.kind for column in tables[table].columns}
    forms = (block for block in tables.values() if issubclass(block, Form))
    return {f"{form.name}_{column.identifier}": column.kind for form in forms for column in form.columns}


def write(extracts: Iterable[Extract], folder: Path, form: str = "csv") -> list[Path]:
    """Write each frame to a file of its own, `target-plan.units.csv`; the files appear whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in frames(extracts).items():
        path = folder / f"{name}.{form}"
        temporary = path.with_name(f".{path.name}.part")
        try:
            if form == "csv":
                _defused(frame).to_csv(
                    temporary, index=False, encoding="utf-8-sig", date_format="%Y-%m-%d", lineterminator="\n"
                )
            else:
                _to_parquet(frame, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        written.append(path)
    return written


_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet program takes for a formula when it opens a CSV file."""


def defused(text: str) -> str:
    """A text that no spreadsheet program runs when it opens a CSV file: an apostrophe goes before what would be one.

    >>> defused("=HYPERLINK(A1)"), defused("North - South")
    ("'=HYPERLINK(A1)", 'North - South')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text


def _defused(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    safe = frame.copy()
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name]) or pd.api.types.is_object_dtype(safe[name]):
            safe[name] = safe[name].map(_plain)
    return safe


def _plain(value: object) -> object:
    return defused(value) if isinstance(value, str) else value


def _to_parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False)
    except ImportError:
        raise TidyProblem(N_("Parquet needs one more library: pip install 'xltargets[parquet]'.")) from None
