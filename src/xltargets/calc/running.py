"""Running totals of a list by key, exact however long the list and whatever is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.calc.bands import CLOSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT = 2.0**53
SMALL = 2**16
ROOM = 62
"""Bits of a whole number in which running totals are kept."""


def groups_of(keys: Any) -> NDArray[Any]:
    """A number for each row of keys, the same for the same key.

    >>> groups_of(np.array([["ann", 1], ["bob", 1], ["ann", 2], ["ann", 1]], dtype=object)).tolist()
    [0, 2, 1, 0]
    """
    groups = np.zeros(len(keys), dtype=np.int64)
    for column in keys.T:
        codes, count = _codes(column)
        groups = groups * count + codes
        if keys.shape[1] > 1 and groups.max() >= SMALL:
            groups = np.unique(groups, return_inverse=True)[1].reshape(-1)
    return groups


def _codes(column: NDArray[Any]) -> tuple[NDArray[Any], int]:
    """The keys of a column as numbers below a count."""
    if column.dtype.kind == "f":
        numbers = column - column.min()
        if numbers.max() < SMALL and (numbers == np.floor(numbers)).all():
            return numbers.astype(np.int64), SMALL
        keys, codes = np.unique(column, return_inverse=True)
        return codes.reshape(-1), len(keys)
    cells = column.tolist()
    known = {key: code for code, key in enumerate(dict.fromkeys(cells))}
    return np.fromiter(map(known.__getitem__, cells), np.int64, len(cells)), len(known)


def in_order(groups: NDArray[Any]) -> NDArray[np.intp]:
    """The order that brings the lines of a group together, each group's in the order of the list."""
    # Small numbers are sorted by their digits, which is many times faster.
    small = groups.astype(np.uint16) if len(groups) and groups.max() < SMALL else groups
    return np.argsort(small, kind="stable")


def running_totals(amounts: Floats, first: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The total of each line with those above it in its group, and what it may be off.

    `first` marks where groups begin. Amounts of money are added as the decimals that they are, anything else to the
    last bit.

    >>> running_totals(np.array([0.1, 0.2, -0.3, 5]), np.array([True, False, False, True]))[0]
    array([0.1, 0.3, 0. , 5. ])
    """
    start = np.maximum.accumulate(np.where(first, np.arange(len(amounts)), 0))
    as_decimals = _decimal_units(amounts)
    if as_decimals is not None:
        units, size = as_decimals
        totals = _since(np.cumsum(units), units, start) / size
        return totals, np.abs(totals) * CLOSE
    sizes = np.abs(amounts)
    margin = _since(np.cumsum(sizes), sizes, start) * CLOSE
    bit = np.ldexp(1.0, int(np.frexp(sizes.sum())[1]) - ROOM)
    if not np.isfinite(sizes.sum()) or bit == 0:
        return _since(np.cumsum(amounts), amounts, start), margin
    whole = np.rint(amounts / bit)
    rest = amounts - whole * bit
    units = whole.astype(np.int64)
    return _since(np.cumsum(units), units, start) * bit + _since(np.cumsum(rest), rest, start), margin


def _since(running: NDArray[Any], amounts: NDArray[Any], start: NDArray[np.intp]) -> NDArray[Any]:
    """Running totals of the whole list as those of the groups."""
    totals: NDArray[Any] = running - (running - amounts)[start]
    return totals


def _decimal_units(amounts: Floats) -> tuple[NDArray[np.int64], float] | None:
    """Amounts as whole numbers of their last decimal, if they have no more than nine."""
    for places in range(10):
        size = 10.0**places
        units = np.rint(amounts * size)
        if not float(np.abs(units).sum()) < 2.0**ROOM or float(np.abs(units).max()) >= EXACT:
            return None
        if (units / size == amounts).all():
            return units.astype(np.int64), size
    return None
