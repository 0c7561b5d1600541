"""Rows of whole tables as a workbook stores them: by its headers, with what people keep in columns of their own."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from xltargets.units.days import serial_of
from xltargets.units.names import name_key
from xltargets.views.showing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xltargets.templates.schema import Column
    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import CellValue

    Rows = list[dict[str, CellValue]]


def headers_of(table: BoundTable) -> dict[str, str]:
    """The header of each declared column that is there, by its stable id."""
    left = table.found.area.left
    return {
        column.identifier: table.found.columns[table.column_index[column.identifier] - left].name
        for column in table.columns
    }


def by_header(table: BoundTable, new: Sequence[Mapping[str, Any]], translate: Callable[[str], str]) -> Rows:
    """Rows by the headers of the workbook; columns that people added keep their values with the row's key."""
    headers = headers_of(table)
    loaded = [column for column in table.columns if column.loaded]
    keys = [column.identifier for column in table.columns if column.key]
    notes = _notes(table, keys)
    rows = []
    for row in new:
        cells = {headers[column.identifier]: stored(column, row.get(column.identifier), translate) for column in loaded}
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


def blank_rows(table: BoundTable) -> list[int]:
    """The rows of a table below all that are in use."""
    area = table.found.data
    if area is None:
        return []
    last = max(table.rows_in_use, default=area.top - 1)
    taken = {row for header, _cell in table.added for row in _filled(table, header)}
    last = max([last, *taken])
    return list(range(last + 1, area.bottom + 1))


def kept_rows(table: BoundTable) -> Rows:
    """All rows up to the last in use as they are, but for what formulas bring."""
    area = table.found.data
    assert area is not None
    last = (blank_rows(table) or [area.bottom + 1])[0]
    names = [(one.name, area.left + index) for index, one in enumerate(table.found.columns)]
    rows: Rows = []
    for row in range(area.top, last):
        cells = ((header, table.sheet.cells.get((row, column))) for header, column in names)
        rows.append({name: cell.value for name, cell in cells if cell is not None and cell.formula is None})
    return rows


def named(table: BoundTable, new: Sequence[Mapping[str, CellValue]]) -> Rows:
    """Rows by the headers of the workbook."""
    headers = headers_of(table)
    return [{headers[key]: value for key, value in row.items()} for row in new]


def _filled(table: BoundTable, header: str) -> list[int]:
    """The rows in which somebody typed in an own column."""
    place = table.found.area.left + [one.name for one in table.found.columns].index(header)
    cells = ((row, table.sheet.cells.get((row, place))) for row in table.rows)
    return [row for row, cell in cells if cell is not None and cell.value not in (None, "") and cell.formula is None]


def stored(column: Column, value: Any, translate: Callable[[str], str]) -> CellValue:
    """A value as a cell stores it."""
    if isinstance(value, datetime.date):
        return serial_of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if column.choices is not None and isinstance(value, str):
        labels = dict(column.choices.labels)
        # A scorecard of the first version has no word for a file that a newer one supersedes.
        return translate(labels.get(value) or labels.get("Left out" if value == "Superseded" else value, value))
    kept: CellValue = None if value == "" else value
    return kept


def has_rows(table: BoundTable, new: Rows) -> bool:
    """Whether a table has these rows already, one after the other from its top, and blank ones at most below."""
    headers = {header: column for column, header in headers_of(table).items()}
    loaded = [column for column in table.columns if column.loaded]

    def text(row: int, column: Column) -> str:
        value = table.sheet.value(row, table.column_index[column.identifier])
        return written(column, None if value == "" else value)

    wanted = [{headers[header]: value for header, value in row.items() if header in headers} for row in new]
    last = max((row for row in table.rows if any(text(row, column) for column in loaded)), default=table.rows.start - 1)
    if last - table.rows.start + 1 != len(wanted):
        return False
    return all(
        text(number, column) == written(column, row.get(column.identifier))
        for number, row in enumerate(wanted, table.rows.start)
        for column in loaded
    )
