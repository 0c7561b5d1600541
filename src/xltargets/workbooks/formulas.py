"""Formulas as text: the canonical form for comparing, and what a formula calls."""

from __future__ import annotations

import re
from functools import lru_cache

from xltargets.functions.names import bare_name
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, Token, tokens

_PREFIXES = re.compile(r"^(?:_xlfn\.|_xlws\.|_xlpm\.)+", re.IGNORECASE)
_CALLS_OUT = frozenset(
    ["WEBSERVICE", "FILTERXML", "RTD", "CALL", "REGISTER.ID", "REGISTER", "EXEC", "DDE", "SQL.REQUEST", "IMAGE"]
)
_LINK = re.compile(r"^\s*\"?(?:[a-z][a-z0-9+.-]*:|\\\\|/|\.\.)", re.IGNORECASE)


def canonical(formula: str, table: str | None = None) -> str:
    """The one spelling of a formula, whichever host wrote it: for comparing, not for calculating.

    Functions are bare and in capitals, implicit intersection and insignificant spaces are gone, structured references
    are written in full, numbers in one way. `table` is the table that the formula stands in.

    >>> canonical("_xlfn.SINGLE( [1]!target_split(A1, periods[@Weight]) )")
    'TARGET_SPLIT(A1,periods[[#This Row],[Weight]])'
    >>> canonical("IF(TRUE(),1E+15,0.50)") == canonical("IF(TRUE,1000000000000000,.5)")
    True
    """
    pieces = _plain_truth(without_intersection(bare(tokens(formula))))
    written = []
    for position, piece in enumerate(pieces):
        if piece.kind is Kind.SPACE:
            if is_intersection(pieces, position):
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


@lru_cache(maxsize=4096)
def functions_used(formula: str) -> frozenset[str]:
    """The bare names of all functions that a formula calls.

    >>> sorted(functions_used('IFERROR(_xlfn.XLOOKUP(A1,B:B,C:C),"SUM(")'))
    ['IFERROR', 'XLOOKUP']
    """
    return frozenset(piece.text[:-1] for piece in bare(tokens(formula)) if piece.kind is Kind.FUNCTION)


@lru_cache(maxsize=4096)
def calls_out(formula: str) -> str | None:
    """What in a formula reaches outside the workbook, as it is written; None if nothing does.

    A link to our own add-in is no such thing: after the spelling is made bare, it is a plain call.
    """
    pieces = bare(tokens(formula))
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


def quoted(sheet: str) -> str:
    """A sheet's name as the prefix of a reference.

    >>> quoted("Ann's plan")
    "'Ann''s plan'!"
    """
    return "'" + sheet.replace("'", "''") + "'!"


def bare(pieces: list[Token]) -> list[Token]:
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


def without_intersection(pieces: list[Token]) -> list[Token]:
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


def is_intersection(pieces: list[Token], position: int) -> bool:
    """Whether a space stands between two ranges, where it means their common cells."""
    if not 0 < position < len(pieces) - 1:
        return False
    before, after = pieces[position - 1], pieces[position + 1]
    ranges = {Kind.REFERENCE, Kind.NAME, Kind.STRUCTURED}
    return (before.kind in ranges or before.text == ")") and (after.kind in ranges or after.text == "(")
