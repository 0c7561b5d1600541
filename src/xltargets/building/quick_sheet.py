"""XlsxWriter's worksheet, with the work done once that it does anew for each cell.

Our formulas repeat down the columns and from one workbook to the next, while XlsxWriter looks through each of them with
thirty expressions, twice, and once more for each cell that it writes. The part of the file is the same to the byte.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from xltargets.building.in_memory import KNOWN_ERRORS, with_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.workbooks.contents import CellValue

_KEPT = 20_000
"""So many formulas are remembered, which is more than all our templates have in three languages."""
_ROWS_OF_SPAN = 16
"""For so many rows together a file says which columns are in use."""

_NO_TEXTS = frozenset(["", *KNOWN_ERRORS])
_NONE: Any = object()


_CALLED = re.compile(r"[\w.]+\(")


@lru_cache(maxsize=_KEPT)
def _is_of_future(call: str) -> bool:
    """Whether a function has another name in files than people see."""
    return bool(Worksheet()._prepare_formula(call, True) != call)


@lru_cache(maxsize=_KEPT)
def _prepared(formula: str, expand_future_functions: bool = False) -> str:
    """As XlsxWriter's, which looks for each of a hundred functions in each formula."""
    if not any(map(_is_of_future, _CALLED.findall(formula))):
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")
    prepared: str = Worksheet()._prepare_formula(formula, expand_future_functions)
    return prepared


class _Scratch(Worksheet):  # type: ignore[misc]
    """A worksheet to see what becomes of a formula."""

    def __init__(self) -> None:
        super().__init__()
        self.str_table = SharedStringTable()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions)


@lru_cache(maxsize=_KEPT)
def _as_kept(formula: str) -> str | None:
    """A formula as a cell of its own keeps it; None if it is an array's."""
    scratch = _Scratch()
    scratch.write_formula(0, 0, formula)
    kept = scratch.table[0][0]
    return kept.formula if isinstance(kept, CellFormulaTuple) else None


@lru_cache(maxsize=_KEPT)
def _of_column(formula: str) -> str:
    """A formula as a table keeps it for a column."""
    scratch = _Scratch()
    scratch.add_table(0, 0, 1, 0, {"columns": [{"formula": formula}]})
    kept: str = scratch.tables[0]["columns"][0]["formula"]
    return kept


@lru_cache(maxsize=_KEPT)
def _escaped(formula: str) -> str:
    escaped: str = Worksheet()._escape_data(formula)
    return escaped


