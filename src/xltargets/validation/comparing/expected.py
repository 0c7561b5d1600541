"""What the template writes beside the cells of its tables, and where each of it stands in a submitted workbook.

Tables are known by their names and fields by theirs, so what belongs to one is looked for there; the rest of a sheet
is looked for at its place, or moved as far as a table of that sheet was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from xltargets.building.drawing import drawing
from xltargets.building.matrices import sums_of
from xltargets.errors import N_, Phrase
from xltargets.locale import translator
from xltargets.templates.drawn import may_be_drawn
from xltargets.templates.schema import Form, Matrix
from xltargets.views.tracing import same
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.shared_formulas import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.building.drawing import Drawing, DrawnSheet, Spot
    from xltargets.building.placing import Placed
    from xltargets.templates.schema import Kind, Template
    from xltargets.views.slots import Place
    from xltargets.views.view import View
    from xltargets.workbooks.contents import Cell, Sheet


class Part(Enum):
    """What a cell is in the template, which says how it is mended."""

    TOTAL = "total"
    CHECK = "check"
    MARGIN = "margin"
    FIGURE = "figure"
    """A tile, a glance of the Guide, a line above the tables."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A cell with a formula outside the rows of tables and forms."""

    part: Part
    place: Place
    formula: str
    """As the template writes it, without its `=`."""
    label: str | Phrase
    table: str | None = None
    column: str | None = None
    kind: Kind | None = None
    """Of what it shows, where no column says so."""


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """A label that says what a figure is."""

    place: Place
    text: str
    table: str | None = None
    column: str | None = None


@dataclass
class Expectation:
    """All of it, for one workbook."""

    formulas: list[Expected] = field(default_factory=list)
    texts: list[ExpectedText] = field(default_factory=list)
    without_totals: list[Any] = field(default_factory=list)
    """Tables whose row of totals is gone."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Where the body of each grid begins."""
    sums: dict[str, tuple[str, Area]] = field(default_factory=dict)
    """The sheet and the cells in which the rows of each grid are summed up."""
    sheets: dict[str, DrawnSheet] = field(default_factory=dict)
    """What the template draws, by the name of the sheet here."""
    drawing: Drawing | None = None


@lru_cache(maxsize=64)
def _drawn(template: _ById, language: str, words: int, counts: tuple[tuple[str, int], ...]) -> Drawing:
    return drawing(template.template, language, translator(language, words), dict(counts))


@dataclass(frozen=True)
class _ById:
    """A template as a key: declarations are made once, and compared by what they are."""

    template: Template

    def __hash__(self) -> int:
        return id(self.template)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.template is self.template


def expectation(view: View) -> Expectation:
    """What the template writes in a workbook beside the rows of its tables."""
    assert view.template is not None
    sizes = _sizes(view)
    counts = {name: 1 for name, table in view.template.tables.items() if not issubclass(table, Form)} | sizes
    drawn = _drawn(_ById(view.template), view.language, view.words, tuple(sorted(counts.items())))
    found = Expectation(drawing=drawn)
    for title, sheet in drawn.sheets.items():
        here = _name_here(view, title)
        if here is not None:
            found.sheets[here] = sheet
            _Reading(view, drawn, sheet, view.contents.sheets[here], found).read()
    return found


def _name_here(view: View, title: str) -> str | None:
    if title in view.contents.sheets:
        return title
    return next((here for here, expected in view.layout.renamed_sheets.items() if expected == title), None)


def _sizes(view: View) -> dict[str, int]:
    """The rows of the tables from which a grid takes its size: as many as the grid shows, or as the table has."""
    sizes: dict[str, int] = {}
    for matrix, sheet, arrays in view.matrices:
        anchor = _anchor(matrix, arrays, view)
        down, across = _extent(sheet, anchor, view.translate(_SUM))
        for reference, shown in ((matrix.rows, down), (matrix.columns, across)):
            table = reference.partition(".")[0]
            bound = view.tables.get(table)
            data = bound.found.data if bound is not None else None
            size = shown or (data.rows if data is not None else 0)
            if size:
                sizes[table] = size
    return sizes


