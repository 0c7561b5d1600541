"""A workbook renewed: which cells take what its unit's other workbooks say, and what is to be told about it.

Nothing that somebody typed is written over: a loaded column is nobody's to type in, and elsewhere what was typed stays
and is told where it differs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.rollup.loading.interface import Given, Item, Loader, Source, together
from xltargets.rollup.loading.registry import loaders_of
from xltargets.rollup.loading.rows import blank_rows, by_header, has_rows, kept_rows, named, stored
from xltargets.spine.loaded import Records, figure, fingerprint, is_whole, row_name, rows_there
from xltargets.templates import TEMPLATES
from xltargets.templates.loaded import TABLE
from xltargets.templates.schema import Choosable, Form
from xltargets.units.names import name_key
from xltargets.views.showing import shown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xltargets.ledger.file import LedgerFile
    from xltargets.rollup.extraction import Extract
    from xltargets.spine.loaded import Key
    from xltargets.templates.schema import Column
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue

KEPT = N_("{cell}: {label} is {typed}, typed here; {source} says {loaded}. Yours stays; clear the cell to take that.")
TYPED_OVER = N_("{cell}: {label} was {typed}, typed over what is loaded from {source}; it is {loaded} again.")
CHANGED_BY_HAND = N_("{table} had been changed by hand; it is as {file} says again.")
NOT_FOUND = N_("No {kind} of this unit and year was found, so nothing is loaded from one: {figures}.")
AND_NEXT = N_("{first}; {rest}")
STAYS = N_("No {kind} of this unit and year was found; what was loaded from one before stays: {figures}.")
NO_ROOM = N_("{label} has no room for {names}; add rows to it.")
OLDER = N_(
    "This workbook is of version {version} of its template and has no place for {figures}; xltargets upgrade adds it."
)


@dataclass(slots=True)
class Renewal:
    """What is to be written, and what is to be told."""

    rows: dict[str, list[dict[str, CellValue]]] = field(default_factory=dict)
    """New rows of whole tables, by name and header."""
    changes: dict[str, dict[tuple[int, int], CellValue]] = field(default_factory=dict)
    """New values by sheet, then row and column."""
    details: list[Phrase] = field(default_factory=list)
    count: int = 0
    """How many figures are other than before."""
    files: dict[str, None] = field(default_factory=dict)
    """The workbooks that something is loaded from."""
    kept: int = 0
    """How many typed values stayed that say something else."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written."""
        return not self.rows and not self.changes


def renew(
    view: View,
    own: Extract,
    others: dict[str, Extract],
    now: float,
    loaders: Sequence[Loader] | None = None,
    ledger: LedgerFile | None = None,
) -> Renewal:
    """Run the loaders of the workbook's template, or those that are named, and say what its cells are to hold.

    What other loaders brought stays, and so do their lines on the sheet Loaded.
    """
    assert view.template is not None
    return _Renewing(view, Given(own, others, now, ledger)).done(
        loaders_of(view.template.key) if loaders is None else loaders
    )


