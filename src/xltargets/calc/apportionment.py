"""Dividing whole units so that the parts sum exactly.

Amounts are divided in whole units of 10^-decimals. Surplus units go by largest remainder (Hamilton's method), ties to
the earlier element; with bounds, an element held at one leaves its share to the others; a grid keeps both margins
(controlled rounding).
"""

from __future__ import annotations

import math
from collections import deque
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import numpy as np

from xltargets.errors import N_, NumProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT_DOUBLE = 2**53
"""Whole numbers up to here are exact in a spreadsheet's numbers."""
TIE_DIGITS = 9
"""Remainders that agree to this many decimals are ties: less is noise of the division."""


class Unit:
    """The unit an amount is divided in: `count` units of `size` make the amount.

    An amount too large for its decimals to exist in a spreadsheet's numbers (10^12 with six decimals) is divided in
    the smallest power of two that it has, so that the parts still exist as numbers and still sum exactly.
    """

    def __init__(self, amount: float, decimals: int) -> None:
        """Round the amount to its decimals, half away from zero, and count the units."""
        scaled = Decimal(repr(amount)).scaleb(decimals).to_integral_value(ROUND_HALF_UP)
        self.count = int(scaled)
        self.decimals = decimals
        self.binary = 0.0
        if math.ulp(amount) > 10.0**-decimals:
            self.binary = math.ulp(amount)
            self.count = int(amount / self.binary)

    def amounts(self, units: NDArray[np.generic]) -> Floats:
        """Units as amounts: the nearest numbers that a spreadsheet has."""
        values = units.astype(np.float64)
        if self.binary:
            return values * self.binary
        return values / 10.0**self.decimals if self.decimals >= 0 else values * 10.0**-self.decimals

    def of(self, amounts: Floats) -> Floats:
        """Amounts in units, unrounded; cleared of the noise of the multiplication."""
        if self.binary:
            return amounts / self.binary
        with np.errstate(over="ignore"):
            units = amounts * 10.0**self.decimals
        small = np.abs(units) < EXACT_DOUBLE
        return np.where(small, np.round(np.where(small, units, 0.0), 6), units)


def round_half_away(amount: float, decimals: int) -> float:
    """ROUND as a spreadsheet does it.

    >>> round_half_away(2.675, 2), round_half_away(-0.5, 0)
    (2.68, -1.0)
    """
    return float(Decimal(repr(amount)).scaleb(decimals).to_integral_value(ROUND_HALF_UP).scaleb(-decimals))


def by_weight(units: int, weights: Floats) -> NDArray[np.generic]:
    """`units` (0 or more) divided by weights that are 0 or more and do not sum to 0.

    >>> by_weight(4, np.array([1.0, 1.0, 1.0])).tolist()
    [2.0, 1.0, 1.0]
    """
    # Scaling by a power of two is exact, and keeps the sum of huge weights finite.
    scaled = np.ldexp(weights, -int(np.frexp(weights.max())[1]))
    ideal = units * (scaled / scaled.sum()) if units > EXACT_DOUBLE else units * scaled / scaled.sum()
    if _needs_whole_numbers(float(ideal.max())):
        return _by_weight_exactly(units, weights)
    return round_to_sum(ideal, units)


def _needs_whole_numbers(largest: float) -> bool:
    """Whether parts of this size lose their remainders in floating point."""
    return largest * 2**-50 > 10.0**-TIE_DIGITS


def round_to_sum(ideal: Floats, units: int, most: Floats | None = None) -> Floats:
    """Round ideal parts that sum to `units` to whole ones that do, by largest remainder."""
    # What is a whole number but for the noise of a division is that whole number.
    parts = np.floor(np.round(ideal, TIE_DIGITS))
    surplus = units - int(parts.sum())
    if surplus:
        remainders = np.round(ideal - parts, TIE_DIGITS)
        remainders[ideal == 0] = -1
        if most is not None:
            remainders[parts + 1 > most] = -2
        parts[_largest(remainders, surplus)] += 1
    return parts


def _largest(values: Floats, count: int) -> NDArray[np.intp]:
    """Positions of the `count` largest values, ties to the earlier; no full sort."""
    threshold = np.partition(values, len(values) - count)[len(values) - count]
    above = np.flatnonzero(values > threshold)
    level = np.flatnonzero(values == threshold)
    return np.concatenate([above, level[: count - len(above)]])


