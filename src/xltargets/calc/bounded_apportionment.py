"""Dividing whole units by weight within bounds: an element held at one leaves its share to the others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc.apportionment import NOISE, by_weight, whole_numbers
from xltargets.errors import N_, NumProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Marks = NDArray[np.bool_]


def within_bounds(units: int, weights: Floats, least: Floats, most: Floats) -> Floats:
    """`units` divided by weight within whole-unit bounds; the shares are `clip(level * weight)` for one level.

    That level is the fixed point of "hold what violates a bound, share the rest in proportion". Raises a NumProblem
    when no division meets the bounds.
    """
    _feasible(units, weights, least, most)
    held = _held(units, weights, least, most)
    low, high = held if held is not None else _held_exactly(units, weights, least, most)
    parts = np.where(high, most, least)
    free = ~(low | high)
    if free.any():
        # Bounds are whole units, so what the held leave is whole, and rounding what is free passes no bound.
        rest = units - int(parts[~free].sum())
        parts[free] = by_weight(rest, weights[free])
    return parts


def _held(units: int, weights: Floats, least: Floats, most: Floats) -> tuple[Marks, Marks] | None:
    """Which elements are held at their minimum and which at their maximum; None where floats cannot tell."""
    share = _level(units, weights, least, most) * weights
    low = (share <= least) | (weights == 0)
    high = (share >= most) & ~low
    free = ~(low | high)
    if not free.any():
        return None
    rest = units - float(np.where(high, most, least)[~free].sum())
    share = rest / float(weights[free].sum()) * weights
    above, below = share * (1 + NOISE), share * (1 - NOISE)
    fixed = (weights == 0) | (least == most)
    sure = np.where(low, fixed | (above < least), np.where(high, below > most, (below > least) & (above < most)))
    return (low, high) if sure.all() else None


def _held_exactly(units: int, weights: Floats, least: Floats, most: Floats) -> tuple[Marks, Marks]:
    """The same in whole numbers: hold all that is below its minimum or all above its maximum, whichever is more."""
    whole = whole_numbers(weights)
    lows = [int(bound) for bound in least.tolist()]
    highs = [None if math.isinf(bound) else int(bound) for bound in most.tolist()]
    low, high = weights == 0, np.zeros(weights.size, dtype=bool)
    rest = units - sum(lows[index] for index in np.flatnonzero(low).tolist())
    free = np.flatnonzero(~low).tolist()
    while free:
        total = sum(whole[index] for index in free)
        missing = {index: lows[index] * total - rest * whole[index] for index in free}
        beyond = {index: rest * whole[index] - limit * total for index in free if (limit := highs[index]) is not None}
        missing = {index: gap for index, gap in missing.items() if gap > 0}
        beyond = {index: gap for index, gap in beyond.items() if gap > 0}
        if not missing and not beyond:
            break
        balance = sum(missing.values()) - sum(beyond.values())
        if balance >= 0:
            low[list(missing)] = True
            rest -= sum(lows[index] for index in missing)
        if balance <= 0:
            high[list(beyond)] = True
            rest -= sum(highs[index] or 0 for index in beyond)
        free = [index for index in free if not (low[index] or high[index])]
    return low, high


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
    if (most < least).any() or float(np.where(weights > 0, most, least).sum()) < units:
        raise NumProblem("maximum", units, N_("expected maximums that leave room for the whole total"))
