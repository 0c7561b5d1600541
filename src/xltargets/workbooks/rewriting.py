"""A workbook's formulas for the engine: bare functions, plain A1 references, no names, omitted arguments marked.

Down a column the same formula stands in every row. So each text is taken apart once in a process, and written out once
in a workbook; what is left to do for a cell is to put in the number of its row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.functions.names import bare_name
from xltargets.workbooks.contents import Area, column_letters
from xltargets.workbooks.formulas import bare, is_intersection, quoted, without_intersection
from xltargets.workbooks.mending import MENDED, keeping_errors, shared_calls, summing_errors
from xltargets.workbooks.structured import FormulaProblem, area_of, parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xltargets.workbooks.contents import Contents, Name
    from xltargets.workbooks.mending import Shared

    Share = Callable[[str, str], Shared | None]
    """Of a formula, and of a call in it."""

OMITTED_MARK = "\ue000omitted"
"""Stands in an empty argument of our functions, which an engine would otherwise fill with 0."""
ROW = "\x00"
"""Stands for the number of a cell's own row; no file can hold this character."""
_DEEPEST_NAME = 10
_OF_ONE_CELL = frozenset(
    ["ISBLANK", "ISERR", "ISERROR", "ISEVEN", "ISLOGICAL", "ISNA", "ISNONTEXT", "ISNUMBER", "ISODD", "ISTEXT", "N"]
)
"""Functions that the engine works out for one cell only: over a range it gives a wrong number without a word."""
_CAREFUL = ("SUMIF(", "SUMIFS(", "AVERAGEIF(", "AVERAGEIFS(", "NETWORKDAYS(", "NETWORKDAYS.INTL(")


@dataclass(frozen=True, slots=True)
class Parts:
    """A formula taken apart, the same in every workbook."""

    pieces: tuple[Token, ...]
    """Its functions bare, omitted arguments marked."""
    mended: tuple[Token, ...]
    """The same as the engine is given it."""
    functions: frozenset[str]
    """The bare names of all functions that it calls."""
    in_its_table: bool
    """Whether it names a column without its table, so that its meaning depends on the table that it stands in."""


@lru_cache(maxsize=4096)
def parts_of(formula: str) -> Parts:
    """Take a formula apart."""
    pieces = _mark_omitted(without_intersection(bare(tokens(formula))))
    functions = frozenset(piece.text[:-1] for piece in pieces if piece.kind is Kind.FUNCTION)
    in_its_table = any(piece.kind is Kind.STRUCTURED and piece.text.startswith("[") for piece in pieces)
    mended = pieces if MENDED.isdisjoint(functions) else keeping_errors(pieces)
    return Parts(tuple(pieces), tuple(mended), functions, in_its_table)


@dataclass(frozen=True, slots=True)
class _Written:
    """A formula written out for a workbook, but for the row."""

    between: tuple[str, ...]
    """The texts between which the number of the row stands."""
    carrying: tuple[str, ...] | None
    """The same with sums that carry errors, None where it has no such sums."""
    rows: tuple[tuple[str, Area], ...]
    """The tables of which it reads its own row, and where their rows are."""
    over_a_range: str | None
    """A function of one cell that it applies to a range."""


