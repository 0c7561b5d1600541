"""Commission against exact fractions: a thousand random and nasty inputs each, a hundred thousand at night."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.oracles import commission as oracle
from xltargets.calc import (
    bonus_payout,
    commission,
    commission_clawback,
    commission_draw,
    commission_legs,
    commission_quota,
    commission_run,
    commission_split,
    tier_rate,
)
from xltargets.errors import InputProblem

COUNTS = [pytest.param(1_000, id="thousand"), pytest.param(100_000, id="hundred thousand", marks=pytest.mark.nightly)]
MODES = ["marginal", "retroactive", "deal"]
RATES = [0.0, 0.0, 0.01, 0.025, 0.03, 0.05, 0.075, 0.08, 0.1, 0.1234, 0.333, 0.5, 1.0, 1.5]
MAGNITUDES = [0.01, 0.1, 1.0, 10.0, 1_000.0, 50_000.0, 1e6, 1e9]
"""Of totals. Beyond them cents are more than 15 digits."""


class Inputs:
    """Random plans, and amounts that like to lie at, just below and just above what matters."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.size = 1.0

    def choice(self, values: Any) -> Any:
        return self.random.choice(values)

    def money(self, most: float | None = None) -> float:
        most = self.size if most is None else most
        places = self.choice([0, 2, 2, 2, 4]) if most < 1e6 else self.choice([0, 2])
        return round(self.random.uniform(0, most), places)

    def plan(self, *, quota: bool = False, modes: Any = MODES) -> oracle.Plan:
        self.size = self.choice(MAGNITUDES)
        count = self.choice([1, 1, 2, 2, 3, 4, 6])
        unit = self.choice([0.5, 0.75, 1.0, 1.25]) / count if quota else self.size
        starts = sorted({0.0 if self.random.random() < 0.5 else round(self.random.uniform(0, unit), 4), *()})
        while len(starts) < count:
            starts = sorted({*starts, round(self.random.uniform(0, 1.6 if quota else self.size), 2 if quota else 4)})
            if len(starts) < count and self.size < 1:
                count = len(starts)
        tiers: list[tuple[float, ...]] = [(start, self.choice(RATES)) for start in starts]
        mode = self.choice(modes)
        if mode == "marginal" and self.random.random() < 0.3:
            tiers = [(*tier, self.money(self.size / 5)) for tier in tiers]
        cap = self.choice([None, None, self.money(self.size / 4), 0.0])
        floor = self.choice([None, None, self.money(self.size / 50), self.money(self.size / 3)])
        return oracle.Plan(
            tiers,
            mode,
            cap,
            floor,
            self.choice(["from", "above"]),
            self.choice([None, 0, 1, 2, 2, 2, 3, -1]),
            self.choice([self.size, self.money() or 1.0, 3.0, 7.0]) if quota else None,
        )

    def attained(self, plan: oracle.Plan) -> float:
        """A total: anywhere, at a threshold, or beside one."""
        quota = plan.quota or 1.0
        kind = self.random.random()
        if kind < 0.4:
            return self.money(2 * self.size)
        near = self.choice([0.0, *(tier[0] * quota for tier in plan.tiers)])
        if kind < 0.6:
            return near
        if kind < 0.75:
            return math.nextafter(near, math.inf if kind < 0.7 else 0.0) if near else near
        if kind < 0.85:
            return float(f"{near * (1 + self.choice([-1, 1]) * 1e-10):.14g}")
        return max(round(near + self.choice([-0.01, 0.01, -0.03, 1]), 2), 0.0)

    def step(self, plan: oracle.Plan) -> tuple[float, float]:
        """An amount and its prior, which meet at the total but for the last bit.

        Off a threshold by the 15th digit alone it is drawn again: whether that is equal is a matter of taste.
        """
        total, prior = self.attained(plan), self.choice([0.0, self.attained(plan), self.attained(plan)])
        largest = max(total, prior)
        for threshold in (0.0, *(tier[0] * (plan.quota or 1.0) for tier in plan.tiers)):
            if any(5e-16 * largest < abs(one - threshold) < 1e-14 * largest for one in (total, prior)):
                return self.step(plan)
        if plan.mode == "deal" or self.random.random() < 0.05:
            return float(f"{abs(total - prior):.12g}"), prior
        return total - prior, prior


