"""A template's tables and forms as they stand in a submitted workbook: which column is where, and what its cells hold.

Nothing here fails for a workbook that is not as it should be: what is missing is simply not among the columns, and the
rules of the XL2 family tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xltargets.errors import Translate
from xltargets.templates.schema import Column
from xltargets.units.names import name_key, tidy
from xltargets.views.columns import Pool, TypedColumn
from xltargets.views.grid import Grid
from xltargets.views.judging import faulty
from xltargets.views.location import Location
from xltargets.views.reading import Reading, read
from xltargets.views.showing import shown, written
from xltargets.workbooks.contents import Area, Cell, CellValue, Contents, Name, Sheet, Table, address

if TYPE_CHECKING:
    from xltargets.views.columns import Mask

Place = tuple[str, int, int]
"""Sheet, row and column of a cell."""


@dataclass(frozen=True, eq=False)
class Heading:
    """A declared column in the workbook's language."""

    column: Column
    label: str
    help: str
    words: frozenset[str]
    """What a choice accepts: codes, and labels in English and in the workbook's language."""
    offered: tuple[str, ...]
    """What a choice offers in the workbook's language."""

    @cached_property
    def _codes(self) -> dict[str, str]:
        labels = self.column.choices.labels if self.column.choices else ()
        codes = {label: code for code, label in labels} | {code: code for code, _label in labels}
        return codes | {shown: code for (code, _label), shown in zip(labels, self.offered, strict=True)}

    def code_of(self, word: str) -> str:
        """The stable code of a word of its drop-down; any other text as it is."""
        codes = self._codes
        return codes[word] if word in codes else codes.get(tidy(word), word)

    @classmethod
    def of(cls, column: Column, translate: Translate) -> Heading:
        """Translate a column's label, help and words."""
        labels = column.choices.labels if column.choices else ()
        offered = tuple(translate(label) for _code, label in labels)
        words = frozenset({*offered, *(word for pair in labels for word in pair)})
        return cls(column, translate(column.label), translate(column.help), words, offered)


@dataclass(frozen=True, eq=False)
class Slot:
    """One cell of a declared column."""

    heading: Heading
    sheet: Sheet
    row: int
    column_index: int
    """The column's number on the sheet."""
    bound: BoundTable | None = field(default=None, repr=False)
    """The table that it is a cell of, None for the field of a form."""

    @property
    def row_key(self) -> str | None:
        """What the key columns hold in its row."""
        return None if self.bound is None else self.bound.row_key(self.row)

    @property
    def in_use(self) -> bool:
        """Whether anything is filled in in its row; the fields of a form always are."""
        return self.bound is None or self.bound.is_in_use(self.row)

    @property
    def column(self) -> Column:
        """The declaration."""
        return self.heading.column

    @property
    def label(self) -> str:
        """The header, or the name of the setting."""
        return self.heading.label

    @property
    def cell(self) -> Cell | None:
        """The cell, None where the file stores none."""
        return self.sheet.cells.get((self.row, self.column_index))

    @property
    def value(self) -> CellValue:
        """What the cell holds."""
        return self.sheet.value(self.row, self.column_index)

    @property
    def formula(self) -> str | None:
        """The cell's own formula."""
        cell = self.cell
        return cell.formula if cell else None

    @property
    def place(self) -> Place:
        """Sheet, row and column."""
        return self.sheet.name, self.row, self.column_index

    @property
    def at(self) -> Location:
        """Where it is."""
        cell = address(self.row, self.column_index)
        return Location(self.sheet.name, self.column.table, self.row_key, self.column.identifier, cell)

    @cached_property
    def reading(self) -> Reading:
        """How its value reads."""
        return read(self.column, self.value, self.heading.words)

    @property
    def normal(self) -> str:
        """The value as keys are compared: without case and stray spaces. A date or number by its value."""
        value = self.value
        return "" if isinstance(value, bool) else name_key(value)

    @property
    def shown(self) -> str:
        """The value as its cell shows it."""
        return shown(self.column.kind, self.value)


@lru_cache(maxsize=256)
def headings_of(declared: Any, translate: Translate) -> dict[str, Heading]:
    """The columns of a declared table or form in a language, by identifier."""
    return {column.identifier: Heading.of(column, translate) for column in declared.columns}


class _Columns(NamedTuple):
    """Where the declared columns of a table are among its headers, by place from its left."""

    places: tuple[tuple[str, int], ...]
    renamed: tuple[tuple[str, int], ...]
    missing: tuple[Column, ...]
    added: tuple[int, ...]


@lru_cache(maxsize=256)
def _columns_of(declared: Any, translate: Translate, headers: tuple[str, ...]) -> _Columns:
    """Find each declared column by its header; where that is unknown, by its place."""
    known = {name_key(header): place for place, header in reversed(list(enumerate(headers)))}
    places: dict[str, int] = {}
    renamed: dict[str, int] = {}
    missing, lost = [], []
    for index, column in enumerate(declared.columns):
        place = known.get(name_key(translate(column.label)))
        if place is None:
            lost.append((index, column))
        else:
            places[column.identifier] = place
    taken = set(places.values())
    for index, column in lost:
        # As many columns as declared, and this place unclaimed: then it is the same column under another header.
        if index < len(headers) >= len(declared.columns) and index not in taken:
            places[column.identifier] = renamed[column.identifier] = index
            taken.add(index)
        else:
            missing.append(column)
    added = tuple(place for place in range(len(headers)) if place not in taken)
    return _Columns(tuple(places.items()), tuple(renamed.items()), tuple(missing), added)


