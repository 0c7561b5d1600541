"""Decomposition: splitting a target over periods, units and levels so that the parts sum exactly."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import (
    Amount,
    Blank,
    Bounds,
    Decimals,
    Flag,
    Keys,
    Kind,
    LineWeights,
    Series,
    Shape,
    Targets,
    Weights,
)
from xltargets.calc.bands import band_of
from xltargets.calc.contract import Block, Each, Layout, Number, Result, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NotAvailable, NumProblem, Phrase

__all__ = [
    "ramp_weights",
    "sales_capacity",
    "target_cascade",
    "target_grid",
    "target_overassignment",
    "target_replan",
    "target_split",
]

AREA = "Decomposition"

RampTable = Annotated[
    Any,
    Kind(Shape.TABLE, columns=(Kind(Shape.LINE), Kind(Shape.LINE, least=0)), ascending=True),
]
Months = Annotated[Any, Kind(Shape.EACH, least=0)]
AnyWeights = Annotated[Any, Kind(Shape.LINE, blank=Blank.ZERO, least=0)]
Quotas = Annotated[Any, Kind(Shape.RANGE, least=0)]
Attainments = Annotated[Any, Kind(Shape.RANGE, least=0)]
Parts = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO)]


def _check_weights(weights: Any, argument: str = "weights") -> None:
    if not weights.any():
        raise NumProblem(argument, Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))


@worksheet_function
def target_split(
    total: Amount, weights: Weights, decimals: Decimals = 0, minimum: Bounds = None, maximum: Bounds = None
) -> Annotated[Any, Result(Layout.LIKE, "weights")]:
    """Split a total in proportion to weights, in whole units that sum exactly to the rounded total.

    Surplus units go to the largest remainders, ties to the earlier element. An element held at its minimum or maximum
    leaves its share to the others, in proportion. A negative total mirrors the positive one.

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
        units = apportionment.within_bounds(abs(unit.count), flat, np.maximum(least, 0), most)
    parts = unit.amounts(units).reshape(weights.shape)
    return -parts + 0.0 if unit.count < 0 else parts


def _bound(bound: Any, weights: Any, unit: Unit, argument: str, absent: float, rounding: Any) -> Any:
    """A bound for each element in whole units; `absent` where there is none."""
    if bound is None:
        return np.full(weights.size, absent)
    need_as_many(argument, bound, "weights", weights.size, or_one=True)
    whole = rounding(unit.of(bound.reshape(-1)))
    return np.broadcast_to(np.where(np.isnan(whole), absent, whole), (weights.size,)).astype(float)


@worksheet_function
def target_grid(total: Amount, row_weights: LineWeights, column_weights: LineWeights, decimals: Decimals = 0) -> Block:
    """Split a total over rows and columns at once, exact on both margins.

    The row sums are TARGET_SPLIT(total, row_weights), the column sums TARGET_SPLIT(total, column_weights), and each
    cell is its unrounded share rounded down or up, so within one unit of it. A cell of a zero weight stays 0. In rare
    grids (one in some ten thousand small ones) no such rounding meets both margins; then the cells keep the least
    distance that does, a little more than one unit.

    Args:
        total: The amount to split.
        row_weights: Relative sizes of the rows, for example people.
        column_weights: Relative sizes of the columns, for example months.
        decimals: Decimals of the cells.

    Returns:
        A grid with a row for each row weight and a column for each column weight.

    Errors:
        #NUM!: a negative weight, or weights that sum to 0.

    Formula:
        cell = total × row weight share × column weight share, rounded down or up so that both margins hold

    Example:
        =TARGET_GRID(10,{1;1;1},{1,1}) → {2,2;2,1;1,2}

        >>> target_grid(10, [1, 1, 1], [1, 1])
        array([[2., 2.],
               [2., 1.],
               [1., 2.]])

    Source:
        Controlled rounding: L. H. Cox, JASA 82 (1987), 520-524.

    See also:
        TARGET_SPLIT, TARGET_CASCADE
    """
    _check_weights(row_weights, "row_weights")
    _check_weights(column_weights, "column_weights")
    unit = Unit(total, decimals)
    count = abs(unit.count)
    if not count:
        return np.zeros((row_weights.size, column_weights.size))
    row_units = apportionment.by_weight(count, row_weights).astype(float)
    column_units = apportionment.by_weight(count, column_weights).astype(float)
    cells = unit.amounts(apportionment.grid(count, row_weights, column_weights, row_units, column_units))
    return -cells + 0.0 if unit.count < 0 else cells


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
    leaves = np.zeros(weights.size, dtype=object)
    _cascade(abs(unit.count), _level_codes(keys), weights, np.arange(weights.size), leaves, 0)
    parts = unit.amounts(leaves)
    return -parts + 0.0 if unit.count < 0 else parts


