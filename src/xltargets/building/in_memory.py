"""A workbook that XlsxWriter holds and has not written yet: its formulas worked out before it goes to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet, Table, TableColumn
from xltargets.workbooks.engine import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.workbooks.contents import CellValue
    from xltargets.workbooks.engine import Results

NotSaid = dict[str, dict[tuple[int, int], "CellValue"]]
"""Results that XlsxWriter cannot store as what they are, by sheet and (row, column)."""
KNOWN_ERRORS = frozenset(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"])
"""The errors that XlsxWriter stores as such."""


class _Empty(str):
    """A text without a character as the result of a formula: XlsxWriter takes a plain one for no result."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


_EMPTY = _Empty()
_NOWHERE = Path("in memory")


def contents_of(book: Any, path: Path = _NOWHERE) -> Contents:
    """What a workbook of XlsxWriter holds, as it would be read from its file: cells, tables, names and properties."""
    texts = {number: text for text, number in book.str_table.string_table.items()}
    contents = Contents(path)
    contents.properties = {name: value for name, value, _kind in book.custom_properties}
    for worksheet in book.worksheets():
        name = worksheet.get_name()
        sheet = contents.sheets[name] = Sheet(name, "")
        cells = sheet.cells
        for index, line in worksheet.table.items():
            row = index + 1
            for column, held in line.items():
                kind = held.__class__.__name__
                if kind == "Formula":
                    cells[row, column + 1] = Cell(row, column + 1, None, held.formula)
                elif kind == "Blank":
                    cells[row, column + 1] = Cell(row, column + 1)
                else:
                    cells[row, column + 1] = cell_of(row, column + 1, held, texts)
        for table in worksheet.tables:
            columns = [TableColumn(column["name"]) for column in table["columns"]]
            area = Area.parse(table["range"])
            contents.tables[table["name"].lower()] = Table(
                table["name"], name, area, columns, bool(table["header_row_count"]), bool(table["totals_row_shown"])
            )
    contents.names = [Name(name, formula) for name, _sheet, formula, _hidden in book.defined_names]
    return contents


def cell_of(row: int, column: int, held: Any, texts: Mapping[int, str]) -> Cell:
    """A cell of XlsxWriter that is no plain formula, by its texts; row and column are counted from 1."""
    kind = type(held).__name__
    if kind == "Blank":
        return Cell(row, column)
    if kind == "ArrayFormula":
        return Cell(row, column, formula=held.formula, spill=Area.parse(held.range), dynamic=held.atype == "dynamic")
    if kind in ("Number", "Datetime"):
        return Cell(row, column, float(f"{held.number:.16G}"))  # as XlsxWriter writes it
    if kind == "String":
        return Cell(row, column, texts[held.string])
    assert kind == "Boolean", f"a cell of another kind: {kind}"
    return Cell(row, column, bool(held.boolean))


def work_out(book: Any, contents: Contents) -> NotSaid:
    """Put the results of all formulas into the cells of a workbook and of what it holds.

    Gives those that XlsxWriter cannot store as what they are.
    """
    results = evaluate(contents, has_stored=False)
    sheets = {worksheet.get_name(): worksheet for worksheet in book.worksheets()}
    for sheet, column, rows, values in results.columns:
        cells = contents.sheets[sheet].cells
        for row, value in zip(rows, values, strict=True):
            cells[row, column].value = value
        keep = getattr(sheets[sheet], "keep_results", None)
        if keep is not None:
            keep(rows, column, values)
            continue
        for row, value in zip(rows, values, strict=True):
            line = sheets[sheet].table[row - 1]
            line[column - 1] = with_result(line[column - 1], value)
    return _not_said(results)


def with_result(held: Any, value: CellValue) -> Any:
    """A cell of XlsxWriter with a result."""
    from xlsxwriter.worksheet import CellBlankTuple

    kind = type(held).__name__
    if kind == "Number":  # what an array formula spills into
        return held._replace(number=value) if isinstance(value, float) else CellBlankTuple(held.format)
    shown = value.code if isinstance(value, CellError) else value
    if kind == "Formula":
        return held.__class__(held.formula, held.format, _EMPTY if shown == "" else "" if shown is None else shown)
    return held._replace(value="" if shown is None else shown)


def _not_said(results: Results) -> NotSaid:
    """The errors that have to be put into the file afterwards: of spills, and those that XlsxWriter does not know."""
    found: NotSaid = {}
    spilled = {(place[0], *position) for place, area in results.spills.items() for position in area.positions()}
    for sheet, column, rows, values in results.columns:
        for row, value in zip(rows, values, strict=True):
            if value.__class__ is CellError and (value.code not in KNOWN_ERRORS or (sheet, row, column) in spilled):
                found.setdefault(sheet, {})[row, column] = value
    return found
