"""Tables in people's own workbooks: .xlsx by openpyxl after the package's own checks, older kinds by calamine."""

from __future__ import annotations

import functools
import io
import warnings
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.html_tables import tables_of_page
from xltargets.importing.kinds_of_files import KindOfFile, locked_file
from xltargets.importing.options import FileOptions, SourceProblem
from xltargets.importing.raw import MOST_COLUMNS, Raw, Recognised, best_header, filled, named, table_of
from xltargets.importing.text_files import text_of_file
from xltargets.units.amounts import Paid, currency_of_format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Sheets = dict[str, list[list[Any]]]


def read_workbook(path: Path, options: FileOptions, recognised: Recognised, kind: KindOfFile) -> Raw:
    """The table of the sheet that was named, or of the one with most known headers."""
    load = _by_openpyxl if kind is KindOfFile.WORKBOOK else _by_calamine
    return _of_one(path, load(path, options.sheet), options, recognised)


def read_page(path: Path, options: FileOptions, recognised: Recognised) -> Raw:
    """The table of a web page that was named, as `table 2`, or the one with most known headers."""
    text, _guessed = text_of_file(path, options, recognised)
    pages: Sheets = {f"table {place}": list(rows) for place, rows in enumerate(tables_of_page(text), 1)}
    sheets = _of_sheets(path, options.sheet, {name: functools.partial(list, rows) for name, rows in pages.items()})
    return _of_one(path, sheets, options, recognised)


def _of_one(path: Path, found: Sheets, options: FileOptions, recognised: Recognised) -> Raw:
    sheets = {name: rows for name, rows in found.items() if any(map(filled, _cells(rows)))}
    if not sheets:
        raise SourceProblem(N_("{path} is empty."), path=path)
    scores = {name: best_header(rows, recognised)[1] for name, rows in sheets.items()}
    name = max(scores, key=lambda one: scores[one])
    rivals = [one for one, score in scores.items() if score == scores[name] and score]
    if len(rivals) > 1:
        raise SourceProblem(
            N_("{path} has {count} sheets with such a table: {sheets}. Say which one with --sheet NAME."),
            options=("--sheet", rivals[0]),
            path=path,
            count=len(rivals),
            sheets=tuple(rivals),
        )
    return _table(path, sheets[name], options, recognised, name if len(sheets) > 1 else None)


def _cells(rows: list[list[Any]]) -> Any:
    return (cell for row in rows for cell in row)


def _table(path: Path, rows: list[list[Any]], options: FileOptions, recognised: Recognised, sheet: str | None) -> Raw:
    import pandas as pd

    place = best_header(rows, recognised)[0] if options.header_row is None else options.header_row - 1
    if place >= len(rows):
        raise SourceProblem(N_("{path} has no row {row}."), path=path, row=place + 1)
    header = rows[place]
    width = max((number for number, cell in enumerate(header, 1) if filled(cell)), default=0)
    if not 0 < width <= MOST_COLUMNS:
        raise SourceProblem(N_("{path} has no headers in row {row}."), path=path, row=place + 1)
    table = [[*row[:width], *[None] * (width - len(row))] for row in rows[place + 1 :]]
    frame = pd.DataFrame(table, columns=range(width), dtype=object)
    frame.index = pd.RangeIndex(place + 2, place + 2 + len(frame))
    return table_of(named(header[:width]), frame, place + 1, sheet=sheet, above=rows[:place])


def _by_openpyxl(path: Path, wanted: str | None) -> Sheets:
    """The visible sheets of a workbook, or the one that is wanted."""
    import openpyxl

    from xltargets.workbooks.package import PackageProblem, open_package

    try:
        with open_package(path):
            pass
    except PackageProblem as problem:
        raise SourceProblem("{sentence}", sentence=str(problem)) from None
    with warnings.catch_warnings(), path.open("rb") as file:
        # Of days that no calendar has, and of extensions that are of no matter here.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as problem:  # noqa: BLE001  (whatever a library makes of a file that is amiss)
            raise _unreadable(path, problem) from None
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" or sheet.title == wanted]
            return _of_sheets(path, wanted, {sheet.title: _rows_of(sheet) for sheet in sheets})
        finally:
            book.close()


def _rows_of(sheet: Any) -> Callable[[], list[list[Any]]]:
    def rows() -> list[list[Any]]:
        sheet.reset_dimensions()  # what a file says of its size need not be true
        return [[_with_currency(cell) for cell in row] for row in sheet.iter_rows()]

    return rows


def _with_currency(cell: Any) -> Any:
    """A cell's value; a number whose format shows a currency knows it."""
    value = cell.value
    if type(value) not in {int, float}:
        return value
    currency = _currency(cell.number_format)
    return value if currency is None else Paid(value, currency)


_currency = functools.lru_cache(1_000)(currency_of_format)


def _by_calamine(path: Path, wanted: str | None) -> Sheets:
    try:
        import python_calamine
    except ImportError:
        raise SourceProblem(
            N_(
                "{path} needs the library python-calamine to be read: pip install python-calamine, or save it as .xlsx."
            ),
            path=path,
        ) from None
    try:
        # By what is in it: a file's name may tell of another kind.
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except Exception as problem:  # noqa: BLE001  (as above)
        raise _unreadable(path, problem) from None

    def rows_of(name: str) -> Callable[[], list[list[Any]]]:
        return lambda: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]

    cells, visible = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
    sheets = [
        one.name for one in book.sheets_metadata if one.typ == cells and (one.visible == visible or one.name == wanted)
    ]
    return _of_sheets(path, wanted, {name: rows_of(name) for name in sheets})


def _of_sheets(path: Path, wanted: str | None, loaders: dict[str, Callable[[], list[list[Any]]]]) -> Sheets:
    if wanted is not None and wanted not in loaders:
        raise SourceProblem(
            N_("{path} has no sheet {sheet}; there is {sheets}."),
            path=path,
            sheet=wanted,
            sheets=tuple(loaders),
        )
    try:
        return {name: load() for name, load in loaders.items() if wanted in {None, name}}
    except Exception as problem:  # noqa: BLE001  (as above)
        raise _unreadable(path, problem) from None


def _unreadable(path: Path, problem: Exception) -> SourceProblem:
    """What a library says of a damaged file is of no use to people."""
    if "password" in str(problem).lower():
        return locked_file(path)
    return SourceProblem(
        N_("{path} is damaged, and cannot be read as a workbook. Open it in a spreadsheet program, and save it anew."),
        path=path,
    )