_SUM = N_("Sum")


def _anchor(matrix: Matrix, arrays: list[Cell], view: View) -> Spot:
    """The first cell of a grid's body: where its formula spills from, or where the template has it."""
    expected = view.expected_matrix(matrix)
    for cell in arrays:
        sheet = next(
            name for name, one in view.contents.sheets.items() if one.cells.get((cell.row, cell.column)) is cell
        )
        if same(expected, cell.formula or "", view.contents, (sheet, cell.row, cell.column), matrix.name):
            return cell.row, cell.column
    corner = Area.parse(matrix.anchor)
    return corner.top + 1, corner.left + 1


def _extent(sheet: Sheet, anchor: Spot, word: str) -> tuple[int, int]:
    """How many rows and columns a grid has until its sums; 0 where no sums are found."""
    row, column = anchor
    down = min(
        (r - row for (r, c), cell in sheet.cells.items() if c == column - 1 and r > row and cell.value == word),
        default=0,
    )
    across = min(
        (c - column for (r, c), cell in sheet.cells.items() if r == row - 1 and c > column and cell.value == word),
        default=0,
    )
    return down, across


class _Reading:
    """One sheet on its way into an expectation."""

    def __init__(self, view: View, drawn: Drawing, sheet: DrawnSheet, here: Sheet, into: Expectation) -> None:
        self.view, self.drawn, self.sheet, self.here, self.into = view, drawn, sheet, here, into
        self.blocks = [placed for placed in drawn.plan.blocks.values() if placed.sheet == sheet.name]
        self.shifts: dict[str, Spot] = {placed.block.name: self._shift(placed) for placed in self.blocks}
        self.below = [(_row_below(placed), placed) for placed in self.blocks if _is_table(placed)]

    def _shift(self, placed: Placed) -> Spot:
        """How far a block was moved: its first cell here, less that in the template."""
        area = placed.area
        if isinstance(placed.block, Matrix):
            arrays = [cell for cell in self.here.cells.values() if cell.spill is not None]
            row, column = _anchor(placed.block, arrays, self.view)
            return row - area.top - 1, column - area.left - 1
        found = self.view.contents.tables.get(placed.block.name.lower())
        if found is None or found.sheet != self.here.name:
            return 0, 0
        return found.area.top - area.top, found.area.left - area.left

    def read(self) -> None:
        for spot, formula in self.sheet.formulas.items():
            if spot not in self.sheet.spills:
                self._formula(spot, formula)
        for placed in self.blocks:
            if isinstance(placed.block, Matrix):
                self._matrix_texts(placed)
            elif issubclass(placed.block, Form):
                self._form_texts(placed)
            elif placed.block.totals:
                bound = self.view.tables.get(placed.block.name)
                if bound is not None and not bound.found.has_totals:
                    self.into.without_totals.append(bound)

        self._behind_charts()
        self._drawn_instead()

    def _drawn_instead(self) -> None:
        """Cells that a chart draws in place of a column, where a workbook has them: an earlier version has none."""
        for formula, (name, placed, _area) in self.drawn.plan.drawn.items():
            bound = self.view.tables.get(placed.block.name)
            if placed.sheet != self.sheet.name or bound is None:
                continue
            wanted = self.view.expected_drawn(formula, placed.block.name)
            for text, (row, column) in self._apart_from_tables.items():
                if may_be_drawn(text) and same(wanted, text, self.view.contents, (self.here.name, row, column)):
                    rows = [one for one in bound.rows if (one, column) in self.here.cells]
                    declared = self.drawn.plan.template.column(name)
                    label = Phrase(N_("What a chart draws of {column}"), column=self.view.translate(declared.label))
                    self.into.formulas += [
                        Expected(Part.FIGURE, (self.here.name, one, column), wanted, label, kind=declared.kind)
                        for one in range(min(rows), max(rows) + 1)
                    ]
                    break

    def _behind_charts(self) -> None:
        """Sentences that show through empty charts, in merged cells of their own; how far down, their tables decide.

        A workbook that was brought from an earlier version has neither, and one that is blank says nothing.
        """
        tables = [one.area for one in self.view.contents.tables.values() if one.sheet == self.here.name]
        others = self.sheet.merged - self.sheet.behind.keys()
        free = {(one.top, one.left) for one in self.here.merged} - others
        left = []
        for spot, formula in self.sheet.behind.items():
            found = self._elsewhere(spot, formula)
            free.discard(found[0][1:] if found is not None else (0, 0))
            if found is None:
                left.append((spot, formula))
        for spot, formula in left:
            place = next((one for one in sorted(free) if one[1] == spot[1]), None)
            cell = self.here.cells.get(place) if place is not None else None
            if place is None or cell is None or any(place in area for area in tables):
                continue
            free.discard(place)
            if cell.formula is not None or cell.value not in (None, ""):
                self.into.formulas.append(Expected(Part.FIGURE, (self.here.name, *place), formula, address(*place)))

    def _kind_of(self, formula: str) -> Kind | None:
        """The kind of the field that a tile shows."""
        words = set(re.findall(r"\w+", formula))
        kinds = (one.column.kind for name, one in self.view.fields.items() if name.replace(".", "_", 1) in words)
        return next(kinds, None)

    def _formula(self, spot: Spot, formula: str) -> None:
        placed = next((one for one in self.blocks if spot in one.area), None)
        if placed is None:
            above = next((one for area, one in self.below if spot in area), None)
            if above is None:
                self._figure(spot, formula)
            else:
                self._beside_table(above, spot, formula, Part.CHECK)
        elif isinstance(placed.block, Matrix):
            self._margin(placed, spot, formula)
        elif not issubclass(placed.block, Form) and spot[0] > placed.last_row:
            self._beside_table(placed, spot, formula, Part.TOTAL)

    def _beside_table(self, placed: Placed, spot: Spot, formula: str, part: Part) -> None:
        """The total of a column, or the check below it."""
        bound = self.view.tables.get(placed.block.name)
        declared = placed.block.columns[spot[1] - placed.area.left]
        if bound is None or declared.identifier not in bound.column_index:
            return
        area = bound.found.area
        if part is Part.TOTAL and not bound.found.has_totals:
            return
        row = area.bottom + (part is Part.CHECK)
        place = (bound.sheet.name, row, bound.column_index[declared.identifier])
        if part is Part.CHECK:
            place = self._check_place(place, range(area.left, area.right + 1), formula)
        words = N_("The total of {column}") if part is Part.TOTAL else N_("The check below {column}")
        label = Phrase(words, column=self.view.translate(declared.label))
        self.into.formulas.append(Expected(part, place, formula, label, placed.block.name, declared.identifier))

    def _check_place(self, place: Place, columns: range, formula: str) -> Place:
        """Where the check of a column stands: below it, or where it stayed when the column was moved in its table."""
        cells = self.view.contents.sheets[place[0]].cells
        for number in (place[2], *columns):
            tried = (place[0], place[1], number)
            cell = cells.get(tried[1:])
            if cell is not None and cell.formula and same(formula, cell.formula, self.view.contents, tried):
                return tried
        return place

    def _margin(self, placed: Placed, spot: Spot, formula: str) -> None:
        down, across = self.shifts[placed.block.name]
        place = (self.here.name, spot[0] + down, spot[1] + across)
        label = Phrase(
            N_("{grid}, cell {cell}"), grid=self.view.translate(placed.block.title), cell=address(*place[1:])
        )
        written = shifted(formula, down, across) if (down, across) != (0, 0) else formula
        kind = placed.block.kind
        self.into.formulas.append(Expected(Part.MARGIN, place, written, label, placed.block.name, kind=kind))

    def _figure(self, spot: Spot, formula: str) -> None:
        """What stands free on the sheet: at its place, or where the tables of its sheet were moved to."""
        moves = dict.fromkeys([(0, 0), *self.shifts.values(), *((down, 0) for down, _across in self.shifts.values())])
        place = (self.here.name, *spot)
        move = (0, 0)
        for down, across in moves:
            tried = (self.here.name, spot[0] + down, spot[1] + across)
            cell = self.here.cells.get(tried[1:])
            if cell is not None and cell.formula is not None and same(formula, cell.formula, self.view.contents, tried):
                place, move = tried, (down, across)
                break
        else:
            place, move = self._elsewhere(spot, formula) or (place, move)
        label_at = next(
            (one for one in ((spot[0] - 1, spot[1]), (spot[0], spot[1] - 1)) if one in self.sheet.texts), None
        )
        label: str | Phrase = address(*place[1:])
        if label_at is not None:
            label = self.sheet.texts[label_at]
            where = (self.here.name, label_at[0] + move[0], label_at[1] + move[1])
            self.into.texts.append(ExpectedText(where, label))
        self.into.formulas.append(Expected(Part.FIGURE, place, formula, label, kind=self._kind_of(formula)))

    def _elsewhere(self, spot: Spot, formula: str) -> tuple[Place, Spot] | None:
        """Where the same figure stands on its sheet: an older workbook keeps its places, and people move things."""
        for text, (row, column) in self._apart_from_tables.items():
            tried = (self.here.name, row, column)
            if same(formula, text, self.view.contents, tried):
                return tried, (row - spot[0], column - spot[1])
        return None

    @cached_property
    def _apart_from_tables(self) -> dict[str, Spot]:
        """The formulas that stand in no row of a table, each where it stands first."""
        tables = [one for one in self.view.contents.tables.values() if one.sheet == self.here.name]
        rows = [
            (one.top, one.bottom, one.left, one.right) for one in (table.data for table in tables) if one is not None
        ]
        apart = []
        for (row, column), cell in self.here.cells.items():
            if cell.formula is None:
                continue
            for top, bottom, left, right in rows:
                if top <= row <= bottom and left <= column <= right:
                    break
            else:
                apart.append((row, column, cell.formula))
        first: dict[str, Spot] = {}
        for row, column, formula in sorted(apart):
            first.setdefault(formula, (row, column))
        return first

    def _matrix_texts(self, placed: Placed) -> None:
        down, across = self.shifts[placed.block.name]
        corner = placed.area
        self.into.anchors[placed.block.name] = address(corner.top + 1 + down, corner.left + 1 + across)
        sums = sums_of(corner)
        moved = Area(sums.top + down, sums.left + across, sums.bottom + down, sums.right + across)
        self.into.sums[placed.block.name] = (self.here.name, moved)
        for spot, text in self.sheet.texts.items():
            if spot in placed.area:
                place = (self.here.name, spot[0] + down, spot[1] + across)
                self.into.texts.append(ExpectedText(place, text, placed.block.name))

    def _form_texts(self, placed: Placed) -> None:
        """The names of the fields, each beside the cell that its own name points at."""
        for column in placed.block.columns:
            slot = self.view.fields.get(str(column))
            if slot is not None and slot.column_index > 1:
                place = (slot.sheet.name, slot.row, slot.column_index - 1)
                self.into.texts.append(ExpectedText(place, slot.label, placed.block.name, column.identifier))


def _is_table(placed: Placed) -> bool:
    return isinstance(placed.block, type) and not issubclass(placed.block, Form)


def _row_below(placed: Placed) -> Area:
    """The row directly below a table."""
    area = placed.area
    return Area(area.bottom + 1, area.left, area.bottom + 1, area.right)


def places_of(found: Expectation) -> Iterator[Place]:
    """The cells that the template fills beside its tables."""
    yield from (one.place for one in found.formulas)
    yield from (one.place for one in found.texts)
