"""Native functions over arrays, for an engine that works them out for single values only, and matrix products.

A spreadsheet works `ROUND(A1:B2*C1,0)` out for each element where the formula is an array's. The engine does not, and
knows no MMULT. So in the formulas of arrays these calls are ours, and MMULT is everywhere.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PREFIX = "XLT_OF_ARRAYS_"
_DIGITS = 15
"""So many digits of a number a spreadsheet rounds by."""

Rows = list[list[Any]]


def lifted(formula: str, names: Iterable[str] | None = None) -> str:
    """The formula of an array with our functions in place of those that the engine cannot work out over arrays.

    `names` are those of them that are meant; left out it is all.

    >>> lifted("ROUND(A1:B2*0.5,0)")
    'XLT_OF_ARRAYS_ROUND(A1:B2*0.5,0)'
    """
    wanted = LIFTED.keys() if names is None else names
    return untokenised(
        [
            Token(piece.kind, _PREFIX + piece.text, piece.sheet)
            if piece.kind is Kind.FUNCTION and piece.text.upper().removesuffix("(") in wanted
            else piece
            for piece in tokens(formula)
        ]
    )


def _round(numbers: Any, decimals: Any) -> Any:
    if isinstance(decimals, list):
        return CellError("#VALUE!")
    if isinstance(decimals, CellError):
        return decimals
    if not isinstance(numbers, list):
        return _rounded(numbers, decimals)
    return [[_rounded(number, decimals) for number in row] for row in numbers]


def _rounded(number: Any, decimals: Any) -> Any:
    """Half away from zero, of the number as its fifteen digits say it.

    >>> _rounded(2.675, 2.0), _rounded(-2.5, 0.0), _rounded("x", 0.0)
    (2.68, -3.0, CellError('#VALUE!'))
    """
    if isinstance(number, CellError):
        return number
    if number is None:
        return 0.0
    if isinstance(number, str) or not isinstance(decimals, (int, float, type(None))):
        return CellError("#VALUE!")
    said = Decimal(f"{float(number):.{_DIGITS}g}")
    return float(said.quantize(Decimal(1).scaleb(-int(decimals or 0)), rounding=ROUND_HALF_UP)) + 0.0


def _product(left: Any, right: Any) -> Any:
    """The product of two matrices; one that holds a text, a blank or an error is #VALUE!, as in Excel.

    >>> _product([[1.0, 2.0]], [[3.0], [4.0]])
    [[11.0]]
    """
    first, second = _rows(left), _rows(right)
    for matrix in (first, second):
        for row in matrix:
            for value in row:
                if isinstance(value, CellError):
                    return value
                if not isinstance(value, (int, float)):
                    return CellError("#VALUE!")
    if len(first[0]) != len(second):
        return CellError("#VALUE!")
    columns = list(zip(*second, strict=True))
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in first]


def _rows(value: Any) -> Rows:
    return value if isinstance(value, list) else [[value]]


MATRIX = "MMULT"
"""Which a cell alone may have as well, as an argument of ours."""
LIFTED: dict[str, Callable[[Any, Any], Any]] = {"ROUND": _round, MATRIX: _product}
NAMES = {_PREFIX + name: function for name, function in LIFTED.items()}
"""The functions that the engine is given, by the names that it is given them under."""
