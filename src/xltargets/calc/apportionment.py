"""Dividing whole units so that the parts sum exactly.

Amounts are divided in whole units of 10^-decimals. Surplus units go by largest remainder (Hamilton's method), ties to
the earlier element. Remainders are compared exactly: floating point decides where it is sure, whole numbers elsewhere.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOISE = 2.0**-46
"""More than what sums, products and the binary form of decimals can be off by, as a share of the result."""
EXACT_DOUBLE = 2**53
"""Whole numbers up to here are exact in a spreadsheet's numbers."""


class Unit:
    """The unit an amount is divided in: `count` units of `size` make the amount.

    An amount too large for its decimals to exist in a spreadsheet's numbers (10^12 with six decimals) is divided in
    the smallest power of two that it has, so that the parts still exist as numbers and still sum exactly.
    """

    def __init__(self, amount: float | Decimal, decimals: int) -> None:
        """Round the amount to its decimals, half away from zero, and count the units."""
        exact = amount if isinstance(amount, Decimal) else Decimal(repr(amount))
        self.count = int(exact.scaleb(decimals).to_integral_value(ROUND_HALF_UP))
        self.decimals = decimals
        self.binary = 0.0
        size = math.ulp(float(amount))
        if size > 10.0**-decimals:
            self.binary = size
            self.count = int(float(amount) / size)

    def amounts(self, units: NDArray[np.generic]) -> Floats:
        """Units as amounts: the nearest numbers that a spreadsheet has."""
        values = units.astype(np.float64)
        if self.binary:
            return values * self.binary
        return values / 10.0**self.decimals if self.decimals >= 0 else values * 10.0**-self.decimals

    def of(self, amounts: Floats) -> Floats:
        """Amounts in units, unrounded."""
        with np.errstate(over="ignore"):
            return amounts / self.binary if self.binary else amounts * 10.0**self.decimals


def round_half_away(amount: float, decimals: int) -> float:
    """ROUND as a spreadsheet does it.

    >>> round_half_away(2.675, 2), round_half_away(-0.5, 0)
    (2.68, -1.0)
    """
    return float(Decimal(repr(amount)).scaleb(decimals).to_integral_value(ROUND_HALF_UP).scaleb(-decimals))


def by_weight(units: int, weights: Floats, exact: Callable[[], list[int]] | None = None) -> NDArray[np.generic]:
    """`units` (0 or more) divided by weights that are 0 or more and do not sum to 0.

    `exact` gives the weights as whole numbers where the floats are sums of others and so a little off.

    >>> by_weight(4, np.array([1.0, 1.0, 1.0])).tolist()
    [2.0, 1.0, 1.0]
    """
    if units * NOISE > 0.25:
        return _by_weight_exactly(units, exact() if exact else whole_numbers(weights))
    # Scaling by a power of two is exact, and keeps the sum of huge weights finite.
    largest = float(weights.max())
    if not 1e-100 < largest < 1e100:
        weights = np.ldexp(weights, -math.frexp(largest)[1])
    ideal = weights * (units / float(weights.sum()))
    # What is just below a whole number, or seems so, has the largest remainder of all, and gets its unit here.
    parts = ideal * (1 + NOISE)
    np.floor(parts, out=parts)
    surplus = units - int(parts.sum())
    if surplus:
        margin = 2 * NOISE * float(ideal.max())
        remainders = np.subtract(ideal, parts, out=ideal)
        place = len(remainders) - surplus
        level = float(np.partition(remainders, place)[place])
        chosen = remainders >= level - margin
        if np.count_nonzero(chosen) > surplus:
            sure = remainders > level + margin
            near = np.flatnonzero(chosen & ~sure)
            chosen = sure
            chosen[_first_of(near, surplus - int(np.count_nonzero(sure)), units, weights, exact)] = True
        parts += chosen
    return parts


def _first_of(
    near: NDArray[np.intp], count: int, units: int, weights: Floats, exact: Callable[[], list[int]] | None
) -> NDArray[np.intp]:
    """Of elements whose remainders floating point cannot tell apart, those of the largest, the earlier on a tie."""
    if exact is None and (weights[near] == weights[near[0]]).all():
        return near[:count]
    whole = exact() if exact else whole_numbers(weights)
    total = sum(whole)
    remainders = {index: units * whole[index] % total for index in near.tolist()}
    order = sorted(remainders, key=lambda index: -remainders[index])
    return np.array(order[:count], dtype=np.intp)


def _by_weight_exactly(units: int, whole: list[int]) -> NDArray[np.generic]:
    """The same in whole-number arithmetic throughout, for parts too large for their remainders to be seen in floats."""
    total = sum(whole)
    parts = [units * weight // total for weight in whole]
    remainders = [units * weight % total for weight in whole]
    order = sorted(range(len(whole)), key=lambda index: -remainders[index])
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return np.array(parts, dtype=np.float64)


def whole_numbers(weights: Floats) -> list[int]:
    """Weights in the proportions that their printed decimals have, as whole numbers.

    >>> whole_numbers(np.array([0.15, 0.35, 0.5]))
    [15, 35, 50]
    """
    if float(weights.max()) < EXACT_DOUBLE and (weights == np.floor(weights)).all():
        found: list[int] = weights.astype(np.int64).tolist()
        return found
    ratios = [Decimal(repr(weight)) for weight in weights.tolist()]
    least = min(int(ratio.as_tuple().exponent) for ratio in ratios)
    return [int(ratio.scaleb(-least)) for ratio in ratios]
