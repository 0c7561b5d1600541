"""XLT_EXPLAIN in Excel on Windows: a formula is worked out among the cells of the open workbook, as they show.

Excel answers while it waits for a function's result, so that the cells are read then: those of the sheets that the
formula looks into, each sheet in one call. Excel itself has not been seen to do it; the tests have a stand-in.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, CellError, NotAvailable
from xltargets.hosts.wire.calls import Asker
from xltargets.hosts.wire.explaining import among
from xltargets.locale import RECORDS, SOURCE, translator
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet, Table, TableColumn
from xltargets.workbooks.respelling import entered
from xltargets.workbooks.rewriting import own_table, references_of
from xltargets.workbooks.structured import FormulaProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INTERFACE = 2
"""Excel's number of the language that it shows."""
_AUTOMATIC = "="


def explainer(caller: Any, clock: Callable[[], float], errors: Mapping[int, str]) -> Callable[[str], str]:
    """What says why a formula gives an error, for a cell that asks; `errors` are error values as they come by COM."""

    def explain(formula: str) -> str:
        try:
            sheet = caller.sheet.name
            contents = contents_for(formula, caller.sheet.book, sheet, errors)
            translate = translator(language_of(caller.sheet.book.app))
            asker = Asker(sheet, int(caller.row))
        except Exception:  # noqa: BLE001  (whatever Excel says while it is busy: then it cannot be told)
            raise NotAvailable("formula_text", formula, N_("expected a host that can evaluate it")) from None
        return among(contents, clock, as_shown=True)(formula, asker, translate)

    return explain


def language_of(app: Any) -> str:
    """The language that Excel shows."""
    number = app.api.LanguageSettings.LanguageID(_INTERFACE)
    return next((one.code for one in RECORDS.values() if number in one.lcids), SOURCE)


def contents_for(formula: str, book: Any, own: str, errors: Mapping[int, str]) -> Contents:
    """The workbook as far as a formula looks into it: names, tables, and the sheets that it refers to."""
    contents = Contents(Path(book.name))
    for sheet in book.sheets:
        contents.sheets[sheet.name] = Sheet(sheet.name, "")
        for table in sheet.tables:
            contents.tables[table.name.lower()] = _table(sheet.name, table)
    for name in book.names:
        place, _mark, bare = name.name.rpartition("!")
        contents.names.append(Name(bare, name.refers_to.removeprefix("="), place.strip("'").replace("''", "'") or None))
    _take(contents.sheets[own], book.sheets[own], errors)
    for name in _looked_into(contents, entered(formula.strip().removeprefix("=")), own) - {own}:
        _take(contents.sheets[name], book.sheets[name], errors)
    return contents


def _looked_into(contents: Contents, formula: str, own: str) -> set[str]:
    """The sheets that a formula refers to."""
    tables = [table.area for table in contents.tables.values() if table.sheet == own]
    inside = [area for area in tables if own_table(contents, formula, own, area.bottom, area.left)]
    table = own_table(contents, formula, own, inside[0].bottom, inside[0].left) if inside else None
    try:
        references, _rows = references_of(contents, formula, own, table)
    except FormulaProblem:
        return set()  # which will be told
    named = {sheet.removesuffix("!").strip("'").replace("''", "'") for sheet, _text in references}
    return named & set(contents.sheets)


def _table(sheet: str, table: Any) -> Table:
    place = table.range
    rows, columns = place.shape
    area = Area(place.row, place.column, place.row + rows - 1, place.column + columns - 1)
    header = table.header_row_range.options(ndim=1).value if table.show_headers else [""] * columns
    named = [TableColumn(str(one)) for one in header]
    return Table(table.name, sheet, area, named, bool(table.show_headers), bool(table.show_totals))


def _take(sheet: Sheet, shown: Any, errors: Mapping[int, str]) -> None:
    """All that a sheet holds: values as they show, and formulas, by which the one that is explained is found."""
    used = shown.used_range
    top, left = used.row, used.column
    values, formulas = _rows(used.api.Value2), _rows(used.api.Formula2)
    for down, (row, texts) in enumerate(zip(values, formulas, strict=True)):
        for right, (value, text) in enumerate(zip(row, texts, strict=True)):
            formula = text[1:] if isinstance(text, str) and text.startswith(_AUTOMATIC) else None
            if value is not None or formula is not None:
                place = (top + down, left + right)
                sheet.cells[place] = Cell(*place, _cell(value, errors), formula)


def _rows(cells: Any) -> Any:
    """A single cell comes alone."""
    return cells if isinstance(cells, tuple) else ((cells,),)


def _cell(value: Any, errors: Mapping[int, str]) -> Any:
    """Numbers come as floats: a whole number is an error value's."""
    if type(value) is int:
        return CellError(errors[value]) if value in errors else float(value)
    return value