def arguments(plan: oracle.Plan) -> dict[str, Any]:
    return {
        "tiers": plan.tiers,
        "mode": plan.mode,
        "cap": plan.cap,
        "floor": plan.floor,
        "bound": plan.bound,
        "decimals": plan.decimals,
    }


def found_by(function: Any, *args: Any, **options: Any) -> Any:
    try:
        return function(*args, **options)
    except InputProblem as problem:
        return problem.code


def agrees(found: Any, expected: Fraction | str, plan: oracle.Plan, *sizes: float) -> bool:
    """The same error, the same cent, or the same 14 digits of what it was computed from."""
    if isinstance(expected, str) or isinstance(found, str):
        return found == expected
    largest = max(map(abs, sizes), default=0.0)
    most = max(1.0, *(tier[1] for tier in plan.tiers)) * largest + sum(sum(tier[2:]) for tier in plan.tiers)
    most += (plan.floor or 0) + (plan.cap or 0 if plan.cap != math.inf else 0)
    if plan.decimals is not None:
        return Fraction(repr(found)) == expected
    return abs(Fraction(found) - expected) <= Fraction(most) / 10**14


@pytest.mark.parametrize("count", COUNTS)
def test_commission(count: int) -> None:
    inputs = Inputs(count)
    for _ in range(count):
        plan = inputs.plan()
        amount, prior = inputs.step(plan)
        found = found_by(commission, amount, prior=prior, **arguments(plan))
        expected = oracle.commission(plan, amount, prior)
        assert agrees(found, expected, plan, amount, prior), f"{plan} {amount} {prior}: {found}, expected {expected}"


@pytest.mark.parametrize("count", COUNTS)
def test_commission_quota(count: int) -> None:
    inputs = Inputs(count + 1)
    for _ in range(count):
        plan = inputs.plan(quota=True)
        amount, prior = inputs.step(plan)
        found = found_by(commission_quota, amount, plan.quota, prior=prior, **arguments(plan))
        expected = oracle.commission(plan, amount, prior)
        assert agrees(found, expected, plan, amount, prior), f"{plan} {amount} {prior}: {found}, expected {expected}"


@pytest.mark.parametrize("count", COUNTS)
def test_commission_legs(count: int) -> None:
    """The rows sum to the commission and their amounts to the amount; each but cap's and floor's lies in one tier."""
    inputs = Inputs(count + 2)
    for _ in range(count):
        drawn = inputs.plan()
        plan = oracle.Plan(drawn.tiers, drawn.mode, drawn.cap, drawn.floor, drawn.bound)
        amount, prior = inputs.step(plan)
        options = arguments(plan)
        del options["decimals"]
        legs = found_by(commission_legs, amount, prior=prior, **options)
        expected = oracle.commission(plan, amount, prior)
        sizes = (amount, prior, amount + prior)
        if isinstance(legs, str):
            assert legs == expected
            continue
        where = f"{plan} {amount} {prior}: {legs.tolist()}, expected {expected}"
        assert agrees(float(sum(legs[:, 4])), expected, plan, *sizes), where
        assert sum(legs[:, 2]) == pytest.approx(amount, abs=max(map(abs, sizes)) * 1e-14), where
        tiers = [row for row in legs.tolist() if row[0] != ""]
        assert len(legs) - len(tiers) <= (plan.cap is not None or plan.floor is not None), where
        known = {start: rate for start, rate, *_ in plan.tiers}
        assert all(row[3] == known.get(row[0], 0.0) for row in tiers), where
        if len(plan.tiers[0]) == 2:
            assert all(row[4] == row[2] * row[3] for row in tiers), where


