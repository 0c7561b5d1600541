"""What the sheet Loaded says: each figure that a refresh put into a workbook, and where it comes from."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.templates import TEMPLATES
from xltargets.templates.loaded import TABLE, figure_name
from xltargets.units.days import serial_of
from xltargets.views.showing import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xltargets.errors import Translate
    from xltargets.templates.schema import Column
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue

Key = tuple[str, str]
"""Figure and row, as the sheet words them."""


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the sheet."""

    value: str
    """As it was put there, in the words of `shown`."""
    file: str
    cells: str
    day: float | None


@dataclass(slots=True)
class Records:
    """The lines that there were, and those that there are to be."""

    before: dict[Key, Record] = field(default_factory=dict)
    after: dict[Key, Record] = field(default_factory=dict)

    @classmethod
    def of(cls, view: View) -> Records:
        """Read the sheet; a workbook of an earlier version has none."""
        table = view.tables.get(TABLE)
        found: dict[Key, Record] = {}
        if table is None:
            return cls(found)
        for row in table.rows_in_use:
            values = {one.identifier: table.slot(one, row).value for one in table.columns}
            texts = {one.identifier: written(one, values[one.identifier]) for one in table.columns}
            day = values.get("day")
            key = texts.get("figure", ""), texts.get("row", "")
            number = day if isinstance(day, float) else None
            found[key] = Record(texts.get("value", ""), texts.get("file", ""), texts.get("cells", ""), number)
        return cls(found)

    def put(self, key: Key, value: str, source: tuple[str, str], now: float) -> None:
        """Note a figure with its file and cells; one that is as it was keeps its day, so that twice is once."""
        old, place = self.before.get(key), (value, *source)
        day = old.day if old is not None and (old.value, old.file, old.cells) == place else now // 1
        self.after[key] = Record(*place, day)

    def keep(self, figures: Iterable[str]) -> bool:
        """Leave the lines of these figures as they are; whether there are any."""
        wanted = set(figures)
        kept = {key: record for key, record in self.before.items() if key[0] in wanted}
        self.after |= kept
        return bool(kept)

    def sort(self, figures: list[str]) -> None:
        """Put the lines of these figures one figure after the other: new rows come in row by row."""
        mine = {key: self.after.pop(key) for key in list(self.after) if key[0] in figures}
        self.after |= dict(sorted(mine.items(), key=lambda one: figures.index(one[0][0])))

    def rows(self) -> list[dict[str, Any]]:
        """The sheet's rows."""
        return [
            {"figure": figure, "row": row, "value": one.value, "file": one.file, "cells": one.cells, "day": one.day}
            for (figure, row), one in self.after.items()
        ]


def figure(view: View, column: Column) -> str:
    """What the sheet calls a column or field: `Review, Actual`."""
    assert view.template is not None
    return figure_name(TEMPLATES[view.template.key], column, view.translate)


def row_name(table: BoundTable, row: int) -> str:
    """What the sheet calls a row: by its key, and by its number among those of the same key."""
    key = table.row_key(row) or ""
    before = sum(table.row_key(one) == table.row_key(row) for one in table.rows if one < row)
    return f"{key} ({before + 1})" if before else key


def fingerprint(columns: list[Column], rows: list[dict[str, CellValue]]) -> str:
    """What stands for a whole table: how many rows, and what tells whether somebody changed one."""
    texts = ("\x1f".join(written(column, row.get(column.identifier)) for column in columns) for row in rows)
    return f"{len(rows)} · {hashlib.sha256(chr(0x1E).join(texts).encode()).hexdigest()[:8]}"


def line_of_whole(
    declared: Any, rows: Iterable[Mapping[str, Any]], source: tuple[str, str], day: datetime.date, translate: Translate
) -> dict[str, Any]:
    """The line for a table that a workbook is built with as if a refresh had filled it, by the column of the sheet."""
    columns = [column for column in declared.columns if column.loaded]
    held: list[dict[str, CellValue]] = [
        {key: serial_of(value) if isinstance(value, datetime.date) else value for key, value in row.items()}
        for row in rows
    ]
    file, cells = source
    value = fingerprint(columns, held)
    return {"figure": translate(declared.title), "value": value, "file": file, "cells": cells, "day": day}


def is_whole(table: BoundTable) -> bool:
    """Whether a table is loaded as a whole, so that one line speaks for all of its rows."""
    return all(column.loaded for column in table.declared.columns)


def rows_there(table: BoundTable) -> list[dict[str, CellValue]]:
    """What the loaded columns of a table hold, in the rows that are in use."""
    columns = [column for column in table.columns if column.loaded]
    return [{one.identifier: table.slot(one, row).value for one in columns} for row in table.rows_in_use]


def single_cells(view: View) -> Iterator[tuple[Slot, Key]]:
    """The cells that nobody types in, each with the key of its line; without those of tables loaded as a whole."""
    for slot in view.fields.values():
        if slot.column.loaded:
            yield slot, (figure(view, slot.column), "")
    for table in view.tables.values():
        for column in table.columns:
            if column.loaded and not is_whole(table):
                for row in table.rows:
                    yield table.slot(column, row), (figure(view, column), row_name(table, row))
