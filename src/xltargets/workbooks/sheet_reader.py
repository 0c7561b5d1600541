"""One pass over a worksheet's XML: cells with values and formulas, merged areas, protection."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from xltargets.errors import N_, CellError
from xltargets.units.days import serial_of
from xltargets.workbooks.contents import Area, Cell, Sheet, column_index
from xltargets.workbooks.package import PackageProblem
from xltargets.workbooks.shared_formulas import shifted
from xltargets.workbooks.strings import Collector, unescape

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue
    from xltargets.workbooks.package import Package, Relationship

MOST_CELLS = 2_000_000
"""Of one sheet; the templates hold a few thousand."""
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_sheet(
    package: Package,
    link: Relationship,
    name: str,
    state: str,
    strings: list[str],
    dates: list[bool],
    *,
    dynamic: bool,
    date1904: bool,
) -> Sheet:
    """Read a worksheet; a chart or macro sheet comes without cells."""
    sheet = Sheet(name, link.target, state if state in {"hidden", "veryHidden"} else "visible")
    if link.type != "worksheet" or link.external:
        return sheet
    reading = _Reading(package, sheet, strings, dates, dynamic=dynamic, date1904=date1904)
    package.parse(link.target, reading.start, reading.end, reading.collected.add)
    return sheet


class _Reading:
    """The state of the pass."""

    def __init__(
        self, package: Package, sheet: Sheet, strings: list[str], dates: list[bool], *, dynamic: bool, date1904: bool
    ) -> None:
        self.package = package
        self.sheet = sheet
        self.strings = strings
        self.dates = dates
        self.dynamic = dynamic
        self.date1904 = date1904
        self.collected = Collector()
        self.row = 0
        self.column = 0
        self.cell: Cell | None = None
        self.kind = ""
        self.formula_attributes: dict[str, str] = {}
        self.masters: dict[str, Cell] = {}
        self.inline: list[str] = []
        self.hint = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "c":
            self._begin_cell(attributes)
        elif element in {"v", "t", "f"}:
            self.collected.begin()
            if element == "f":
                self.formula_attributes = attributes
        elif element == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif element == "rPh":
            self.hint = True
        elif element == "mergeCell":
            self.sheet.merged.append(Area.parse(attributes["ref"]))
        elif element == "sheetProtection":
            self.sheet.protected = attributes.get("sheet", "0") in {"1", "true"}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            match = _ADDRESS.fullmatch(reference)
            if match is None:
                raise ValueError(reference)
            self.column, self.row = column_index(match[1]), int(match[2])
        if not (1 <= self.row <= _LAST_ROW and 1 <= self.column <= _LAST_COLUMN):
            raise ValueError(reference)
        self.cell = Cell(self.row, self.column)
        self.kind = attributes.get("t", "n")
        self.inline = []
        style = int(attributes.get("s", "0"))
        self.cell.is_date = style < len(self.dates) and self.dates[style]
        self.cell.dynamic = self.dynamic and attributes.get("cm", "0") != "0"

    def end(self, element: str) -> None:
        if element == "v":
            if self.cell is not None:
                self.cell.value = self._value(self.collected.finish())
        elif element == "t":
            text = self.collected.finish()
            if not self.hint:
                self.inline.append(text)
        elif element == "f":
            self._end_formula(self.collected.finish())
        elif element == "rPh":
            self.hint = False
        elif element == "c":
            self._end_cell()

    def _value(self, text: str) -> CellValue:
        if self.kind == "n":
            return float(text) if text else None
        if self.kind == "s":
            return self.strings[int(text)]
        if self.kind == "b":
            return text.strip() in {"1", "true"}
        if self.kind == "e":
            return CellError(text)
        if self.kind == "d":
            # An ISO date, as some programs write cells.
            return serial_of(datetime.datetime.fromisoformat(text), date1904=self.date1904)
        return unescape(text)

    def _end_formula(self, text: str) -> None:
        cell, attributes = self.cell, self.formula_attributes
        if cell is None:
            return
        kind = attributes.get("t")
        if kind == "shared":
            index = attributes.get("si", "")
            if text:
                self.masters[index] = cell
            elif (master := self.masters.get(index)) is not None and master.formula is not None:
                text = shifted(master.formula, cell.row - master.row, cell.column - master.column)
        elif kind == "array" and "ref" in attributes:
            cell.spill = Area.parse(attributes["ref"])
            if cell.spill.rows * cell.spill.columns > MOST_CELLS:
                raise self._too_many()
        if text:
            cell.formula = text.removeprefix("=")

    def _end_cell(self) -> None:
        cell = self.cell
        self.cell = None
        if cell is None:
            return
        if self.kind == "inlineStr" and self.inline:
            cell.value = unescape("".join(self.inline))
        if cell.value is None and cell.formula is None:
            return
        cells = self.sheet.cells
        cells[cell.row, cell.column] = cell
        if len(cells) > MOST_CELLS:
            raise self._too_many()

    def _too_many(self) -> PackageProblem:
        return PackageProblem(
            "too-large",
            self.package.path,
            N_("The sheet {sheet} has more than {count} cells, which no submitted workbook needs."),
            sheet=self.sheet.name,
            count=MOST_CELLS,
        )
