"""Formulas put otherwise for the engine, where it would not give what a spreadsheet gives.

Two of its answers hide an error. `INDEX(#VALUE!,1,2)` is `#REF!` to it, and the conditional sums pass over an error in
a cell that they match, so that a total looks plausible. Of several errors in matched cells the first is told, as in
Excel; LibreOffice tells the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.workbooks.contents import Area
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable

    Arguments = list[list[Token]]
    Rewrite = Callable[[str, Arguments], str]

_GIVE_REFERENCES = frozenset(["INDEX", "OFFSET", "INDIRECT", "CHOOSE", "IF", "IFS", "SWITCH", "XLOOKUP"])
_ARRAY = "xlt_array"


def keeping_errors(formula: str) -> str:
    """A formula in plain form, its INDEX giving the error of what it looks into.

    >>> keeping_errors("INDEX(A1:B2,1,2)")
    'INDEX(A1:B2,1,2)'
    >>> keeping_errors("INDEX(NA(),1,2)").partition("),INDEX")[0]
    'LET(xlt_array,NA(),IF(AND(ROWS(xlt_array)=1,COLUMNS(xlt_array)=1,ISERROR(INDEX(xlt_array,1,1))'
    """
    return _rewritten(formula, {"INDEX(": _index}) if "INDEX(" in formula else formula


def summing_errors(formula: str) -> str:
    """A formula in plain form, its conditional sums and means giving the error of a cell that they match.

    >>> summing_errors("SUMIF(A1:A3,1,B1:B3)")
    '(SUMIF(A1:A3,1,B1:B3)+0*MAXIFS(B1:B3,A1:A3,1))'
    """
    if "SUMIF" not in formula and "AVERAGEIF" not in formula:
        return formula
    rewrites: dict[str, Rewrite] = {"SUMIF(": _conditional, "AVERAGEIF(": _conditional}
    return _rewritten(formula, rewrites | {"SUMIFS(": _conditional_on_several, "AVERAGEIFS(": _conditional_on_several})


def _rewritten(formula: str, rewrites: dict[str, Rewrite]) -> str:
    return untokenised(_with_calls(tokens(formula), rewrites))


def _with_calls(pieces: list[Token], rewrites: dict[str, Rewrite]) -> list[Token]:
    """The pieces with each call that is to be rewritten, and is found worth it, as one piece."""
    written: list[Token] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        rewrite = rewrites.get(piece.text) if piece.kind is Kind.FUNCTION and not piece.sheet else None
        if rewrite is None:
            written.append(piece)
            position += 1
            continue
        arguments, after = _arguments(pieces, position + 1)
        arguments = [_with_calls(argument, rewrites) for argument in arguments]
        plain = f"{piece.text}{','.join(map(untokenised, arguments))})"
        written.append(Token(Kind.FUNCTION, rewrite(plain, arguments)))
        position = after
    return written


def _arguments(pieces: list[Token], position: int) -> tuple[Arguments, int]:
    """The arguments of the call whose first argument begins at a position, and the position after the call."""
    arguments: Arguments = [[]]
    depth = 0
    for index in range(position, len(pieces)):
        piece = pieces[index]
        if depth == 0 and piece.text == ")":
            return arguments, index + 1
        if depth == 0 and piece.kind is Kind.MARK and piece.text == ",":
            arguments.append([])
            continue
        arguments[-1].append(piece)
        if piece.kind is Kind.FUNCTION or (piece.kind is Kind.MARK and piece.text in "({"):
            depth += piece.text[-1] in "({"
        elif piece.kind is Kind.MARK and piece.text in ")}":
            depth -= 1
    return arguments, len(pieces)


def _index(plain: str, arguments: Arguments) -> str:
    """`INDEX` over what a function gives, which may be an error; one over cells may be a reference and stays so."""
    looked_into = [piece for piece in arguments[0] if piece.kind is not Kind.SPACE]
    if not looked_into or looked_into[0].text.partition("(")[0] in _GIVE_REFERENCES:
        return plain
    if not any(piece.kind is Kind.FUNCTION for piece in looked_into):
        return plain
    name, first = _ARRAY, f"INDEX({_ARRAY},1,1)"
    rest = ",".join(map(untokenised, arguments[1:]))
    is_error = f"AND(ROWS({name})=1,COLUMNS({name})=1,ISERROR({first}))"
    return f"LET({name},{untokenised(arguments[0])},IF({is_error},{first},INDEX({name},{rest})))"


def _conditional(plain: str, arguments: Arguments) -> str:
    if len(arguments) not in (2, 3):
        return plain
    tested, criterion = map(untokenised, arguments[:2])
    summed = _as_large(arguments[2], arguments[0]) if len(arguments) == 3 else tested
    return f"({plain}+0*MAXIFS({summed},{tested},{criterion}))"


def _as_large(summed: list[Token], tested: list[Token]) -> str:
    """The cells that are summed: from their first on as many as are tested, whatever was written."""
    one, other = ([piece for piece in pieces if piece.kind is not Kind.SPACE] for pieces in (summed, tested))
    if len(one) != 1 or len(other) != 1 or one[0].kind is not Kind.REFERENCE or other[0].kind is not Kind.REFERENCE:
        return untokenised(summed)
    try:
        first, size = Area.parse(one[0].text), Area.parse(other[0].text)
    except ValueError:  # whole columns or rows
        return untokenised(summed)
    return one[0].sheet + str(Area(first.top, first.left, first.top + size.rows - 1, first.left + size.columns - 1))


def _conditional_on_several(plain: str, arguments: Arguments) -> str:
    if len(arguments) < 3:
        return plain
    return f"({plain}+0*MAXIFS({','.join(map(untokenised, arguments))}))"