def _level_codes(keys: Any) -> list[Any]:
    """Each level's keys as numbers in order of first appearance."""
    levels = []
    for column in keys.T:
        seen: dict[Any, int] = {}
        levels.append(np.array([seen.setdefault(key, len(seen)) for key in column.tolist()]))
    return levels


def _cascade(units: int, levels: list[Any], weights: Any, members: Any, leaves: Any, depth: int) -> None:
    if units == 0 or not weights[members].any():
        return
    if depth == len(levels):
        leaves[members] = apportionment.by_weight(units, weights[members])
        return
    codes, first = np.unique(levels[depth][members], return_index=True)
    codes = codes[np.argsort(first)]
    groups = [members[levels[depth][members] == code] for code in codes]
    sizes = np.array([weights[group].sum() for group in groups])
    for part, group in zip(apportionment.by_weight(units, sizes).tolist(), groups, strict=True):
        _cascade(int(part), levels, weights, group, leaves, depth + 1)


@worksheet_function
def target_replan(
    targets: Targets,
    actuals: Series,
    decimals: Decimals = 0,
    maximum: Bounds = None,
    release: Flag = False,
) -> Annotated[Any, Result(Layout.ALONG, "targets")]:
    """Re-plan the open periods after some are known, so that the year still sums to its total.

    Where an actual is present the period becomes the actual. A shortfall is spread over the open periods in proportion
    to their targets, within the maximum. A surplus leaves the open targets as they are, or lowers them with release,
    never below 0.

    Args:
        targets: The period targets of the plan.
        actuals: The actuals, blank for periods still open; 0 is an actual.
        decimals: Decimals of the re-planned targets.
        maximum: Greatest target of an open period, one for all or one for each period.
        release: TRUE lets a surplus lower the open targets.

    Returns:
        Actuals and re-planned targets, along the targets.

    Errors:
        #VALUE!: actuals of another length than the targets.
        #N/A: a shortfall with no open period left to take it.
        #NUM!: a negative target, or a maximum that leaves part of the shortfall unplaced.

    Formula:
        open target + (sum of targets due - sum of actuals) × open target / sum of open targets

    Example:
        =TARGET_REPLAN({100,100},{80,130}) → {80,130}
        =TARGET_REPLAN({100,100},{80,100}) → #N/A

        >>> target_replan([100, 100, 100, 100], [80, None, None, None])
        array([ 80., 107., 107., 106.])

    Source:
        Proportional redistribution of the year-to-go gap, with largest remainders.

    See also:
        FORECAST_FINISH, TARGET_PACE
    """
    need_as_many("actuals", actuals, "targets", targets.size)
    refuse(targets < 0, NumProblem, "targets", targets, N_("expected 0 or more"))
    open_periods = np.isnan(actuals)
    result: Any = np.where(open_periods, targets, actuals)
    gap = float(np.round(targets[~open_periods].sum() - actuals[~open_periods].sum(), decimals + 6))
    if gap <= 0 and not (release and gap < 0 and open_periods.any()):
        return result
    if not open_periods.any():
        raise NotAvailable("actuals", Phrase(N_("no open period")), N_("expected at least one blank period"))
    left = targets[open_periods]
    due = max(float(left.sum()) + gap, 0.0)
    weights = left if left.any() else np.ones(left.size)
    greatest = None
    if maximum is not None:
        need_as_many("maximum", maximum, "targets", targets.size, or_one=True)
        greatest = np.broadcast_to(maximum.reshape(-1), targets.shape)[open_periods]
    result[open_periods] = target_split(due, weights, decimals, None, greatest)
    return result


