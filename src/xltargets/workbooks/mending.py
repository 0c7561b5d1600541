"""Formulas put otherwise for the engine, where it would not give what a spreadsheet gives.

Some of its answers hide an error. `INDEX(#VALUE!,1,2)` is `#REF!` to it, RANK of any error is `#N/A`, and the
conditional sums pass over an error in a cell that they match, as NETWORKDAYS does over one among the holidays, so that
a total looks plausible. Of several errors in matched cells the first is told, as in Excel; LibreOffice tells the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.functions import FUNCTIONS
from xltargets.workbooks.contents import Area
from xltargets.workbooks.tokens import Kind, Token, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Pieces = list[Token]
    Rewrite = Callable[[Pieces, list[Pieces]], Pieces]
    """Of a whole call and its arguments."""

_GIVE_REFERENCES = frozenset(["INDEX(", "OFFSET(", "INDIRECT(", "CHOOSE(", "IF(", "IFS(", "SWITCH(", "XLOOKUP("])
_ARRAY = "xlt_array"
_BEGIN = f" {_ARRAY},"
_BEFORE_PLACE = 4
"""So many pieces stand before the row and column of an INDEX that keeps errors."""


def keeping_errors(pieces: Sequence[Token]) -> list[Token]:
    """A formula without spaces, its INDEX giving the error of what it looks into, and RANK that of what it ranks.

    >>> from xltargets.workbooks.tokens import tokens, untokenised
    >>> untokenised(keeping_errors(tokens("INDEX(A1:B2,1,2)")))
    'INDEX(A1:B2,1,2)'
    >>> untokenised(keeping_errors(tokens("INDEX(NA(),1,2)"))).partition("),INDEX")[0]
    'LET( xlt_array,NA(),IF(AND(ROWS(xlt_array)=1,COLUMNS(xlt_array)=1,ISERROR(INDEX(xlt_array,1,1))'
    >>> untokenised(keeping_errors(tokens("RANK(A1,A1:A3)")))
    'IF(ISERROR(A1),A1,RANK(A1,A1:A3))'
    """
    return _with_calls(pieces, {"INDEX(": _index, "RANK(": _rank})


MENDED = frozenset(["INDEX", "RANK"])
"""The functions of which it is put otherwise."""


def summing_errors(pieces: Sequence[Token]) -> list[Token]:
    """A formula without spaces and names, its conditional sums and means giving the error of a cell that they match.

    Its working days give the error of a holiday.

    >>> from xltargets.workbooks.tokens import tokens, untokenised
    >>> untokenised(summing_errors(tokens("SUMIF(A1:A3,1,B1:B3)")))
    '(SUMIF(A1:A3,1,B1:B3)+0*MAXIFS(B1:B3,A1:A3,1))'
    """
    one, many = _conditional, _conditional_on_several
    sums = {"SUMIF(": one, "AVERAGEIF(": one, "SUMIFS(": many, "AVERAGEIFS(": many}
    return _with_calls(pieces, sums | {"NETWORKDAYS(": _between_days, "NETWORKDAYS.INTL(": _between_days})


@dataclass(frozen=True, slots=True)
class Shared:
    """Where the result of a call stands that is worked out once for many cells, as references."""

    is_alone: str
    """The cell that says whether it is a single value."""
    first: str
    whole: str
    """All of it, where it is more than a single value."""


def shared_calls(
    pieces: Sequence[Token], home: str, own_row: str, share: Callable[[str], Shared | None]
) -> list[Token]:
    """A formula that keeps its errors, each call that it looks into read from where `share` says its result stands.

    A call that reads its own row, of which `own_row` is the sign, is another one in each row and stays. `home` is the
    prefix of the sheet that references without one mean.
    """
    written = list(pieces)
    begins = [position + 1 for position, piece in enumerate(written) if piece.text == _BEGIN]
    for begin in reversed(begins):
        (looked_into, chosen), after = _arguments(written, begin)
        text = untokenised([_at_home(piece, home) for piece in looked_into])
        is_one_call = looked_into[0].text[:-1] in FUNCTIONS and _arguments(looked_into, 1)[1] == len(looked_into)
        if not is_one_call or own_row in text or any(piece.text in _OF_A_CELL for piece in looked_into):
            continue
        if (shared := share(text)) is not None:
            rest = untokenised(chosen[_BEFORE_PLACE:-2])
            alone = f"IF(ISERROR({shared.first}),{shared.first},INDEX({shared.first},{rest}))"
            whole = f"INDEX({shared.whole},{rest})"
            written[begin - 2 : after] = [_mark(f"IF({shared.is_alone},{alone},{whole})")]
    return written


def _at_home(piece: Token, home: str) -> Token:
    """A reference with its sheet, so that it means the same on any."""
    return Token(piece.kind, piece.text, home) if piece.kind is Kind.REFERENCE and not piece.sheet else piece


_OF_A_CELL = frozenset(["ROW(", "COLUMN(", "CELL(", "INDIRECT(", "OFFSET(", "RAND(", "RANDBETWEEN(", "XLT_EXPLAIN("])
"""Calls of these may give another result in another cell."""


def _with_calls(pieces: Sequence[Token], rewrites: Mapping[str, Rewrite]) -> Pieces:
    """The pieces with each call rewritten that is found worth it, the innermost first."""
    written: Pieces = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        rewrite = rewrites.get(piece.text) if piece.kind is Kind.FUNCTION and not piece.sheet else None
        if rewrite is None:
            written.append(piece)
            position += 1
            continue
        arguments, position = _arguments(pieces, position + 1)
        arguments = [_with_calls(argument, rewrites) for argument in arguments]
        written += rewrite([piece, *_listed(arguments), _mark(")")], arguments)
    return written


def _arguments(pieces: Sequence[Token], position: int) -> tuple[list[Pieces], int]:
    """The arguments of the call whose first argument begins at a position, and the position after the call."""
    arguments: list[Pieces] = [[]]
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
            depth += 1
        elif piece.kind is Kind.MARK and piece.text in ")}":
            depth -= 1
    return arguments, len(pieces)


def _listed(arguments: list[Pieces]) -> Pieces:
    """Arguments with the commas between them."""
    return [piece for number, one in enumerate(arguments) for piece in ([_mark(",")] if number else []) + one]


def _mark(text: str) -> Token:
    """A piece that nobody looks into."""
    return Token(Kind.MARK, text)


def _index(call: Pieces, arguments: list[Pieces]) -> Pieces:
    """`INDEX` over what a function gives, which may be an error; one over cells may be a reference and stays so."""
    looked_into = arguments[0]
    if not looked_into or looked_into[0].text in _GIVE_REFERENCES:
        return call
    if not any(piece.kind is Kind.FUNCTION for piece in looked_into):
        return call
    first = f"INDEX({_ARRAY},1,1)"
    is_error = f"AND(ROWS({_ARRAY})=1,COLUMNS({_ARRAY})=1,ISERROR({first}))"
    begin = [_opened("LET"), _mark(_BEGIN), *looked_into, _mark(",")]
    chosen = [_opened("IF"), _mark(f"{is_error},{first},"), _opened("INDEX"), _mark(f"{_ARRAY},")]
    assert len(chosen) == _BEFORE_PLACE
    return [*begin, *chosen, *_listed(arguments[1:]), *map(_mark, ")))")]


def _rank(call: Pieces, arguments: list[Pieces]) -> Pieces:
    """`RANK` of a cell; of anything else it stays, for it may be several cells."""
    ranked = arguments[0]
    if len(ranked) != 1 or ":" in ranked[0].text:
        return call
    is_of_its_row = ranked[0].kind is Kind.STRUCTURED and (
        "@" in ranked[0].text or "#this row" in ranked[0].text.lower()
    )
    if not is_of_its_row and ranked[0].kind is not Kind.REFERENCE:
        return call
    begin = [_opened("IF"), _opened("ISERROR"), *ranked, _mark("),"), *ranked, _mark(",")]
    return [*begin, *call, _mark(")")]


def _opened(function: str) -> Token:
    return Token(Kind.FUNCTION, f"{function}(")


def _conditional(call: Pieces, arguments: list[Pieces]) -> Pieces:
    if len(arguments) not in (2, 3):
        return call
    tested, criterion = arguments[:2]
    summed = _as_large(arguments[2], tested) if len(arguments) == 3 else tested
    return _carrying(call, [summed, tested, criterion])


def _between_days(call: Pieces, arguments: list[Pieces]) -> Pieces:
    has_holidays = len(arguments) == (4 if call[0].text == "NETWORKDAYS.INTL(" else 3) and arguments[-1]
    return [_mark("("), *call, _mark("+0*SUM("), *arguments[-1], _mark("))")] if has_holidays else call


def _as_large(summed: Pieces, tested: Pieces) -> Pieces:
    """The cells that are summed: from their first on as many as are tested, whatever was written."""
    if not all(len(pieces) == 1 and pieces[0].kind is Kind.REFERENCE for pieces in (summed, tested)):
        return summed
    try:
        first, size = Area.parse(summed[0].text), Area.parse(tested[0].text)
    except ValueError:  # whole columns or rows
        return summed
    area = Area(first.top, first.left, first.top + size.rows - 1, first.left + size.columns - 1)
    return [Token(Kind.REFERENCE, str(area), summed[0].sheet)]


def _conditional_on_several(call: Pieces, arguments: list[Pieces]) -> Pieces:
    return call if len(arguments) < 3 else _carrying(call, arguments)


def _carrying(call: Pieces, of_greatest: list[Pieces]) -> Pieces:
    """The call, plus nothing; but MAXIFS over the same cells gives the error that the call passes over."""
    return [_mark("("), *call, _mark("+0*MAXIFS("), *_listed(of_greatest), _mark("))")]
