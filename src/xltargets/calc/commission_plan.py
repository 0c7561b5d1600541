"""A pay plan for one period: what a total attained in it brings. Every commission is a difference of two such totals.

Let T(x) be the commission on x. A sale pays T(before + sale) - T(before), a refund is the same with a minus, so the two
cancel, and the lines of a period sum to T of their total: with every mode, cap and floor, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

import numpy as np

from xltargets.calc.arguments import Blank, Kind, Shape, word
from xltargets.calc.bands import CLOSE, within
from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NumProblem, ValueProblem

_NOT_NEGATIVE = Kind(Shape.LINE, least=0)
Tiers = Annotated[Any, Kind(Shape.TABLE, columns=(_NOT_NEGATIVE,) * 3, spare=1, ascending=True)]
"""From, rate, and where a plan gives it the commission at the tier's start, which is None without a third column."""
Mode = Annotated[str, word("marginal", "retroactive", "deal")]
Bound = Annotated[str, word("from", "above")]
Cents = Annotated[int | None, Kind(whole=True, least=-9, most=9)]
EachLimit = Annotated[Any, Kind(Shape.EACH, blank=Blank.MISSING, least=0)]
OneLimit = Annotated[float | None, Kind(least=0)]

EXACT = 2.0**53
"""Whole numbers up to here are exact in a spreadsheet's numbers."""
MOST_NOISE = 2.0**-6
"""Nothing further than this share of a unit from its half is a half."""
BLOCK = 32_768
"""As many amounts at a time as stay in a processor's cache."""


