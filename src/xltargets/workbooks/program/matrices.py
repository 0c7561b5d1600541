"""Large arrays of numbers, which NumPy reckons with at once: who belongs to whom, for each of many people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.workbooks.program import scalars

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Rows = list[list[Any]]
"""An array as the values of its rows."""
ENOUGH = 4096
"""Elements from which on an array of NumPy is cheaper than rows of values."""
_AT_ONCE: dict[Callable[..., Any], np.ufunc] = {
    scalars.add: np.add,
    scalars.sub: np.subtract,
    scalars.mul: np.multiply,
    scalars.eq: np.equal,
    scalars.ne: np.not_equal,
    scalars.lt: np.less,
    scalars.le: np.less_equal,
    scalars.gt: np.greater,
    scalars.ge: np.greater_equal,
}
Matrix = np.ndarray
"""Numbers or truth values, of two dimensions."""


def matrix_of(value: Rows | NDArray[Any]) -> NDArray[Any] | None:
    """Rows that hold numbers only, or truth values only, as a matrix; None for others.

    >>> matrix_of([[1.0, 2.0]]), matrix_of([[1.0, None]])
    (array([[1., 2.]]), None)
    """
    if isinstance(value, Matrix):
        return value
    kinds: set[type] = {one.__class__ for row in value for one in row}
    return np.array(value) if kinds in ({float}, {bool}) else None


def at_once(operation: Callable[..., Any], one: Rows | NDArray[Any], other: Rows | NDArray[Any]) -> Any:
    """An operator over two arrays that stretch to each other's size; None where each element needs a look.

    That is so for texts, blanks and errors, and where a result is no number that a cell can hold.

    >>> at_once(scalars.eq, [[1.0], [2.0]], [[1.0, 2.0]])
    array([[ True, False],
           [False,  True]])
    """
    known = _AT_ONCE.get(operation)
    first, second = (None, None) if known is None else (matrix_of(one), matrix_of(other))
    if known is None or first is None or second is None:
        return None
    is_product = operation is scalars.mul
    if not is_product and not first.dtype == second.dtype == float:
        return None
    with np.errstate(all="ignore"):
        found = known(first, second, dtype=float) if is_product else known(first, second)
    return found if found.dtype == bool or np.isfinite(found).all() else None


def held_in(numbers: Rows | NDArray[Any]) -> list[list[tuple[int, float]]]:
    """What is not 0 in each row, with its place; where it is said who belongs to whom, most is 0.

    >>> held_in(np.array([[0.0, 2.0], [0.0, 0.0]])), held_in([[0.0, 2.0]])
    ([[(1, 2.0)], []], [[(1, 2.0)]])
    """
    if not isinstance(numbers, Matrix):
        return [[(place, value) for place, value in enumerate(row) if value] for row in numbers]
    held: list[list[tuple[int, float]]] = [[] for _ in numbers]
    rows, places = np.nonzero(numbers)
    for row, place, value in zip(rows.tolist(), places.tolist(), numbers[rows, places].tolist(), strict=True):
        held[row].append((place, value))
    return held
