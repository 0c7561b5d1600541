"""XlsxWriter's workbook, with the work done once that it does anew for each cell.

Our formulas repeat down the columns and from one workbook to the next, while XlsxWriter looks through each of them with
thirty expressions, twice, and once more for each cell that it writes. The parts of the file are the same to the byte.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from xltargets.building.in_memory import KNOWN_ERRORS

_KEPT = 20_000
"""So many formulas are remembered, which is more than all our templates have in three languages."""
_CELLS_IN_SPAN = 16
"""For so many rows together a file says which columns are in use."""

_NO_TEXTS = frozenset(["", *KNOWN_ERRORS])


@lru_cache(maxsize=_KEPT)
def _prepared(formula: str, expand_future_functions: bool = False) -> str:
    prepared: str = Worksheet()._prepare_formula(formula, expand_future_functions)
    return prepared


@lru_cache(maxsize=_KEPT)
def _plain(formula: str) -> str | None:
    """A formula as a cell of its own keeps it; None if it is an array's."""
    scratch = Worksheet()
    scratch.write_formula(0, 0, formula)
    kept = scratch.table[0][0]
    return kept.formula if isinstance(kept, CellFormulaTuple) else None


@lru_cache(maxsize=_KEPT)
def _escaped(formula: str) -> str:
    escaped: str = Worksheet()._escape_data(formula)
    return escaped


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that looks through each formula once."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return _prepared(formula, expand_future_functions)

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        plain = _plain(formula) if formula else None
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
        self._calculate_spans()
        letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            line, info = self.table.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // _CELLS_IN_SPAN)
            if line:
                self._write_row(row, span, info)
                for column in sorted(line):
                    self._write_usual(f"{letters[column]}{row + 1}", row, column, line[column])
                self._xml_end_tag("row")
            elif info is not None:
                self._write_empty_row(row, span, info)

    def _write_usual(self, at: str, row: int, column: int, cell: Any) -> None:
        kind, style = cell.__class__.__name__, cell.format
        if not style:
            self._write_cell(row, column, cell)
            return
        opening = f'<c r="{at}" s="{style._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(f"{opening}/>")
        elif kind in ("Number", "Datetime"):
            self.fh.write(f"{opening}><v>{cell.number:.16G}</v></c>")
        elif kind == "String":
            self.fh.write(f'{opening} t="s"><v>{cell.string}</v></c>')
        elif kind == "Formula" and cell.value.__class__ in (float, int):
            self.fh.write(f"{opening}><f>{_escaped(cell.formula)}</f><v>{cell.value}</v></c>")
        elif kind == "Formula" and isinstance(cell.value, str) and cell.value not in _NO_TEXTS:
            text = self._escape_data(cell.value)
            self.fh.write(f'{opening} t="str"><f>{_escaped(cell.formula)}</f><v>{text}</v></c>')
        else:
            self._write_cell(row, column, cell)


class QuickBook(Workbook):  # type: ignore[misc]
    """A workbook of such sheets, which makes each format once and keeps its parts in memory until it is written."""

    worksheet_class = QuickSheet

    def __init__(self, path: Any, options: dict[str, Any] | None = None) -> None:
        """As XlsxWriter's."""
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}
        super().__init__(path, {"in_memory": True, **(options or {})})

    def add_format(self, properties: dict[str, Any] | None = None) -> Any:
        """A format, which nobody changes afterwards."""
        key = frozenset((properties or {}).items())
        if key not in self._made:
            self._made[key] = super().add_format(properties)
        return self._made[key]

    def close(self) -> None:
        """Write the file, and let go of the cells, which are most of what a workbook takes."""
        super().close()
        for sheet in self.worksheets():
            sheet.table.clear()
