"""What a formula reads, and whether two formulas are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.functions import FUNCTIONS
from xltargets.units.names import fold_case
from xltargets.views.slots import Place
from xltargets.workbooks.contents import Area, column_index
from xltargets.workbooks.formulas import canonical
from xltargets.workbooks.rewriting import ROW, own_table, references_of, to_a1
from xltargets.workbooks.structured import FormulaProblem, parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Readings:
    """What all formulas of a workbook read: the same formula down a column is looked at once."""

    def __init__(self, contents: Contents) -> None:
        """Take the formulas together that are written alike."""
        self.contents = contents
        groups: dict[tuple[str, str, str | None], dict[int, list[int]]] = {}
        for sheet in contents.sheets.values():
            for (row, column), cell in sheet.cells.items():
                if cell.formula is not None:
                    own = own_table(contents, cell.formula, sheet.name, row, column)
                    rows = groups.setdefault((cell.formula, sheet.name, own), {})
                    rows.setdefault(row, []).append(column)
        self._groups = [_Group.of(contents, *key, rows) for key, rows in groups.items()]

    def reached(self, start: set[Place]) -> set[Place]:
        """These cells and every formula cell whose result comes from them, over however many steps."""
        found, fresh, waiting = set(start), set(start), self._groups
        while fresh:
            cells, fresh, rest = Cells(fresh), set(), []
            for group in waiting:
                if group.reads_all(cells):
                    fresh |= group.cells
                else:
                    fresh |= group.reading_in_their_rows(cells)
                    rest.append(group)
            fresh -= found
            waiting = rest
            spilled = {
                (place[0], *position)
                for place in fresh
                if (spill := self.contents.sheets[place[0]].cells[place[1:]].spill) is not None
                for position in self.contents.sheets[place[0]].stored_in(spill)
            }
            fresh |= spilled - found
            found |= fresh
        return found


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of a sheet with the same formula."""

    sheet: str
    rows: dict[int, list[int]]
    """The columns of its cells by row."""
    fixed: list[tuple[str, Area]]
    """What every one of them reads."""
    own: list[tuple[str, int, int]]
    """Sheets and columns in which each reads its own row."""

    @classmethod
    def of(cls, contents: Contents, formula: str, sheet: str, own: str | None, rows: dict[int, list[int]]) -> _Group:
        """Look at the formula once; one that cannot be resolved reads nothing."""
        try:
            references, inside = references_of(contents, formula, sheet, own)
        except FormulaProblem:
            return cls(sheet, {}, [], [])
        kept = {row: columns for row, columns in rows.items() if all(one.top <= row <= one.bottom for one in inside)}
        group = cls(sheet, kept, [], [])
        for place, text in references:
            if ROW in text:
                first, _colon, last = text.replace(ROW, "").replace("$", "").partition(":")
                group.own.append((_sheet(place) or sheet, column_index(first), column_index(last or first)))
            else:
                group.fixed.append((_sheet(place) or sheet, _area(text)))
        return group

    @property
    def cells(self) -> set[Place]:
        """All of them."""
        return {(self.sheet, row, column) for row, columns in self.rows.items() for column in columns}

    def reads_all(self, cells: Cells) -> bool:
        """Whether every one of its cells reads any of these."""
        return any(cells.any_in(sheet, area) for sheet, area in self.fixed)

    def reading_in_their_rows(self, cells: Cells) -> set[Place]:
        """Those of its cells that read any of these in their own row."""
        rows = {row for sheet, left, right in self.own for row in cells.rows_in(sheet, left, right)}
        return {(self.sheet, row, column) for row in rows for column in self.rows.get(row, ())}


