"""A workbook as text that means the same whatever program saved it: for versions, reviews and comparing.

One entry for each filled cell, by what it is and not by where it stands: `periods[2026-01].own_weight`. What formulas
give is left out, for it follows; a formula is told where it is not the template's.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.templates.schema import Kind
from xltargets.views.layout import findings_sheet_of
from xltargets.views.reading import DATED
from xltargets.views.showing import written
from xltargets.views.tracing import same
from xltargets.workbooks.contents import address, column_index
from xltargets.workbooks.formulas import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Column
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View
    from xltargets.workbooks.contents import Cell, CellValue


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled cell."""

    group: str
    """The table or form by its stable name, or a sheet of somebody's own in quotes; "" for the workbook itself."""
    row: str
    """What the key columns hold, with a number where several rows hold the same; "" where there are no rows."""
    column: str
    """The column or field by its stable name, somebody's own column in quotes, or an address."""
    text: str
    """What it holds: numbers as numbers, texts in quotes, days as days, the codes of words; a formula after its `=`."""
    place: str = ""
    """The cell in this file, which takes no part in comparing."""

    @property
    def name(self) -> str:
        """What it is, in one word.

        >>> Entry("periods", "2026-01", "own_weight", "1").name
        'periods[2026-01].own_weight'
        """
        row = f"[{self.row}]" if self.row else ""
        return f"{self.group}{row}.{self.column}" if self.group else self.column


def entries(view: View, *, results: bool = False) -> Iterator[Entry]:
    """All that is filled in, sheet by sheet as the template has them; with `results` what formulas give too."""
    if view.template is None:
        yield from _strangers(view, set())
        return
    yield Entry("", "", "template", view.template.key)
    yield Entry("", "", "version", str(view.version))
    yield Entry("", "", "language", view.language)
    for name in view.template.tables:
        if name in view.tables:
            yield from _table(view, view.tables[name], results=results)
        else:
            own = [slot for slot in view.fields.values() if slot.column.table == name]
            yield from (one for slot in own if (one := _slot(view, slot, "", results=results)) is not None)
    ours = findings_sheet_of(view.contents)
    yield from _strangers(view, view.layout.own_titles | ({ours} if ours else set()))


def _table(view: View, table: BoundTable, *, results: bool) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    own = [(header, cell.rstrip("0123456789")) for header, cell in table.added]
    for number, row in enumerate(table.rows_in_use if not results else table.rows, 1):
        key = table.row_key(row) or f"#{number}"
        seen[key] += 1
        named = key if seen[key] == 1 else f"{key} #{seen[key]}"
        for column in table.columns:
            if not column.key or column.is_input or results:
                entry = _slot(view, table.slot(column, row), named, results=results)
                if entry is not None:
                    yield entry
        for header, letters in own:
            cell = table.sheet.cells.get((row, column_index(letters)))
            if cell is not None and (text := _cell_text(cell)):
                place = f"{table.sheet.name}!{letters}{row}"
                yield Entry(table.declared.name, named, json.dumps(header, ensure_ascii=False), text, place)


def _slot(view: View, slot: Slot, row: str, *, results: bool) -> Entry | None:
    """An entry for a declared cell that is filled in; for a formula only where it is not the template's."""
    column = slot.column
    text = _declared(view, slot, column, results=results)
    if not text:
        return None
    place = f"{slot.sheet.name}!{address(slot.row, slot.column_index)}"
    return Entry(column.table, row, column.identifier, text, place)


def _declared(view: View, slot: Slot, column: Column, *, results: bool) -> str:
    formula = slot.formula
    if column.formula is not None:
        if slot.place in view.anchors or (formula is not None and _is_declared(view, slot, formula)):
            return _text(slot.value, column) if results else ""
        if formula is None and slot.value is None:
            return ""
    if formula is not None:
        return f"={canonical(formula, column.table)}"
    if column.choices is not None and isinstance(slot.value, str):
        return slot.heading.code_of(slot.value)
    return _text(slot.value, column)


def _is_declared(view: View, slot: Slot, formula: str) -> bool:
    return same(formula, view.expected_formula(slot.column), view.contents, slot.place, slot.column.table)


def _text(value: CellValue, column: Column | None = None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    kind = column.kind if column is not None else Kind.NUMBER
    return written(column, value) if column is not None and kind in DATED else f"{value:.15g}"


def _cell_text(cell: Cell) -> str:
    return f"={canonical(cell.formula)}" if cell.formula is not None else _text(cell.value)


def _strangers(view: View, known: set[str]) -> Iterator[Entry]:
    """The cells of sheets that no template declares."""
    for name, sheet in view.contents.sheets.items():
        if name in known:
            continue
        group = json.dumps(name, ensure_ascii=False)
        for (row, column), cell in sorted(sheet.cells.items()):
            if text := _cell_text(cell):
                yield Entry(group, "", address(row, column), text, f"{name}!{address(row, column)}")
