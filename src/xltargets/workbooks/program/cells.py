"""The cells of a workbook by column, the results among them as they come; and where references point."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from xltargets.workbooks.contents import Area
from xltargets.workbooks.program.ranges import Range
from xltargets.workbooks.program.signals import Unsupported
from xltargets.workbooks.structured import FormulaProblem, Structured, area_of, parse_structured
from xltargets.workbooks.tokens import Kind, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.workbooks.contents import CellValue, Contents, Sheet, Table
    from xltargets.workbooks.program.parsing import Slot

Column = list[Any]
"""What the cells of a sheet's column hold, by row; the place 0 is no row."""
_LARGEST = 2_000
"""A sheet may claim this many cells more than it has by the same measure, before it is left to the engine."""


class Scattered(Exception):  # noqa: N818  (no mistake: the engine does it)
    """A sheet with a few cells far from each other, which by columns would take much room."""


class Cells:
    """The cells of a workbook, sheet by sheet and column by column."""

    def __init__(self, contents: Contents) -> None:
        """Take the values that are stored."""
        self.contents = contents
        self._sheets = {name: _columns(sheet) for name, sheet in contents.sheets.items()}
        self._ranges: dict[tuple[str, int, int, int, int], Range] = {}

    def column(self, sheet: str, number: int) -> Column:
        """A column, empty if nothing stands in it."""
        return self._sheets[sheet].get(number, [])

    def value(self, sheet: str, row: int, number: int) -> Any:
        """What a cell holds."""
        column = self._sheets[sheet].get(number)
        return column[row] if column is not None and row < len(column) else None

    def rows_of(self, sheet: str, number: int, rows: Sequence[int]) -> list[Any]:
        """What a column holds in some rows."""
        column = self.column(sheet, number)
        if rows[-1] < len(column):
            if rows[-1] - rows[0] + 1 == len(rows):
                return column[rows[0] : rows[-1] + 1]
            return [column[row] for row in rows]
        return [column[row] if row < len(column) else None for row in rows]

    def range(self, sheet: str, area: Area) -> Range:
        """The cells of an area, which must have got their results before."""
        key = sheet, area.top, area.left, area.bottom, area.right  # which hash at once, as an area does not
        found = self._ranges.get(key)
        if found is None:
            columns = [self._part(sheet, number, area) for number in range(area.left, area.right + 1)]
            flat = columns[0] if len(columns) == 1 else [one for row in zip(*columns, strict=True) for one in row]
            found = self._ranges[key] = Range(flat, area.rows, area.columns)
        return found

    def _part(self, sheet: str, number: int, area: Area) -> list[Any]:
        found = self.column(sheet, number)[area.top : area.bottom + 1]
        return found + [None] * (area.rows - len(found)) if len(found) < area.rows else found

    def line(self, sheet: str, row: int, area: Area) -> Range:
        """The cells of some columns in one row."""
        columns = self._sheets[sheet]
        found = [columns.get(one, ()) for one in range(area.left, area.right + 1)]
        return Range([one[row] if row < len(one) else None for one in found], 1, area.columns)

    def keep(self, sheet: str, number: int, rows: Sequence[int], values: Sequence[CellValue]) -> None:
        """Take the results of a column."""
        column = self._sheets[sheet][number]
        if rows[-1] - rows[0] + 1 == len(rows):
            column[rows[0] : rows[-1] + 1] = values
        else:
            for row, value in zip(rows, values, strict=True):
                column[row] = value

    def hold(self, sheet: str, number: int, last: int) -> None:
        """Make room in a column down to a row."""
        column = self._sheets[sheet].setdefault(number, [])
        column += [None] * (last + 1 - len(column))


_row_of = itemgetter(0)