class Rewriter:
    """Writes the formulas of one workbook out for the engine."""

    def __init__(self, contents: Contents, share: Share | None = None) -> None:
        """`share` takes a call that is the same in every row and says where its result stands, None if nowhere."""
        self.contents = contents
        self._share = share
        self._written: dict[tuple[str, str, str | None], _Written | FormulaProblem] = {}

    def plain(self, formula: str, sheet: str, row: int, column: int) -> str:
        """A formula as the engine takes it. A `FormulaProblem` says why one cannot be worked out."""
        written = self._in_cell(formula, sheet, row, column)
        if written.over_a_range is not None:
            raise FormulaProblem(N_("{function} over a range cannot be worked out here"), function=written.over_a_range)
        return str(row).join(written.between)

    def references(self, formula: str, sheet: str, row: int, column: int) -> str:
        """A formula as it is, but with nothing but plain references."""
        self._in_cell(formula, sheet, row, column)
        parts = parts_of(formula)
        own = own_table(self.contents, formula, sheet, row, column)
        pieces = _Writer(self.contents, sheet, own, mended=False).written(parts.pieces)
        return untokenised(pieces).replace(ROW, str(row))

    def carrying_errors(self, formula: str, sheet: str, row: int, column: int) -> str | None:
        """The same with sums that give the errors that they match, None where there are no such sums in it."""
        carrying = self._in_cell(formula, sheet, row, column).carrying
        return None if carrying is None else str(row).join(carrying)

    def _in_cell(self, formula: str, sheet: str, row: int, column: int) -> _Written:
        own = own_table(self.contents, formula, sheet, row, column)
        key = (formula, sheet, own)
        if key not in self._written:
            try:
                self._written[key] = self._write(formula, sheet, own)
            except FormulaProblem as problem:
                self._written[key] = problem
        written = self._written[key]
        if isinstance(written, FormulaProblem):
            raise written
        for table, data in written.rows:
            if not data.top <= row <= data.bottom:
                raise FormulaProblem(N_("the table {table} has no such row"), table=table)
        return written

    def _write(self, formula: str, sheet: str, own: str | None) -> _Written:
        writer = _Writer(self.contents, sheet, own)
        pieces = writer.written(parts_of(formula).mended)
        if (share := self._share) is not None:
            pieces = shared_calls(pieces, quoted(sheet), ROW, lambda call: share(formula, call))
        carrying = None
        if any(piece.text in _CAREFUL for piece in pieces):
            carrying = tuple(untokenised(summing_errors(pieces)).split(ROW))
        return _Written(
            tuple(untokenised(pieces).split(ROW)), carrying, tuple(writer.rows.items()), _over_a_range(pieces)
        )


def to_a1(formula: str, contents: Contents, sheet: str, row: int, column: int) -> str:
    """A formula of one cell with nothing but plain references. Raises a `FormulaProblem` for what has none."""
    return Rewriter(contents).references(formula, sheet, row, column)


def own_table(contents: Contents, formula: str, sheet: str, row: int, column: int) -> str | None:
    """The table in which a cell stands, if its formula's meaning depends on it."""
    return _table_at(contents, sheet, row, column) if parts_of(formula).in_its_table else None


def references_of(
    contents: Contents, formula: str, sheet: str, own: str | None
) -> tuple[list[tuple[str, str]], list[Area]]:
    """The plain references of a formula: the sheet's prefix and the cells, `ROW` for the number of the cell's own row.

    Besides them the areas in whose rows its cells must stand. A `FormulaProblem` says what cannot be resolved.
    """
    writer = _Writer(contents, sheet, own, mended=False)
    pieces = writer.written(parts_of(formula).pieces)
    return [(one.sheet, one.text) for one in pieces if one.kind is Kind.REFERENCE], list(writer.rows.values())


def _table_at(contents: Contents, sheet: str, row: int, column: int) -> str | None:
    tables = contents.tables.values()
    return next((one.name for one in tables if one.sheet == sheet and (row, column) in one.area), None)


