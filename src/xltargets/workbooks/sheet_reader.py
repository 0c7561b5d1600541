"""A worksheet's XML: cells with values and formulas, merged areas, protection.

The data are taken by one scan where they are in the usual form (`usual_cells`), which sees that they are well formed,
and only what stands around them goes through handlers. Else all of it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.workbooks import usual_cells
from xltargets.workbooks.cell_values import SHIFT_1904, readers
from xltargets.workbooks.contents import Area, Cell, Sheet, column_index
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.remembered import recall_sheet, remember_sheet
from xltargets.workbooks.shared_formulas import shifted
from xltargets.workbooks.strings import Collector, unescape
from xltargets.workbooks.styles import SHOWS_DAY
from xltargets.workbooks.xml_parts import ELSEWHERE, STRANGE, TWICE, Odd, Shape, walk, whole

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue
    from xltargets.workbooks.package import Package, Relationship

MOST_CELLS = 2_000_000
"""Of one sheet; the templates hold a few thousand."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = "sheetData/row/c"
_SHAPE = Shape.of(
    "worksheet",
    "sheetData",
    "sheetData/row",
    _CELL,
    *(f"{_CELL}/{child}" for child in ("v", "f", "is", "is/t", "is/r", "is/r/t", "is/rPh", "is/rPh/t")),
    "mergeCells",
    "mergeCells/mergeCell",
    "sheetProtection",
    once=f"sheetData mergeCells sheetProtection {_CELL}/v {_CELL}/f {_CELL}/is {_CELL}/is/t {_CELL}/is/r/t",
    texts=f"{_CELL}/v {_CELL}/f {_CELL}/is/t {_CELL}/is/r/t",
    guarded="sheetData c v",
    own="row f is t mergeCell mergeCells sheetProtection",
)


@dataclass
class Book:
    """What the cells of all sheets are read by."""

    strings: list[str]
    styles: list[int]
    """For each style, 1 if it shows a time of day and 2 if it shows a day."""
    dynamic: bool
    date1904: bool

    def shows(self, style: int) -> int:
        """Whether a style shows a time or a day."""
        return self.styles[style] if style < len(self.styles) else 0

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What tells it from others that read cells otherwise."""
        return (tuple(self.strings), tuple(self.styles), self.dynamic, self.date1904)


@dataclass
class Surroundings:
    """Where a sheet's cells are, and where they go."""

    package: Package
    sheet: Sheet
    book: Book
    lookups: usual_cells.Lookups
    frame: bytes | None = None
    """The sheet's XML without its data, where these were in the usual form."""
    hidden_rows: list[int] = field(default_factory=list)
    """Those that were seen with them."""

    def as_1900(self, value: CellValue) -> CellValue:
        """A day of the 1904 system as one of the 1900 system."""
        return value + SHIFT_1904 if isinstance(value, float) else value

    def area(self, reference: str) -> Area:
        """The area of an array formula, which is not larger than a sheet may be."""
        area = Area.parse(reference)
        if area.rows * area.columns > MOST_CELLS:
            raise self.too_many()
        return area

    def see_count(self) -> None:
        """End with a problem where there are more cells than anybody needs."""
        if len(self.sheet.cells) > MOST_CELLS:
            raise self.too_many()

    def too_many(self) -> PackageProblem:
        """The problem of a sheet with too many cells."""
        return PackageProblem(
            "too-large",
            self.package.path,
            N_("The sheet {sheet} has more than {count} cells, which no submitted workbook needs."),
            sheet=self.sheet.name,
            count=MOST_CELLS,
        )


def read_sheet(link: Relationship, around: Surroundings) -> None:
    """Read a worksheet into its surroundings' sheet; a chart or macro sheet has no cells."""
    package, part = around.package, link.target
    if link.type != "worksheet" or link.external:
        return
    data = package.read(part)
    key = (data, around.book.identity)
    if recall_sheet(key, around):
        return
    _read(data, part, around)
    remember_sheet(key, around)


def _read(data: bytes, part: str, around: Surroundings) -> None:
    package = around.package
    try:
        frame, start, end = usual_cells.surroundings(data)
        reading = _Reading(around)
        walk(package, part, frame, _SHAPE, reading.start, reading.end, reading.collected.add)
        usual_cells.scan(data, start, end, frame, around)
        around.frame = frame
    except usual_cells.Unusual:
        sheet = around.sheet
        sheet.cells.clear()
        sheet.merged.clear()
        reading = _Reading(around)
        walk(package, part, data, _SHAPE, reading.start, reading.end, reading.collected.add)


