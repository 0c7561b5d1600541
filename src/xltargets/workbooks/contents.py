"""What a workbook holds, as plain data: the one form in which the rest of the house sees a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

CellValue = None | float | bool | str | CellError
"""Dates are serial numbers, as the file has them; `Cell.is_date` tells by the number format."""


def to_json(cells: Any) -> Any:
    """Cells as JSON; an error value is an object with its code."""
    if isinstance(cells, list):
        return [to_json(one) for one in cells]
    return {"error": cells.code} if isinstance(cells, CellError) else cells


def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The number of a column, counted from 1.

    >>> column_index("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """The A1 address of a cell, both counted from 1.

    >>> address(7, 3)
    'C7'
    """
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four bounds counted from 1 and included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, reference: str) -> Area:
        """Read `C3`, `C2:D9` or `$C$2:$D$9`; anything else is a ValueError.

        >>> Area.parse("C2:D9")
        Area(top=2, left=3, bottom=9, right=4)
        """
        import re

        match = re.fullmatch(
            r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?", reference.replace("$", "").upper()
        )
        if match is None:
            raise ValueError(f"{reference!r} is not an area such as C2:D9")
        left, top = column_index(match[1]), int(match[2])
        right, bottom = (column_index(match[3]), int(match[4])) if match[3] else (left, top)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, column = position
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.right - self.left + 1

    def overlaps(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def positions(self) -> Iterator[tuple[int, int]]:
        """All cells, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


@dataclass(slots=True)
class Cell:
    """One cell that the file stores. `value` is the stored result where there is a formula."""

    row: int
    column: int
    value: CellValue = None
    formula: str | None = None
    """As in the file, without the leading `=`, shared formulas written out for this cell."""
    spill: Area | None = None
    """Of the anchor of an array formula: the area that its result covers."""
    dynamic: bool = False
    """Whether that array formula spills by itself (dynamic-array metadata), or is a legacy array."""
    is_date: bool = False
    """Whether the number format shows a date."""

    @property
    def address(self) -> str:
        """Its A1 address on the sheet."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: the header as the table part names it, and its calculated-column formula."""

    name: str
    formula: str | None = None


@dataclass(slots=True)
class Table:
    """An Excel table. `area` includes the header row and, if there is one, the totals row."""

    name: str
    sheet: str
    area: Area
    columns: list[TableColumn]
    has_header: bool = True
    has_totals: bool = False
    part: str = ""
    """The part of the package that declares it."""
    is_filtered: bool = False
    """Whether a filter lets only some of its rows show."""

    @property
    def data(self) -> Area | None:
        """The data rows, None if it has none."""
        top = self.area.top + self.has_header
        bottom = self.area.bottom - self.has_totals
        return Area(top, self.area.left, bottom, self.area.right) if top <= bottom else None


@dataclass(slots=True)
class Name:
    """A defined name: a workbook's, or one sheet's."""

    name: str
    refers_to: str
    sheet: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class Sheet:
    """A worksheet. `cells` holds the stored cells by (row, column)."""

    name: str
    part: str
    state: str = "visible"
    """`visible`, `hidden` or `veryHidden`."""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    protected: bool = False

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, None where the file stores none."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    def stored_in(self, area: Area) -> Iterator[tuple[int, int]]:
        """The places of an area of which the file stores a cell. The area itself is whatever the file claims."""
        if area.rows * area.columns > len(self.cells):
            return (position for position in self.cells if position in area)
        return (position for position in area.positions() if position in self.cells)


@dataclass(frozen=True, slots=True)
class Saved:
    """When a workbook was saved last, and how often we wrote it. Times are as the file has them, in UTC."""

    modified: datetime.datetime | None = None
    """Of whatever program saved it last; opening alone may move it."""
    modified_by: str = ""
    saves: int = 0
    """How often its program says that it was saved; only some count."""
    revision: int = 0
    """How often we wrote it. Other programs hand it on and do not raise it."""
    based_on: datetime.datetime | None = None
    """When the state had been saved that our last write began from."""


@dataclass(slots=True)
class Contents:
    """A workbook that was read."""

    path: Path
    sheets: dict[str, Sheet] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    """By name in lower case: a spreadsheet does not tell `Periods` from `periods`."""
    names: list[Name] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    """Custom document properties."""
    saved: Saved = field(default_factory=Saved)
    date1904: bool = False
    parts: tuple[str, ...] = ()
    """The names of all parts of the package."""
    external_links: tuple[str, ...] = ()
    """Targets of links to other workbooks, in the order that `[1]`, `[2]` … mean."""
    main_type: str = ""
    """The content type that the package declares for its workbook part."""
    order: Any = field(default=None, init=False, repr=False, compare=False)
    """In which order its formulas are worked out, where whoever made it knows that they stay as they are."""
