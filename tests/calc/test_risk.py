"""Risk against SciPy, and the drawn against the exact."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import xltargets.calc.risk as risk
from xltargets.calc import achievement_status, kri_status, kri_trend, risk_score, target_at_risk

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


def test_drawing_comes_close_to_the_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    losses, chances = random.integers(10, 100, 20), random.uniform(0.05, 0.5, 20)
    exact = {confidence: target_at_risk(losses, chances, confidence) for confidence in (0.5, 0.9, 0.95)}
    monkeypatch.setattr(risk, "EXACT_RISKS", 0)
    trials = 100_000
    for confidence, loss in exact.items():
        # The sampling error of a quantile is bounded by the exact quantiles three standard errors away.
        error = 3 * (confidence * (1 - confidence) / trials) ** 0.5
        monkeypatch.setattr(risk, "EXACT_RISKS", 20)
        low = target_at_risk(losses, chances, confidence - error)
        high = target_at_risk(losses, chances, confidence + error)
        monkeypatch.setattr(risk, "EXACT_RISKS", 0)
        assert low <= target_at_risk(losses, chances, confidence, trials) <= high
        assert low <= loss <= high


def test_the_same_seed_gives_the_same_whatever_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    losses, chances = np.arange(1.0, 41.0), np.linspace(0.01, 0.6, 40)
    found = target_at_risk(losses, chances, 0.95, 5000, 7)
    monkeypatch.setattr(risk, "DRAWN_AT_ONCE", 333)
    assert target_at_risk(losses, chances, 0.95, 5000, 7) == found
    assert any(target_at_risk(losses, chances, 0.95, 500, seed) != found for seed in range(5))


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