@pytest.mark.parametrize("count", COUNTS)
def test_commission_run(count: int) -> None:
    """Lists of up to eighty lines; the count is of lines."""
    inputs = Inputs(count + 3)
    lines = 0
    while lines < count:
        plan = inputs.plan(quota=inputs.random.random() < 0.3, modes=["marginal", "retroactive"])
        length = inputs.choice([1, 2, 5, 20, 80])
        lines += length
        amounts = [inputs.money() * inputs.choice([1, 1, -1]) for _ in range(length)]
        keys = [[inputs.choice(["Ann", "Bob", "Cy"]), inputs.choice([1, 2])] for _ in range(length)]
        expected = oracle.run(plan, amounts, [tuple(key) for key in keys])
        found: Any
        try:
            found = commission_run(amounts, keys=keys, quota=plan.quota and [plan.quota], **arguments(plan))
        except InputProblem as problem:
            found = [problem.code] * length if problem.rest is None else problem.rest
        sizes = (sum(map(abs, amounts)),)
        for line, (one, right) in enumerate(zip(found, expected, strict=True)):
            shown = float(one) if isinstance(one, float) else str(one)
            assert agrees(shown, right, plan, *sizes), f"{plan} {amounts} {keys} line {line}: {shown}, expected {right}"


@pytest.mark.parametrize("count", COUNTS)
def test_tier_rate(count: int) -> None:
    inputs = Inputs(count + 4)
    for _ in range(count):
        plan = inputs.plan()
        value = inputs.attained(plan)
        found = found_by(tier_rate, value, plan.tiers, plan.bound)
        expected = oracle.tier_rate(plan, value)
        assert found == (expected if isinstance(expected, str) else float(expected)), f"{plan} {value}"


@pytest.mark.parametrize("count", COUNTS)
def test_commission_draw(count: int) -> None:
    inputs = Inputs(count + 5)
    for _ in range(count // 10):
        inputs.size = inputs.choice(MAGNITUDES)
        earned = [inputs.money() * inputs.choice([1, 1, 1, -0.5]) for _ in range(10)]
        least, opening, recoverable = inputs.money(), inputs.money(), inputs.choice([True, False])
        found = commission_draw(earned, least, opening, recoverable)
        expected = oracle.draw(earned, least, opening, recoverable=recoverable)
        np.testing.assert_allclose(found, np.array(expected, dtype=float), rtol=0, atol=inputs.size * 1e-14)


@pytest.mark.parametrize("count", COUNTS)
def test_bonus_payout(count: int) -> None:
    inputs = Inputs(count + 6)
    for _ in range(count):
        points = sorted(inputs.random.sample(range(200), inputs.choice([1, 2, 3, 5])))
        schedule = [[point / 100, float(inputs.money(10_000))] for point in points]
        attainment = inputs.choice([inputs.random.uniform(0, 3), *(point / 100 for point in points)])
        attainment = inputs.choice([attainment, math.nextafter(attainment, 0.0), attainment * (1 - 1e-12)])
        method = inputs.choice(["linear", "step"])
        found = bonus_payout(attainment, schedule, method)
        expected = float(oracle.bonus(schedule, attainment, method))
        assert found == pytest.approx(expected, rel=1e-13, abs=1e-8), f"{schedule} {attainment} {method}"


@pytest.mark.parametrize("count", COUNTS)
def test_commission_clawback(count: int) -> None:
    inputs = Inputs(count + 7)
    for _ in range(count):
        inputs.size = inputs.choice(MAGNITUDES)
        amount = inputs.money() or 1.0
        refunded = inputs.choice([amount, 0.0, round(amount * inputs.random.random(), 2)])
        refunded = min(refunded, amount)
        paid, days, window = inputs.money(), float(inputs.choice([0, 89, 90, 91])), float(inputs.choice([0, 30, 90]))
        found = commission_clawback(paid, amount, refunded, days, window)
        assert found == pytest.approx(float(oracle.clawback(paid, amount, refunded, days, window)), rel=1e-14, abs=0)


@pytest.mark.parametrize("count", COUNTS)
def test_commission_split(count: int) -> None:
    inputs = Inputs(count + 8)
    for _ in range(count):
        inputs.size = inputs.choice(MAGNITUDES)
        cuts = sorted(inputs.random.choices(range(101), k=inputs.choice([0, 1, 2, 5])))
        percents = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
        amount, decimals = inputs.money() * inputs.choice([1, -1]), inputs.choice([0, 2, 2])
        found = commission_split(amount, [percent / 100 for percent in percents], decimals)
        expected = oracle.split(amount, percents, decimals)
        assert [Fraction(repr(float(one))) for one in found] == expected, f"{amount} {percents} {decimals}"
