"""Structured references: what `periods[[#This Row],[Weight]]` names, in which cells it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_, Problem
from xltargets.units.names import fold_case
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents, Table


class FormulaProblem(Problem):
    """A formula that cannot be worked out here; the reason is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Structured:
    """A structured reference: table (None for the table that the formula is in), part, and columns."""

    table: str | None
    part: str = "#data"
    first: str | None = None
    last: str | None = None

    def __str__(self) -> str:
        """The full form, which every program reads."""
        columns = "" if self.first is None else f"[{_escaped(self.first)}]"
        if self.last not in (None, self.first):
            columns += f":[{_escaped(self.last or '')}]"
        name = self.table or ""
        if self.part == "#data":
            if not columns:
                return f"{name}[]"
            return f"{name}{columns}" if ":" not in columns else f"{name}[{columns}]"
        part = _PART_NAMES[self.part]
        return f"{name}[[{part}],{columns}]" if columns else f"{name}[{part}]"


_PART_NAMES = {
    "#all": "#All",
    "#headers": "#Headers",
    "#data": "#Data",
    "#totals": "#Totals",
    "#this row": "#This Row",
}
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


def _escaped(column: str) -> str:
    return re.sub(r"([\[\]#'@])", r"'\1", column)


def _unescaped(column: str) -> str:
    return re.sub(r"'(.)", r"\1", column)


@lru_cache(maxsize=2048)
def parse_structured(text: str) -> Structured:
    """Read a structured reference in its full or short form.

    >>> str(parse_structured("periods[@Weight]"))
    'periods[[#This Row],[Weight]]'
    >>> parse_structured("[[#This Row],Weight]")
    Structured(table=None, part='#this row', first='Weight', last='Weight')
    """
    name, _bracket, rest = text.partition("[")
    inner = rest[:-1].strip()
    part, columns = "#data", []
    if inner.startswith("@"):
        part, inner = "#this row", inner[1:].strip()
    items = _ITEM.findall(inner)
    # XlsxWriter writes [[#This Row],Weight], with the column bare.
    bare = _ITEM.sub("", inner).strip(" ,:")
    for item in [*items, *([bare] if bare else [])]:
        if item.strip().lower() in _PART_NAMES:
            part = item.strip().lower() if part == "#data" else part
        elif item:
            columns.append(_unescaped(item))
    first, last = (columns[0], columns[-1]) if columns else (None, None)
    return Structured(name or None, part, first, last)


def area_of(reference: Structured, contents: Contents, sheet: str, row: int, column: int) -> tuple[str, Area]:
    """The sheet and the cells that a structured reference means for a formula in the given cell."""
    table = _table_of(reference, contents, sheet, row, column)
    places = _places_of(tuple(one.name for one in table.columns))
    left, right = table.area.left, table.area.right
    if reference.first is not None:
        try:
            left = table.area.left + places[fold_case(reference.first)]
            right = table.area.left + places[fold_case(reference.last or reference.first)]
        except KeyError:
            raise FormulaProblem(
                N_("the table {table} has no column {column}"), table=table.name, column=reference.first
            ) from None
    top, bottom = _rows(reference, table, row)
    if bottom - top > _DRAGGED:
        # A table dragged to the end of its sheet costs what its used rows cost.
        stored = max(contents.sheets[table.sheet].cells, default=(0, 0))[0]
        bottom = max(top, min(bottom, stored))
    return table.sheet, Area(top, left, bottom, right)


@lru_cache(maxsize=512)
def _places_of(headers: tuple[str, ...]) -> dict[str, int]:
    """The first place of each header, without regard to case."""
    return {fold_case(header): place for place, header in reversed(list(enumerate(headers)))}


_DRAGGED = 100_000
"""A table of so many rows has hardly any that are filled, and nobody looks at the others."""


def _table_of(reference: Structured, contents: Contents, sheet: str, row: int, column: int) -> Table:
    if reference.table is not None:
        table = contents.tables.get(reference.table.lower())
        if table is None:
            raise FormulaProblem(N_("there is no table {table}"), table=reference.table)
        return table
    for table in contents.tables.values():
        if table.sheet == sheet and (row, column) in table.area:
            return table
    raise FormulaProblem(N_("it names a column outside a table"))


def _rows(reference: Structured, table: Table, row: int) -> tuple[int, int]:
    data = table.data
    if reference.part == "#all":
        return table.area.top, table.area.bottom
    if reference.part == "#headers" and table.has_header:
        return table.area.top, table.area.top
    if reference.part == "#totals" and table.has_totals:
        return table.area.bottom, table.area.bottom
    if reference.part == "#this row" and data is not None and data.top <= row <= data.bottom:
        return row, row
    if reference.part == "#data" and data is not None:
        return data.top, data.bottom
    raise FormulaProblem(N_("the table {table} has no such row"), table=table.name)