def _around_rows(part: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the rows of a worksheet; all of it where there are none."""
    opening, closing = b"<sheetData>", b"</sheetData>"
    before, found, rest = part.partition(opening)
    return (before + opening, closing + rest.rpartition(closing)[2]) if found else (part, b"")


class SheetWithGaps(Worksheet):  # type: ignore[misc]
    """A worksheet whose charts keep nothing of cells that are to leave a gap."""

    def _get_range_data(self, *area: int) -> list[Any]:
        """What a chart keeps of its cells: XlsxWriter would keep zero for a text in a line, #N/A among them."""
        held = super()._get_range_data(*area)
        return [None if isinstance(one, str) and str(one) in ("", "#N/A") else one for one in held]


class QuickSheet(SheetWithGaps):
    """A worksheet that looks through each formula once, and keeps it once for the cells of a column."""

    is_kept = False
    """Whether it is to be written more than once."""
    _adds_table = False

    def __init__(self) -> None:
        """As XlsxWriter's."""
        super().__init__()
        self._results: dict[int, dict[int, CellValue]] = {}
        """What formulas give that share a cell with others, by column and row."""
        self._endings: dict[int, tuple[bytes, bytes]] = {}
        """What follows the address of such a cell, up to a number or a text, by the identity of the cell."""
        self._frame: tuple[bytes, bytes] | None = None
        """What stands around the rows, once the sheet was written."""

    def add_table(self, *place: Any) -> int:
        """As XlsxWriter's, but for the cells of its formulas and totals, which are written by who adds it."""
        *area, options = place
        columns = [{key: one[key] for key in one if key != "formula"} for one in options["columns"]]
        self._adds_table = True
        added: int = super().add_table(*area, options | {"columns": columns})
        self._adds_table = False
        for kept, column in zip(self.tables[-1]["columns"], options["columns"], strict=not added):
            if column.get("formula"):
                kept["formula"] = _of_column(column["formula"])
        return added

    def write_formula(self, row: Any, *more: Any, **options: Any) -> int:
        """As XlsxWriter's."""
        write = self._write_formula if isinstance(row, int) else super().write_formula
        written: int = write(row, *more, **options)
        return written

    def write_blank(self, row: Any, *more: Any) -> int:
        """As XlsxWriter's."""
        if not isinstance(row, int):
            written: int = super().write_blank(row, *more)
            return written
        column, style = more[0], more[-1]
        held: Any = self.table[row].get(column) if self.is_kept and row in self.table else None
        if held.__class__ is CellBlankTuple and held.format is style:
            return 0
        written = self._write_blank(row, *more)
        return int(written)

    def write_string(self, row: Any, *more: Any) -> int:
        """As XlsxWriter's."""
        write = self._write_string if isinstance(row, int) else super().write_string
        written: int = write(row, *more)
        return written

    def write_formulas(self, rows: range, column: int, formula: str, cell_format: Any) -> None:
        """Write the same formula into all these cells of a column."""
        plain = _as_kept(formula)
        if plain is None:
            for row in rows:
                self.write_formula(row, column, formula, cell_format)
            return
        self._check_dimensions(rows[0], column)
        self._check_dimensions(rows[-1], column)
        held, table = CellFormulaTuple(plain, cell_format, 0), self.table
        for row in rows:
            table[row][column] = held

    def keep_results(self, rows: Sequence[int], column: int, values: Sequence[CellValue]) -> None:
        """Keep what the formulas of a column give; rows and column are counted from 1."""
        number, table = column - 1, self.table
        results = self._results.setdefault(number, {})
        for row, value in zip(rows, values, strict=True):
            held = table[row - 1][number]
            if held.__class__ is CellFormulaTuple and held.format:
                results[row - 1] = value
            else:
                table[row - 1][number] = with_result(held, value)

    def _get_range_data(self, *area: int) -> list[Any]:
        """As a sheet with gaps; the cells that a chart draws get their results."""
        top, left, bottom, right = area
        for column in range(left, right + 1):
            results = self._results.get(column, {})
            for row in range(top, bottom + 1):
                if row in results:
                    self.table[row][column] = with_result(self.table[row][column], results[row])
        return super()._get_range_data(*area)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions)

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if self._adds_table:
            return 0
        plain = _as_kept(formula) if formula else None
        if plain is None:
            written: int = super()._write_formula(row, col, formula, cell_format, value)
            return written
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(plain, cell_format, value)
        return 0

    def begin_again(self) -> None:
        """Forget what the formulas gave."""
        self._results.clear()
        self._endings.clear()

    def _assemble_xml_file(self) -> None:
        """The whole part; once more with other rows only."""
        if self._frame is None:
            super()._assemble_xml_file()
            if self.is_kept:
                self._frame = _around_rows(self.fh.content())
            return
        before, after = self._frame
        self.fh.write(before)
        if after:
            self._write_rows()
            self.fh.write(after)

    def _write_rows(self) -> None:
        """The rows with their cells, those of the usual kinds without asking anew for each of them."""
        if self.comments or self.constant_memory:
            for column, found in self._results.items():
                for row, value in found.items():
                    self.table[row][column] = with_result(self.table[row][column], value)
            super()._write_rows()
            return
        spans = self._spans()
        openings = [f'<c r="{xl_col_to_name(column)}'.encode() for column in range(self.dim_colmax + 1)]
        results = [self._results.get(column, {}).get for column in range(self.dim_colmax + 1)]
        line_above = _Line()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            line, info = self.table.get(row), self.row_info.get(row)
            span = spans.get(row // _ROWS_OF_SPAN)
            if line:
                self._write_row(row, span, info)
                self.fh.write(self._cells_of(row, line, line_above, openings, results))
                self._xml_end_tag("row")
            elif info is not None:
                self._write_empty_row(row, span, info)

    def _spans(self) -> dict[int, str]:
        """The columns in use of so many rows together."""
        ends: dict[int, list[int]] = {}
        for row, line in self.table.items():
            if line:
                ends.setdefault(row // _ROWS_OF_SPAN, []).extend((min(line), max(line)))
        return {number: f"{min(columns) + 1}:{max(columns) + 1}" for number, columns in ends.items()}

    def _cells_of(
        self,
        row: int,
        line: dict[int, Any],
        above: _Line,
        openings: Sequence[bytes],
        results: Sequence[Callable[[int, Any], Any]],
    ) -> bytes:
        """The cells of a row, made of the row above, of which most are the same but for the number of the row."""
        columns = sorted(line)
        cells, values = [line[column] for column in columns], [results[column](row, _NONE) for column in columns]
        if above.columns != columns:
            above.begin(columns)
            above.pieces = [b""] * (len(columns) + 1)
            above.pieces[0] = openings[columns[0]]
        pieces = above.pieces
        for place in above.differing(cells, values):
            following = openings[columns[place + 1]] if place + 1 < len(columns) else b""
            pieces[place + 1] = self._after_address(row, columns[place], cells[place], values[place]) + following
            if not cells[place].format:
                cells[place] = None  # the format of the row may hold, so that the next one is asked anew
        above.cells, above.values = cells, values
        return str(row + 1).encode().join(pieces)

    def _after_address(self, row: int, column: int, cell: Any, value: Any) -> bytes:
        """What follows the address of a cell, up to its end: its formula is in bytes already, for it may be long."""
        if value.__class__ is float:
            return (self._endings.get(id(cell)) or self._ending(cell))[0] + f"{value}</v></c>".encode()
        if value.__class__ is str and value[:1] != "#":
            ending = (self._endings.get(id(cell)) or self._ending(cell))[1]
            return ending + f"{self._escape_data(value)}</v></c>".encode()
        return self._usual(row, column, cell if value is _NONE else with_result(cell, value))

    def _ending(self, cell: Any) -> tuple[bytes, bytes]:
        """What follows the address of a formula, up to a number or a text."""
        style, formula = cell.format._get_xf_index(), f"<f>{_escaped(cell.formula)}</f><v>"
        ending = f'" s="{style}">{formula}'.encode(), f'" s="{style}" t="str">{formula}'.encode()
        self._endings[id(cell)] = ending
        return ending

    def _usual(self, row: int, column: int, cell: Any) -> bytes:
        """The same of a cell that is no formula of a column, without asking anew for each of the usual kinds."""
        kind, style, value = cell.__class__, cell.format, getattr(cell, "value", None)
        look = f'" s="{style._get_xf_index() if style.xf_index is None else style.xf_index}"' if style else ""
        if not style:
            pass
        elif kind is CellFormulaTuple and (value.__class__ is float or value.__class__ is int):
            return f"{look}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>".encode()
        elif kind is CellFormulaTuple and isinstance(value, str) and value not in _NO_TEXTS:
            return f'{look} t="str"><f>{_escaped(cell.formula)}</f><v>{self._escape_data(value)}</v></c>'.encode()
        elif kind is CellBlankTuple:
            return f"{look}/>".encode()
        elif kind is CellNumberTuple or kind is CellDatetimeTuple:
            return f"{look}><v>{cell.number:.16G}</v></c>".encode()
        elif kind is CellStringTuple:
            return f'{look} t="s"><v>{cell.string}</v></c>'.encode()
        begin = len(self.fh.pieces)
        self._write_cell(row, column, cell)
        written: bytes = self.fh.taken_from(begin)
        return written.removeprefix(f'<c r="{xl_col_to_name(column)}{row + 1}'.encode())


class _Line:
    """A row as it was written: its cells, what their formulas gave, and what stands around the number of the row."""

    __slots__ = ("cells", "columns", "pieces", "values")

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.begin([])
        self.pieces: list[bytes] = []

    def begin(self, columns: list[int]) -> None:
        """Begin with cells in other columns."""
        self.columns = columns
        self.cells: list[Any] = [None] * len(columns)
        self.values: list[Any] = [None] * len(columns)

    def differing(self, cells: list[Any], values: list[Any]) -> list[int]:
        """The places of the cells that are not written alike."""
        return [
            place
            for place, (cell, now, value, value_now) in enumerate(
                zip(self.cells, cells, self.values, values, strict=True)
            )
            if (cell is not now and not _is_same_cell(cell, now))
            or (value is not value_now and (value.__class__ is not value_now.__class__ or value != value_now))
        ]


def _is_same_cell(cell: Any, now: Any) -> bool:
    """Whether two cells are written alike: 1 is not TRUE, and a number is not the place of a text."""
    if cell.__class__ is not now.__class__ or cell != now:
        return False
    return cell.__class__ is not CellFormulaTuple or cell.value.__class__ is now.value.__class__
