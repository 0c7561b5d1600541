"""Every table of the accepted workbooks as plain tables for analysts, which need no other table to be understood.

Each row says the file, sheet and row that it comes from, its unit, currency, year and day; a data package beside them
says what each column is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.rollup.data_package import CONTEXT, columns_of, own_name, write_package
from xltargets.units.days import EPOCH
from xltargets.units.defusing import defused
from xltargets.views.reading import DATED, NUMERIC
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from xltargets.rollup.extraction import Extract, Row

FORMATS = ("csv", "parquet")
_AS_OF = ("status.as_of", "standing.as_of", "settings.as_of")


class TidyProblem(Problem):
    """Why tables cannot be written."""


def frames(extracts: Iterable[Extract]) -> dict[str, pd.DataFrame]:
    """A frame for each table by `template.table`, and for the forms of each template `template.forms`.

    Columns are the stable keys of the declaration, after those of `data_package.CONTEXT`; drop-down words are codes,
    days are dates, numbers are floats. The order is that of the files and of their rows.
    """
    import pandas as pd

    records: dict[str, list[dict[str, Any]]] = {}
    for extract in extracts:
        context = _context(extract)
        forms = {reference.replace(".", "_"): value for reference, value in extract.fields.items()}
        records.setdefault(f"{extract.template}.forms", []).append({**context, **forms})
        for table, rows in extract.rows.items():
            records.setdefault(f"{extract.template}.{table}", []).extend(
                {
                    **{key: _of_row(key, value, row) for key, value in context.items()},
                    **{own_name(table, key): value for key, value in row.values.items()},
                }
                for row in rows
            )
    return {name: _typed(name, pd.DataFrame.from_records(rows)) for name, rows in records.items() if rows}


def _context(extract: Extract) -> dict[str, Any]:
    """What each row of a workbook carries, so that it needs no other table."""
    day = next((value for name in _AS_OF if (value := extract.number(name)) is not None), None)
    return {
        **{"file": extract.file, "unit": extract.text("settings.unit"), "sheet": None, "row": None},
        "unit_id": extract.text("settings.unit_id") or None,
        "currency": extract.text("settings.currency") or None,
        **{"year_start": extract.number("settings.year_start"), "as_of": day, "template_version": extract.version},
    }


def _of_row(key: str, value: Any, row: Row) -> Any:
    return {"sheet": row.sheet, "row": row.number}.get(key, value)


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Each column of the type that its declaration says."""
    import pandas as pd

    def days(column: str) -> Any:
        serial = pd.to_numeric(frame[column], errors="coerce")
        return pd.to_datetime(serial, unit="D", origin=pd.Timestamp(EPOCH))

    template, _dot, table = name.partition(".")
    if table == "forms":
        frame = frame.drop(columns=["sheet", "row"])
    for key, (kind, _title, _meaning) in CONTEXT.items():
        if key in frame and kind == "date":
            frame[key] = days(key)
    for key, column in columns_of(template, table).items():
        if key not in frame:
            continue
        if column.kind in DATED:
            frame[key] = days(key)
        elif column.kind in NUMERIC:
            frame[key] = pd.to_numeric(frame[key], errors="coerce")
        else:
            frame[key] = frame[key].map(lambda value: None if value is None else str(value))
    return frame


def write(extracts: Iterable[Extract], folder: Path, form: str = "csv") -> list[Path]:
    """Write each frame to a file of its own, `target-plan.units.csv`, and `datapackage.json` beside them.

    The files appear whole or not at all. In CSV, texts that a spreadsheet would take for formulas have an apostrophe
    before them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    tables = frames(extracts)
    for name, frame in tables.items():
        path = folder / f"{name}.{form}"
        with file_beside(path) as temporary:
            if form == "csv":
                _safe(frame).to_csv(
                    temporary, index=False, encoding="utf-8-sig", date_format="%Y-%m-%d", lineterminator="\n"
                )
            else:
                _to_parquet(frame, temporary)
            temporary.chmod(0o644)
            temporary.replace(path)
        written.append(path)
    if tables:
        write_package(tables, folder, form)
    return written


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without texts that a spreadsheet would take for formulas."""
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    def of_column(column: pd.Series[Any]) -> pd.Series[Any]:
        held = is_numeric_dtype(column) or is_datetime64_any_dtype(column)
        return column if held else column.map(defused, na_action="ignore")

    return frame.apply(of_column)


def _to_parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False)
    except ImportError:
        raise TidyProblem(N_("Parquet needs one more library: pip install 'xltargets[parquet]'.")) from None
