"""Working out the formulas of a workbook, column after column, as far as columns can."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.contents import Area, Cell
from xltargets.workbooks.program.calls import Calls
from xltargets.workbooks.program.cells import Cells, Scattered
from xltargets.workbooks.program.coding import WAITS, Code
from xltargets.workbooks.program.groups import Group, ordered
from xltargets.workbooks.program.ranges import Range
from xltargets.workbooks.program.signals import Unsure
from xltargets.workbooks.sameness import same_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xltargets.workbooks.contents import CellValue, Contents

Place = tuple[str, int, int]


_BLANK = type(None)


@dataclass
class Worked:
    """What columns worked out of a workbook."""

    columns: list[tuple[str, int, list[int], list[CellValue]]] = field(default_factory=list)
    """Sheet, column, rows and their values."""
    spills: dict[Place, Area] = field(default_factory=dict)
    differing: set[Place] = field(default_factory=set)
    """The cells whose stored value is another."""
    left: list[Group] = field(default_factory=list)
    """What they left to the engine."""
    has_stored: bool = True
    """Whether the workbook holds results to compare with; one that is being made has none yet."""

    @cached_property
    def values(self) -> dict[Place, CellValue]:
        """The same by cell; most who check a workbook never ask."""
        return {
            (sheet, row, column): value
            for sheet, column, rows, values in self.columns
            for row, value in zip(rows, values, strict=True)
        }


def work_out(contents: Contents, clock: Callable[[], float] | None = None, *, has_stored: bool = True) -> Worked | None:
    """Work out what columns can; None where they can do nothing with a workbook."""
    if contents.date1904:
        return None
    try:
        cells = Cells(contents)
    except Scattered:
        return None
    known = ordered(contents)
    groups, left = known.groups, set(known.left)
    calls, worked = Calls(clock), Worked(has_stored=has_stored)
    for number in known.order:
        group = groups[number]
        if left.isdisjoint(group.needs) and _run(group, cells, calls, worked):
            continue
        left.add(number)
    worked.left = [groups[number] for number in sorted(left)]
    return worked


def with_results(contents: Contents, worked: Worked) -> Contents:
    """The workbook with values in place of the formulas that were worked out, for the engine to do the rest."""
    sheets = {name: replace(sheet, cells=dict(sheet.cells)) for name, sheet in contents.sheets.items()}
    for (name, row, column), value in worked.values.items():
        cells = sheets[name].cells
        before = cells.get((row, column))
        cells[row, column] = Cell(row, column, value, spill=before.spill if before is not None else None)
    return replace(contents, sheets=sheets)


class _Slots:
    """The references of a formula that mean the same in all of its rows."""

    def __init__(self, group: Group, cells: Cells) -> None:
        self._group = group
        self._cells = cells

    def __getitem__(self, slot: int) -> Any:
        assert self._group.formula is not None
        sheet, area = self._group.places[slot]
        if self._group.formula.slots[slot].kind not in ("cell", "name"):
            return self._cells.range(sheet, area)
        if area.rows * area.columns > 1:
            raise Unsure
        return self._cells.value(sheet, area.top, area.left)

    def range(self, slot: int) -> Range:
        """The cells that a reference means, even a single one."""
        return self._cells.range(*self._group.places[slot])

    def top(self, slot: int) -> float:
        """The first row of a range."""
        return float(self._group.places[slot][1].top)

    def joined(self, one: int, other: int) -> Range:
        """The columns from one to another of the same rows."""
        (sheet, first), (another, last) = self._group.places[one], self._group.places[other]
        if sheet != another or (first.top, first.bottom) != (last.top, last.bottom):
            raise Unsure
        left, right = min(first.left, last.left), max(first.right, last.right)
        return self._cells.range(sheet, Area(first.top, left, first.bottom, right))


def _run(group: Group, cells: Cells, calls: Calls, worked: Worked) -> bool:
    """Work a group out; whether that could be done."""
    formula, code = group.formula, group.code
    assert formula is not None
    assert code is not None
    rows = group.rows if code.differs else group.rows[:1]
    own = [_own(formula.slots[slot].kind, group.places[slot], rows, cells) for slot in code.own]
    try:
        found = _rows(code, rows, own, _Slots(group, cells), formula.values, calls)
    except (Unsure, ArithmeticError):
        return False
    if group.spill is not None:
        return _spread(group, found[0], cells, worked)
    if not code.differs:
        found *= len(group.rows)
    kinds = set(map(type, found))
    if list in kinds:
        return False
    if float in kinds or _BLANK in kinds:
        # A formula that gives a blank shows 0; and no zero is less than another.
        found = [0.0 if one is None else one + 0.0 if one.__class__ is float else one for one in found]
    _keep(group.sheet, group.column, group.rows, found, cells, worked)
    return True


def _keep(sheet: str, column: int, rows: list[int], found: list[Any], cells: Cells, worked: Worked) -> None:
    """Keep the results of a column, and see which of them differ from what is stored."""
    stored = cells.rows_of(sheet, column, rows) if worked.has_stored else found
    if stored is not found and (stored != found or list(map(type, stored)) != list(map(type, found))):
        worked.differing.update(
            (sheet, row, column)
            for row, before, now in zip(rows, stored, found, strict=True)
            if not same_value(before, now)
        )
    cells.keep(sheet, column, rows, found)
    worked.columns.append((sheet, column, rows, found))


def _own(kind: str, place: tuple[str, Area], rows: Sequence[int], cells: Cells) -> list[Any]:
    sheet, area = place
    if kind == "own":
        return cells.rows_of(sheet, area.left, rows)
    return [cells.line(sheet, row, area) for row in rows]


def _rows(code: Code, rows: list[int], own: list[list[Any]], slots: _Slots, values: Any, calls: Calls) -> list[Any]:
    """The results of all rows; those that wait for calls are asked again when these were made."""
    found = code.run(rows, own, slots, values, calls)
    waiting = [place for place, one in enumerate(found) if one is WAITS]
    while waiting:
        calls.make()
        some = [[column[place] for place in waiting] for column in own]
        again = code.run([rows[place] for place in waiting], some, slots, values, calls)
        for place, one in zip(waiting, again, strict=True):
            found[place] = one
        waiting = [place for place, one in zip(waiting, again, strict=True) if one is WAITS]
    return found


def _spread(group: Group, found: Any, cells: Cells, worked: Worked) -> bool:
    """Keep the result of an array formula, if it covers the cells that it covered when it was stored."""
    spill = group.spill
    assert spill is not None
    if found.__class__ is CellError:
        return _collapse(group, spill, found, cells, worked)
    lines = found.rows if isinstance(found, Range) else found if found.__class__ is list else [[found]]
    if (len(lines), len(lines[0])) != (spill.rows, spill.columns) or any(one is None for line in lines for one in line):
        return False
    rows = list(range(spill.top, spill.bottom + 1))
    for offset in range(spill.columns):
        number = spill.left + offset
        cells.hold(group.sheet, number, spill.bottom)
        _keep(group.sheet, number, rows, [line[offset] for line in lines], cells, worked)
    worked.spills[group.sheet, spill.top, spill.left] = spill
    return True


def _collapse(group: Group, spill: Area, error: CellError, cells: Cells, worked: Worked) -> bool:
    """Keep an error that an array formula gives as a whole, and nothing beside it, as the engine does."""
    anchor = cells.contents.sheets[group.sheet].cells[spill.top, spill.left]
    rows = list(range(spill.top, spill.bottom + 1))
    for number in range(spill.left, spill.right + 1):
        cells.hold(group.sheet, number, spill.bottom)
        found: list[Any] = [None] * len(rows)
        if number == spill.left:
            found[0] = error
        _keep(group.sheet, number, rows, found, cells, worked)
    only = Area(spill.top, spill.left, spill.top, spill.left)
    worked.spills[group.sheet, spill.top, spill.left] = only if anchor.dynamic else spill
    return True