@worksheet_function
def ramp_weights(months_in_role: Months, ramp: RampTable) -> Each:
    """The share of a full quota for a person in their n-th month in the role.

    Args:
        months_in_role: Months in the role, one value or a range.
        ramp: A table of month from and share, rising by month; the last row holds on.

    Returns:
        Shares, shaped as the months.

    Errors:
        #N/A: a month before the first row of the ramp.
        #NUM!: a negative month or share, or a ramp that does not rise.

    Formula:
        the share of the last row whose month is reached

    Example:
        =RAMP_WEIGHTS({1;4;9},{1,0.25;4,0.5;7,1}) → {0.25;0.5;1}

        >>> ramp_weights([1, 4, 9], [[1, 0.25], [4, 0.5], [7, 1]])
        array([0.25, 0.5 , 1.  ])

    Source:
        Ramped quota for new hires, the usual schedule of sales compensation plans.

    See also:
        SALES_CAPACITY, TARGET_SPLIT
    """
    starts, shares = ramp
    return shares[band_of(months_in_role, starts, "months_in_role")]


@worksheet_function
def target_overassignment(parts: Parts, total: Amount) -> Number:
    """The cushion that a level of management has added: how far the parts exceed the total.

    Args:
        parts: The targets handed down.
        total: The target they were made from.

    Returns:
        A fraction: 0.05 is 5 % over-assigned, negative is under-assigned.

    Errors:
        #DIV/0!: a total of 0.

    Formula:
        sum of parts / total - 1

    Example:
        =TARGET_OVERASSIGNMENT({60;45},100) → 0.05

        >>> round(target_overassignment([60, 45], 100), 12)
        0.05

    Source:
        Quota over-assignment ("padding") of sales planning systems.

    See also:
        TARGET_CASCADE
    """
    if total == 0:
        raise DivZeroProblem("total", total, N_("expected a total other than 0"))
    return float(parts.sum()) / total - 1


@worksheet_function
def sales_capacity(quotas: Quotas, attainment: Attainments, ramp: Attainments = 1.0) -> Number:
    """What the team can be expected to bring: quota × expected attainment × ramp share over the people.

    Args:
        quotas: Each person's full quota, a range or a single value.
        attainment: Expected attainment as a fraction, one for all or one for each person.
        ramp: Share of the full quota, one for all or one for each person.

    Returns:
        One amount, in the unit of the quotas.

    Errors:
        #VALUE!: ranges of different sizes.
        #NUM!: a negative quota, attainment or ramp.

    Formula:
        sum of quota × attainment × ramp

    Example:
        =SALES_CAPACITY({150;150;150},0.85,{1;1;0.4}) → 306

        >>> sales_capacity([150, 150, 150], 0.85, [1, 1, 0.4])
        306.0

    Source:
        Sales capacity planning: productive capacity = headcount × quota × attainment × ramp.

    See also:
        RAMP_WEIGHTS, TARGET_OVERASSIGNMENT
    """
    ranges = {"quotas": quotas, "attainment": attainment, "ramp": np.atleast_1d(ramp)}
    most = max(values.size for values in ranges.values())
    product = np.ones(most)
    for argument, values in ranges.items():
        need_as_many(argument, values, "the largest range", most, or_one=True)
        product = product * values.reshape(-1)
    return float(product.sum())
