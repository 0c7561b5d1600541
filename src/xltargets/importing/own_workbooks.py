"""Our own workbooks as files of deals, people, customers, risks or targets: read by their declarations, no guessing."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, CellError
from xltargets.importing.options import SourceProblem
from xltargets.importing.raw import Raw
from xltargets.units.days import day_of, is_serial
from xltargets.views.reading import DATED
from xltargets.views.view import View
from xltargets.views.year_kinds import pattern_in
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xltargets.views.slots import BoundTable

_PEOPLE = {
    "id": "person_id",
    "start": "member_from",
    "until": "member_until",
    "share": "member_share",
}
_LEVELS = {key: key for key in ("region", "team", "channel", "product", "person")}
TABLES: Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "": {
        "crm-log": (
            "opportunities",
            {
                **{"id": "id", "account": "customer", "person": "owner", "product": "product", "stage": "stage"},
                **{"amount": "amount", "created": "created", "expected": "expected", "closed": "closed"},
            },
        ),
        "team-scorecard": ("actuals", {"person": "member", "closed": "month", "amount": "actual"}),
        "target-plan": ("history", {"person": "person", "closed": "month", "amount": "amount"}),
        "risk-register": (
            "risks",
            {
                key: key
                for key in (
                    *("id", "risk", "category", "cause", "effect", "likelihood", "impact", "control", "probability"),
                    *("last", "loss", "owner", "response", "plan", "due", "done", "closed", "reviewed"),
                )
            },
        ),
    },
    "team.": {
        "target-plan": ("units", {**_LEVELS, **_PEOPLE}),
        "team-scorecard": (
            "team",
            {"person": "member", "region": "region", "team": "manager", "quota": "quota", **_PEOPLE},
        ),
    },
    "customers.": {"crm-log": ("customers", {"account": "customer", "segment": "segment"})},
    "targets.": {
        "target-plan": ("units", {**_LEVELS, "person_id": "person_id", "amount": "target"}),
        "team-scorecard": (
            "team",
            {"person": "member", "region": "region", "person_id": "person_id", "amount": "quota"},
        ),
    },
}
"""By what a file is for and by template: the table, and its column for each key."""
_BY_MONTH = {"actuals", "history"}
"""Tables whose months name the periods of a year of weeks."""
_YEARS = {"targets."}
"""Whose rows are of the workbook's year."""
_MARK = b"xltargets.template"


def own_table(
    path: Path, prefix: str, keys: Iterable[str], required: Iterable[str]
) -> tuple[Raw, dict[str, str]] | None:
    """The table of one of our workbooks, and its header for each key; None for a workbook that is not ours.

    Raises a `SourceProblem` for one that is ours and has no such table, or cannot be read.
    """
    if not _is_ours(path):
        return None
    try:
        view = View.of(read(path))
    except PackageProblem as problem:
        raise SourceProblem("{sentence}", sentence=str(problem)) from None
    if view.template is None:
        raise SourceProblem(N_("{path} is {kind}, and cannot be read."), path=path, kind=view.kind)
    wanted = set(required) - ({"period"} if prefix in _YEARS else set())
    known = {key: one for key, one in TABLES.get(prefix, {}).items() if wanted <= set(one[1])}
    name, columns = known.get(view.template.key, ("", {}))
    columns = {key: own for key, own in columns.items() if key in set(keys)}
    table = view.tables.get(name)
    if not columns or table is None:
        raise SourceProblem(
            N_("{path} is a {template} of ours, which is no source for this; there is {others}."),
            path=path,
            template=view.template.key,
            others=tuple(known),
        )
    pattern = pattern_in(view)
    if pattern is not None and name in _BY_MONTH:
        message = N_("{path}: its year is divided into weeks ({pattern}), and its figures are not those of months.")
        raise SourceProblem(message, path=path, pattern=pattern)
    return _table(view, table, columns, prefix, set(keys))


def _is_ours(path: Path) -> bool:
    """Whether its properties name a template of ours; anything odd is for the reader that follows to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("docProps/custom.xml")
            return info.file_size < 2**20 and _MARK in archive.read(info)
    except (KeyError, OSError, zipfile.BadZipFile, RuntimeError, ValueError, NotImplementedError):
        return False


def _table(
    view: View, table: BoundTable, columns: Mapping[str, str], prefix: str, keys: set[str]
) -> tuple[Raw, dict[str, str]]:
    import pandas as pd

    rows = table.rows_in_use
    headers: dict[str, str] = {}
    cells: dict[str, list[Any]] = {}
    for key, own in columns.items():
        if own in table.column_index:
            headers[key] = table.heading(_declared(table, own)).label
            cells[key] = [_value(table, own, row) for row in rows]
    settings = view.fields
    if "currency" in keys and "amount" in headers and settings["settings.currency"].value:
        headers["currency"], cells["currency"] = (
            "Settings: currency",
            [str(settings["settings.currency"].value)] * len(rows),
        )
    start = settings["settings.year_start"].value
    if prefix in _YEARS and is_serial(start):
        headers["period"], cells["period"] = "Settings: year", [f"{day_of(float(start)).year}"] * len(rows)  # type: ignore[arg-type]
    frame = pd.DataFrame({place: cells[key] for place, key in enumerate(headers)}, index=rows, dtype=object)
    return Raw(list(headers.values()), frame, table.rows.start - 1, sheet=table.sheet.name), headers


def _declared(table: BoundTable, identifier: str) -> Any:
    return next(column for column in table.columns if column.identifier == identifier)


def _value(table: BoundTable, identifier: str, row: int) -> Any:
    """A cell's value: a day as one, a word of a drop-down as its code."""
    column = _declared(table, identifier)
    value = table.column(identifier).value(row - table.rows.start)
    if value is None or value == "":
        return None
    if isinstance(value, CellError):
        return value.code
    if column.kind in DATED and is_serial(value):
        return day_of(float(value))
    if column.choices is not None and isinstance(value, str):
        return table.heading(column).code_of(value)
    return value
