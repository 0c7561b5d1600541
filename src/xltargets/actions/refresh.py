"""A company scorecard renewed from the teams' workbooks: its own tables only, and what people typed stays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets import templates
from xltargets.actions.consolidate import KEY, refuse_unknown
from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.locale import translator
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import OWN_TABLES, Company
from xltargets.rollup.terms import Terms
from xltargets.templates.schema import Column
from xltargets.units.days import serial_of
from xltargets.units.names import name_key
from xltargets.views.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import CellValue, Contents

TableRows = dict[str, list[dict[str, "CellValue"]]]


@dataclass(frozen=True, slots=True)
class Renewal:
    """New rows for a scorecard's own tables, by table name and header."""

    rows: TableRows
    accepted: int
    left_out: int

    @property
    def message(self) -> Phrase:
        """What to tell."""
        message = N_("Renewed from {count} workbooks; {left_out} were left out, see Sources.")
        if not self.left_out:
            message = N_("Renewed from all {count} workbooks.")
        return Phrase(message, count=self.accepted, left_out=self.left_out)


def renew(contents: Contents, files: Sequence[Path], terms: Terms) -> Renewal:
    """Read the teams' workbooks, and say what the scorecard's own tables are to hold."""
    view = _view(contents, terms.now)
    own = contents.path.resolve()
    files = [file for file in files if file.resolve() != own]
    refuse_unknown(terms, files)
    company = Company(collect(files, terms.now), terms=terms)
    language = contents.properties.get(templates.LANGUAGE_PROPERTY, "en")
    translate = _translator(language)
    tables = view.tables
    missing = [name for name in OWN_TABLES if name not in tables]
    if missing:
        raise ValueProblem("workbook", ", ".join(missing), N_("expected all tables of a company scorecard"))
    filling = company.filling({}, translate)
    # The parent's targets come from a plan that is not among the teams' workbooks: they stay.
    rows = {name: _by_header(tables[name], filling.tables[name], translate) for name in OWN_TABLES if name != "parents"}
    accepted = sum(one.extract is not None for one in company.collected) - len(company.left_out)
    return Renewal(rows, accepted, len(company.collected) - accepted)


def _by_header(
    table: BoundTable, new: list[dict[str, Any]], translate: Callable[[str], str]
) -> list[dict[str, CellValue]]:
    """Rows by the headers of the workbook; columns that people added keep their values with the row's key."""
    headers = {
        column.identifier: table.found.columns[table.column_index[column.identifier] - table.found.area.left].name
        for column in table.columns
    }
    loaded = [column for column in table.columns if column.loaded]
    keys = [column.identifier for column in table.columns if column.key]
    notes = _notes(table, keys)
    rows = []
    for row in new:
        cells = {
            headers[column.identifier]: _stored(column, row.get(column.identifier), translate) for column in loaded
        }
        rows.append(cells | notes.get(tuple(name_key(cells.get(headers[one])) for one in keys if one in headers), {}))
    return rows


def _notes(table: BoundTable, keys: list[str]) -> dict[tuple[str, ...], dict[str, CellValue]]:
    """What people typed in columns of their own, by the key of the row."""
    own = {header for header, _cell in table.added}
    places = {one.name: table.found.area.left + index for index, one in enumerate(table.found.columns)}
    found: dict[tuple[str, ...], dict[str, CellValue]] = {}
    for row in table.rows:
        here = tuple(
            name_key(table.sheet.value(row, table.column_index[one])) for one in keys if one in table.column_index
        )
        typed: dict[str, CellValue] = {}
        for header in own:
            cell = table.sheet.cells.get((row, places[header]))
            if cell is not None and cell.formula is None and cell.value is not None:
                typed[header] = cell.value
        if typed:
            found.setdefault(here, typed)
    return found


def _stored(column: Column, value: Any, translate: Callable[[str], str]) -> CellValue:
    """A value as a cell stores it."""
    if isinstance(value, datetime.date):
        return serial_of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if column.choices is not None and isinstance(value, str):
        labels = dict(column.choices.labels)
        # A scorecard of the first version has no word for a file that a newer one supersedes.
        return translate(labels.get(value) or labels.get("Left out" if value == "Superseded" else value, value))
    stored: CellValue = value
    return stored


def _view(contents: Contents, as_of: float) -> View:
    view = View.of(contents, as_of)
    if view.template is None or view.template.key != KEY:
        raise ValueProblem(
            "workbook", view.kind, N_("expected a company scorecard; make one with xltargets consolidate")
        )
    return view


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except (OSError, ValueError):
        return translator("en")


def folder_of(contents: Contents) -> Path | None:
    """The folder that the scorecard's settings name."""
    name = next((one for one in contents.names if one.name.lower() == "settings_folder"), None)
    if name is None:
        return None
    from xltargets.views.slots import target

    place = target(name, contents)
    value = place[0].value(place[1].top, place[1].left) if place else None
    return Path(value) if isinstance(value, str) and value.strip() else None


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: the workbooks of the folder in Settings, or of the one that was chosen."""
    from xltargets.validation.paths import expand

    assert contents is not None
    folder = request.folder or folder_of(contents)
    files = expand([str(folder)]).files if folder is not None and folder.is_dir() else []
    if not files:
        # Without any, the scorecard's tables would be emptied.
        raise ValueProblem(
            "folder", str(folder or ""), N_("expected the folder with the teams' workbooks, in Settings")
        )
    renewal = renew(contents, files, Terms.of(request.clock()))
    return Outcome(renewal.message, rows=renewal.rows)
