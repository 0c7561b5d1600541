"""XlsxWriter's workbook, with the work done once that it does anew for each cell.

Our formulas repeat down the columns and from one workbook to the next, while XlsxWriter looks through each of them with
thirty expressions, twice, and once more for each cell that it writes. The parts of the file are the same to the byte.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from xltargets.building.in_memory import KNOWN_ERRORS
from xltargets.building.quick_archive import write_archive

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 20_000
"""So many formulas are remembered, which is more than all our templates have in three languages."""
_ROWS_OF_SPAN = 16
"""For so many rows together a file says which columns are in use."""

_NO_TEXTS = frozenset(["", *KNOWN_ERRORS])


@lru_cache(maxsize=_KEPT)
def _prepared(formula: str, expand_future_functions: bool = False) -> str:
    prepared: str = Worksheet()._prepare_formula(formula, expand_future_functions)
    return prepared


@lru_cache(maxsize=_KEPT)
def _as_kept(formula: str) -> str | None:
    """A formula as a cell of its own keeps it; None if it is an array's."""
    scratch = Worksheet()
    scratch.write_formula(0, 0, formula)
    kept = scratch.table[0][0]
    return kept.formula if isinstance(kept, CellFormulaTuple) else None


@lru_cache(maxsize=_KEPT)
def _escaped(formula: str) -> str:
    escaped: str = Worksheet()._escape_data(formula)
    return escaped


class SheetWithGaps(Worksheet):  # type: ignore[misc]
    """A worksheet whose charts keep nothing of cells that are to leave a gap."""

    def _get_range_data(self, *area: int) -> list[Any]:
        """What a chart keeps of its cells: XlsxWriter would keep zero for a text in a line, #N/A among them."""
        held = super()._get_range_data(*area)
        return [None if isinstance(one, str) and str(one) in ("", "#N/A") else one for one in held]


class QuickSheet(SheetWithGaps):
    """A worksheet that looks through each formula once."""

    _adds_table = False

    def add_table(self, *place: Any) -> int:
        """As XlsxWriter's, but for the cells of its formulas and totals, which are written by who adds it."""
        self._adds_table = True
        added: int = super().add_table(*place)
        self._adds_table = False
        return added

    def write_formula(self, row: Any, *more: Any, **options: Any) -> int:
        """As XlsxWriter's."""
        write = self._write_formula if isinstance(row, int) else super().write_formula
        written: int = write(row, *more, **options)
        return written

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

    def _write_rows(self) -> None:
        """The rows with their cells, those of the usual kinds without asking anew for each of them."""
        if self.comments or self.constant_memory:
            super()._write_rows()
            return
        spans = self._spans()
        letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            line, info = self.table.get(row), self.row_info.get(row)
            span = spans.get(row // _ROWS_OF_SPAN)
            if line:
                self._write_row(row, span, info)
                for column in sorted(line):
                    self._write_usual(f"{letters[column]}{row + 1}", row, column, line[column])
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

    def _write_usual(self, at: str, row: int, column: int, cell: Any) -> None:
        kind, style = cell.__class__, cell.format
        if not style:
            self._write_cell(row, column, cell)
            return
        number = style.xf_index
        opening = f'<c r="{at}" s="{style._get_xf_index() if number is None else number}"'
        if kind is CellFormulaTuple:
            value = cell.value
            if value.__class__ is float or value.__class__ is int:
                self.fh.write(f"{opening}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>")
            elif isinstance(value, str) and value not in _NO_TEXTS:
                text = self._escape_data(value)
                self.fh.write(f'{opening} t="str"><f>{_escaped(cell.formula)}</f><v>{text}</v></c>')
            else:
                self._write_cell(row, column, cell)
        elif kind is CellBlankTuple:
            self.fh.write(f"{opening}/>")
        elif kind is CellNumberTuple or kind is CellDatetimeTuple:
            self.fh.write(f"{opening}><v>{cell.number:.16G}</v></c>")
        elif kind is CellStringTuple:
            self.fh.write(f'{opening} t="s"><v>{cell.string}</v></c>')
        else:
            self._write_cell(row, column, cell)


class _Packager(Packager):  # type: ignore[misc]
    """Keeps the parts for our own archive."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[Any, str, bool]] = []

    def _create_package(self) -> list[Any]:
        self.parts = super()._create_package()
        return []


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets, which makes each format once and packs each part once."""

    worksheet_class = QuickSheet

    def __init__(self, path: Path, options: dict[str, Any] | None = None) -> None:
        """As XlsxWriter's."""
        self.filename: Any = path
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}
        self._packager = _Packager()
        super().__init__(path, {"in_memory": True, **(options or {})})

    def add_format(self, properties: dict[str, Any] | None = None) -> Any:
        """A format, which nobody changes afterwards."""
        key = frozenset((properties or {}).items())
        if key not in self._made:
            self._made[key] = super().add_format(properties)
        return self._made[key]

    def _get_packager(self) -> _Packager:
        return self._packager

    def _store_workbook(self) -> None:
        target, self.filename = self.filename, BytesIO()
        super()._store_workbook()
        self.filename = target
        parts = ((name, part.getvalue(), is_binary) for part, name, is_binary in self._packager.parts)
        write_archive(target, ((name, held if is_binary else held.encode()) for name, held, is_binary in parts))

    def close(self) -> None:
        """Write the file, and let go of the cells, which are most of what a workbook takes."""
        super().close()
        for sheet in self.worksheets():
            sheet.table.clear()
