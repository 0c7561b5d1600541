"""A workbook as typed tables: its template's tables, forms and formulas as they stand in the file. No judging here.

Whatever is worked out is worked out once, when it is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xltargets import templates
from xltargets.errors import N_, CellError, Phrase, Translate, fill, in_english
from xltargets.locale import FIRST_WORDS, LANGUAGES, translator
from xltargets.templates.formulas import in_workbook
from xltargets.templates.loaded import sheet_of
from xltargets.templates.schema import Column, Form, Matrix, Table, Template
from xltargets.templates.versions import as_named, at
from xltargets.units.names import name_key
from xltargets.views.columns import Pool, TypedColumn
from xltargets.views.grid import Grid
from xltargets.views.judging import faulty
from xltargets.views.reading import Verdict
from xltargets.views.showing import shown
from xltargets.views.slots import BoundTable, Place, Slot, form_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.views.layout import Layout
    from xltargets.views.tracing import Readings
    from xltargets.workbooks.contents import Cell, Contents, Sheet
    from xltargets.workbooks.engine import Results


_ADD_IN = re.compile(r"(^|[/\\])xltargets\.xlam?$", re.IGNORECASE)
_SUFFIXES = {
    "addin.macroEnabled": (".xlam",),
    "template.macroEnabled": (".xltm",),
    "macroEnabled": (".xlsm",),
    "template": (".xltx",),
}

_EMPTY_TEXT = '""'
_LONGEST_VERSION = 6

_WRITTEN: dict[tuple[int, int, str, str], tuple[Template, Translate, str]] = {}


def _written(template: Template, translate: Translate, place: str, formula: str, table: str) -> str:
    """A declared formula as it stands in workbooks of a template and language: there are few of these, each is kept.

    They are told apart by identity, for which each is held here.
    """
    key = (id(template), id(translate), place, formula)
    if key not in _WRITTEN:
        _WRITTEN[key] = (template, translate, in_workbook(formula, template, table, translate))
    return _WRITTEN[key][2]


@dataclass
class View:
    """A workbook that was read, beside the template that it was made from."""

    contents: Contents
    template: Template | None = None
    """The template whose declarations it is looked at by; None for a stranger, or one of an unknown version."""
    as_of: float = 0.0
    """The day that its formulas take for today, as a serial number."""
    _grids: dict[str, Grid] = field(default_factory=dict, repr=False)
    _pool: Pool = field(default_factory=Pool, repr=False)

    @classmethod
    def of(cls, contents: Contents, as_of: float = 0.0) -> View:
        """Look at a workbook by the template that it names, as that was in the workbook's own version."""
        view = cls(contents, None, as_of)
        template = view.named_template
        if template is not None and view.version is not None:
            found = at(template, view.version)
            view.template = found and as_named(found, contents.sheets, view.translate)
        return view

    @property
    def kind(self) -> str | Phrase:
        """What kind of workbook it is, for a message that expects another."""
        named = self.named_template
        if named is None:
            return Phrase(N_("none of ours"))
        if self.template is None:
            return Phrase(N_("a {template} of a version that is not known here"), template=named.key)
        return named.key

    def parts_like(self, pattern: str) -> list[str]:
        """The parts of the package whose names match a pattern."""
        return [part for part in self.contents.parts if re.search(pattern, part, re.IGNORECASE)]

    @property
    def foreign_links(self) -> list[str]:
        """Files that it links to, without the add-in, which is linked to where it lies at another place."""
        return [link for link in self.contents.external_links if not _ADD_IN.search(link)]

    @property
    def proper_suffixes(self) -> tuple[str, ...]:
        """How the name of a file with this content ends."""
        kind = self.contents.main_type
        return next((suffixes for word, suffixes in _SUFFIXES.items() if word in kind), (".xlsx",))

    @property
    def named_template(self) -> Template | None:
        """The template that the workbook says it was made from, of whatever version."""
        return templates.find(self.contents)

    @property
    def version(self) -> int | None:
        """The version of the template that it was made from."""
        text = self.contents.properties.get(templates.VERSION_PROPERTY, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_VERSION else None

    @property
    def words(self) -> int:
        """The edition of the words that it shows."""
        text = self.contents.properties.get(templates.WORDS_PROPERTY, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_VERSION else FIRST_WORDS

    @property
    def language(self) -> str:
        """The workbook's language; English where it says none that is known."""
        language = self.contents.properties.get(templates.LANGUAGE_PROPERTY, "")
        return language if language in LANGUAGES else "en"

    def translate(self, label: str) -> str:
        """A label of the template in the workbook's language."""
        return self._translator(label)

    @cached_property
    def _translator(self) -> Translate:
        language = self.contents.properties.get(templates.LANGUAGE_PROPERTY, "")
        try:
            return translator(language, self.words)
        except (ValueError, OSError):
            return in_english

    @cached_property
    def layout(self) -> Layout:
        """Its sheets, tables and names beside the template's."""
        from xltargets.views.layout import Layout

        assert self.template is not None
        return Layout(self.template, self.contents, self.translate)

    @property
    def is_whole(self) -> bool:
        """Whether every sheet, table, column and name of the template is there under its own name."""
        layout = self.layout
        return not (
            layout.missing_sheets
            or layout.missing_tables
            or layout.missing_names
            or any(table.missing or table.renamed for table in self.tables.values())
        )

    @cached_property
    def tables(self) -> dict[str, BoundTable]:
        """The template's tables that are there, by stable name."""
        contents, found = self.contents, {}
        for name, declared in (self.template.tables if self.template else {}).items():
            table = contents.tables.get(name.lower())
            if table is not None and table.sheet in contents.sheets and not issubclass(declared, Form):
                sheet = contents.sheets[table.sheet]
                found[name] = BoundTable(
                    declared, table, sheet, self._translator, pool=self._pool, shared_grid=self._grid(sheet)
                )
        return found

    def _grid(self, sheet: Sheet) -> Grid:
        return self._grids.setdefault(sheet.name, Grid(sheet))

    @cached_property
    def fields(self) -> dict[str, Slot]:
        """The fields of the template's forms that are there, by `form.field`."""
        return {
            str(slot.column): slot
            for declared in (self.template.tables.values() if self.template else ())
            if issubclass(declared, Form)
            for slot in form_slots(declared, self.contents, self._translator)
        }

    @cached_property
    def at_fault(self) -> dict[Verdict, list[Slot]]:
        """The inputs that neither fit their declaration nor are empty, by how they read, forms first."""
        found: dict[Verdict, list[Slot]] = {}
        for slot in self._fields_to_fill:
            if slot.reading.verdict not in (Verdict.FITS, Verdict.EMPTY):
                found.setdefault(slot.reading.verdict, []).append(slot)
        for table, column in self._columns_to_fill:
            held = table.column(column.identifier)
            for row in held.rows(faulty(column, held, table.heading(column).words)):
                slot = table.slot(column, row)
                found.setdefault(slot.reading.verdict, []).append(slot)
        return found

    def let_go(self) -> None:
        """Forget all that was read and found: its parts refer to each other, and are freed at once by that."""
        vars(self).clear()

    @cached_property
    def lacking(self) -> list[Slot]:
        """The required inputs that are empty, in the rows that are in use, forms first."""
        lacking = [
            slot for slot in self._fields_to_fill if slot.column.required and slot.reading.verdict is Verdict.EMPTY
        ]
        for table, column in self._columns_to_fill:
            if column.required:
                held = table.column(column.identifier)
                lacking += [table.slot(column, row) for row in held.rows(held.is_empty & table.in_use)]
        return lacking

    @property
    def _fields_to_fill(self) -> list[Slot]:
        return [slot for slot in self.fields.values() if slot.column.is_input]

    @property
    def _columns_to_fill(self) -> list[tuple[BoundTable, Column]]:
        return [(table, column) for table in self.tables.values() for column in table.columns if column.is_input]

    @property
    def calculated_fields(self) -> list[Slot]:
        """The fields of forms that have a formula in the template."""
        return [slot for slot in self.fields.values() if slot.column.formula is not None]

    @property
    def calculated_columns(self) -> list[tuple[BoundTable, Column]]:
        """The columns of tables that have a formula in the template."""
        tables = self.tables.values()
        return [(table, column) for table in tables for column in table.columns if column.formula is not None]

    @cached_property
    def without_formula(self) -> list[Slot]:
        """The cells that have a formula in the template and none here, forms first."""
        found = [slot for slot in self.calculated_fields if slot.formula is None]
        for table, column in self.calculated_columns:
            formulas = table.formulas(column.identifier)
            if None in formulas:
                found += [
                    table.slot(column, row)
                    for row, formula in zip(table.rows, formulas, strict=True)
                    if formula is None
                ]
        return [slot for slot in found if slot.place not in self.anchors] if found else []

    @property
    def holding_an_empty_text(self) -> Iterator[Slot]:
        """The cells that have a formula in the template, and here one that gives an empty text and no more."""
        yield from (slot for slot in self.calculated_fields if slot.formula == _EMPTY_TEXT)
        for table, column in self.calculated_columns:
            formulas = table.formulas(column.identifier)
            yield from (
                table.slot(column, row) for row, one in zip(table.rows, formulas, strict=True) if one == _EMPTY_TEXT
            )

    @property
    def matrices(self) -> Iterator[tuple[Matrix, Sheet, list[Cell]]]:
        """The template's matrices whose sheets are there, and the array formulas on those sheets."""
        for sheet in self.template.sheets if self.template else ():
            here = self.contents.sheets.get(self.translate(sheet.title))
            for block in sheet.blocks:
                if isinstance(block, Matrix) and here is not None:
                    yield block, here, [cell for cell in here.cells.values() if cell.spill is not None]

    def slot_at(self, place: Place) -> Slot | None:
        """The declared cell at a place, None where none is."""
        sheet, row, number = place
        for table, column in reversed(self._columns_by_place.get((sheet, number), [])):
            if row in table.rows:
                return table.slot(column, row)
        return self._fields_by_place.get(place)

    @cached_property
    def _fields_by_place(self) -> dict[Place, Slot]:
        return {slot.place: slot for slot in self.fields.values()}

    @cached_property
    def _columns_by_place(self) -> dict[tuple[str, int], list[tuple[BoundTable, Column]]]:
        found: dict[tuple[str, int], list[tuple[BoundTable, Column]]] = {}
        for table in self.tables.values():
            for column in table.columns:
                found.setdefault((table.sheet.name, table.column_index[column.identifier]), []).append((table, column))
        return found

    @cached_property
    def recalculated(self) -> Results:
        """What its formulas give."""
        from xltargets.workbooks.engine import evaluate

        return evaluate(self.contents, lambda: self.as_of)

    def formula(self, place: Place) -> str:
        """The formula in a cell, "" if it has none."""
        cell = self.contents.sheets[place[0]].cells.get(place[1:])
        return (cell.formula if cell else None) or ""

    def expected_formula(self, column: Column) -> str:
        """A declared column's formula as it stands in the workbook, without its `=`."""
        assert self.template is not None
        return _written(self.template, self._translator, str(column), column.formula or "", column.table)

    def expected_matrix(self, matrix: Matrix) -> str:
        """A declared matrix' formula as it stands in the workbook, without its `=`."""
        assert self.template is not None
        return _written(self.template, self._translator, matrix.name, matrix.formula, matrix.name)

    def expected_drawn(self, formula: str, table: str) -> str:
        """A formula that a chart draws in place of a column, as it stands in the workbook."""
        assert self.template is not None
        return _written(self.template, self._translator, f"drawn {table}", formula, table)

    @cached_property
    def anchors(self) -> dict[Place, Place]:
        """The cells that show a part of another cell's result, and that cell."""
        return {
            (sheet.name, *position): (sheet.name, *anchor)
            for sheet in self.contents.sheets.values()
            for anchor, cell in sheet.cells.items()
            if cell.spill is not None
            for position in sheet.stored_in(cell.spill)
            if position != anchor
        }

    @cached_property
    def readings(self) -> Readings:
        """What each formula reads."""
        from xltargets.views.tracing import Readings

        return Readings(self.contents)

    @cached_property
    def differing(self) -> set[Place]:
        """The cells whose stored result is not what their formulas give, or gave in the workbook's own version."""
        found = self.recalculated.differing
        return found - self._worked_out_as_then(found)

    def _worked_out_as_then(self, differing: set[Place]) -> set[Place]:
        """The cells among them that follow from functions which gave another result in the workbook's version."""
        from xltargets.functions.meanings import changed_since
        from xltargets.workbooks.formulas import functions_used

        changed = changed_since(self.version).keys() if self.version is not None else set()
        start = {
            place
            for place in differing
            if changed and functions_used(self.formula(place)) & changed and not self._stored_error(place)
        }
        known = {place for place in self.readings.reached(start) if not self._stored_error(place)} if start else set()
        return known & differing

    def _stored_error(self, place: Place) -> bool:
        return isinstance(self.contents.sheets[place[0]].value(*place[1:]), CellError)

    def source(self, reference: str) -> TypedColumn | None:
        """What stands in a column (`units.person`); None if the column is not there."""
        table, _dot, identifier = reference.partition(".")
        bound = self.tables.get(table)
        return None if bound is None or identifier not in bound.column_index else bound.column(identifier)

    def known(self, reference: str) -> dict[str, str]:
        """What stands in a column that is there, as a person reads it, by its normal form."""
        table, _dot, identifier = reference.partition(".")
        bound = self.tables[table]
        kind = bound.declared[identifier].kind
        found = {}
        for value in bound.column(identifier).distinct():
            if value not in (None, ""):
                found["" if isinstance(value, bool) else name_key(value)] = shown(kind, value)
        return found

    def heading_of(self, table: str) -> str:
        """What a table or form is headed by: the first one of a sheet by the sheet's own title."""
        assert self.template is not None
        for sheet in self.template.sheets:
            for number, block in enumerate(sheet.blocks):
                if getattr(block, "name", "") == table:
                    is_first = number == 0 or block.anchor == Table.anchor
                    return self.translate(sheet.title if is_first else block.title)
        return table

    def title_of(self, reference: str) -> str:
        """A column as a person reads it: `Units, Person`."""
        assert self.template is not None
        column = self.template.column(reference)
        titles = {"sheet": sheet_of(self.template, column).title, "column": column.label}
        shown = {key: self.translate(title) for key, title in titles.items()}
        return fill(N_("{sheet}, {column}"), shown, self.translate)
