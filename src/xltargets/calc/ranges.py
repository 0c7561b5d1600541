"""What counts as a range of values, whatever Python holds it in, and where values are missing in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.errors import N_, Phrase, ValueProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray


def as_array(value: Any, argument: str) -> NDArray[Any]:
    """Any sequence, array or frame as a NumPy array of at most two dimensions, without guessing at types."""
    if isinstance(value, np.ndarray):
        array = value
    elif hasattr(value, "to_numpy"):
        array = value.to_numpy()
    elif is_many(value):
        array = _from_sequence(list(value), argument)
    else:
        array = np.empty((), dtype=object)
        array[()] = value
    if array.ndim > 2:
        raise ValueProblem(
            argument, Phrase(N_("{count} {count:dimension|dimensions}"), count=array.ndim), N_("expected a range")
        )
    if array.size == 0:
        raise ValueProblem(argument, Phrase(N_("an empty range")), N_("expected at least one cell"))
    return array


def is_many(value: Any) -> bool:
    """Whether a value is a range: a list, a tuple, a `range`, an array, a column or a frame.

    >>> is_many(range(3)), is_many("abc"), is_many(Decimal(3))
    (True, False, False)
    """
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    if isinstance(value, (str, bytes)):
        return False
    return isinstance(value, Sequence) or hasattr(value, "to_numpy")


def gaps_in(array: NDArray[Any]) -> NDArray[np.bool_]:
    """Where an array holds NaN, NaT or NA; a blank cell (None) is none of these.

    >>> gaps_in(np.array([1, None, float("nan"), "x"], dtype=object)).tolist()
    [False, False, True, False]
    """
    if array.dtype.kind == "f":
        missing: NDArray[np.bool_] = np.isnan(array)
        return missing
    if array.dtype.kind == "M":
        absent: NDArray[np.bool_] = np.isnat(array)
        return absent
    if array.dtype.kind != "O":
        return np.zeros(array.shape, dtype=bool)
    marks = [is_gap(one) for one in array.reshape(-1).tolist()]
    return np.array(marks, dtype=bool).reshape(array.shape)


def is_gap(one: Any) -> bool:
    """Whether a value is NaN, NaT or NA."""
    if isinstance(one, (float, np.floating, Decimal)):
        return bool(one != one)  # noqa: PLR0124
    if isinstance(one, np.datetime64):
        return bool(np.isnat(one))
    # Those of pandas, which is not imported here.
    return type(one).__name__ in {"NAType", "NaTType"}


def _from_sequence(value: list[Any], argument: str) -> NDArray[Any]:
    if value and all(isinstance(one, (list, tuple, range, np.ndarray)) for one in value):
        widths = {len(row) for row in value}
        if len(widths) > 1:
            raise ValueProblem(argument, Phrase(N_("rows of different lengths")), N_("expected a rectangular range"))
        table = np.empty((len(value), widths.pop()), dtype=object)
        for index, row in enumerate(value):
            table[index, :] = row
        return table
    array = np.empty(len(value), dtype=object)
    for index, one in enumerate(value):
        array[index] = one
    return array
