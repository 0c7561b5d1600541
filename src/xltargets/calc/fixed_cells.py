"""Dividing whole units over rows and columns where some cells are fixed: the others share what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xltargets.calc.apportionment import NOISE
from xltargets.calc.bands import CLOSE
from xltargets.calc.controlled_rounding import move, with_margins
from xltargets.errors import N_, NumProblem, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xltargets.calc.apportionment import Unit

    Floats = NDArray[np.float64]
    Marks = NDArray[np.bool_]

ROUNDS = 1000
"""Of proportional fitting; margins that are not met by then are met by moving whole units."""
ROW, COLUMN = N_("row"), N_("column")
LESS = N_("expected fixed cells that come to no more")
TAKERS = N_("expected cells that are not fixed, which can take it")


class NoRoom(NumProblem):
    """Fixed cells that leave no grid: the row or column that cannot be met."""

    def __init__(self, name: str, rest: Floats, margin: Floats, unit: float, expected: str) -> None:
        """Take what is left of each row or column, of which one is below 0 or has no cell to go to."""
        self.name = name
        self.index = int(np.argmax(rest < 0 if expected == LESS else rest > 0))
        self.left = float(rest[self.index]) * unit
        self.margin = float(margin[self.index]) * unit
        message = N_("{rest} of {margin} left in {name} {number}")
        values = {"rest": f"{self.left:.15g}", "margin": f"{self.margin:.15g}", "number": self.index + 1}
        super().__init__("fixed", Phrase(message, name=Phrase(name), **values), expected)


def held_cells(fixed: Any, unit: Unit, shape: tuple[int, int], first: int = 1) -> Floats:
    """The fixed cells in whole units, NaN where a cell is free.

    A row number of 0 fixes nothing, nor does a column before `first`, which is the number of the first one.
    """
    held = np.full(shape, np.nan)
    exact = unit.of(fixed[2]) * (-1 if unit.count < 0 else 1)
    for index, (row, column, amount) in enumerate(zip(fixed[0], fixed[1], exact, strict=True)):
        if not row or 0 < column < first:
            continue
        for found, least, size, place in ((row, 1, shape[0], 0), (column, first, shape[1], 1)):
            most = least + size - 1
            if not least <= found <= most:
                expected = N_("expected a number from {least} to {most}")
                raise NumProblem("fixed", found, expected, element=index * 3 + place + 1, least=least, most=most)
        whole = np.rint(amount)
        if amount < 0 or abs(amount - whole) > max(abs(amount) * CLOSE, CLOSE):
            expected = N_("expected an amount of as many decimals as the cells, with the sign of the total")
            raise NumProblem("fixed", float(fixed[2][index]), expected, element=index * 3 + 3)
        cell = int(row) - 1, int(column) - first
        if not np.isnan(held[cell]):
            twice = Phrase(N_("row {row} and column {column} twice"), row=int(row), column=int(column))
            raise NumProblem("fixed", twice, N_("expected each cell once"), element=index * 3 + 1)
        held[cell] = whole
    return held


def grid_around(
    held: Floats, rows: Floats, columns: Floats, row_units: Floats, column_units: Floats, unit: float = 1.0
) -> Floats:
    """Whole cells with the given margins and the held ones among them.

    The others are the one division of what is left that keeps to the proportions of rows and columns (W. E. Deming and
    F. F. Stephan, 1940), rounded as in controlled rounding. Raises a `NoRoom` that names the row or column which cannot
    be met; `unit` is what a unit is worth in its message.
    """
    kept = np.nan_to_num(held)
    rests = row_units - kept.sum(axis=1), column_units - kept.sum(axis=0)
    for rest, name, margin in ((rests[0], ROW, row_units), (rests[1], COLUMN, column_units)):
        if (rest < 0).any():
            raise NoRoom(name, rest, margin, unit, LESS)
    free = np.isnan(held) & (rests[0] > 0)[:, None] & (rests[1] > 0)
    shares = _fitted(np.outer(rows / rows.max(), columns / columns.max()) * free, *rests)
    cells = np.floor(shares * (1 + NOISE))
    remainders = np.clip(shares - cells, 0.0, None)
    found = with_margins(cells, remainders, (remainders > NOISE * shares).astype(int), *rests)
    if found is None:
        found = _moved(cells, free, *rests)
        if (lacking := rests[0] - found.sum(axis=1)).any():
            raise NoRoom(ROW, lacking, row_units, unit, TAKERS)
    return found + kept


def _fitted(seed: Floats, row_rest: Floats, column_rest: Floats) -> Floats:
    """The seed scaled by rows and columns in turn until both margins hold, or nearly."""
    shares = seed
    for _ in range(ROUNDS):
        for axis, rest in ((1, row_rest), (0, column_rest)):
            sums = shares.sum(axis=axis)
            scale = np.divide(rest, sums, out=np.zeros_like(rest), where=sums > 0)
            shares = shares * np.expand_dims(scale, axis)
        if np.abs(shares.sum(axis=1) - row_rest).max() <= NOISE * max(1.0, row_rest.max()):
            break
    return shares


def _moved(cells: Floats, free: Marks, row_rest: Floats, column_rest: Floats) -> Floats:
    """Whole cells that meet both margins where proportions alone do not, or as much of them as can be."""
    for axis, rest in ((1, row_rest), (0, column_rest)):
        sums = cells.sum(axis=axis)
        scale = np.divide(rest, sums, out=np.ones_like(rest), where=sums > rest)
        cells = np.floor(cells * np.expand_dims(np.minimum(scale, 1.0), axis))
    whole = cells.astype(int)
    capacity = np.where(free, int(row_rest.sum()), 0)
    move(capacity, whole, row_rest.astype(int), column_rest.astype(int), in_bulk=True)
    return whole.astype(float)