@dataclass
class BoundTable:
    """A declared table, found in the workbook."""

    declared: Any
    found: Table
    sheet: Sheet
    translate: Translate
    column_index: dict[str, int] = field(default_factory=dict)
    """The sheet column of each declared column that was found, by identifier."""
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Columns found by their place only: the header that stands there, and its cell."""
    missing: list[Column] = field(default_factory=list)
    added: list[tuple[str, str]] = field(default_factory=list)
    """Headers that the template does not have, and their cells."""
    pool: Pool = field(default_factory=Pool, repr=False)
    """The texts of the workbook."""
    shared_grid: Grid | None = field(default=None, repr=False)
    _held: dict[str, TypedColumn] = field(default_factory=dict, repr=False)
    _formulas: dict[str, list[str | None]] = field(default_factory=dict, repr=False)
    _row_keys: dict[int, str | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Find each declared column by its header; where that is unknown, by its place."""
        headers = tuple(column.name for column in self.found.columns)
        found = _columns_of(self.declared, self.translate, headers)
        top, left = self.found.area.top, self.found.area.left
        self.column_index = {identifier: left + place for identifier, place in found.places}
        self.renamed = {identifier: (headers[place], address(top, left + place)) for identifier, place in found.renamed}
        self.missing = list(found.missing)
        self.added = [(headers[place], address(top, left + place)) for place in found.added]

    @property
    def header_area(self) -> Area:
        """The row of its headers."""
        area = self.found.area
        return Area(area.top, area.left, area.top, area.right)

    @cached_property
    def columns(self) -> list[Column]:
        """The declared columns that were found."""
        return [column for column in self.declared.columns if column.identifier in self.column_index]

    @cached_property
    def rows(self) -> range:
        """The sheet rows of its data, as far as the sheet has any: the area itself is whatever the file claims."""
        data = self.found.data
        return range(data.top, min(data.bottom, self.grid.last_row) + 1) if data else range(0)

    @cached_property
    def grid(self) -> Grid:
        """The cells of its sheet; tables of one sheet share it."""
        return self.shared_grid or Grid(self.sheet)

    def column(self, identifier: str) -> TypedColumn:
        """What its data rows hold in a column that was found."""
        held = self._held.get(identifier)
        if held is None:
            held = self.grid.column(self.column_index[identifier], self.rows, self.pool)
            self._held[identifier] = held
        return held

    def formulas(self, identifier: str) -> list[str | None]:
        """The formulas in its data rows in a column that was found; not to be changed."""
        found = self._formulas.get(identifier)
        if found is None:
            found = self._formulas[identifier] = self.grid.formulas(self.column_index[identifier], self.rows)
        return found

    def cells(self, identifier: str) -> list[Cell]:
        """The cells that are stored in its data rows in a column that was found."""
        return self.grid.cells(self.column_index[identifier], self.rows)

    def fits(self, column: Column) -> Mask:
        """Where a column that was found holds what its declaration takes."""
        held = self.column(column.identifier)
        found: Mask = ~(faulty(column, held, self._headings[column.identifier].words) | held.is_empty)
        return found

    @cached_property
    def in_use(self) -> Mask:
        """Where, in its data rows, an input is filled in or some of the key."""
        import numpy as np

        used = np.zeros(len(self.rows), np.bool_)
        for column in self.columns:
            if column.is_input or column.key:
                used |= ~self.column(column.identifier).is_empty
        return used

    @cached_property
    def rows_in_use(self) -> list[int]:
        """The rows where an input is filled in, or some of the key."""
        found: list[int] = (self.in_use.nonzero()[0] + self.rows.start).tolist()
        return found

    def is_in_use(self, row: int) -> bool:
        """Whether a row is one of them."""
        return row in self.rows and bool(self.in_use[row - self.rows.start])

    def row_key(self, row: int) -> str | None:
        """What the key columns hold in a row."""
        if row not in self._row_keys:
            keys = ((column, self.column_index[column.identifier]) for column in self.columns if column.key)
            texts = (written(column, self.sheet.value(row, number)) for column, number in keys)
            self._row_keys[row] = " / ".join(texts) or None
        return self._row_keys[row]

    @property
    def row_keys(self) -> dict[int, str | None]:
        """What the key columns hold, by row."""
        return {row: self.row_key(row) for row in self.rows}

    def heading(self, column: Column) -> Heading:
        """A column in the workbook's language."""
        return self._headings[column.identifier]

    @cached_property
    def _headings(self) -> dict[str, Heading]:
        return headings_of(self.declared, self.translate)

    def slot(self, column: Column, row: int) -> Slot:
        """One cell."""
        return Slot(self._headings[column.identifier], self.sheet, row, self.column_index[column.identifier], self)

    def slots(self, column: Column) -> Iterator[Slot]:
        """The cells of a column."""
        return (self.slot(column, row) for row in self.rows)

    @property
    def area(self) -> Area:
        """Where it is on its sheet, headers included."""
        return self.found.area


def form_slots(form: Any, contents: Contents, translate: Translate) -> Iterator[Slot]:
    """The fields of a form that are there, each found by its defined name."""
    names = {name.name.lower(): name for name in contents.names if name.sheet is None}
    for column in form.columns:
        name = names.get(f"{form.name}_{column.identifier}".lower())
        place = target(name, contents) if name else None
        if place is not None:
            sheet, area = place
            yield Slot(headings_of(form, translate)[column.identifier], sheet, area.top, area.left)


def target(name: Name, contents: Contents) -> tuple[Sheet, Area] | None:
    """The cells that a defined name points at, None if it points at none."""
    sheet_name, _mark, reference = name.refers_to.removeprefix("=").rpartition("!")
    if sheet_name.startswith("'"):
        sheet_name = sheet_name[1:-1].replace("''", "'")
    sheet = contents.sheets.get(sheet_name)
    try:
        return (sheet, Area.parse(reference)) if sheet else None
    except ValueError:
        return None
