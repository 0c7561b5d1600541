"""An open workbook of Excel on Windows, through xlwings: read as a copy, changed where it is.

Excel has not run this yet: the tests do, with a stand-in for xlwings' objects.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, CellError, ValueProblem
from xltargets.workbooks.contents import Area
from xltargets.workbooks.growth import new_area, refuse_if_in_the_way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xltargets.actions.registry import Outcome
    from xltargets.workbooks.contents import CellValue, Contents, Table

    Rows = Sequence[Mapping[str, CellValue]]

TITLE = "xlTargets"
_FOLDER_PICKER, _CHOSEN = 4, -1
_FILL_FORMATS = 3
_PERMISSIONS = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""What a protected sheet permits, by Excel's names, which its Protect takes in turn."""


class ExcelBook:
    """The book for which a button was pressed; `book` is xlwings' object."""

    def __init__(self, book: Any) -> None:
        """Take xlwings' book."""
        self.book = book

    @property
    def path(self) -> Path | None:
        """Where it is stored, None if it never was, or only on the web."""
        path = Path(self.book.fullname)
        return path if path.is_absolute() else None

    @property
    def sheet(self) -> str:
        """The active sheet."""
        name: str = self.book.sheets.active.name
        return name

    @property
    def selection(self) -> str | None:
        """The selected cells, None where something else is selected."""
        selected = self.book.app.selection
        return None if selected is None else selected.get_address(row_absolute=False, column_absolute=False)

    def copy_to(self, folder: Path) -> Path:
        """A copy as the book is now, saved or not, under its own name."""
        name = self.book.name
        copy = folder / (name if Path(name).suffix else f"{name}.xlsx")
        self.book.api.SaveCopyAs(str(copy))
        return copy

    def tell(self, text: str, *, problem: bool = False) -> None:
        """Show a message until it is read."""
        self.book.app.alert(text, TITLE, "ok", "critical" if problem else "info")

    def ask_for_folder(self) -> Path | None:
        """Let the person choose a folder; None if it was cancelled."""
        dialog = self.book.app.api.FileDialog(_FOLDER_PICKER)
        return Path(dialog.SelectedItems.Item(1)) if dialog.Show() == _CHOSEN else None

    def open(self, path: Path) -> None:
        """Open a workbook in this Excel."""
        self.book.app.books.open(str(path))

    def go_to(self, sheet: str, cell: str) -> None:
        """Show a cell."""
        self.book.sheets[sheet].activate()
        self.book.sheets[sheet].range(cell).select()

    def apply(self, contents: Contents, outcome: Outcome) -> None:
        """Write new rows and values. What stands in the way is found before anything is changed."""
        tables = {contents.tables[name.lower()].name: contents.tables[name.lower()] for name in outcome.rows}
        for name, rows in outcome.rows.items():
            table = contents.tables[name.lower()]
            refuse_if_in_the_way(contents, table, new_area(table, len(rows)))
        touched = {table.sheet for table in tables.values()} | set(outcome.changes) | set(outcome.formulas)
        with self._unprotected(sorted(touched)):
            for name, rows in outcome.rows.items():
                self._replace_rows(contents, contents.tables[name.lower()], rows)
            for sheet, cells in outcome.changes.items():
                for (row, column), values in _runs(cells):
                    self._write(sheet, row, column, values)
            for sheet, formulas in outcome.formulas.items():
                for place, formula in formulas.items():
                    # As Excel 365 enters it: what spills spills, and no @ comes before it.
                    self.book.sheets[sheet].range(place).formula2 = f"={formula}"

    @contextmanager
    def _unprotected(self, names: list[str]) -> Iterator[None]:
        """The sheets without their protection, which they get back as it was."""
        protected: list[tuple[Any, dict[str, bool]]] = []
        try:
            for name in names:
                sheet = self.book.sheets[name].api
                if sheet.ProtectContents:
                    permitted = {key: getattr(sheet.Protection, key) for key in _PERMISSIONS}
                    sheet.Unprotect()
                    if sheet.ProtectContents:
                        raise ValueProblem("sheet", name, N_("expected a sheet without a password; unprotect it first"))
                    protected.append((sheet, permitted))
            yield
        finally:
            for sheet, permitted in protected:
                sheet.Protect(**permitted)

    def _replace_rows(self, contents: Contents, table: Table, rows: Rows) -> None:
        """Give a table these rows: columns that the rows name get their values, the others their formulas."""
        sheet = self.book.sheets[table.sheet]
        shown = sheet.tables[table.name]
        old, area = table.area, new_area(table, len(rows))
        first, last = area.top + 1, area.bottom - table.has_totals
        if area != old:
            if table.has_totals:
                # Excel keeps the row of totals, and puts it below the new last row.
                shown.show_totals = False
            shown.resize(sheet.range((area.top, area.left), (last, area.right)))
            if table.has_totals:
                shown.show_totals = True
            left_over = Area(area.bottom + 1, old.left, old.bottom, old.right)
            if left_over.top <= left_over.bottom:
                sheet.range((left_over.top, left_over.left), (left_over.bottom, left_over.right)).clear()
        for number, column in enumerate(table.columns, area.left):
            place = sheet.range((first, number), (last, number))
            model = contents.sheets[table.sheet].cells.get((first, number))
            if model is None or model.formula is None or any(column.name in row for row in rows):
                self._write(table.sheet, first, number, [row.get(column.name) for row in rows or [{}]])
            elif last > first:
                place.formula2 = sheet.range((first, number)).formula2
            if last > old.bottom - table.has_totals:
                sheet.range((first, number)).api.AutoFill(place.api, _FILL_FORMATS)

    def _write(self, sheet: str, row: int, column: int, values: list[CellValue]) -> None:
        """Values below each other, in one call."""
        place = self.book.sheets[sheet].range((row, column), (row + len(values) - 1, column))
        place.value = [[_typed(value)] for value in values]


def _typed(value: CellValue) -> Any:
    """A value as a person would type it: an error by its name, text so that it stays text."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str):
        # Whatever stands in a team's workbook must not become a formula, a number or a date in this one.
        return f"'{value}" if value else None
    return value


def _runs(cells: Mapping[tuple[int, int], CellValue]) -> Iterator[tuple[tuple[int, int], list[CellValue]]]:
    """Cells below each other together.

    >>> list(_runs({(2, 1): 1.0, (3, 1): 2.0, (5, 1): 3.0}))
    [((2, 1), [1.0, 2.0]), ((5, 1), [3.0])]
    """
    places = sorted(cells, key=lambda place: (place[1], place[0]))
    for _, group in groupby(enumerate(places), key=lambda item: (item[1][1], item[1][0] - item[0])):
        run = [place for _, place in group]
        yield run[0], [cells[place] for place in run]