class _Reading:
    """The state of the pass by handlers."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.sheet = around.sheet
        self.readers = readers(around.book.strings)
        self.collected = Collector()
        self.rows: set[int] = set()
        self.seen: set[tuple[int, int]] = set()
        self.row = 0
        self.counted = False
        self.column = 0
        self.cell = Cell(0, 0)
        self.kind = ""
        self.shows = 0
        self.formula_attributes: dict[str, str] = {}
        self.masters: dict[str, Cell] = {}
        self.inline: list[str] = []

    def start(self, path: str, attributes: dict[str, str]) -> None:
        element = path.rpartition("/")[2]
        if element == "c":
            self._begin_cell(attributes)
        elif element in {"v", "t", "f"}:
            self.collected.begin()
            if element == "f":
                self.formula_attributes = attributes
        elif element == "row":
            self._begin_row(attributes)
        elif element == "mergeCell":
            self.sheet.merged.append(Area.parse(attributes["ref"]))
        elif element == "sheetProtection":
            self.sheet.protected = attributes.get("sheet", "0") in {"1", "true"}

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.counted = "r" not in attributes
        self.row = self.row + 1 if self.counted else whole(attributes["r"])
        self.column = 0
        if not self.counted:
            self._see_row()

    def _see_row(self) -> None:
        if not 1 <= self.row <= _LAST_ROW:
            raise Odd(STRANGE)
        if self.row in self.rows:
            raise Odd(TWICE, element=f"row {self.row}")
        self.rows.add(self.row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = self.row, self.column + 1
        if reference is not None:
            match = _ADDRESS.fullmatch(reference)
            if match is None:
                raise Odd(STRANGE)
            row, column = int(match[2]), column_index(match[1])
        if self.counted and self.column == 0:
            # A row without a number is that of its first cell.
            self.row = row
            self._see_row()
        if row != self.row:
            raise Odd(ELSEWHERE, element=reference)
        self.column = column
        if (row, column) in self.seen:
            raise Odd(TWICE, element=reference or f"row {row}")
        if column > _LAST_COLUMN:
            raise Odd(STRANGE)
        self.seen.add((row, column))
        self.kind = attributes.get("t", "n")
        if self.kind not in self.readers and self.kind != "inlineStr":
            raise Odd(STRANGE)
        self.inline = []
        self.shows = SHOWS_DAY if self.kind == "d" else self.around.book.shows(whole(attributes.get("s", "0")))
        dynamic = self.around.book.dynamic and attributes.get("cm", "0") != "0"
        self.cell = Cell(row, column, dynamic=dynamic, is_date=self.shows > 0)

    def end(self, path: str) -> None:
        element = path.rpartition("/")[2]
        if element == "v":
            self._end_value(self.collected.finish())
        elif element == "t":
            text = self.collected.finish()
            if "/rPh/" not in path:
                self.inline.append(text)
        elif element == "f":
            self._end_formula(self.collected.finish())
        elif element == "is" and self.kind != "inlineStr":
            raise Odd(ELSEWHERE, element="is")
        elif element == "c":
            self._end_cell()

    def _end_value(self, text: str) -> None:
        if self.kind == "inlineStr":
            if text:
                raise Odd(ELSEWHERE, element="v")
            return
        value = self.readers[self.kind](text)
        if self.around.book.date1904 and self.shows == SHOWS_DAY:
            value = self.around.as_1900(value)
        self.cell.value = value

    def _end_formula(self, text: str) -> None:
        cell, attributes = self.cell, self.formula_attributes
        kind = attributes.get("t")
        if kind == "shared":
            index = attributes.get("si", "")
            if text:
                self.masters[index] = cell
            elif (master := self.masters.get(index)) is not None and master.formula is not None:
                text = shifted(master.formula, cell.row - master.row, cell.column - master.column)
        elif kind == "array" and "ref" in attributes:
            cell.spill = self.around.area(attributes["ref"])
        cell.formula = text.removeprefix("=") or None

    def _end_cell(self) -> None:
        cell = self.cell
        if self.kind == "inlineStr" and self.inline:
            cell.value = unescape("".join(self.inline))
        if cell.value is None and cell.formula is None:
            return
        self.sheet.cells[cell.row, cell.column] = cell
        self.around.see_count()
