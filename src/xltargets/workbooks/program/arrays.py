"""Arithmetic of whole ranges, for formulas that spill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError
from xltargets.workbooks.program.matrices import ENOUGH, Matrix, Rows, at_once, held_in
from xltargets.workbooks.program.ranges import Range, added, need_range
from xltargets.workbooks.program.scalars import may_be_number
from xltargets.workbooks.program.signals import VALUE, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def lines(value: Any) -> Rows:
    """Any value as rows.

    >>> lines(5.0), lines(Range([1.0, 2.0], 1, 2))
    ([[5.0]], [[1.0, 2.0]])
    """
    found: Rows = _rows_or_matrix(rows_of(value))
    return found


def rows_of(value: Any) -> Any:
    """A value as all but this module take it: a matrix as rows, any other as it is, such as the error of all of it."""
    return value.tolist() if value.__class__ is Matrix else value


def _rows_or_matrix(value: Any) -> Any:
    if isinstance(value, Range):
        return value.rows
    return value if value.__class__ in (list, Matrix) else [[value]]


class Column(tuple[Any, ...]):
    """A column that was worked out, as an argument of our functions: the same elements make the same call."""

    __slots__ = ()


def made_array(ranges: Sequence[Any], term: Callable[..., Any], factor: Any) -> Column | CellError:
    """MMULT of a function of one element of each of several columns, and {1}; or the error of all of it.

    >>> made_array((Range([1.0, 2.0], 2, 1), Range([3.0, 4.0], 2, 1)), lambda one, other: one * other, [[1.0]])
    (3.0, 8.0)
    """
    if lines(factor) != [[1.0]]:
        raise Unsure
    cells = [need_range(one) for one in ranges]
    if any(one.width != 1 or one.height != cells[0].height for one in cells):
        raise Unsure
    found = Column(map(term, *(one.flat for one in cells)))
    others = {one for one in found if one.__class__ is not float}
    return _instead(others) if others else found


def transposed(value: Any) -> Rows:
    """TRANSPOSE."""
    return [list(row) for row in zip(*lines(value), strict=True)]


def spread(operation: Callable[..., Any], one: Any, other: Any) -> Any:
    """An operator over rows and columns that stretch to each other's size: rows, or a matrix where they are many.

    >>> from xltargets.workbooks.program.scalars import mul
    >>> spread(mul, [[1.0], [2.0]], [[10.0, 20.0]])
    [[10.0, 20.0], [20.0, 40.0]]
    """
    first, second = _rows_or_matrix(one), _rows_or_matrix(other)
    height, width = max(len(first), len(second)), max(len(first[0]), len(second[0]))
    if any(len(rows) not in (1, height) or len(rows[0]) not in (1, width) for rows in (first, second)):
        raise Unsure
    if height * width >= ENOUGH and (found := at_once(operation, first, second)) is not None:
        return found
    both = (_stretched(lines(first), height, width), _stretched(lines(second), height, width))
    return [list(map(operation, one, other)) for one, other in zip(*both, strict=True)]


def _stretched(rows: Rows, height: int, width: int) -> Rows:
    """Rows of so many cells, each the only one of its row where that has one, and so many rows."""
    wide = [row if len(row) == width else row * width for row in rows]
    return wide if len(wide) == height else wide * height


def mmult(one: Any, other: Any) -> Any:
    """MMULT of numbers, added in order; an error of all of it where there is anything else among them.

    >>> mmult([[1.0, 2.0]], [[3.0], [4.0]])
    [[11.0]]
    """
    first, second = _rows_or_matrix(one), lines(other)
    if len(first[0]) != len(second) and CellError not in (one.__class__, other.__class__):
        raise Unsure
    if first.__class__ is Matrix and first.dtype != float:
        first = lines(first)
    # A matrix of numbers holds nothing else.
    looked_at = second if first.__class__ is Matrix else (*first, *second)
    others = {value for row in looked_at for value in row if value.__class__ is not float}
    if others:
        return _instead(others)
    width = range(len(second[0]))
    return [
        [added([value * second[place][right] for place, value in held]) for right in width] for held in held_in(first)
    ]


def _instead(others: set[Any]) -> CellError:
    """The error that a product gives for what is no number in it."""
    if all(one is None or (one.__class__ is str and not may_be_number(one)) for one in others):
        return VALUE
    only = next(iter(others))
    if len(others) == 1 and isinstance(only, CellError):
        return only
    raise Unsure
