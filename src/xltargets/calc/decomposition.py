"""Decomposition: splitting a target over periods, units and levels so that the parts sum exactly."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import Amount, Bounds, Decimals, FixedCells, Keys, LineWeights, Place, Weights
from xltargets.calc.bands import CLOSE
from xltargets.calc.bounded_apportionment import within_bounds
from xltargets.calc.contract import Block, Layout, Result, worksheet_function
from xltargets.calc.controlled_rounding import grid
from xltargets.calc.fixed_cells import grid_around, held_cells
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, NumProblem, Phrase

__all__ = ["target_cascade", "target_grid", "target_split"]

AREA = "Decomposition"


def _check_weights(weights: Any, argument: str = "weights") -> None:
    if not weights.any():
        raise NumProblem(argument, Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))


@worksheet_function
def target_split(
    total: Amount, weights: Weights, decimals: Decimals = 0, minimum: Bounds = None, maximum: Bounds = None
) -> Annotated[Any, Result(Layout.LIKE, "weights")]:
    """Split a total in proportion to weights, in whole units that sum exactly to the rounded total.

    Surplus units go to the largest remainders, which are compared exactly, ties to the earlier element. An element held
    at its minimum or maximum leaves its share to the others, in proportion. A negative total mirrors the positive one;
    its bounds are given as they hold for the negative parts.

    Args:
        total: The amount to split, in any unit.
        weights: Relative sizes, 0 or more, of any shape. A blank is 0.
        decimals: Decimals of the parts: 0 for whole units, 2 for cents, -3 for thousands.
        minimum: Least part, one for all or one for each weight. A blank sets none.
        maximum: Greatest part, one for all or one for each weight. A blank sets none.

    Returns:
        Parts shaped as the weights.

    Errors:
        #NUM!: a negative weight, weights that sum to 0, a minimum above its maximum, bounds that no split can meet.

    Formula:
        parts = floor(units × weight / sum of weights), plus 1 for the largest remainders until the units are used up

    Example:
        =TARGET_SPLIT(100,{1;1;1}) → {34;33;33}
        =TARGET_SPLIT(100,{5;3;2},0,0,40) → {40;36;24}

        >>> target_split(100, [1, 1, 1])
        array([34., 33., 33.])

    Source:
        Method of largest remainders (Hamilton), as described in M. Balinski and H. P. Young, Fair
        Representation (1982).

    See also:
        TARGET_GRID, TARGET_CASCADE, COMMISSION_SPLIT
    """
    _check_weights(weights)
    unit = Unit(total, decimals)
    flat = weights.reshape(-1)
    if minimum is None and maximum is None:
        units = apportionment.by_weight(abs(unit.count), flat)
    else:
        least = _bound(minimum, weights, unit, "minimum", -np.inf, np.ceil)
        most = _bound(maximum, weights, unit, "maximum", np.inf, np.floor)
        refuse(
            (least > most).reshape(weights.shape),
            NumProblem,
            "minimum",
            least.reshape(weights.shape) / unit.of(np.array(1.0)),
            N_("expected no more than the maximum"),
        )
        if unit.count < 0:
            least, most = -most, -least
        units = within_bounds(abs(unit.count), flat, np.maximum(least, 0), most)
    parts = unit.amounts(units).reshape(weights.shape)
    return -parts + 0.0 if unit.count < 0 else parts


def _bound(bound: Any, weights: Any, unit: Unit, argument: str, absent: float, rounding: Any) -> Any:
    """A bound for each element in whole units; `absent` where there is none."""
    if bound is None:
        return np.full(weights.size, absent)
    need_as_many(argument, bound, "weights", weights.size, or_one=True)
    exact = unit.of(bound.reshape(-1))
    # A bound is met as spreadsheets compare: 0.3 / 0.1 units are three.
    nearest = np.rint(exact)
    whole = np.where(np.abs(exact - nearest) <= np.abs(exact) * CLOSE, nearest, rounding(exact))
    return np.broadcast_to(np.where(np.isnan(whole), absent, whole), (weights.size,)).astype(float)


@worksheet_function
def target_grid(
    total: Amount,
    row_weights: LineWeights,
    column_weights: LineWeights,
    decimals: Decimals = 0,
    fixed: FixedCells = None,
    first: Place = 1,
) -> Block:
    """Split a total over rows and columns at once, exact on both margins.

    The row sums are TARGET_SPLIT(total, row_weights), the column sums TARGET_SPLIT(total, column_weights), and each
    cell is its unrounded share rounded down or up, so within one unit of it. A cell of a zero weight stays 0. In rare
    grids (one in some ten thousand small ones) no such rounding meets both margins; then the cells keep the least
    distance that does, a little more than one unit.

    Cells may be fixed: the others of their rows and columns share what is left, in proportion, and both margins stay
    exact. Where that cannot be, the row or column is named.

    Args:
        total: The amount to split.
        row_weights: Relative sizes of the rows, for example people.
        column_weights: Relative sizes of the columns, for example months.
        decimals: Decimals of the cells.
        fixed: A line for each fixed cell: number of its row, number of its column, amount. A row of 0 fixes none.
        first: The number that the first column has in fixed; what is fixed in columns before it is left aside.

    Returns:
        A grid with a row for each row weight and a column for each column weight.

    Errors:
        #NUM!: a negative weight, weights that sum to 0, fixed cells that leave no grid with these margins.

    Formula:
        cell = total × row weight share × column weight share, rounded down or up so that both margins hold

    Example:
        =TARGET_GRID(10,{1;1;1},{1,1}) → {2,2;2,1;1,2}
        =TARGET_GRID(120,{1;1},{1,1,1},0,{1,1,40}) → {40,10,10;0,30,30}

        >>> target_grid(10, [1, 1, 1], [1, 1])
        array([[2., 2.],
               [2., 1.],
               [1., 2.]])

    Source:
        Controlled rounding: L. H. Cox, JASA 82 (1987), 520-524. Fixed cells: W. E. Deming and F. F. Stephan, Annals of
        Mathematical Statistics 11 (1940), 427-444.

    See also:
        TARGET_SPLIT, TARGET_CASCADE
    """
    _check_weights(row_weights, "row_weights")
    _check_weights(column_weights, "column_weights")
    unit = Unit(total, decimals)
    count = abs(unit.count)
    if not count:
        return np.zeros((row_weights.size, column_weights.size))
    held = None if fixed is None else held_cells(fixed, unit, (row_weights.size, column_weights.size), first)
    worth = float(unit.amounts(np.ones(1))[0])
    packed = (row_weights.tobytes(), column_weights.tobytes(), None if held is None else held.tobytes())
    cells = unit.amounts(_whole_grid(count, *packed, worth))
    return -cells + 0.0 if unit.count < 0 else cells


@lru_cache(maxsize=8)
def _whole_grid(count: int, packed_rows: bytes, packed_columns: bytes, packed_held: bytes | None, worth: float) -> Any:
    """The cells in whole units. Kept, as a sheet whose cells each take one of a grid asks for it in each of them."""
    rows, columns = np.frombuffer(packed_rows), np.frombuffer(packed_columns)
    row_units, column_units = (apportionment.by_weight(count, weights).astype(float) for weights in (rows, columns))
    if packed_held is None:
        return grid(count, rows, columns, row_units, column_units)
    held = np.frombuffer(packed_held).reshape(rows.size, columns.size)
    return grid_around(held, rows, columns, row_units, column_units, worth)


@worksheet_function
def target_cascade(
    total: Amount, keys: Keys, weights: LineWeights, decimals: Decimals = 0
) -> Annotated[Any, Result(Layout.ALONG, "weights")]:
    """Split a total level by level, so that each group's members sum exactly to the group's own part.

    A group weighs what its members weigh together. Groups need not stand together; they are told by their keys,
    without regard to case.

    Args:
        total: The amount to split.
        keys: One row for each leaf, one column for each level from the top: region, channel, product, person.
        weights: The leaves' relative sizes, one for each row of keys.
        decimals: Decimals of the parts.

    Returns:
        The leaves' targets, in the order of the rows.

    Errors:
        #VALUE!: as many weights as rows of keys are expected.
        #NUM!: a negative weight, or weights that sum to 0.

    Formula:
        TARGET_SPLIT on each level's groups, then on the groups within each group

    Example:
        =TARGET_CASCADE(10,{"East","Ann";"East","Bo";"West","Cy"},{1;1;1}) → {4;3;3}

        >>> target_cascade(10, [["East", "Ann"], ["East", "Bo"], ["West", "Cy"]], [1, 1, 1])
        array([4., 3., 3.])

    Source:
        Top-down reconciliation by proportions, with largest remainders on every level.

    See also:
        TARGET_SPLIT, TARGET_GRID
    """
    if keys.shape[0] != weights.size and keys.shape[1] == weights.size:
        keys = keys.T
    need_as_many("weights", weights, "keys", keys.shape[0])
    _check_weights(weights)
    unit = Unit(total, decimals)
    leaves = np.zeros(weights.size)
    _cascade(abs(unit.count), _Leaves(_level_codes(keys), weights, leaves), np.arange(weights.size), 0)
    parts = unit.amounts(leaves)
    return -parts + 0.0 if unit.count < 0 else parts


def _level_codes(keys: Any) -> list[Any]:
    """Each level's keys as numbers in order of first appearance."""
    levels = []
    for column in keys.T:
        seen: dict[Any, int] = {}
        levels.append(np.array([seen.setdefault(key, len(seen)) for key in column.tolist()]))
    return levels


