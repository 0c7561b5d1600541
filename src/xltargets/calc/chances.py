"""The sum of independent events, each of which brings its amount or nothing: its distribution, without sampling."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc.apportionment import whole_numbers
from xltargets.calc.bands import reaches

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT_EVENTS = 20
"""Up to here all combinations are worked out."""
STEPS = 2**16
"""Of the lattice beyond: parts of the total."""
WORKED_OUT_ONE_BY_ONE = 4096
"""Steps up to which event after event is added; longer distributions are convolved as wholes."""


class Outcomes:
    """What can come of events with amounts of 0 or more and chances from 0 to 1."""

    def __init__(self, amounts: Floats, chances: Floats) -> None:
        """Set apart what is sure; what cannot happen changes nothing."""
        self.sure = float(amounts[chances == 1].sum())
        is_open = (chances > 0) & (chances < 1) & (amounts > 0)
        self.amounts, self.chances = amounts[is_open], chances[is_open]

    def quantile(self, confidence: float) -> float:
        """The smallest sum whose cumulative chance reaches the confidence."""
        if confidence == 1 or not self.amounts.size:
            return self.sure + float(self.amounts.sum())
        sums, weights = self._distribution()
        # A running sum of a million weights drifts; from just before the confidence on it is taken anew.
        start = int(np.searchsorted(np.cumsum(weights), confidence - 1e-9))
        enough = reaches(float(weights[:start].sum()) + np.cumsum(weights[start:]), confidence)
        place = start + int(np.argmax(enough)) if enough.any() else len(sums) - 1
        return self.sure + float(sums[min(place, len(sums) - 1)])

    def chance_of(self, least: float) -> float:
        """The chance that the sum reaches `least`."""
        if not self.amounts.size:
            return float(reaches(self.sure, least))
        sums, weights = self._distribution()
        enough = reaches(self.sure + sums, least)
        return 1.0 if enough.all() else min(float(weights[enough].sum()), 1.0)

    def _distribution(self) -> tuple[Floats, Floats]:
        """All sums, rising, and their chances."""
        if self.amounts.size <= EXACT_EVENTS:
            return self._enumerated()
        steps = self._common_steps()
        if steps is not None:
            counts, size = steps
            weights = _sum_of(counts, np.zeros(counts.size), self.chances)
            return size(np.arange(weights.size, dtype=np.float64)), weights
        step = float(self.amounts.sum()) / STEPS
        places = self.amounts / step
        lower = np.floor(places)
        # Shared between the two steps beside it, an amount keeps its mean.
        weights = _sum_of(lower.astype(int), places - lower, self.chances)
        return np.arange(weights.size, dtype=np.float64) * step, weights

    def _enumerated(self) -> tuple[Floats, Floats]:
        sums, weights = np.zeros(1), np.ones(1)
        for amount, chance in zip(self.amounts.tolist(), self.chances.tolist(), strict=True):
            sums = np.concatenate([sums, sums + amount])
            weights = np.concatenate([weights * (1 - chance), weights * chance])
            # Two rising runs are merged, which is much faster than to sort a million sums in the end.
            order = np.argsort(sums, kind="stable")
            sums, weights = sums[order], weights[order]
        return sums, weights

    def _common_steps(self) -> tuple[NDArray[np.int_], Callable[[Floats], Floats]] | None:
        """The amounts in a step that all of them are whole multiples of, if the total has few enough of it."""
        whole = whole_numbers(self.amounts)
        common = math.gcd(*whole)
        if sum(whole) // common > STEPS:
            return None
        decimals = round(math.log10(whole[0]) - math.log10(float(self.amounts[0])))

        def size(steps: Floats) -> Floats:
            return steps * float(common) / 10.0**decimals if decimals >= 0 else steps * float(common) * 10.0**-decimals

        return np.array([count // common for count in whole]), size


def _sum_of(lower: NDArray[np.int_], share: Floats, chances: Floats) -> Floats:
    """The distribution, by steps, of events that bring `lower` steps, or with the chance of `share` one more."""
    size = int(lower.sum()) + int((share > 0).sum()) + 1
    if len(lower) > 1 and size > WORKED_OUT_ONE_BY_ONE:
        middle = len(lower) // 2
        first = _sum_of(lower[:middle], share[:middle], chances[:middle])
        second = _sum_of(lower[middle:], share[middle:], chances[middle:])
        return _convolved(first, second)
    weights, used = np.zeros(size), 1
    weights[0] = 1.0
    for step, part, chance in zip(lower.tolist(), share.tolist(), chances.tolist(), strict=True):
        before = weights[:used].copy()
        weights[:used] *= 1 - chance
        weights[step : step + used] += before * (chance * (1 - part))
        if part > 0:
            weights[step + 1 : step + 1 + used] += before * (chance * part)
        used += step + (part > 0)
    return weights


def _convolved(first: Floats, second: Floats) -> Floats:
    size = first.size + second.size - 1
    padded = 1 << (size - 1).bit_length()
    product = np.fft.rfft(first, padded) * np.fft.rfft(second, padded)
    return np.maximum(np.fft.irfft(product, padded)[:size], 0.0)
