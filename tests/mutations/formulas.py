"""Every formula of a workbook, to be typed over, changed, wrapped or deleted: made from whatever the templates are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.mutations.books import contents_of, view_of
from xltargets.errors import CellError
from xltargets.workbooks.contents import Cell, Contents

Place = tuple[str, int, int]


def _typed_other(cell: Cell) -> None:
    """Another value of the same kind."""
    cell.value = cell.value + 12345.0 if isinstance(cell.value, float) else "✓ fine"
    cell.formula = cell.spill = None


def _typed_same(cell: Cell) -> None:
    """The value that stands there, pasted as a value: nothing changes today."""
    if cell.value in (None, "") or isinstance(cell.value, CellError):
        cell.value = 1.0
    cell.formula = cell.spill = None


def _changed(cell: Cell) -> None:
    """A constant added; a text has one more character."""
    cell.formula = f"({cell.formula})+1000" if isinstance(cell.value, float) else f'({cell.formula})&"x"'


def _wrapped(cell: Cell) -> None:
    """Errors hidden."""
    cell.formula = f"IFERROR({cell.formula},0)"


def _deleted(cell: Cell) -> None:
    """Emptied with the Delete key."""
    cell.value = cell.formula = cell.spill = None


WAYS: dict[str, Callable[[Cell], None]] = {
    "typed over": _typed_other,
    "pasted as a value": _typed_same,
    "changed": _changed,
    "wrapped in IFERROR": _wrapped,
    "deleted": _deleted,
}


@dataclass(frozen=True)
class Planted:
    """One mistake: which template, where, how."""

    key: str
    place: Place
    way: str

    def __str__(self) -> str:
        sheet, row, column = self.place
        return f"{self.key}:{sheet}!R{row}C{column}:{self.way}"

    def apply(self, contents: Contents) -> None:
        """Make it."""
        WAYS[self.way](contents.sheets[self.place[0]].cells[self.place[1:]])


def places(key: str) -> Iterator[Place]:
    """One cell of each formula column, in a row in use, and every formula that stands alone."""
    contents = contents_of(key)
    view = view_of(contents, key)
    seen: set[object] = set()
    for sheet in contents.sheets.values():
        for (row, number), cell in sorted(sheet.cells.items()):
            if cell.formula is None:
                continue
            place = (sheet.name, row, number)
            slot = view.slot_at(place)
            if slot is not None and slot.bound is not None:
                rows = [one for one in slot.bound.rows_in_use if one in slot.bound.rows] or list(slot.bound.rows)
                middle = rows[len(rows) // 2]
                place = (sheet.name, middle, number)
                if place in seen or place[1:] not in sheet.cells:
                    continue
            seen.add(place)
            yield place


def planted(key: str) -> list[Planted]:
    """All mistakes of this kind. What invites to fill in, behind a chart, need not be there."""
    contents = contents_of(key)
    template = view_of(contents, key).template
    assert template is not None
    empty = {getattr(block, "empty", "") for sheet in template.sheets for block in sheet.blocks} - {""}

    def may_lack(place: Place) -> bool:
        formula = contents.sheets[place[0]].cells[place[1:]].formula or ""
        return any(sentence in formula for sentence in empty)

    def unused(place: Place) -> bool:
        """A row that nobody has filled in may lack its formulas, as one that a table was dragged over."""
        slot = view_of(contents, key).slot_at(place)
        return slot is not None and not slot.in_use and any(one.is_input for one in slot.bound.columns)

    return [
        Planted(key, place, way)
        for place in places(key)
        for way in WAYS
        if way != "deleted" or not (may_lack(place) or unused(place))
    ]
