"""Mistakes that people make in what they fill in, made from the bounds that each column declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutations.books import END_OF_MAY, contents_of, view_of
from xltargets.templates.schema import Column, Kind, When
from xltargets.workbooks.contents import Cell, CellValue, Contents

Place = tuple[str, int, int]
IN_1926 = 9600.0
NUMBERS = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.RATIO, Kind.COUNT})
DAYS = frozenset({Kind.DATE, Kind.MONTH})


@dataclass(frozen=True)
class Slip:
    """One wrong entry: which template, where, what."""

    key: str
    place: Place
    column: str
    way: str
    value: CellValue

    def __str__(self) -> str:
        sheet, row, number = self.place
        return f"{self.key}:{self.column} {sheet}!R{row}C{number}:{self.way}"

    def apply(self, contents: Contents) -> None:
        """Make it."""
        sheet, row, number = self.place
        cell = contents.sheets[sheet].cells.setdefault((row, number), Cell(row, number))
        cell.value, cell.formula = self.value, None


def wrong(column: Column, *, is_used: bool) -> Iterator[tuple[str, CellValue]]:
    """Values that a column cannot hold, each with what is wrong with it; `is_used` where a row depends on it."""
    if column.kind in NUMBERS:
        yield "a word", "many"
        yield "a number as text", "1 200"
        if column.minimum is not None:
            yield "too small", float(column.minimum - 1)
        if column.maximum is not None:
            yield "too large", float(column.maximum * 1000 + 1)
        if column.usual is not None:
            yield "unusual", float(column.usual[1] * 3)
    elif column.kind in DAYS:
        yield "a word", "soon"
        yield "a year of 1926", IN_1926
        if column.when is When.PAST:
            yield "in the future", END_OF_MAY + 200
    elif column.choices is not None:
        yield "no word of the list", "Purple"
    elif column.references is not None:
        yield "in no list", "Zebulon Quist"
    elif column.pattern is not None:
        yield "another form", "US$"
    elif (column.known or isinstance(column.offered, str)) and column.free is None:
        yield "nobody knows it", "Zebulon Quist"
    if column.required and is_used:
        yield "empty", None


def slips(key: str) -> list[Slip]:
    """All of them: every field of every form, and every input column in its first row in use."""
    view = view_of(contents_of(key), key)
    found = []
    for slot in view.fields.values():
        if slot.column.is_input:
            for way, value in wrong(slot.column, is_used=True):
                found.append(Slip(key, slot.place, str(slot.column), way, value))
    for table in view.tables.values():
        for column in table.columns:
            if column.is_input and table.rows_in_use:
                slot = table.slot(column, table.rows_in_use[0])
                others = sum(
                    one.is_input and table.slot(one, slot.row).value not in (None, "") for one in table.columns
                )
                for way, value in wrong(column, is_used=others > 1):
                    found.append(Slip(key, slot.place, str(column), way, value))
    return found