class _Leaves:
    """What is split level by level: the leaves' groups and weights, and their parts as they are found."""

    def __init__(self, levels: list[Any], weights: Any, parts: Any) -> None:
        self.levels = levels
        self.parts = parts
        self.given = weights
        # A power of two changes no proportion, and keeps the sums of huge weights finite.
        self.weights = np.ldexp(weights, -math.frexp(float(weights.max()))[1])

    @cached_property
    def whole(self) -> list[int]:
        """The weights as whole numbers, for sums that are exact."""
        return apportionment.whole_numbers(self.given)


def _cascade(units: int, leaves: _Leaves, members: Any, depth: int) -> None:
    weights = leaves.weights[members]
    if units == 0 or not weights.any():
        return
    if depth == len(leaves.levels):
        leaves.parts[members] = apportionment.by_weight(units, weights)
        return
    level = leaves.levels[depth][members]
    codes, first = np.unique(level, return_index=True)
    groups = [members[level == code] for code in codes[np.argsort(first)]]
    sizes = np.array([leaves.weights[group].sum() for group in groups])

    def exact() -> list[int]:
        return [sum(leaves.whole[index] for index in group.tolist()) for group in groups]

    for part, group in zip(apportionment.by_weight(units, sizes, exact).tolist(), groups, strict=True):
        _cascade(int(part), leaves, group, depth + 1)
