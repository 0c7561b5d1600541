"""What the columns of tidy tables are, as a data package: a file that pandas, Power BI and frictionless understand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Form, Kind
from xltargets.views.reading import DATED, NUMERIC

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

SCHEMA_VERSION = "1.0.0"
"""Of the tidy tables: its first number changes when a column goes or changes its meaning."""
NAME = "datapackage.json"
CONTEXT = {
    "file": ("string", "File", "The workbook that the row comes from."),
    "unit": ("string", "Unit", "The team or department, as its Settings name it."),
    "sheet": ("string", "Sheet", "The sheet in that workbook."),
    "row": ("integer", "Row", "The row on that sheet."),
    "unit_id": ("string", "Unit ID", "The unit's own ID, the same in all its workbooks."),
    "currency": ("string", "Currency", "The currency of all amounts of the row, by its three letters."),
    "year_start": ("date", "First day of the year", "The financial year that the workbook is of."),
    "as_of": ("date", "As of", "The day to which the workbook's data go."),
    "template_version": ("integer", "Version of the template", "Which version of its template the workbook is of."),
}
"""What each table has before its own columns: type, title and meaning."""
_TITLES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def own_name(table: str, key: str) -> str:
    """A column's name in a tidy table; one that the context has too gets the table's before it.

    >>> own_name("alerts", "row"), own_name("alerts", "status")
    ('alerts_row', 'status')
    """
    return f"{table}_{key}" if key in CONTEXT else key


def columns_of(template: str, table: str) -> Mapping[str, Any]:
    """The declared column for each name of a tidy table's own columns."""
    tables = TEMPLATES[template].tables
    if table != "forms":
        return {own_name(table, column.identifier): column for column in tables[table].columns}
    forms = (block for block in tables.values() if issubclass(block, Form))
    return {f"{form.name}_{column.identifier}": column for form in forms for column in form.columns}


def describe(frames: Mapping[str, pd.DataFrame], form: str) -> dict[str, Any]:
    """The package of some tables that are written in one form."""
    return {
        "profile": "tabular-data-package",
        "name": "xltargets-tables",
        "title": "Tables of the accepted workbooks",
        "version": SCHEMA_VERSION,
        "resources": [_resource(name, frame, form) for name, frame in frames.items()],
    }


def _resource(name: str, frame: pd.DataFrame, form: str) -> dict[str, Any]:
    template, _dot, table = name.partition(".")
    declared = columns_of(template, table)
    fields = [_field(str(column), declared.get(str(column)), frame[column]) for column in frame.columns]
    purpose = "Settings and other forms" if table == "forms" else TEMPLATES[template].tables[table].title
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.{form}",
        "title": f"{TEMPLATES[template].title}: {purpose}",
        "format": form,
        "mediatype": _TITLES[form],
        **({"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n"}} if form == "csv" else {}),
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(name: str, column: Any, values: pd.Series[Any]) -> dict[str, Any]:
    """A column's name, type, title, meaning, and what its cells can be."""
    if column is None:
        kind, title, meaning = CONTEXT[name]
        return {"name": name, "type": kind, "title": title, "description": meaning}
    found: dict[str, Any] = {"name": name, "type": _type(column), "title": column.label}
    told = [str(column.help or "")]
    if column.kind is Kind.AMOUNT:
        told.append("An amount in the currency of the row.")
    elif column.kind is Kind.RATIO:
        told.append("A share: 0.45 is 45%.")
    elif column.kind is Kind.MONTH:
        told.append("A month, by its first day or any other.")
    if column.choices is not None:
        codes = [code for code, _label in column.choices.labels]
        told.append("One of: " + ", ".join(codes) + ".")
        if set(values.dropna()) <= set(codes):
            found["constraints"] = {"enum": codes}
    if description := " ".join(part for part in told if part):
        found["description"] = description
    return found


def _type(column: Any) -> str:
    if column.kind in DATED:
        return "date"
    return "number" if column.kind in NUMERIC else "string"


def write_package(frames: Mapping[str, pd.DataFrame], folder: Path, form: str) -> Path:
    """Write the package beside its tables, whole or not at all."""
    path = folder / NAME
    temporary = path.with_name(f".{path.name}.part")
    try:
        temporary.write_text(json.dumps(describe(frames, form), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
