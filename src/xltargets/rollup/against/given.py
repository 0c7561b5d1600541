"""What a rule against last time looks at: a workbook, the one before it, and which of their rows are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xltargets.rollup.loading.interface import Source
from xltargets.spine.identity import same_id_or_name
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Form, Kind
from xltargets.units.days import serial_of
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault
from xltargets.views.location import Location
from xltargets.views.reading import NUMERIC
from xltargets.views.showing import shown, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.rollup.extraction import Collected, Extract, Row
    from xltargets.templates.schema import Column
    from xltargets.workbooks.contents import CellValue

Pair = tuple["Row", "Row"]
"""A row now, and the same row then."""


@dataclass(frozen=True)
class Beside:
    """A workbook, and the one of its unit, kind and year that was handed in before; None where there is none."""

    now: Extract
    then: Extract | None
    saved: float | None = None
    """When the one before was saved last, as a serial number; None where nothing says so."""

    @property
    def tables(self) -> Iterator[tuple[str, list[Column]]]:
        """The tables that people fill in and that both workbooks have, with the columns that both have."""
        assert self.then is not None
        for name, declared in TEMPLATES[self.now.template].tables.items():
            if issubclass(declared, Form) or name not in self.now.rows or name not in self.then.rows:
                continue
            both = self.now.columns.get(name, {}).keys() & self.then.columns.get(name, {}).keys()
            yield name, [column for column in declared.columns if column.identifier in both]

    @cached_property
    def _matched(self) -> dict[str, tuple[list[Pair], list[Row], list[Row]]]:
        return {name: self._match(name, columns) for name, columns in self.tables}

    def pairs(self, table: str) -> list[Pair]:
        """The rows that are in both."""
        return self._matched[table][0] if table in self._matched else []

    def new(self, table: str) -> list[Row]:
        """The rows that are only in the workbook of now."""
        return self._matched[table][1] if table in self._matched else []

    def gone(self, table: str) -> list[Row]:
        """The rows that were only in the one before."""
        return self._matched[table][2] if table in self._matched else []

    def _match(self, table: str, columns: list[Column]) -> tuple[list[Pair], list[Row], list[Row]]:
        """By key, where each has one of its own; then by the person's ID, for a name may have changed."""
        assert self.then is not None
        keys = [column.identifier for column in columns if column.key]
        mine, theirs = list(self.now.rows[table]), list(self.then.rows[table])
        pairs: list[Pair] = []
        for identifiers in (keys, ["person_id"]):
            if not identifiers or not all(one in {column.identifier for column in columns} for one in identifiers):
                continue
            there = _by_key(theirs, identifiers)
            here = _by_key(mine, identifiers)
            pairs += [(row, there[key]) for key, row in here.items() if key in there]
            taken = {id(row) for pair in pairs for row in pair}
            mine = [row for row in mine if id(row) not in taken]
            theirs = [row for row in theirs if id(row) not in taken]
        return pairs, mine, theirs

    def key_of(self, table: str, row: Row) -> str:
        """What the key columns hold in a row, as its cells show it."""
        declared = TEMPLATES[self.now.template].tables[table]
        held = (written(column, row.values.get(column.identifier)) for column in declared.columns if column.key)
        return " / ".join(one for one in held if one)

    def fault(
        self, message: str, repair: str, table: str, column: Column, row: Row, then: Row, **values: object
    ) -> Fault:
        """A cell, and what stood in the same cell last time."""
        mine, theirs = row.values.get(column.identifier), then.values.get(column.identifier)
        cells = self._words(column, mine, theirs, self.source_then(table, column, [then]))
        at = self.at(table, column, row, self.key_of(table, row))
        return Fault(at, message, repair, mine, theirs, {"row": self.key_of(table, row), **cells, **values})

    def fault_of_field(self, message: str, repair: str, reference: str, **values: object) -> Fault:
        """A setting, and what it was last time."""
        assert self.then is not None
        column = TEMPLATES[self.now.template].column(reference)
        mine, theirs = self.now.fields.get(reference), self.then.fields.get(reference)
        cells = self._words(column, mine, theirs, str(Source.of(self.then, reference)))
        table, _dot, identifier = reference.partition(".")
        sheet, _mark, cell = self.now.places.get(reference, "").rpartition("!")
        at = Location(sheet or None, table, None, identifier, cell or None)
        return Fault(at, message, repair, mine, theirs, {**cells, **values})

    def _words(self, column: Column, mine: CellValue, theirs: CellValue, source: str) -> dict[str, object]:
        return {
            "label": self.now.translate(column.label),
            "mine": shown(column.kind, mine) or "–",
            "theirs": shown(column.kind, theirs) or "–",
            "source": source,
        }

    def at(self, table: str, column: Column | None, row: Row | None, key: str) -> Location:
        """A cell of now, or where it would be."""
        if column is None or row is None:
            rows = self.now.rows.get(table) or []
            return Location(rows[0].sheet if rows else None, table, key, column.identifier if column else None)
        cell = Source.rows(self.now, table, column.identifier, [row]).cells.rpartition("!")[2]
        return Location(row.sheet, table, key, column.identifier, cell)

    def source_then(self, table: str, column: Column, rows: Sequence[Row]) -> str:
        """File, sheet and cells of last time."""
        assert self.then is not None
        return str(Source.rows(self.then, table, column.identifier, rows))


def _by_key(rows: list[Row], identifiers: list[str]) -> dict[tuple[str, ...], Row]:
    """The rows that have a whole key which no other row has."""
    found: dict[tuple[str, ...], Row] = {}
    twice = set()
    for row in rows:
        key = tuple(name_key(row.values.get(one)) for one in identifiers)
        if "" not in key:
            if key in found:
                twice.add(key)
            found[key] = row
    return {key: row for key, row in found.items() if key not in twice}


def figures(columns: list[Column]) -> list[Column]:
    """The columns in which people fill in numbers."""
    return [column for column in columns if column.is_input and column.kind in NUMERIC and not column.key]


def month_of(columns: list[Column]) -> Column | None:
    """The column that says of which month a row is; None where it is of none, or of several."""
    months = [column for column in columns if column.key and column.kind is Kind.MONTH]
    return months[0] if len(months) == 1 else None


def number(row: Row, column: Column) -> float | None:
    """A number in a row, None for anything else."""
    value = row.values.get(column.identifier)
    return value if isinstance(value, float) else None


def previous(one: Collected, earlier: Sequence[Collected]) -> Collected | None:
    """The newest workbook of last time that is of the same unit, kind and year."""
    mine = one.content
    assert mine is not None
    same = [other for other in earlier if other.content is not None and _is_same(mine, other.content)]
    return max(same, key=lambda other: (other.saved.revision, _time(other)), default=None)


def _is_same(one: Extract, other: Extract) -> bool:
    wanted = ("settings.unit_id", "settings.unit")
    return (
        one.template == other.template
        and one.fields.get("settings.year_start") == other.fields.get("settings.year_start")
        and same_id_or_name(*(extract.text(field) for extract in (one, other) for field in wanted))
    )


def _time(one: Collected) -> float:
    return serial_of(one.saved.modified) if one.saved.modified is not None else 0.0


def beside(one: Collected, earlier: Sequence[Collected]) -> Beside:
    """A workbook of now with its last one."""
    found = previous(one, earlier)
    content: Any = one.content
    return Beside(content, None if found is None else found.content, None if found is None else _time(found) or None)
