"""Formulas as text: the canonical form for comparing, plain A1 form for the engine, and what a formula calls."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.functions.names import bare_name
from xltargets.workbooks.structured import FormulaProblem, area_of, parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents, Name

OMITTED_MARK = "\ue000omitted"
"""Stands in an empty argument of our functions, which an engine would otherwise fill with 0."""
_PREFIXES = re.compile(r"^(?:_xlfn\.|_xlws\.|_xlpm\.)+", re.IGNORECASE)
_CALLS_OUT = frozenset(
    ["WEBSERVICE", "FILTERXML", "RTD", "CALL", "REGISTER.ID", "REGISTER", "EXEC", "DDE", "SQL.REQUEST", "IMAGE"]
)
_LINK = re.compile(r"^\s*\"?(?:[a-z][a-z0-9+.-]*:|\\\\|/|\.\.)", re.IGNORECASE)
_DEEPEST_NAME = 10


def canonical(formula: str, table: str | None = None) -> str:
    """The one spelling of a formula, whichever host wrote it: for comparing, not for calculating.

    Functions are bare and in capitals, implicit intersection and insignificant spaces are gone, structured references
    are written in full, numbers in one way. `table` is the table that the formula stands in.

    >>> canonical("_xlfn.SINGLE( [1]!target_split(A1, periods[@Weight]) )")
    'TARGET_SPLIT(A1,periods[[#This Row],[Weight]])'
    >>> canonical("IF(TRUE(),1E+15,0.50)") == canonical("IF(TRUE,1000000000000000,.5)")
    True
    """
    pieces = _plain_truth(_without_intersection(_bare(tokens(formula))))
    written = []
    for position, piece in enumerate(pieces):
        if piece.kind is Kind.SPACE:
            if _is_intersection(pieces, position):
                written.append(" ")
        elif piece.kind is Kind.STRUCTURED:
            reference = parse_structured(piece.text)
            name = (reference.table or table or "").lower()
            written.append(str(type(reference)(name, reference.part, reference.first, reference.last)))
        elif piece.kind is Kind.REFERENCE:
            written.append(piece.sheet + piece.text.upper())
        elif piece.kind is Kind.NUMBER:
            written.append(repr(float(piece.text)).removesuffix(".0"))
        else:
            written.append(piece.sheet + piece.text)
    return "".join(written)


def functions_used(formula: str) -> set[str]:
    """The bare names of all functions that a formula calls.

    >>> sorted(functions_used('IFERROR(_xlfn.XLOOKUP(A1,B:B,C:C),"SUM(")'))
    ['IFERROR', 'XLOOKUP']
    """
    return {piece.text[:-1] for piece in _bare(tokens(formula)) if piece.kind is Kind.FUNCTION}


def calls_out(formula: str) -> str | None:
    """What in a formula reaches outside the workbook, as it is written; None if nothing does.

    A link to our own add-in is no such thing: after the spelling is made bare, it is a plain call.
    """
    pieces = _bare(tokens(formula))
    for position, piece in enumerate(pieces):
        if piece.kind is Kind.FUNCTION:
            name = piece.text[:-1]
            argument = next((one for one in pieces[position + 1 :] if one.kind is not Kind.SPACE), None)
            literal = argument.text if argument is not None and argument.kind is Kind.TEXT else ""
            if name in _CALLS_OUT:
                return name
            if name == "HYPERLINK" and _LINK.match(literal):
                return f"HYPERLINK({literal})"
            if name == "INDIRECT" and "[" in literal and "!" in literal:
                return f"INDIRECT({literal})"
        if "[" in piece.sheet or (piece.kind is Kind.MARK and piece.text == "|"):
            return piece.sheet + piece.text
    return None


_OF_ONE_CELL = frozenset(
    ["ISBLANK", "ISERR", "ISERROR", "ISEVEN", "ISLOGICAL", "ISNA", "ISNONTEXT", "ISNUMBER", "ISODD", "ISTEXT", "N"]
)
"""Functions that the engine works out for one cell only: over a range it gives a wrong number without a word."""


def over_a_range(formula: str) -> str | None:
    """A function of one cell that a formula applies to a range, which the engine must not be asked for.

    >>> over_a_range("SUMPRODUCT(ISNUMBER(A1:A4)*B1:B4)"), over_a_range("SUM(A1:A4)+ISNUMBER(A1)")
    ('ISNUMBER', None)
    """
    opened: list[str] = []
    for piece in tokens(formula):
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


def to_a1(formula: str, contents: Contents, sheet: str, row: int, column: int) -> str:
    """A formula for the engine: bare functions, no structured references, no defined names, omitted arguments marked.

    Raises a `FormulaProblem` for what cannot be written so.
    """
    return untokenised(_resolved(formula, contents, sheet, (row, column), depth=0))


def _resolved(formula: str, contents: Contents, sheet: str, cell: tuple[int, int], depth: int) -> list[Token]:
    if depth > _DEEPEST_NAME:
        raise FormulaProblem(N_("its names refer to each other in a circle"))
    written: list[Token] = []
    for piece in _plain_pieces(formula):
        if "[" in piece.sheet:
            raise FormulaProblem(N_("it refers to another workbook"))
        if piece.kind is Kind.STRUCTURED:
            place, area = area_of(parse_structured(piece.text), contents, sheet, *cell)
            written.append(Token(Kind.REFERENCE, str(area), quoted(place)))
        elif piece.kind is Kind.REFERENCE and piece.text.endswith("#"):
            written.append(_spill_of(piece, contents, sheet))
        elif piece.kind is Kind.NAME and piece.text.upper() not in {"TRUE", "FALSE"}:
            written += _name(piece, contents, sheet, cell, depth)
        else:
            written.append(piece)
    return written


@lru_cache
def _plain_pieces(formula: str) -> tuple[Token, ...]:
    """A formula taken apart, its functions bare and omitted arguments marked. Down a column it is often the same."""
    return tuple(_mark_omitted(_without_intersection(_bare(tokens(formula)))))


def quoted(sheet: str) -> str:
    """A sheet's name as the prefix of a reference.

    >>> quoted("Ann's plan")
    "'Ann''s plan'!"
    """
    return "'" + sheet.replace("'", "''") + "'!"


def _sheet_of(piece: Token, sheet: str) -> str:
    prefix = piece.sheet.removesuffix("!")
    if prefix.startswith("'"):
        return prefix[1:-1].replace("''", "'")
    return prefix or sheet


def _spill_of(piece: Token, contents: Contents, sheet: str) -> Token:
    from xltargets.workbooks.contents import Area

    place = _sheet_of(piece, sheet)
    anchor = Area.parse(piece.text[:-1])
    cell = contents.sheets[place].cells.get((anchor.top, anchor.left)) if place in contents.sheets else None
    if cell is None or cell.spill is None:
        raise FormulaProblem(N_("{reference} is no spilled range"), reference=piece.text)
    return Token(Kind.REFERENCE, str(cell.spill), quoted(place))


def _name(piece: Token, contents: Contents, sheet: str, cell: tuple[int, int], depth: int) -> list[Token]:
    place = _sheet_of(piece, sheet)
    if not piece.sheet and piece.text.lower() in contents.tables:
        place, area = area_of(parse_structured(f"{piece.text}[]"), contents, sheet, *cell)
        return [Token(Kind.REFERENCE, str(area), quoted(place))]
    found = _defined(piece.text, place, contents)
    if found is None:
        raise FormulaProblem(N_("there is no name {name}"), name=piece.text)
    inner = _resolved(found.refers_to.removeprefix("="), contents, sheet, cell, depth + 1)
    if len(inner) == 1:
        return inner
    return [Token(Kind.MARK, "("), *inner, Token(Kind.MARK, ")")]


def _defined(name: str, sheet: str, contents: Contents) -> Name | None:
    alike = [one for one in contents.names if one.name.lower() == name.lower()]
    return next((one for one in alike if one.sheet == sheet), next((one for one in alike if one.sheet is None), None))


def _bare(pieces: list[Token]) -> list[Token]:
    """Function names without what a host or an Excel version puts before them."""
    written = []
    for piece in pieces:
        if piece.kind is Kind.FUNCTION:
            spelling = _PREFIXES.sub("", piece.text[:-1])
            ours = bare_name(piece.sheet + spelling)
            if ours is not None:
                written.append(Token(Kind.FUNCTION, f"{ours}("))
            else:
                written.append(Token(Kind.FUNCTION, f"{spelling.upper()}(", piece.sheet))
        else:
            written.append(piece)
    return written


def _without_intersection(pieces: list[Token]) -> list[Token]:
    """Leave out `@` and `SINGLE(...)`, which older and newer versions of Excel write for the same formula."""
    written: list[Token] = []
    opened: list[bool] = []
    for piece in pieces:
        if piece.kind is Kind.MARK and piece.text == "@":
            continue
        if piece.kind is Kind.FUNCTION:
            opened.append(piece.text == "SINGLE(")
            if opened[-1]:
                continue
        elif piece.kind is Kind.MARK and piece.text == "(":
            opened.append(False)
        elif piece.kind is Kind.MARK and piece.text == ")" and opened and opened.pop():
            continue
        written.append(piece)
    return written


def _plain_truth(pieces: list[Token]) -> list[Token]:
    """`TRUE()` and `FALSE()` as the words, which some programs write for the same formula."""
    written: list[Token] = []
    for piece in pieces:
        last = written[-1] if written else None
        if piece.text == ")" and last is not None and last.text in ("TRUE(", "FALSE("):
            written[-1] = Token(Kind.NAME, last.text[:-1])
        else:
            written.append(piece)
    return written


def _is_intersection(pieces: list[Token], position: int) -> bool:
    """Whether a space stands between two ranges, where it means their common cells."""
    if not 0 < position < len(pieces) - 1:
        return False
    before, after = pieces[position - 1], pieces[position + 1]
    ranges = {Kind.REFERENCE, Kind.NAME, Kind.STRUCTURED}
    return (before.kind in ranges or before.text == ")") and (after.kind in ranges or after.text == "(")


def _mark_omitted(pieces: list[Token]) -> list[Token]:
    """Put a mark in the empty arguments of our functions; one closing on its own has no arguments at all."""
    solid = [
        piece
        for position, piece in enumerate(pieces)
        if piece.kind is not Kind.SPACE or _is_intersection(pieces, position)
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