def _columns(sheet: Sheet) -> dict[int, Column]:
    """The columns of a sheet, as long as it is."""
    columns: dict[int, Column] = {}
    height = max(map(_row_of, sheet.cells), default=0) + 1
    room = height
    for (row, number), cell in sheet.cells.items():
        column = columns.get(number)
        if column is None:
            column = columns[number] = [None] * height
            room += height
            if room > _LARGEST + 30 * len(sheet.cells):
                raise Scattered
        column[row] = cell.value
    return columns


class Places:
    """Where the references of formulas point."""

    def __init__(self, contents: Contents) -> None:
        """Nothing is looked up before it is asked for."""
        self.contents = contents
        self._found: dict[tuple[Slot, str], tuple[str, Area] | None] = {}
        self._names = {one.name.lower(): one for one in reversed(contents.names) if one.sheet is None}
        self._local = {(one.sheet, one.name.lower()) for one in contents.names if one.sheet is not None}
        self._tables: dict[str, list[Table]] = {}
        for table in contents.tables.values():
            self._tables.setdefault(table.sheet, []).append(table)

    def table_at(self, sheet: str, rows: Sequence[int], number: int) -> Table | None:
        """The table that all these cells of a column stand in."""
        for table in self._tables.get(sheet, ()):
            if (rows[0], number) in table.area:
                return table if (rows[-1], number) in table.area else None
        return None

    def of(self, slot: Slot, sheet: str, rows: Sequence[int], number: int) -> tuple[str, Area]:
        """The sheet and cells that a reference means for a formula in some rows of a column.

        Of a reference to the own row, it is the columns in those rows. Raises `Unsupported` for what is not there.
        """
        if slot.kind in ("own", "line"):
            return self._own(slot, sheet, rows, number)
        bare = slot.text.startswith("[")
        own = self.table_at(sheet, rows, number) if bare else None
        key = slot, own.name if own is not None else sheet
        if key not in self._found:
            self._found[key] = self._fixed(slot, sheet, rows[0], number)
        found = self._found[key]
        if found is None:
            raise Unsupported
        return found

    def _own(self, slot: Slot, sheet: str, rows: Sequence[int], number: int) -> tuple[str, Area]:
        reference = parse_structured(slot.text)
        table = (
            self.table_at(sheet, rows, number)
            if reference.table is None
            else self.contents.tables.get(reference.table.lower())
        )
        data = table.data if table is not None else None
        if table is None or data is None or not data.top <= rows[0] <= rows[-1] <= data.bottom:
            raise Unsupported
        key = slot, table.name
        if key not in self._found:
            plain = Structured(table.name, "#data", reference.first, reference.last)
            try:
                self._found[key] = area_of(plain, self.contents, table.sheet, data.top, data.left)
            except FormulaProblem:
                self._found[key] = None
        found = self._found[key]
        if found is None or found[0] not in self.contents.sheets:
            raise Unsupported
        return found[0], Area(rows[0], found[1].left, rows[-1], found[1].right)

    def _fixed(self, slot: Slot, sheet: str, row: int, number: int) -> tuple[str, Area] | None:
        try:
            if slot.text.endswith("]"):
                place, area = area_of(parse_structured(slot.text), self.contents, sheet, row, number)
            elif slot.kind == "name":
                place, area = self._named(slot, sheet)
            else:
                place, area = _sheet_of(slot.sheet) or sheet, Area.parse(slot.text)
        except (FormulaProblem, Unsupported, ValueError):
            return None
        if place not in self.contents.sheets or (slot.kind == "cell" and area.rows * area.columns > 1):
            return None
        return place, area

    def _named(self, slot: Slot, sheet: str) -> tuple[str, Area]:
        name = slot.text.lower()
        found = self._names.get(name)
        if slot.sheet or found is None or (sheet, name) in self._local or name in self.contents.tables:
            raise Unsupported
        pieces = tokens(found.refers_to.removeprefix("="))
        if len(pieces) != 1 or pieces[0].kind is not Kind.REFERENCE or not pieces[0].sheet:
            raise Unsupported
        return _sheet_of(pieces[0].sheet), Area.parse(pieces[0].text)


def _sheet_of(prefix: str) -> str:
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
