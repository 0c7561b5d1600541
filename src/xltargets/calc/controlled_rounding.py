"""Dividing whole units over rows and columns at once, exact on both margins: controlled rounding."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc.apportionment import NOISE, whole_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TIE_DIGITS = 9
"""Distances from a share that agree to this many decimals are the same distance."""
SMALLEST = 1e-300


def grid(units: int, rows: Floats, columns: Floats, row_units: Floats, column_units: Floats) -> Floats:
    """Whole cells with the given margins, each next to its unrounded share (controlled rounding).

    Every cell starts at its share rounded down. The units that a row still needs go to its cells with the largest
    remainder, corrected by what their columns are behind; what this leaves open is moved along alternating paths, as
    in a maximum flow, so that a rounding which exists is found. In rare grids none exists: rows of 5 and 7 and columns
    of 9, 3, 9, 8 and 2 cannot share 25 with every cell rounded down or up. Then the least distance that lets both
    margins hold is taken instead.

    Method: L. H. Cox, "A constructive procedure for unbiased controlled rounding", JASA 82 (1987).
    """
    cells, remainders = _grid_shares(units, rows, columns)
    found = with_margins(cells, remainders, (remainders > 0).astype(int), row_units, column_units)
    if found is not None:
        return found
    # The distances at which a cell may take one value more, the least first.
    open_remainders = remainders[remainders > 0]
    wider = [(step + part) for step in (1, 2) for part in (open_remainders, 1 - open_remainders)]
    distances = np.unique(np.round(np.concatenate([[1.0], *wider]), TIE_DIGITS))
    first, last = 0, len(distances) - 1
    while first < last:
        middle = (first + last) // 2
        if _within(distances[middle], cells, remainders, row_units, column_units) is None:
            first = middle + 1
        else:
            last = middle
    nearest = _within(distances[first], cells, remainders, row_units, column_units)
    assert nearest is not None
    return nearest


def _within(
    distance: float, cells: Floats, remainders: Floats, row_units: Floats, column_units: Floats
) -> Floats | None:
    """Cells no further than `distance` from their shares that meet both margins, or None. A share of 0 stays."""
    reach = np.where(cells + remainders > 0, distance + 10.0**-TIE_DIGITS, 0.0)
    least = np.maximum(cells + np.ceil(remainders - reach), 0.0)
    most = cells + np.floor(remainders + reach)
    rest = np.clip(cells - least + remainders, 0.0, None)
    return with_margins(least, rest, (most - least).astype(int), row_units, column_units)


def _grid_shares(units: int, rows: Floats, columns: Floats) -> tuple[Floats, Floats]:
    """Each cell's share of the units, rounded down, and what that leaves: exactly, however near a whole number."""
    row_shares, column_shares = (weights / weights.max() for weights in (rows, columns))
    shares = np.outer(row_shares / row_shares.sum(), column_shares / column_shares.sum()) * units
    cells = np.floor(shares)
    remainders = shares - cells
    unsure = np.abs(shares - np.rint(shares)) <= 2 * NOISE * shares
    unsure &= np.outer(rows > 0, columns > 0)
    if unsure.any():
        row_parts, column_parts = whole_numbers(rows), whole_numbers(columns)
        whole = sum(row_parts) * sum(column_parts)
        for row, column in np.argwhere(unsure).tolist():
            part, rest = divmod(units * row_parts[row] * column_parts[column], whole)
            cells[row, column] = part
            # A remainder too small for a float is still one.
            remainders[row, column] = max(rest / whole, SMALLEST) if rest else 0.0
    return cells, remainders


def with_margins(
    cells: Floats, remainders: Floats, capacity: NDArray[np.int_], row_units: Floats, column_units: Floats
) -> Floats | None:
    """The cells raised by up to `capacity` so that both margins hold, or None if no choice does."""
    row_need = np.rint(row_units - cells.sum(axis=1)).astype(int)
    column_need = np.rint(column_units - cells.sum(axis=0)).astype(int)
    if (row_need < 0).any() or (column_need < 0).any():
        return None
    raised = _raise_rows(np.where(capacity > 0, remainders, 0.0), row_need, column_need)
    return cells + raised if move(capacity, raised, row_need, column_need) else None


def _raise_rows(remainders: Floats, row_need: NDArray[np.int_], column_need: NDArray[np.int_]) -> NDArray[np.int_]:
    """A first choice, row by row: no cell more than once, no row or column more than it needs."""
    raised = np.zeros(remainders.shape, dtype=int)
    # What each column would still take from the rows not yet dealt with, were remainders divisible.
    backlog = column_need - remainders.sum(axis=0)
    left = column_need.astype(np.float64)
    for row, need in enumerate(row_need.tolist()):
        wish = remainders[row] + backlog
        backlog += remainders[row]
        if need <= 0:
            continue
        wish[(remainders[row] <= 0) | (left <= 0)] = -np.inf
        count = min(need, int(np.isfinite(wish).sum()))
        chosen = np.argsort(-wish, kind="stable")[:count]
        raised[row, chosen] = 1
        backlog[chosen] -= 1
        left[chosen] -= 1
    return raised


def move(
    capacity: NDArray[np.int_],
    raised: NDArray[np.int_],
    row_need: NDArray[np.int_],
    column_need: NDArray[np.int_],
    *,
    in_bulk: bool = False,
) -> bool:
    """Move raised units along alternating paths until rows and columns have what they need; say whether they do.

    Along a path goes one unit, or with `in_bulk` as many as it takes.
    """
    row_gap = row_need - raised.sum(axis=1)
    column_gap = column_need - raised.sum(axis=0)
    for start in np.flatnonzero(row_gap > 0).tolist():
        while row_gap[start] > 0:
            path = _alternating_path(start, capacity, raised, column_gap)
            if path is None:
                return False
            units = 1
            if in_bulk:
                room = [raised[cell] if step % 2 else capacity[cell] - raised[cell] for step, cell in enumerate(path)]
                units = int(min(*room, row_gap[start], column_gap[path[-1][1]]))
            for step, cell in enumerate(path):
                raised[cell] += -units if step % 2 else units
            row_gap[start] -= units
            column_gap[path[-1][1]] -= units
    return not column_gap.any()


def _alternating_path(
    start: int, capacity: NDArray[np.int_], raised: NDArray[np.int_], column_gap: NDArray[np.int_]
) -> list[tuple[int, int]] | None:
    """Cells to raise and lower in turn, from row `start` to a column with a gap: breadth first."""
    came_from_row: dict[int, int] = {}
    came_from_column: dict[int, int] = {}
    queue = deque([start])
    while queue:
        row = queue.popleft()
        for column in np.flatnonzero(raised[row] < capacity[row]).tolist():
            if column in came_from_row:
                continue
            came_from_row[column] = row
            if column_gap[column] > 0:
                return _walk_back(start, column, came_from_row, came_from_column)
            for other in np.flatnonzero(raised[:, column] > 0).tolist():
                if other != start and other not in came_from_column:
                    came_from_column[other] = column
                    queue.append(other)
    return None


def _walk_back(
    start: int, column: int, came_from_row: dict[int, int], came_from_column: dict[int, int]
) -> list[tuple[int, int]]:
    path = []
    while True:
        row = came_from_row[column]
        path.append((row, column))
        if row == start:
            return path[::-1]
        column = came_from_column[row]
        path.append((row, column))
