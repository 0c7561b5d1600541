"""What a formula reads, and whether two formulas are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from xltargets.functions import FUNCTIONS
from xltargets.units.names import fold_case
from xltargets.views.slots import Place
from xltargets.workbooks.contents import Area, column_index
from xltargets.workbooks.formulas import canonical
from xltargets.workbooks.program.groups import ordered
from xltargets.workbooks.rewriting import ROW, own_table, parts_of, references_of, to_a1
from xltargets.workbooks.structured import FormulaProblem, parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.program.groups import Group


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
        """Take the formulas together that are written alike, as they are worked out."""
        self.contents = contents
        self._groups = [one for group in ordered(contents).groups for one in _reading(contents, group)]

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

    def read_by(self, place: Place, cells: Cells) -> bool:
        """Whether the formula that stands in a cell reads any of these, itself aside."""
        group = self._by_place.get(place)
        return group is not None and cells.touch(group.areas(place[1]), place)

    @cached_property
    def _by_place(self) -> dict[Place, _Group]:
        return {place: group for group in self._groups for place in group.cells}


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of a column with the same formula."""

    sheet: str
    column: int
    rows: frozenset[int]
    fixed: list[tuple[str, Area]]
    """What every one of them reads."""
    own: list[tuple[str, int, int]]
    """Sheets and columns in which each reads its own row."""

    @property
    def cells(self) -> set[Place]:
        """All of them."""
        return {(self.sheet, row, self.column) for row in self.rows}

    def areas(self, row: int) -> Iterator[tuple[str, Area]]:
        """What the one in a row reads."""
        yield from self.fixed
        for sheet, left, right in self.own:
            yield sheet, Area(row, left, row, right)

    def reads_all(self, cells: Cells) -> bool:
        """Whether every one of its cells reads any of these."""
        return any(cells.any_in(sheet, area) for sheet, area in self.fixed)

    def reading_in_their_rows(self, cells: Cells) -> set[Place]:
        """Those of its cells that read any of these in their own row."""
        rows = {row for sheet, left, right in self.own for row in cells.rows_in(sheet, left, right)}
        return {(self.sheet, row, self.column) for row in rows & self.rows}


def _reading(contents: Contents, group: Group) -> Iterator[_Group]:
    """What the cells of a column read, as is known from working them out; or else by a look at the formula."""
    if group.formula is not None and group.code is not None:
        found = _Group(group.sheet, group.column, frozenset(group.rows), [], [])
        for slot, (sheet, area) in zip(group.formula.slots, group.places, strict=True):
            if slot.kind in ("own", "line"):
                found.own.append((sheet, area.left, area.right))
            else:
                found.fixed.append((sheet, area))
        yield found
        return
    tables: dict[str | None, list[int]] = {}
    for row in group.rows:
        tables.setdefault(own_table(contents, group.text, group.sheet, row, group.column), []).append(row)
    for own, rows in tables.items():
        yield _looked_at(contents, group, own, rows)


def _looked_at(contents: Contents, group: Group, own: str | None, rows: list[int]) -> _Group:
    """What a formula reads in some rows; one that cannot be resolved reads nothing."""
    try:
        references, inside = references_of(contents, group.text, group.sheet, own)
    except FormulaProblem:
        return _Group(group.sheet, group.column, frozenset(), [], [])
    kept = frozenset(row for row in rows if all(one.top <= row <= one.bottom for one in inside))
    found = _Group(group.sheet, group.column, kept, [], [])
    for place, text in references:
        if ROW in text:
            first, _colon, last = text.replace(ROW, "").replace("$", "").partition(":")
            found.own.append((_sheet(place) or group.sheet, column_index(first), column_index(last or first)))
        else:
            found.fixed.append((_sheet(place) or group.sheet, _area(text)))
    return found


_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Cells:
    """A set of cells that formulas are asked about."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Sort them by sheet and column."""
        self._sheets: dict[str, dict[int, list[int]]] = {}
        self._counted: dict[tuple[str, Area], int] = {}
        for sheet, row, column in places:
            self._sheets.setdefault(sheet, {}).setdefault(column, []).append(row)
        for columns in self._sheets.values():
            for rows in columns.values():
                rows.sort()

    def read_by(self, formula: str, contents: Contents, place: Place) -> bool:
        """Whether the formula in a cell reads any of them, itself aside."""
        return self.touch(precedents(formula, contents, place), place)

    def touch(self, areas: Iterable[tuple[str, Area]], place: Place) -> bool:
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
        if sheet not in self._sheets:
            return False
        # Down a column all formulas read the same cells.
        count = self._counted.get((sheet, area))
        if count is None:
            count = sum(_between(rows, area.top, area.bottom) for rows in self._columns(sheet, area.left, area.right))
            self._counted[sheet, area] = count
        if count != 1:
            return count > 1
        own = place[1:] if place[0] == sheet and place[1:] in area else None
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
_OF_A_DAY = frozenset(
    name for name, one in FUNCTIONS.items() if any(each.name == _CLOCK_ARGUMENT for each in one.parameters)
)


@lru_cache(maxsize=4096)
def depends_on_today(formula: str) -> bool:
    """Whether a formula gives another result on another day with the same inputs.

    >>> depends_on_today("IF(TODAY()>A1,1,0)"), depends_on_today("SUM(A1:A3)")
    (True, False)
    """
    if parts_of(formula).functions.isdisjoint(_RESTLESS | _OF_A_DAY):
        return False
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
