"""Rows added to a unit's workbook below those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import Phrase
from xltargets.rollup.loading.renewal import NO_ROOM
from xltargets.rollup.loading.rows import stored
from xltargets.spine.loaded import figure
from xltargets.units.days import serial_of
from xltargets.units.names import name_key
from xltargets.views.rows import is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.rollup.extraction import Row
    from xltargets.rollup.handing_out.again import Again
    from xltargets.views.slots import BoundTable
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue


def as_number(value: Any) -> Any:
    """A day as a serial number, anything else as it is."""
    return float(serial_of(value)) if hasattr(value, "toordinal") else value


def has(view: View, name: str, key: str, value: CellValue) -> bool:
    """Whether a column of a table holds a value already."""
    table = view.tables.get(name)
    return table is not None and any(
        name_key(table.slot(table.declared[key], row).value) == name_key(value) for row in table.rows_in_use
    )


def add(found: Again, view: View, name: str, key: str, rows: Sequence[Row], keys: tuple[str, ...]) -> None:
    """Write the rows that the table has not yet, known by one of their columns."""
    new = [row for row in rows if not has(view, name, key, row.values.get(key))]
    append(found, view, name, [{one: row.values.get(one) for one in keys} for row in new])


def append(
    found: Again, view: View, name: str, new: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], int]]:
    """Write rows into the blank ones below those in use; which row each got. What has no room is told."""
    table = view.tables.get(name)
    if table is None or not new:
        return []
    area = table.found.data
    inputs = [column for column in table.columns if column.is_input]
    used = in_use(found, table)
    last = max(used, default=area.top - 1 if area else 0)
    blank = [
        row
        for row in (range(last + 1, area.bottom + 1) if area else ())
        if all(is_empty(table.slot(column, row)) for column in inputs)
    ]
    if table.declared.name in found.renewal.rows or (len(blank) < len(new) and table.declared.grows):
        return _grown(found, view, table, new)
    placed = list(zip(new, blank, strict=False))
    for values, row in placed:
        cells = found.renewal.changes.setdefault(table.sheet.name, {})
        for column in inputs:
            value = values.get(column.identifier)
            if value is not None:
                cells[row, table.column_index[column.identifier]] = stored(column, value, view.translate)
                found.renewal.count += 1
    if left := new[len(placed) :]:
        keys = [column.identifier for column in table.columns if column.key]
        names = ", ".join(str(next((row[key] for key in keys if row.get(key)), "")) for row in left)
        found.unplaced.append(Phrase(NO_ROOM, label=figure(view, table.declared[keys[-1]]), names=names))
    return placed


def in_use(found: Again, table: BoundTable) -> list[int]:
    """The rows of a table that are in use, or are to be written already."""
    columns = set(table.column_index.values())
    written = found.renewal.changes.get(table.sheet.name, {})
    new = {row for row, column in written if column in columns and row in table.rows}
    return sorted(new.union(table.rows_in_use))


def _grown(
    found: Again, view: View, table: BoundTable, new: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], int]]:
    """The whole table with further rows, where it is meant to grow."""
    formulas = {table.column_index[column.identifier] for column in table.columns if not column.is_input}
    left = table.found.area.left
    places = {one.name: left + place for place, one in enumerate(table.found.columns) if left + place not in formulas}
    written = found.renewal.changes.get(table.sheet.name, {})
    rows: list[dict[str, CellValue]] = found.renewal.rows.get(table.declared.name) or [
        {name: written.get((row, place), table.sheet.value(row, place)) for name, place in places.items()}
        for row in in_use(found, table)
    ]
    used = len(rows)
    headers = {place: name for name, place in places.items()}
    for values in new:
        rows.append(
            {
                headers[table.column_index[column.identifier]]: stored(
                    column, values.get(column.identifier), view.translate
                )
                for column in table.columns
                if column.is_input
            }
        )
        found.renewal.count += 1
    found.renewal.rows[table.declared.name] = rows
    return list(zip(new, range(table.rows.start + used, table.rows.start + len(rows)), strict=True))
