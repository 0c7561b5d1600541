"""The formulas of a workbook by column: each formula with the rows in which it stands, and which must come before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.workbooks.contents import Area
from xltargets.workbooks.program.cells import Places
from xltargets.workbooks.program.coding import code_of
from xltargets.workbooks.program.parsing import formula_of
from xltargets.workbooks.program.signals import Unsupported

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.program.coding import Code
    from xltargets.workbooks.program.parsing import Formula


@dataclass(slots=True)
class Group:
    """The cells of a column that have the same formula."""

    sheet: str
    column: int
    text: str
    rows: list[int]
    spill: Area | None = None
    """Where an array formula's result is."""
    formula: Formula | None = None
    code: Code | None = None
    """None if columns do not work it out."""
    places: list[tuple[str, Area]] = field(default_factory=list)
    """Where each of its references points."""
    needs: list[int] = field(default_factory=list)
    """The groups whose results it reads, by number."""

    @property
    def area(self) -> Area:
        """The cells that get their values from it."""
        return self.spill or Area(self.rows[0], self.column, self.rows[-1], self.column)


@dataclass(frozen=True, slots=True)
class Ordered:
    """The formulas of a workbook, and in which order columns work them out."""

    groups: list[Group]
    order: list[int]
    left: frozenset[int]
    """Those that columns leave to the engine."""


def ordered(contents: Contents) -> Ordered:
    """All formulas of a workbook, prepared as far as columns work them out.

    Those of the last shapes are kept: the workbooks of a company have the same formulas in the same cells.
    """
    if contents.order is not None:
        found: Ordered = contents.order
        return found
    groups = _groups(contents)
    shape = _shape(contents, groups)
    known = _KNOWN.get(shape)
    if known is None:
        places = Places(contents)
        for group in groups:
            _prepare(group, places)
        _connect(groups)
        order, left = in_order(groups)
        while len(_KNOWN) >= _SHAPES:
            _KNOWN.popitem()
        known = _KNOWN[shape] = Ordered(groups, order, frozenset(left))
    return known


_SHAPES = 8
_KNOWN: dict[tuple[object, ...], Ordered] = {}


def _groups(contents: Contents) -> list[Group]:
    groups: list[Group] = []
    for sheet in contents.sheets.values():
        columns: dict[int, dict[str, list[int]]] = {}
        for (row, column), cell in sheet.cells.items():
            formula = cell.formula
            if formula is None:
                continue
            if cell.spill is not None:
                groups.append(Group(sheet.name, column, formula, [row], cell.spill))
                continue
            formulas = columns.get(column)
            if formulas is None:
                columns[column] = {formula: [row]}
            elif (rows := formulas.get(formula)) is not None:
                rows.append(row)
            else:
                formulas[formula] = [row]
        groups += [
            Group(sheet.name, column, text, sorted(rows))
            for column, formulas in columns.items()
            for text, rows in formulas.items()
        ]
    return groups


def _shape(contents: Contents, groups: list[Group]) -> tuple[object, ...]:
    """All that says which formulas there are and where their references point."""
    return (
        tuple((name, max(sheet.cells, default=None)) for name, sheet in contents.sheets.items()),
        tuple((one.name, one.refers_to, one.sheet) for one in contents.names),
        tuple(
            (key, one.name, one.sheet, one.area, *(column.name for column in one.columns))
            for key, one in contents.tables.items()
        ),
        tuple((one.has_header, one.has_totals) for one in contents.tables.values()),
        tuple((one.sheet, one.column, one.text, _as_range(one.rows), one.spill) for one in groups),
    )


def _as_range(rows: list[int]) -> object:
    return range(rows[0], rows[-1] + 1) if rows[-1] - rows[0] + 1 == len(rows) else tuple(rows)


def _prepare(group: Group, places: Places) -> None:
    formula = group.formula = formula_of(group.text)
    if formula is None:
        return
    code = code_of(formula.root, group.spill is not None)
    if code is None:
        return
    try:
        group.places = [places.of(slot, group.sheet, group.rows, group.column) for slot in formula.slots]
    except Unsupported:
        return
    group.code = code


class _Writers:
    """Which groups give a column its values: those of one row by it, as a matrix has many of them."""

    def __init__(self) -> None:
        self._by_row: dict[int, int] = {}
        self._over_rows: list[tuple[int, int, int]] = []

    def add(self, area: Area, number: int) -> None:
        """A group gives these rows their values."""
        if area.top == area.bottom:
            self._by_row[area.top] = number
        else:
            self._over_rows.append((area.top, area.bottom, number))

    def within(self, area: Area) -> list[int]:
        """The groups that give any of these rows its value."""
        top, end = area.top, area.bottom
        found = [number for first, last, number in self._over_rows if first <= end and last >= top]
        by_row = self._by_row
        if area.rows < len(by_row):
            return found + [by_row[row] for row in range(top, end + 1) if row in by_row]
        return found + [number for row, number in by_row.items() if top <= row <= end]


def _connect(groups: list[Group]) -> None:
    """Find for each group those whose results it reads."""
    writers: dict[tuple[str, int], _Writers] = {}
    for number, group in enumerate(groups):
        area = group.area
        for column in range(area.left, area.right + 1):
            writers.setdefault((group.sheet, column), _Writers()).add(area, number)
    known: dict[tuple[str, Area], list[int]] = {}
    for group in groups:
        needs: dict[int, None] = {}
        for place in group.places:
            if place not in known:
                sheet, area = place
                columns = [(sheet, column) for column in range(area.left, area.right + 1)]
                known[place] = [one for column in columns if column in writers for one in writers[column].within(area)]
            needs.update(dict.fromkeys(known[place]))
        group.needs = list(needs)


def in_order(groups: list[Group]) -> tuple[list[int], set[int]]:
    """The groups in an order in which each comes after those that it reads; and those that are in a circle or read one.

    Groups that columns do not work out count among the latter, and so does what reads them.
    """
    order: list[int] = []
    left: set[int] = {number for number, group in enumerate(groups) if group.code is None}
    state = [0] * len(groups)
    for start in range(len(groups)):
        if state[start]:
            continue
        state[start] = 1
        path = [(start, iter(groups[start].needs))]
        while path:
            number, needs = path[-1]
            needed = next(needs, None)
            if needed is None:
                state[number] = 2
                if number not in left and not any(one in left for one in groups[number].needs):
                    order.append(number)
                else:
                    left.add(number)
                path.pop()
            elif state[needed] == 1:
                left.add(number)
            elif state[needed] == 0:
                state[needed] = 1
                path.append((needed, iter(groups[needed].needs)))
    return order, left
