"""Risk against SciPy, and the drawn against the exact."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from xltargets.calc import (
    achievement_status,
    chances,
    kri_status,
    kri_trend,
    risk_score,
    target_at_risk,
    target_probability,
)

RISKS = st.lists(st.tuples(st.integers(0, 1000), st.floats(0, 1)), min_size=1, max_size=6)


@given(st.lists(st.floats(1, 100), min_size=3, max_size=25), st.floats(0, 0.1))
def test_trend_is_scipys_theil_sen(values: list[float], tolerance: float) -> None:
    relative = stats.theilslopes(values).slope / np.mean(values)
    if abs(abs(relative) - tolerance) > 1e-9:
        expected = "Rising" if relative > tolerance else "Falling" if relative < -tolerance else "Stable"
        assert kri_trend(values, tolerance) == expected


def enumerated(risks: list[tuple[int, float]], confidence: float) -> float:
    """The definition: every combination with its probability, sorted by loss."""
    outcomes: dict[float, float] = {}
    for strikes in itertools.product((False, True), repeat=len(risks)):
        loss = sum(one for (one, _chance), hit in zip(risks, strikes, strict=True) if hit)
        weight = np.prod([chance if hit else 1 - chance for (_one, chance), hit in zip(risks, strikes, strict=True)])
        outcomes[loss] = outcomes.get(loss, 0) + weight
    reached = 0.0
    for loss in sorted(outcomes):
        reached += outcomes[loss]
        if reached >= confidence - 1e-12:
            return loss
    return max(outcomes)


@given(RISKS, st.sampled_from([0.05, 0.5, 0.9, 0.95, 0.999]))
def test_exact_is_the_enumeration(risks: list[tuple[int, float]], confidence: float) -> None:
    losses, chances = zip(*risks, strict=True)
    assert target_at_risk(losses, chances, confidence) == pytest.approx(enumerated(risks, confidence))


@given(RISKS, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_more_confidence_costs_more(risks: list[tuple[int, float]], random) -> None:
    losses, chances = zip(*risks, strict=True)
    shuffled = random.sample(risks, len(risks))
    assert target_at_risk(*zip(*shuffled, strict=True), 0.9) == pytest.approx(target_at_risk(losses, chances, 0.9))
    levels = [target_at_risk(losses, chances, confidence) for confidence in (0.1, 0.5, 0.9, 0.99)]
    assert levels == sorted(levels)
    assert levels[-1] <= sum(losses)


@pytest.mark.parametrize("seed", range(5))
def test_the_lattice_is_within_its_steps_of_the_exact(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(seed)
    losses, likely = random.uniform(10, 100, 18), random.uniform(0.05, 0.5, 18)
    levels, amounts = (0.1, 0.5, 0.9, 0.95, 0.999), (100, 250, 400)
    exact = [target_at_risk(losses, likely, level) for level in levels]
    won = {amount: target_probability(amount, losses, likely) for amount in amounts}
    step = losses.sum() / chances.STEPS
    around = {
        amount: [target_probability(amount + sign * step * len(losses), losses, likely) for sign in (1, -1)]
        for amount in amounts
    }
    monkeypatch.setattr(chances, "EXACT_EVENTS", 0)
    for level, loss in zip(levels, exact, strict=True):
        found = target_at_risk(losses, likely, level)
        # In practice a step or two; what is promised is a step for each risk.
        assert abs(found - loss) <= 3 * step
    for amount, chance in won.items():
        assert around[amount][0] <= target_probability(amount, losses, likely) <= around[amount][1]
        assert target_probability(amount, losses, likely) == pytest.approx(chance, abs=1e-4)


def test_many_events_are_the_normal_distribution_in_the_limit() -> None:
    random = np.random.default_rng(3)
    amounts, likely = random.uniform(1, 100, 3000), random.uniform(0.2, 0.8, 3000)
    mean, deviation = (amounts * likely).sum(), np.sqrt((amounts**2 * likely * (1 - likely)).sum())
    for level in (0.05, 0.5, 0.95):
        expected = mean + deviation * stats.norm.ppf(level)
        assert target_at_risk(amounts, likely, level) == pytest.approx(expected, abs=0.02 * deviation)
        assert target_probability(expected, amounts, likely) == pytest.approx(1 - level, abs=0.005)


@given(st.integers(21, 300), st.floats(0.01, 0.99))
def test_equal_events_are_the_binomial_distribution(count: int, chance: float) -> None:
    least = count // 2
    expected = stats.binom.sf(least - 1, count, chance)
    assert target_probability(least * 250, [250] * count, [chance] * count) == pytest.approx(expected, abs=1e-13)
    for level in (0.0512, 0.5123, 0.9912):
        assert target_at_risk([250] * count, [chance] * count, level) == 250 * stats.binom.ppf(level, count, chance)


@given(st.floats(0, 10), st.floats(0, 10), st.sampled_from(["Green", "Amber", "Red"]))
def test_hysteresis_only_ever_holds_back(value: float, margin: float, previous: str) -> None:
    order = ["Green", "Amber", "Red"]
    plain = order.index(kri_status(value, 4, 7))
    held = order.index(kri_status(value, 4, 7, "above", previous, margin))
    assert plain <= held <= max(plain, order.index(previous))


@given(st.floats(1, 5), st.floats(1, 5), st.floats(0, 1))
def test_a_control_never_makes_it_worse(likelihood: float, impact: float, control: float) -> None:
    assert 0 <= risk_score(likelihood, impact, control) <= risk_score(likelihood, impact)


def test_a_threshold_is_reached_whatever_binary_makes_of_the_decimals():
    """0.3/0.4 is 0.75 and 4.35 × 100 is 435, but for the last bit of a double."""
    assert 0.3 / 0.4 < 0.75
    assert achievement_status(0.3 / 0.4, 0.75) == "Amber"
    assert achievement_status(0.7499, 0.75) == "Red"
    assert 4.35 * 100 < 435
    assert kri_status(4.35 * 100, 435, 500) == "Amber"
    assert kri_status(-4.35 * 100, -435, -500, "below") == "Amber"
    assert kri_status(434.9999, 435, 500) == "Green"
