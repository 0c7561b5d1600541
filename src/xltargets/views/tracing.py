"""What a formula reads, and whether two formulas are the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.functions import FUNCTIONS
from xltargets.views.slots import Place
from xltargets.workbooks.contents import Area, column_index
from xltargets.workbooks.formulas import canonical
from xltargets.workbooks.rewriting import to_a1
from xltargets.workbooks.structured import FormulaProblem
from xltargets.workbooks.tokens import Kind, Token, tokens

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents


def precedents(formula: str, contents: Contents, place: Place) -> list[tuple[str, Area]]:
    """The cells that a formula reads, by sheet; none for a formula that cannot be resolved."""
    sheet, row, column = place
    try:
        pieces = tokens(to_a1(formula, contents, sheet, row, column))
    except FormulaProblem:
        return []
    return [(_sheet(piece.sheet) or sheet, _area(piece.text)) for piece in pieces if piece.kind is Kind.REFERENCE]


def _area(reference: str) -> Area:
    """The cells of a reference, whole columns and rows among them."""
    first, _colon, last = reference.replace("$", "").rstrip("#").partition(":")
    if first.isdigit():
        return Area(int(first), 1, int(last), _LAST_COLUMN)
    if first.isalpha():
        return Area(1, column_index(first), _LAST_ROW, column_index(last))
    return Area.parse(reference.rstrip("#"))


def reached(contents: Contents, start: set[Place]) -> set[Place]:
    """These cells and every formula cell whose result comes from them, over however many steps."""
    waiting = {
        (sheet.name, *position): cell.formula
        for sheet in contents.sheets.values()
        for position, cell in sheet.cells.items()
        if cell.formula is not None and (sheet.name, *position) not in start
    }
    read = {place: precedents(formula, contents, place) for place, formula in waiting.items()}
    found, fresh = set(start), set(start)
    while fresh:
        cells = Cells(fresh)
        fresh = {place for place, areas in read.items() if place not in found and cells.touch(areas, place)}
        spilled = {
            (place[0], *position)
            for place in fresh
            if (spill := contents.sheets[place[0]].cells[place[1:]].spill) is not None
            for position in contents.sheets[place[0]].stored_in(spill)
        }
        fresh |= spilled - found
        found |= fresh
    return found


_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Cells:
    """A set of cells that formulas are asked about."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Sort them by sheet."""
        self._sheets: dict[str, set[tuple[int, int]]] = {}
        for sheet, row, column in places:
            self._sheets.setdefault(sheet, set()).add((row, column))

    def read_by(self, formula: str, contents: Contents, place: Place) -> bool:
        """Whether the formula in a cell reads any of them, itself aside."""
        return self.touch(precedents(formula, contents, place), place)

    def touch(self, areas: list[tuple[str, Area]], place: Place) -> bool:
        """Whether any of them lies in these areas, the cell itself aside."""
        return any(self._has_any(sheet, area, place) for sheet, area in areas)

    def _has_any(self, sheet: str, area: Area, place: Place) -> bool:
        here = self._sheets.get(sheet, set())
        if area.rows * area.columns < len(here):
            return any(one in here and (sheet, *one) != place for one in area.positions())
        return any(one in area and (sheet, *one) != place for one in here)


# A table has the same formula in each of its rows.
_canonical = lru_cache(maxsize=4096)(canonical)


def spelt_alike(one: str, other: str, table: str | None = None) -> bool:
    """Whether two formulas are the same in every cell, but for how programs spell functions and references."""
    return _canonical(one, table) == _canonical(other, table)


def same(one: str, other: str, contents: Contents, place: Place, table: str | None = None) -> bool:
    """Whether two formulas mean the same in a cell, however a program spells functions and references."""
    if spelt_alike(one, other, table):
        return True
    try:
        return _in_a1(one, contents, place) == _in_a1(other, contents, place)
    except FormulaProblem:
        return False


def _in_a1(formula: str, contents: Contents, place: Place) -> list[tuple[str, str]]:
    """A formula with every reference as sheet and area, without dollar signs and spaces."""
    written = []
    for piece in tokens(to_a1(formula, contents, *place)):
        if piece.kind is Kind.SPACE:
            continue
        if piece.kind is Kind.REFERENCE:
            written.append((_sheet(piece.sheet) or place[0], piece.text.replace("$", "").upper()))
        else:
            written.append((piece.sheet, piece.text))
    return written


def _sheet(prefix: str) -> str:
    """The sheet that a reference's prefix names, "" if it has none."""
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


_RESTLESS = frozenset({"TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY"})
_CLOCK_ARGUMENT = "as_of"


def depends_on_today(formula: str) -> bool:
    """Whether a formula gives another result on another day with the same inputs.

    >>> depends_on_today("IF(TODAY()>A1,1,0)"), depends_on_today("SUM(A1:A3)")
    (True, False)
    """
    pieces = tokens(canonical(formula))
    return any(
        piece.kind is Kind.FUNCTION
        and (piece.text[:-1] in _RESTLESS or _lacks_its_day(piece.text[:-1], pieces[position + 1 :]))
        for position, piece in enumerate(pieces)
    )


def _lacks_its_day(name: str, rest: list[Token]) -> bool:
    """Whether it is a call of ours that takes its day from the clock, because the formula gives none."""
    function = FUNCTIONS.get(name)
    names = [parameter.name for parameter in function.parameters] if function else []
    if _CLOCK_ARGUMENT not in names:
        return False
    position = names.index(_CLOCK_ARGUMENT)
    given = _arguments_given(rest)
    return position >= len(given) or not given[position]


def _arguments_given(rest: list[Token]) -> list[bool]:
    """Of what follows a function's opening bracket: for each argument, whether there is anything in it."""
    given, depth = [False], 0
    for piece in rest:
        if depth == 0 and piece.text == ")":
            break
        if depth == 0 and piece.text == ",":
            given.append(False)
            continue
        given[-1] = True
        depth += (piece.kind is Kind.FUNCTION or piece.text in ("(", "{")) - (piece.text in (")", "}"))
    return given