def _by_weight_exactly(units: int, weights: Floats) -> NDArray[np.generic]:
    """The same in whole-number arithmetic, for parts too large for the remainders to survive in floating point."""
    whole = _whole_numbers(weights)
    total = sum(whole)
    parts = [units * weight // total for weight in whole]
    remainders = [units * weight % total for weight in whole]
    order = sorted(range(len(whole)), key=lambda index: -remainders[index])
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return np.array(parts, dtype=object)


def _whole_numbers(weights: Floats) -> list[int]:
    """Weights in the proportions that their printed decimals have, as whole numbers."""
    ratios = [Decimal(repr(weight)) for weight in weights.tolist()]
    least = min(int(ratio.as_tuple().exponent) for ratio in ratios)
    return [int(ratio.scaleb(-least)) for ratio in ratios]


def within_bounds(units: int, weights: Floats, least: Floats, most: Floats) -> Floats:
    """`units` divided by weight within whole-unit bounds; the shares are `clip(level * weight)` for one level.

    That level is the fixed point of "hold what violates a bound, share the rest in proportion". Raises a NumProblem
    when no division meets the bounds.
    """
    _feasible(units, weights, least, most)
    level = _level(units, weights, least, most)
    ideal = np.clip(level * weights, least, most)
    free = (ideal > least) & (ideal < most)
    if free.any():
        # The level is found to the last bit but one; the free parts take up what that leaves.
        rest = units - float(ideal[~free].sum())
        ideal[free] = np.clip(rest * weights[free] / weights[free].sum(), least[free], most[free])
    return _settle(round_to_sum_bounded(ideal, units, least, most), units, weights, least, most)


def round_to_sum_bounded(ideal: Floats, units: int, least: Floats, most: Floats) -> Floats:
    """Largest remainder with bounds that are whole units."""
    parts = np.clip(np.floor(np.round(ideal, TIE_DIGITS)), least, most)
    surplus = units - int(parts.sum())
    if surplus > 0:
        remainders = np.round(ideal - parts, TIE_DIGITS)
        order = np.argsort(-remainders, kind="stable")
        order = order[(parts < most)[order]]
        parts[order[:surplus]] += 1
    return parts


def _settle(parts: Floats, units: int, weights: Floats, least: Floats, most: Floats) -> Floats:
    """Place what noise of the last bits left over, largest weight first."""
    while (gap := units - int(parts.sum())) != 0:
        room = (parts < most) & (weights > 0) if gap > 0 else parts > least
        step = np.flatnonzero(room)
        if not step.size:
            raise _infeasible(units)
        step = step[np.argsort(-weights[step], kind="stable")][: abs(gap)]
        parts[step] += math.copysign(1, gap)
    return parts


def _level(units: int, weights: Floats, least: Floats, most: Floats) -> float:
    """The level at which the clipped shares sum to `units`, by sorting the levels at which a part meets a bound."""
    carrying = weights > 0
    weight, low, high = weights[carrying], least[carrying], most[carrying]
    fixed = float(least[~carrying].sum())
    with np.errstate(over="ignore"):
        levels = np.unique(np.concatenate([low / weight, high[np.isfinite(high)] / weight[np.isfinite(high)]]))
    levels = levels[np.isfinite(levels)]

    def reached(level: float) -> float:
        return fixed + float(np.clip(level * weight, low, high).sum())

    first, last = 0, len(levels)
    while first < last:
        middle = (first + last) // 2
        if reached(float(levels[middle])) < units:
            first = middle + 1
        else:
            last = middle
    below = float(levels[first - 1]) if first else 0.0
    free = (low / weight <= below) & (high / weight > below)
    slope = float(weight[free].sum())
    return below + (units - reached(below)) / slope if slope else below


def _feasible(units: int, weights: Floats, least: Floats, most: Floats) -> None:
    if float(least.sum()) > units:
        raise NumProblem("minimum", float(least.sum()), N_("expected minimums that sum to no more than the total"))
    # A weight of 0 has no share to grow by: it stays at its minimum.
    if float(np.where(weights > 0, most, least).sum()) < units:
        raise _infeasible(units)


def _infeasible(units: int) -> NumProblem:
    return NumProblem("maximum", units, N_("expected maximums that leave room for the whole total"))


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
    found = _with_margins(cells, remainders, (remainders > 0).astype(int), row_units, column_units)
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
    least = np.maximum(np.ceil(cells + remainders - reach), 0.0)
    most = np.floor(cells + remainders + reach)
    rest = np.clip(cells + remainders - least, 0.0, None)
    return _with_margins(least, rest, (most - least).astype(int), row_units, column_units)


def _grid_shares(units: int, rows: Floats, columns: Floats) -> tuple[Floats, Floats]:
    """Each cell's share of the units, rounded down, and what that leaves."""
    shares = np.round(np.outer(rows / rows.sum(), columns / columns.sum()) * units, TIE_DIGITS)
    if not _needs_whole_numbers(float(shares.max())):
        cells = np.floor(shares)
        return cells, shares - cells
    row_parts, column_parts = _whole_numbers(rows), _whole_numbers(columns)
    whole = sum(row_parts) * sum(column_parts)
    exact = [[divmod(units * row * column, whole) for column in column_parts] for row in row_parts]
    return (
        np.array([[float(part) for part, _rest in row] for row in exact]),
        np.array([[rest / whole for _part, rest in row] for row in exact]),
    )


def _with_margins(
    cells: Floats, remainders: Floats, capacity: NDArray[np.int_], row_units: Floats, column_units: Floats
) -> Floats | None:
    """The cells raised by up to `capacity` so that both margins hold, or None if no choice does."""
    row_need = np.rint(row_units - cells.sum(axis=1)).astype(int)
    column_need = np.rint(column_units - cells.sum(axis=0)).astype(int)
    if (row_need < 0).any() or (column_need < 0).any():
        return None
    raised = _raise_rows(np.where(capacity > 0, remainders, 0.0), row_need, column_need)
    return cells + raised if _repair(capacity, raised, row_need, column_need) else None


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


def _repair(
    capacity: NDArray[np.int_],
    raised: NDArray[np.int_],
    row_need: NDArray[np.int_],
    column_need: NDArray[np.int_],
) -> bool:
    """Move raised units along alternating paths until rows and columns have what they need; say whether they do."""
    row_gap = row_need - raised.sum(axis=1)
    column_gap = column_need - raised.sum(axis=0)
    for start in np.flatnonzero(row_gap > 0).tolist():
        while row_gap[start] > 0:
            path = _alternating_path(start, capacity, raised, column_gap)
            if path is None:
                return False
            for step, (row, column) in enumerate(path):
                raised[row, column] += -1 if step % 2 else 1
            row_gap[start] -= 1
            column_gap[path[-1][1]] -= 1
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
