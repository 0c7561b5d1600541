"""An open workbook of Excel on Windows, through xlwings: read as a copy, changed where it is.

Excel has not run this yet: the tests do, with a stand-in for xlwings' objects.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.actions.files.writes import ORDER
from xltargets.errors import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xltargets.actions.files.writes import TableRows, Writes
    from xltargets.workbooks.contents import CellValue

TITLE = "xlTargets"
_FOLDER_PICKER, _CHOSEN = 4, -1
_TEXT = 2
"""What an InputBox is to take."""
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
        """Where it is stored, None if it never was, or only on the web.

        Of a book on OneDrive or SharePoint that has no copy on this computer xlwings cannot tell a path, and says so by
        an error; nothing here needs one.
        """
        from xlwings import XlwingsError

        try:
            path = Path(self.book.fullname)
        except XlwingsError:
            return None
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

    def ask(self, question: str) -> str | None:
        """Let the person type a line; None if it was cancelled."""
        answer = self.book.app.api.InputBox(Prompt=question, Title=TITLE, Type=_TEXT)
        return None if answer is False else str(answer)

    def open(self, path: Path) -> None:
        """Open a workbook in this Excel."""
        self.book.app.books.open(str(path))

    def go_to(self, sheet: str, cell: str) -> None:
        """Show a cell."""
        self.book.sheets[sheet].activate()
        self.book.sheets[sheet].range(cell).select()

    def write(self, writes: Writes) -> None:
        """Write what is planned. All sheets are open for changes before the first one is changed."""
        do = {"tables": self._write_tables, "changes": self.write_changes, "formulas": self._write_formulas}
        with self._unprotected(writes.locked):
            for step in ORDER:
                do[step](writes)

    def _write_tables(self, writes: Writes) -> None:
        for table in writes.tables:
            self._replace_rows(table)

    def write_changes(self, writes: Writes) -> None:
        """Write single cells."""
        for sheet, cells in writes.changes.items():
            for (row, column), values in _runs(cells):
                self._write(sheet, row, column, values)

    def _write_formulas(self, writes: Writes) -> None:
        for one in writes.formulas:
            sheet = self.book.sheets[one.sheet]
            if one.area is not None and not one.dynamic:
                # Excel lets nobody change a part of an array of the old kind.
                area = one.area
                sheet.range((area.top, area.left), (area.bottom, area.right)).clear_contents()
            # As Excel 365 enters it: what spills spills, and no @ comes before it.
            sheet.range((one.row, one.column)).formula2 = f"={one.text}"

    @contextmanager
    def _unprotected(self, locked: Mapping[str, str]) -> Iterator[None]:
        """The sheets without their protection, which they get back; `locked` says what to do about a password."""
        protected: list[tuple[Any, dict[str, bool]]] = []
        try:
            for name, sentence in locked.items():
                sheet = self.book.sheets[name].api
                if sheet.ProtectContents:
                    permitted = {key: getattr(sheet.Protection, key) for key in _PERMISSIONS}
                    if not _opened(sheet):
                        raise Locked(sentence)
                    protected.append((sheet, permitted))
            yield
        finally:
            for sheet, permitted in protected:
                sheet.Protect(**permitted)

    def _replace_rows(self, table: TableRows) -> None:
        """Give a table its rows: cells without a value get the formula of their column."""
        sheet = self.book.sheets[table.sheet]
        old, area = table.before, table.after
        first, last = area.top + 1, area.bottom - table.totals
        if area != old:
            shown = sheet.tables[table.name]
            if table.totals:
                # Excel keeps the row of totals, and puts it below the new last row.
                shown.show_totals = False
            shown.resize(sheet.range((area.top, area.left), (last, area.right)))
            if area.bottom < old.bottom:
                # Before the totals come back, which would push away what is left there.
                sheet.range((last + 1, old.left), (old.bottom, old.right)).clear()
            if table.totals:
                shown.show_totals = True
        for number, (values, kept) in enumerate(zip(table.columns, table.kept, strict=True), area.left):
            place = sheet.range((first, number), (last, number))
            if (values is None or kept) and last > first:
                place.formula2 = sheet.range((first, number)).formula2
            cells = {(row, number): value for row, value in enumerate(values or (), first) if row - first not in kept}
            for (row, _column), run in _runs(cells):
                self._write(table.sheet, row, number, run)
            if last > old.bottom - table.totals:
                sheet.range((first, number)).api.AutoFill(place.api, _FILL_FORMATS)

    def _write(self, sheet: str, row: int, column: int, values: list[CellValue]) -> None:
        """Values below each other, in one call."""
        place = self.book.sheets[sheet].range((row, column), (row + len(values) - 1, column))
        place.value = [[_typed(value)] for value in values]


class Locked(Exception):  # noqa: N818  (a problem of the book, not of the program)
    """A sheet that has a password; the sentence is in the person's language already."""

    def sentence(self, _translate: Callable[[str], str]) -> str:
        """What to do about it."""
        return str(self)


def _opened(sheet: Any) -> bool:
    """Take a sheet's protection away, unless it has a password."""
    sheet.Unprotect()
    return not sheet.ProtectContents


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
