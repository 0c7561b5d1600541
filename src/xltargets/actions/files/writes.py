"""What is to be written into an open workbook: the same plan, in the same order, for every host.

All that would stand in the way is found here, in the copy, before a host changes anything. Then come the rows of
tables, because they decide which cells there are; then single cells; then formulas, which may refer to both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, ValueProblem
from xltargets.workbooks.contents import Area, to_json
from xltargets.workbooks.growth import new_area, refuse_if_in_the_way
from xltargets.workbooks.package import open_package
from xltargets.workbooks.respelling import entered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xltargets.actions.registry import Outcome
    from xltargets.workbooks.contents import CellValue, Contents

ORDER = ("tables", "changes", "formulas")
"""The order in which every host writes."""
_PROTECTION = re.compile(rb"<(?:\w+:)?sheetProtection\b([^>]*)>")
_PASSWORD = re.compile(rb"""\s(?:password|hashValue)\s*=\s*["'][^"']""")


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table's new rows, column by column."""

    name: str
    sheet: str
    before: Area
    """With header and, if there is one, the row of totals."""
    after: Area
    totals: bool
    columns: list[list[CellValue] | None]
    """The values of each column from the top; None for one that takes the formula of its first row throughout."""
    kept: list[list[int]]
    """For each column with values, the rows (from 0) that have none and take the formula of its first row instead."""


@dataclass(frozen=True, slots=True)
class EnteredFormula:
    """A formula as a person types it, without the equals sign."""

    sheet: str
    row: int
    column: int
    text: str
    area: Area | None = None
    """The cells that it covers now, if it is a formula of several."""
    dynamic: bool = False
    """Whether it covers them by spilling, and not as an array of the old kind."""
    again: bool = False
    """Whether the cell has it already, in the spelling of its file."""


@dataclass(frozen=True, slots=True)
class Writes:
    """The plan of writes into one workbook."""

    tables: tuple[TableRows, ...] = ()
    changes: Mapping[str, Mapping[tuple[int, int], CellValue]] = field(default_factory=dict)
    formulas: tuple[EnteredFormula, ...] = ()
    locked: Mapping[str, str] = field(default_factory=dict)
    """Every sheet that is written to, and what to say if it turns out to have a password."""

    def plain(self) -> dict[str, Any]:
        """As JSON, for hosts in another program; `order` names the lists in the order in which to write them."""
        return {
            "order": list(ORDER),
            "locked": dict(self.locked),
            "tables": [_table(one) for one in self.tables],
            "changes": [
                [sheet, row, column, to_json(value)]
                for sheet, cells in self.changes.items()
                for (row, column), value in cells.items()
            ],
            "formulas": [
                {
                    "sheet": one.sheet,
                    "row": one.row,
                    "column": one.column,
                    "formula": one.text,
                    "area": None if one.area is None else _bounds(one.area),
                    "dynamic": one.dynamic,
                    "again": one.again,
                }
                for one in self.formulas
            ],
        }


def plan(contents: Contents, outcome: Outcome, translate: Callable[[str], str]) -> Writes:
    """What the outcome writes. A `ValueProblem` says what stands in the way, and then nothing is written anywhere."""
    tables = tuple(_rows(contents, name, rows) for name, rows in outcome.rows.items())
    sheets = dict.fromkeys([*(one.sheet for one in tables), *outcome.changes, *outcome.formulas])
    locked = {name: _has_password(name) for name in sheets}
    for name, problem in locked.items():
        if password_of(contents, name):
            raise problem
    return Writes(
        tables,
        outcome.changes,
        tuple(
            _formula(contents, sheet, place, text)
            for sheet, formulas in outcome.formulas.items()
            for place, text in formulas.items()
        ),
        {name: problem.sentence(translate) for name, problem in locked.items()},
    )


def password_of(contents: Contents, sheet: str) -> bool:
    """Whether only a password opens the sheet for changes; protection without one is against slips."""
    found = contents.sheets.get(sheet)
    if found is None or not found.protected:
        return False
    with open_package(contents.path) as package:
        protection = _PROTECTION.search(package.read(found.part))
    return protection is not None and _PASSWORD.search(protection[1]) is not None


def _has_password(sheet: str) -> ValueProblem:
    return ValueProblem("sheet", sheet, N_("expected a sheet without a password; unprotect it first"))


def _rows(contents: Contents, name: str, rows: Sequence[Mapping[str, CellValue]]) -> TableRows:
    table = contents.tables[name.lower()]
    area = new_area(table, len(rows))
    refuse_if_in_the_way(contents, table, area)
    sheet = contents.sheets[table.sheet]
    columns: list[list[CellValue] | None] = []
    kept: list[list[int]] = []
    for number, column in enumerate(table.columns, table.area.left):
        model = sheet.cells.get((table.area.top + 1, number))
        calculated = model is not None and model.formula is not None
        without = [index for index, row in enumerate(rows or [{}]) if column.name not in row] if calculated else []
        throughout = calculated and len(without) == max(1, len(rows))
        columns.append(None if throughout else [row.get(column.name) for row in rows or [{}]])
        kept.append([] if throughout else without)
    return TableRows(table.name, table.sheet, table.area, area, table.has_totals, columns, kept)


def _formula(contents: Contents, sheet: str, place: tuple[int, int], text: str) -> EnteredFormula:
    cell = contents.sheets[sheet].cells.get(place)
    if cell is None or cell.formula is None:
        return EnteredFormula(sheet, *place, text)
    return EnteredFormula(sheet, *place, text, cell.spill, cell.dynamic, entered(cell.formula) == text)


def _table(rows: TableRows) -> dict[str, Any]:
    return {
        "name": rows.name,
        "sheet": rows.sheet,
        "before": _bounds(rows.before),
        "after": _bounds(rows.after),
        "totals": rows.totals,
        "columns": [None if values is None else [to_json(value) for value in values] for values in rows.columns],
        "kept": rows.kept,
    }


def _bounds(area: Area) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]
