"""A stand-in for xlwings' objects over an open workbook, kept by openpyxl: no Excel runs here.

It does what Excel does with what is typed: an apostrophe makes text, the name of an error an error, a formula for
several cells shifts its references; a protected sheet takes nothing; a table that is made larger takes over cells.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import XlwingsError

ERRORS = {"#N/A", "#NUM!", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NULL!"}


class ProtectedError(Exception):
    """What Excel says when a sheet is protected."""


class Range:
    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.top, self.left, self.bottom, self.right = sheet, top, left, bottom, right
        self.api = self

    @property
    def reference(self) -> str:
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"

    def cells(self) -> Any:
        return (cell for row in self.sheet.kept[self.reference] for cell in row)

    @property
    def value(self) -> Any:
        return [[cell.value for cell in row] for row in self.sheet.kept[self.reference]]

    @value.setter
    def value(self, rows: list[list[Any]]) -> None:
        self.sheet.must_be_open()
        for cells, values in zip(self.sheet.kept[self.reference], rows, strict=True):
            for cell, value in zip(cells, values, strict=True):
                put(cell, value)

    @property
    def formula2(self) -> Any:
        return self.sheet.kept.cell(self.top, self.left).value

    @formula2.setter
    def formula2(self, formula: str) -> None:
        self.sheet.must_be_open()
        origin = f"{get_column_letter(self.left)}{self.top}"
        for cell in self.cells():
            cell.value = Translator(formula, origin).translate_formula(cell.coordinate)

    def AutoFill(self, place: Range, kind: int) -> None:
        assert kind == 3, "formats only"
        for cell in place.cells():
            cell._style = self.sheet.kept.cell(self.top, self.left)._style

    def clear(self) -> None:
        self.sheet.must_be_open()
        for cell in self.cells():
            cell.value = None

    def clear_contents(self) -> None:
        self.clear()

    def select(self) -> None:
        self.sheet.book.selected = (self.sheet.name, self.reference)

    def get_address(self, *, row_absolute: bool, column_absolute: bool) -> str:
        assert not row_absolute
        assert not column_absolute
        return self.reference


def put(cell: Any, value: Any) -> None:
    if isinstance(value, str) and value.startswith("'"):
        cell.value, cell.data_type = value[1:], "s"
    elif isinstance(value, str) and value not in ERRORS:
        raise AssertionError(f"{value!r} could become a formula, a number or a date")
    else:
        cell.value = value


class Table:
    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet, self.kept = sheet, sheet.kept.tables[name]

    @property
    def show_totals(self) -> bool:
        return bool(self.kept.totalsRowCount)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        left, top, right, bottom = range_boundaries(self.kept.ref)
        if value:
            for column, content in enumerate(self.totals, left):
                assert self.sheet.kept.cell(bottom + 1, column).value is None, "Excel would push it away"
                self.sheet.kept.cell(bottom + 1, column).value = content
        else:
            self.totals = [self.sheet.kept.cell(bottom, column).value for column in range(left, right + 1)]
            for column in range(left, right + 1):
                self.sheet.kept.cell(bottom, column).value = None
        bottom += 1 if value else -1
        self.kept.totalsRowCount = int(value) or None
        self.kept.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"

    def resize(self, place: Range) -> None:
        self.sheet.must_be_open()
        assert not self.show_totals
        self.kept.ref = place.reference
        if self.kept.autoFilter:
            self.kept.autoFilter.ref = place.reference


class Sheet:
    def __init__(self, book: Book, kept: Any) -> None:
        self.book, self.kept, self.name = book, kept, kept.title
        self.tables = {name: Table(self, name) for name in kept.tables}
        self.api = self
        self.password = False

    @property
    def ProtectContents(self) -> bool:
        return bool(self.kept.protection.sheet)

    @property
    def Protection(self) -> Sheet:
        return self

    def __getattr__(self, name: str) -> bool:
        if name.startswith("Allow"):
            return name == "AllowSorting"
        raise AttributeError(name)

    def Unprotect(self) -> None:
        if not self.password:
            self.kept.protection.sheet = False

    def Protect(self, **permitted: bool) -> None:
        self.kept.protection.sheet = True
        self.book.protected[self.name] = {name for name, allowed in permitted.items() if allowed}

    def must_be_open(self) -> None:
        if self.ProtectContents:
            raise ProtectedError(self.name)

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            return Range(self, top, left, bottom, right)
        return Range(self, *first, *(last or first))

    def activate(self) -> None:
        self.book.kept.active = self.kept


class Sheets(dict[str, Sheet]):
    @property
    def active(self) -> Sheet:
        book = next(iter(self.values())).book
        return self[book.kept.active.title]


class Dialog:
    def __init__(self, chosen: Path | None) -> None:
        self.chosen = chosen
        self.SelectedItems = self

    def Show(self) -> int:
        return -1 if self.chosen else 0

    def Item(self, _number: int) -> str:
        return str(self.chosen)


class Book:
    """The book, its application and its books, in one."""

    def __init__(self, path: Path, chosen: Path | None = None) -> None:
        self.source, self.name = path, path.name
        self.on_the_web = False
        self.kept = openpyxl.load_workbook(path)
        self.sheets = Sheets({sheet.title: Sheet(self, sheet) for sheet in self.kept.worksheets})
        self.protected: dict[str, set[str]] = {}
        self.selected: tuple[str, str] | None = None
        self.selection = Range(next(iter(self.sheets.values())), 5, 2, 8, 2)
        self.said: list[tuple[str, str]] = []
        self.opened: list[str] = []
        self.chosen = chosen
        self.asked: list[str] = []
        self.typed: str | bool = "Hanna Weiss"
        self.app = self.api = self.books = self

    @property
    def fullname(self) -> str:
        if self.on_the_web:
            # As xlwings says it where OneDrive or SharePoint have no copy on this computer.
            raise XlwingsError("Couldn't find the local path of your workbook.")
        return str(self.source)

    def SaveCopyAs(self, path: str) -> None:
        # Excel writes what is open, with its results; openpyxl would lose those, so nothing may be changed yet.
        shutil.copyfile(self.source, path)

    def FileDialog(self, kind: int) -> Dialog:
        assert kind == 4, "a folder"
        return Dialog(self.chosen)

    def InputBox(self, **given: object) -> str | bool:
        self.asked.append(str(given.pop("Prompt")))
        assert given == {"Title": "xlTargets", "Type": 2}, "a text"
        return self.typed

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> None:
        assert (title, buttons) == ("xlTargets", "ok")
        self.said.append((mode, prompt))

    def open(self, path: str) -> None:
        self.opened.append(path)