_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Cells:
    """A set of cells that formulas are asked about."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Sort them by sheet and column."""
        self._sheets: dict[str, dict[int, list[int]]] = {}
        for sheet, row, column in places:
            self._sheets.setdefault(sheet, {}).setdefault(column, []).append(row)
        for columns in self._sheets.values():
            for rows in columns.values():
                rows.sort()

    def read_by(self, formula: str, contents: Contents, place: Place) -> bool:
        """Whether the formula in a cell reads any of them, itself aside."""
        return self.touch(precedents(formula, contents, place), place)

    def touch(self, areas: list[tuple[str, Area]], place: Place) -> bool:
        """Whether any of them lies in these areas, the cell itself aside."""
        return any(self._other_than(place, sheet, area) for sheet, area in areas)

    def any_in(self, sheet: str, area: Area) -> bool:
        """Whether any of them lies in an area."""
        here = self._sheets.get(sheet)
        if here is None:
            return False
        if area.left == area.right:
            rows = here.get(area.left)
            return rows is not None and _between(rows, area.top, area.bottom) > 0
        return any(_between(rows, area.top, area.bottom) for rows in self._columns(sheet, area.left, area.right))

    def rows_in(self, sheet: str, left: int, right: int) -> Iterator[int]:
        """The rows of those in some columns."""
        for rows in self._columns(sheet, left, right):
            yield from rows

    def _columns(self, sheet: str, left: int, right: int) -> list[list[int]]:
        here = self._sheets.get(sheet, {})
        if right - left < len(here):
            return [here[column] for column in range(left, right + 1) if column in here]
        return [rows for column, rows in here.items() if left <= column <= right]

    def _other_than(self, place: Place, sheet: str, area: Area) -> bool:
        own = place[1:] if place[0] == sheet and place[1:] in area else None
        count = sum(_between(rows, area.top, area.bottom) for rows in self._columns(sheet, area.left, area.right))
        return count > (own is not None and _between(self._sheets.get(sheet, {}).get(own[1], []), own[0], own[0]) > 0)


def _between(rows: list[int], top: int, bottom: int) -> int:
    """How many sorted rows are from one to another."""
    return bisect_right(rows, bottom) - bisect_left(rows, top)


# A table has the same formula in each of its rows.
_canonical = lru_cache(maxsize=4096)(canonical)


def spelt_alike(one: str, other: str, table: str | None = None) -> bool:
    """Whether two formulas are the same in every cell, but for how programs spell functions and references."""
    return _canonical(one, table) == _canonical(other, table)


def same(one: str, other: str, contents: Contents, place: Place, table: str | None = None) -> bool:
    """Whether two formulas mean the same in a cell, however a program spells functions and references."""
    if spelt_alike(one, other, table):
        return True
    if _but_for_references(one) != _but_for_references(other) or _read_other_columns(one, other):
        return False
    try:
        return _in_a1(one, contents, place) == _in_a1(other, contents, place)
    except FormulaProblem:
        return False


@lru_cache(maxsize=4096)
def _but_for_references(formula: str) -> list[str]:
    """What no spelling of references and names changes: the functions, texts and numbers of a formula, in order."""
    return [piece.text for piece in tokens(_canonical(formula)) if piece.kind in _FIXED]


_FIXED = frozenset({Kind.FUNCTION, Kind.TEXT, Kind.NUMBER})


def _read_other_columns(one: str, other: str) -> bool:
    """Whether two formulas read the same parts of the same tables by name, but other columns of them."""
    mine, theirs = _references(one), _references(other)
    if len(mine) != len(theirs) or any(this[0] != that[0] for this, that in zip(mine, theirs, strict=True)):
        return False
    return any(this[1] != that[1] for this, that in zip(mine, theirs, strict=True))


@lru_cache(maxsize=4096)
def _references(formula: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The references of a formula: what each is, and of a table the one column that it reads, if it is one."""
    found: list[tuple[tuple[str, ...], str]] = []
    for piece in tokens(_canonical(formula)):
        if piece.kind is Kind.STRUCTURED:
            named = parse_structured(piece.text)
            first, last = fold_case(named.first or ""), fold_case(named.last or "")
            is_one = bool(first) and first == last
            columns = ("one",) if is_one else ("columns", first, last)
            found.append((("table", named.table or "", named.part, *columns), first if is_one else ""))
        elif piece.kind in (Kind.REFERENCE, Kind.NAME):
            found.append((("cells", piece.sheet, piece.text), ""))
    return tuple(found)


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
