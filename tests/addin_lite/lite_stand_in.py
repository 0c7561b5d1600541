"""A stand-in for the objects that xlwings Lite gives to a script: values of cells and names, no file, no dialogs.

It has what Lite's documentation says and nothing else, so that code that asks for more fails here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

Cells = dict[tuple[int, int], Any]


@dataclass
class Range:
    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        first, last = (
            f"${get_column_letter(column)}${row}" for row, column in ((self.top, self.left), (self.bottom, self.right))
        )
        return first if first == last else f"{first}:{last}"

    def options(self, *, ndim: int, err_to_str: bool) -> Range:
        assert (ndim, err_to_str) == (2, True)
        return self

    @property
    def value(self) -> list[list[Any]]:
        return [
            [self.sheet.cells.get((row, column)) for column in range(self.left, self.right + 1)]
            for row in range(self.top, self.bottom + 1)
        ]

    @value.setter
    def value(self, rows: list[list[Any]]) -> None:
        assert not self.sheet.protected, "You are trying to edit a protected sheet."
        for row, values in enumerate(rows, self.top):
            for column, value in enumerate(values, self.left):
                self.sheet.cells[row, column] = value

    def select(self) -> None:
        self.sheet.selected = self.address


@dataclass
class Sheet:
    name: str
    cells: Cells
    protected: bool = False
    selected: str = ""
    active: bool = False

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            return Range(self, top, left, bottom, right)
        return Range(self, *first, *(last or first))

    def activate(self) -> None:
        self.active = True


class Sheets:
    def __init__(self, sheets: list[Sheet]) -> None:
        self.active, self._sheets = sheets[0], sheets

    def __iter__(self) -> Any:
        return iter(self._sheets)

    def __getitem__(self, name: str) -> Sheet:
        return next(one for one in self._sheets if one.name == name)


@dataclass
class Name:
    name: str
    refers_to: str


@dataclass
class App:
    selection: Range


@dataclass
class Book:
    sheets: Sheets
    app: App
    names: list[Name] = field(default_factory=list)
    name: str = "plan.xlsx"


def book(cells: Cells, selection: str, settings: Cells | None = None, names: dict[str, str] | None = None) -> Book:
    """A book with one sheet of weights, one of settings, and names."""
    weights = Sheet("Weights", cells)
    sheets = Sheets([weights, Sheet("My settings", settings or {})])
    return Book(sheets, App(weights.range(selection)), [Name(*one) for one in (names or {}).items()])


class Recorder:
    """The decorators as Lite's documentation describes them; each function keeps what Lite would be told."""

    @staticmethod
    def func(*, volatile: bool, help_url: str) -> Any:
        def told(function: Any) -> Any:
            function.told = {"volatile": volatile, "help_url": help_url, "arguments": getattr(function, "given", {})}
            return function

        return told

    @staticmethod
    def arg(name: str, *, ndim: int, err_to_str: bool, doc: str) -> Any:
        def told(function: Any) -> Any:
            assert (ndim, err_to_str) == (2, True)
            function.given = {**getattr(function, "given", {}), name: doc}
            return function

        return told