class _Writer:
    """Writes the pieces of one formula out, for the cells of a sheet or of a table on it."""

    def __init__(self, contents: Contents, sheet: str, own: str | None, *, mended: bool = True) -> None:
        self.contents = contents
        self.mended = mended
        self.sheet = sheet
        self.own = own
        self.rows: dict[str, Area] = {}
        """Where the rows of the tables are of which it reads its own row."""

    def written(self, pieces: Iterable[Token], depth: int = 0) -> list[Token]:
        """The pieces with plain references only, `ROW` in place of the cell's own row."""
        if depth > _DEEPEST_NAME:
            raise FormulaProblem(N_("its names refer to each other in a circle"))
        written: list[Token] = []
        for piece in pieces:
            if "[" in piece.sheet:
                raise FormulaProblem(N_("it refers to another workbook"))
            if piece.kind is Kind.STRUCTURED:
                written.append(self._cells(piece.text))
            elif piece.kind is Kind.REFERENCE and piece.text.endswith("#"):
                written.append(self._spill_of(piece))
            elif piece.kind is Kind.NAME and piece.text.upper() not in {"TRUE", "FALSE"}:
                written += self._name(piece, depth)
            else:
                written.append(piece)
        return written

    def _cells(self, text: str) -> Token:
        """The cells that a structured reference means."""
        reference = parse_structured(text)
        if reference.table is None:
            if self.own is None:
                raise FormulaProblem(N_("it names a column outside a table"))
            reference = replace(reference, table=self.own)
        table = self.contents.tables.get((reference.table or "").lower())
        data = table.data if table else None
        place, area = area_of(reference, self.contents, self.sheet, data.top if data else 0, 0)
        if reference.part != "#this row" or table is None or data is None:
            return Token(Kind.REFERENCE, str(area), quoted(place))
        self.rows[table.name] = data
        columns = dict.fromkeys((area.left, area.right))
        return Token(Kind.REFERENCE, ":".join(column_letters(one) + ROW for one in columns), quoted(place))

    def _sheet_of(self, piece: Token) -> str:
        prefix = piece.sheet.removesuffix("!")
        if prefix.startswith("'"):
            return prefix[1:-1].replace("''", "'")
        return prefix or self.sheet

    def _spill_of(self, piece: Token) -> Token:
        place, anchor = self._sheet_of(piece), Area.parse(piece.text[:-1])
        sheet = self.contents.sheets.get(place)
        cell = sheet.cells.get((anchor.top, anchor.left)) if sheet else None
        if cell is None or cell.spill is None:
            raise FormulaProblem(N_("{reference} is no spilled range"), reference=piece.text)
        return Token(Kind.REFERENCE, str(cell.spill), quoted(place))

    def _name(self, piece: Token, depth: int) -> list[Token]:
        if not piece.sheet and piece.text.lower() in self.contents.tables:
            return [self._cells(f"{piece.text}[]")]
        found = self._defined(piece.text, self._sheet_of(piece))
        if found is None:
            raise FormulaProblem(N_("there is no name {name}"), name=piece.text)
        parts = parts_of(found.refers_to.removeprefix("="))
        inner = self.written(parts.mended if self.mended else parts.pieces, depth + 1)
        return inner if len(inner) == 1 else [Token(Kind.MARK, "("), *inner, Token(Kind.MARK, ")")]

    def _defined(self, name: str, sheet: str) -> Name | None:
        alike = [one for one in self.contents.names if one.name.lower() == name.lower()]
        return next(
            (one for one in alike if one.sheet == sheet), next((one for one in alike if one.sheet is None), None)
        )


def _over_a_range(pieces: Iterable[Token]) -> str | None:
    """A function of one cell that a formula applies to a range, which the engine must not be asked for."""
    opened: list[str] = []
    for piece in pieces:
        if piece.kind is Kind.FUNCTION:
            opened.append(piece.text[:-1].upper())
        elif piece.kind is Kind.MARK and piece.text == "(":
            opened.append("")
        elif piece.kind is Kind.MARK and piece.text == ")" and opened:
            opened.pop()
        elif piece.kind is Kind.REFERENCE and ":" in piece.text:
            # The innermost function takes the range; brackets hand it on.
            name = next((one for one in reversed(opened) if one), "")
            if name in _OF_ONE_CELL:
                return name
    return None


def _mark_omitted(pieces: list[Token]) -> list[Token]:
    """Put a mark in the empty arguments of our functions; one closing on its own has no arguments at all."""
    solid = [
        piece
        for position, piece in enumerate(pieces)
        if piece.kind is not Kind.SPACE or is_intersection(pieces, position)
    ]
    written: list[Token] = []
    ours: list[bool] = []
    mark = Token(Kind.TEXT, f'"{OMITTED_MARK}"')
    for position, piece in enumerate(solid):
        before = solid[position - 1] if position else None
        if piece.kind is Kind.FUNCTION:
            ours.append(bare_name(piece.text[:-1]) is not None)
        elif piece.kind is Kind.MARK and piece.text in "({":
            ours.append(False)
        elif piece.kind is Kind.MARK and piece.text in ",)}" and ours:
            opening = before is not None and before.kind is Kind.FUNCTION
            comma = before is not None and before.kind is Kind.MARK and before.text == ","
            if ours[-1] and (comma or (opening and piece.text == ",")):
                written.append(mark)
            if piece.text in ")}":
                ours.pop()
        written.append(piece)
    return written