class _Renewing:
    """One workbook on its way."""

    def __init__(self, view: View, given: Given) -> None:
        assert view.template is not None
        self.view, self.template = view, view.template
        self.given = given
        self.records = Records.of(view)
        self.renewal = Renewal()
        self._absent: dict[tuple[str, str], list[str]] = {}
        self._lacking: list[str] = []

    def done(self, loaders: Iterable[Loader]) -> Renewal:
        """Run the loaders."""
        others = {name for name, _row in self.records.before}
        for loader in loaders:
            here = self._columns(loader)
            if here:
                title = self.view.translate(self.template.tables[loader.table].title)
                others -= {title, *(figure(self.view, column) for column in here)}
                self._load(loader, here)
        self.records.keep(others)
        self._tell()
        self._write_records()
        return self.renewal

    def _columns(self, loader: Loader) -> list[Column]:
        """The columns that the workbook has; an older one may lack some."""
        here = []
        for identifier in loader.columns:
            table = self.view.tables.get(loader.table)
            known = identifier in table.column_index if table else f"{loader.table}.{identifier}" in self.view.fields
            if known:
                here.append(self.template.tables[loader.table][identifier])
            else:
                newest = TEMPLATES[self.template.key].tables[loader.table][identifier]
                self._lacking.append(figure(self.view, newest))
        return here

    def _load(self, loader: Loader, here: list[Column]) -> None:
        found = loader.load(self.given)
        self.renewal.details += found.notes
        declared = self.template.tables[loader.table]
        figures = [figure(self.view, column) for column in here]
        whole = loader.table in self.view.tables and is_whole(self.view.tables[loader.table])
        if found.stays:
            self.records.keep([self.view.translate(declared.title)] if whole else figures)
            return
        if found.missing:
            stays = self.records.keep([self.view.translate(declared.title)] if whole else figures)
            for kind in found.missing:
                self._absent.setdefault((kind, STAYS if stays else NOT_FOUND), []).extend(figures)
            return
        if found.own:
            if found.missing:
                self.records.keep(figures)
            return
        self.renewal.files |= dict.fromkeys(item.source.file for item in found.items)
        if issubclass(declared, Form):
            self._fields(here, found.items)
        elif whole:
            self._whole(self.view.tables[loader.table], found.items)
        elif issubclass(declared, Choosable):
            self._offer(self.view.tables[loader.table], here, found.items)
        else:
            self._cells(self.view.tables[loader.table], here, found.items)

    def _fields(self, here: list[Column], items: list[Item]) -> None:
        wanted = _by_cell(items)
        for column in here:
            slot = self.view.fields[str(column)]
            self._settle(slot, wanted.get((None, column.identifier)), (figure(self.view, column), ""))

    def _cells(self, table: BoundTable, here: list[Column], items: list[Item]) -> None:
        wanted = _by_cell(items)
        for column in here:
            for row in table.rows:
                key = figure(self.view, column), row_name(table, row)
                self._settle(table.slot(column, row), wanted.get((row, column.identifier)), key)
        if new := [item for item in items if item.row is None]:
            self._add(table, here, new)
            self.records.sort([figure(self.view, column) for column in here])

    def _add(self, table: BoundTable, here: list[Column], items: list[Item]) -> None:
        """New rows below those in use: the table keeps its size if its blank rows are enough, else it grows."""
        room = blank_rows(table)
        columns = {column.identifier: column for column in table.columns}
        added = []
        for item in items:
            values = {key: stored(columns[key], value, self.view.translate) for key, value in item.values.items()}
            added.append(values)
            name = " / ".join(written(column, values.get(column.identifier)) for column in table.columns if column.key)
            for column in (one for one in here if values.get(one.identifier) is not None):
                key, source = (figure(self.view, column), name), (item.source.file, item.source.cells)
                self.records.put(key, written(column, values[column.identifier]), source, self.given.now)
        self.renewal.count += len(here) * len(added)
        if len(added) > len(room):
            self.renewal.rows[table.declared.name] = [*kept_rows(table), *named(table, added)]
            return
        for row, values in zip(room, added, strict=False):
            for identifier, value in values.items():
                slot = table.slot(columns[identifier], row)
                self.renewal.changes.setdefault(slot.sheet.name, {})[slot.row, slot.column_index] = value

    def _settle(self, slot: Slot, wanted: tuple[Any, Source] | None, key: Key) -> None:
        """Decide on one cell: loaded, kept as it was typed, or emptied again."""
        column, record = slot.column, self.records.before.get(key)
        before = None if slot.value == "" else slot.value
        new = None if wanted is None else stored(column, wanted[0], self.view.translate)
        is_ours = before is None or (record is not None and record.value == written(column, before))
        differs = written(column, before) != written(column, new) or slot.formula is not None
        if differs and not is_ours and (new is not None or column.loaded):
            self._tell_typed(slot, wanted, new)
        if not is_ours and not column.loaded:
            return
        if differs:
            self.renewal.changes.setdefault(slot.sheet.name, {})[slot.row, slot.column_index] = new
            self.renewal.count += 1
        if wanted is not None and new is not None:
            source = wanted[1].file, wanted[1].cells
            self.records.put(key, written(column, new), source, self.given.now)

    def _tell_typed(self, slot: Slot, wanted: tuple[Any, Source] | None, new: CellValue) -> None:
        message = TYPED_OVER if slot.column.loaded else KEPT
        self.renewal.kept += not slot.column.loaded
        values = {"cell": slot.at.place, "label": slot.label, "typed": slot.shown}
        source = str(wanted[1]) if wanted is not None else "–"
        loaded = shown(slot.column.kind, new) or "–"
        self.renewal.details.append(Phrase(message, source=source, loaded=loaded, **values))

    def _whole(self, table: BoundTable, items: list[Item]) -> None:
        """New rows of a table that is nobody's to type in; one line of the sheet Loaded speaks for all of them."""
        title = self.view.translate(table.declared.title)
        rows = by_header(table, [item.values for item in items], self.view.translate)
        columns = [column for column in table.columns if column.loaded]
        record = self.records.before.get((title, ""))
        if not has_rows(table, rows):
            if record is not None and record.value != fingerprint(columns, rows_there(table)):
                self.renewal.details.append(Phrase(CHANGED_BY_HAND, table=title, file=record.file))
            self.renewal.rows[table.declared.name] = rows
            self.renewal.count += max(len(rows), 1)
        if items:
            new = [{one.identifier: item.values.get(one.identifier) for one in columns} for item in items]
            source = together(items)
            self.records.put((title, ""), fingerprint(columns, new), (source.file, source.cells), self.given.now)

    def _offer(self, table: BoundTable, here: list[Column], items: list[Item]) -> None:
        """Words for a drop-down: those that its list lacks go into its blank cells, and nothing is taken out."""
        for column in here:
            area = table.found.data
            # A file stores no blank cells at the end of a sheet, which `table.rows` stops at.
            slots = [table.slot(column, row) for row in range(area.top, area.bottom + 1)] if area else []
            held = {slot.normal for slot in slots}
            blanks = [slot for slot in slots if slot.value in (None, "") and slot.formula is None]
            words = dict.fromkeys(str(item.values[column.identifier]) for item in items)
            new = [word for word in words if name_key(word) not in held]
            for slot, word in zip(blanks, new, strict=False):
                self.renewal.changes.setdefault(slot.sheet.name, {})[slot.row, slot.column_index] = word
                self.renewal.count += 1
            if left := new[len(blanks) :]:
                label = _told(figure(self.view, column))
                self.renewal.details.append(Phrase(NO_ROOM, label=label, names=tuple(left)))

    def _tell(self) -> None:
        """What could not be loaded, once for each kind of workbook."""
        for (kind, message), figures in self._absent.items():
            what = reduce(lambda one, rest: Phrase(AND_NEXT, first=one, rest=rest), map(_told, dict.fromkeys(figures)))
            self.renewal.details.append(Phrase(message, kind=Phrase(TEMPLATES[kind].title), figures=what))
        if self._lacking:
            lacking = tuple(map(_told, dict.fromkeys(self._lacking)))
            self.renewal.details.append(Phrase(OLDER, version=self.template.version, figures=lacking))

    def _write_records(self) -> None:
        table = self.view.tables.get(TABLE)
        if table is None:
            return
        rows = by_header(table, self.records.rows(), self.view.translate)
        if not has_rows(table, rows):
            self.renewal.rows[TABLE] = rows


def _told(figure_name: str) -> Phrase:
    """A figure as a sentence names it, in each language's way."""
    sheet, _comma, column = figure_name.partition(", ")
    return Phrase(N_("{sheet}, {column}"), sheet=sheet, column=column)


def _by_cell(items: list[Item]) -> dict[tuple[int | None, str], tuple[Any, Source]]:
    """Each value with its source, by row and column."""
    return {(item.row, key): (value, item.source) for item in items for key, value in item.values.items()}