class Stand(NamedTuple):
    """Where a total stands in the plan."""

    earned: Any
    """T of the total, within cap and floor, rounded if the plan rounds."""
    tier: Any
    """The tier reached, -1 for none."""
    free: Any
    """Whether neither cap nor floor holds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Tiers, and how they pay. Cap, floor and quota are one for all or one for each total."""

    starts: Any
    rates: Any
    bases: Any
    """The commission at each tier's start; those of a quota's tiers are multiples of the quota."""
    mode: str
    above: bool = False
    cap: Any = None
    floor: Any = None
    decimals: int | None = None
    quota: Any = None
    steps: bool = False
    """Whether the bases are the plan's own, so that reaching a tier may pay something at once."""

    def total(self, attained: Any, margin: Any) -> Stand:
        """T of what was attained; within `margin` of a threshold it is at it."""
        tier = self.tier(attained, margin)
        at = np.maximum(tier, 0)
        rate = self.rates[at]
        if self.mode == "retroactive":
            full = attained * rate
        else:
            base = self.bases[at] if self.steps else self._money(self.bases[at])
            full = base + rate * np.maximum(attained - self._money(self.starts[at]), 0.0)
        full = np.where(tier < 0, 0.0, full)
        earned, free = self.limited(full, np.greater(attained, margin))
        return Stand(self.rounded(earned, rate * margin), tier, free)

    def tier(self, attained: Any, margin: Any) -> Any:
        """The tier that a total reaches, -1 for none. Nothing attained reaches none."""
        if self.quota is None:
            tier = within(attained, self.starts, margin, above=self.above)
        else:
            tier = within(attained / self.quota, self.starts, margin / self.quota, above=self.above)
        return np.where(np.greater(attained, margin), tier, -1)

    def limited(self, earned: Any, due: Any) -> tuple[Any, Any]:
        """What is earned within cap and floor where anything is `due`, and where neither of them holds."""
        if self.cap is None and self.floor is None:
            return earned, True
        most = np.inf if self.cap is None else np.where(np.isnan(self.cap), np.inf, self.cap)
        least = 0.0 if self.floor is None else np.where(np.isnan(self.floor), 0.0, self.floor)
        held = np.where(due, np.clip(earned, least, most), 0.0)
        return held, held == earned

    def difference(self, amount: Any, now: Stand, before: Stand) -> Any:
        """What the amount pays that led from the one total to the other."""
        change = np.subtract(now.earned, before.earned)
        if self.decimals is not None:
            return self._clean(change, np.maximum(now.earned, before.earned))
        # Within one tier nothing of the totals' size is subtracted, so that the last digits of the amount survive.
        alone = np.equal(now.tier, before.tier) & (now.tier >= 0) & now.free & before.free
        return np.where(alone, np.multiply(amount, self.rates[np.maximum(now.tier, 0)]), change)

    def deal(self, amount: Any, total: Any, margin: Any) -> Any:
        """Mode deal: the whole amount at the rate of the tier that the total reaches."""
        tier = self.tier(total, margin)
        rate = np.where(tier < 0, 0.0, self.rates[np.maximum(tier, 0)])
        earned, _free = self.limited(np.multiply(amount, rate), np.greater(amount, 0))
        return self.rounded(earned, 0.0)

    def rounded(self, earned: Any, margin: Any) -> Any:
        """What is earned to the plan's decimals, half up; noise beyond a spreadsheet's 15 digits decides nothing."""
        if self.decimals is None:
            return earned
        units = self._units(earned)
        whole = np.floor(units + 0.5 + np.minimum(self._units(earned * CLOSE + margin), MOST_NOISE))
        return np.where(units < EXACT, self._amounts(whole), earned)

    def _clean(self, change: Any, largest: Any) -> Any:
        """A difference of rounded numbers as the number that has their decimals."""
        return np.where(self._units(largest) < EXACT, self._amounts(np.rint(self._units(change))), change)

    def _units(self, amounts: Any) -> Any:
        assert self.decimals is not None
        return amounts * 10.0**self.decimals if self.decimals >= 0 else amounts / 10.0**-self.decimals

    def _amounts(self, units: Any) -> Any:
        assert self.decimals is not None
        return units / 10.0**self.decimals if self.decimals >= 0 else units * 10.0**-self.decimals

    def _money(self, of_quota: Any) -> Any:
        return of_quota if self.quota is None else of_quota * self.quota

    @property
    def plain(self) -> bool:
        """Whether each slice pays at its rate and nothing else holds, so that no threshold needs a comparison."""
        limits = (self.cap, self.floor, self.decimals, self.quota)
        return self.mode == "marginal" and not self.steps and all(limit is None for limit in limits)

    def slices(self, attained: Any) -> Any:
        """T of totals of 0 or more in a plain plan: each slice at its own rate."""
        if not isinstance(attained, np.ndarray) or attained.size <= BLOCK:
            return self._slices(attained)
        flat = np.ascontiguousarray(attained).reshape(-1)
        earned = np.empty(flat.size)
        for first in range(0, flat.size, BLOCK):
            earned[first : first + BLOCK] = self._slices(flat[first : first + BLOCK])
        return earned.reshape(attained.shape)

    def _slices(self, attained: Any) -> Any:
        tier = within(attained, self.starts, 0.0, above=False)
        if self.starts[0] > 0:
            # Below the first tier nothing is earned, as at its start.
            tier, attained = np.maximum(tier, 0), np.maximum(attained, self.starts[0])
        return self.bases.take(tier) + self.rates.take(tier) * (attained - self.starts.take(tier))


def plan_of(
    tiers: Any,
    mode: str,
    bound: str,
    limits: tuple[Any, Any] = (None, None),
    decimals: int | None = None,
    quota: Any = None,
) -> Plan:
    """The plan that the arguments of a worksheet function describe; `limits` are cap and floor."""
    starts, rates, bases = tiers
    steps = bases is not None
    if steps and mode != "marginal":
        raise ValueProblem("mode", mode, N_("expected no mode beside tiers that give their base in a third column"))
    if not steps:
        bases = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    cap, floor = limits
    if cap is not None and floor is not None:
        refuse(np.greater(floor, cap), NumProblem, "floor", floor, N_("expected no more than the cap"))
    return Plan(starts, rates, bases, mode, bound == "above", cap, floor, decimals, quota, steps)
