"""A stand-in for xlwings' objects over a workbook that is shown and only read, as while Excel waits for a function.

openpyxl reads it twice, for values and for formulas. Values come as pywin32 hands them over: numbers as floats, error
values as whole numbers, a single cell alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

SCODES = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042}
BASE = -2146828288


class Range:
    def __init__(self, sheet: Sheet, reference: str) -> None:
        self.sheet = sheet
        self.column, self.row, right, bottom = range_boundaries(reference)
        self.shape = (bottom - self.row + 1, right - self.column + 1)
        self.reference = reference
        self.api = self

    def _cells(self, kept: Any, one: Any) -> Any:
        rows = kept[self.reference]
        rows = rows if isinstance(rows, tuple) else ((rows,),)
        shown = tuple(tuple(one(cell.value) for cell in row) for row in rows)
        return shown[0][0] if self.shape == (1, 1) else shown

    @property
    def Value2(self) -> Any:
        self.sheet.reads += 1
        return self._cells(self.sheet.values, as_com)

    @property
    def Formula2(self) -> Any:
        return self._cells(self.sheet.formulas, lambda value: "" if value is None else value)


def as_com(value: Any) -> Any:
    if isinstance(value, str) and value in SCODES:
        return BASE + SCODES[value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Table:
    show_headers, show_totals = True, False

    def __init__(self, sheet: Sheet, name: str) -> None:
        kept = sheet.formulas.tables[name]
        self.name, self.range, self._columns = name, Range(sheet, kept.ref), kept.column_names
        self.header_row_range = self

    def options(self, *, ndim: int) -> Table:
        assert ndim == 1
        return self

    @property
    def value(self) -> list[str]:
        return list(self._columns)


class Name:
    def __init__(self, name: str, refers_to: str) -> None:
        self.name, self.refers_to = name, f"={refers_to}"


class Sheet:
    def __init__(self, book: Book, values: Any, formulas: Any) -> None:
        self.book, self.values, self.formulas, self.name, self.reads = book, values, formulas, formulas.title, 0
        self.tables = [Table(self, name) for name in formulas.tables]
        self.used_range = Range(self, formulas.dimensions)


class Sheets(dict[str, Sheet]):
    def __iter__(self) -> Any:
        return iter(self.values())


class Book:
    """The book and its application in one."""

    def __init__(self, path: Path, language: int = 1033) -> None:
        values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        self.name = path.name
        self.sheets = Sheets({one.title: Sheet(self, values[one.title], one) for one in formulas.worksheets})
        self.names = [Name(name, found.attr_text) for name, found in formulas.defined_names.items()]
        self.language = language
        self.app = self.api = self.LanguageSettings = self

    def LanguageID(self, which: int) -> int:
        assert which == 2, "the language of the interface"
        return self.language
