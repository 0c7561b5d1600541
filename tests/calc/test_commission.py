"""Commission against an integral of the rate, a ledger by hand, and what must hold of every pay plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xltargets.calc import (
    bonus_payout,
    commission,
    commission_clawback,
    commission_draw,
    commission_legs,
    commission_quota,
    commission_split,
)

rates = st.integers(0, 40).map(lambda percent: percent / 100)
tier_tables = st.lists(
    st.tuples(st.integers(0, 1000), rates), min_size=1, max_size=6, unique_by=lambda tier: tier[0]
).map(sorted)
amounts = st.integers(0, 2000)
modes = st.sampled_from(["marginal", "retroactive"])


@given(tier_tables, amounts)
def test_marginal_is_the_integral_of_the_rate(tiers: list[tuple[int, float]], amount: int) -> None:
    """Every unit at the rate of the tier that its lower end stands in: exact, since tiers begin at whole units."""
    by_unit = sum(next((rate for start, rate in reversed(tiers) if start <= unit), 0.0) for unit in range(amount))
    assert commission(amount, tiers) == pytest.approx(by_unit, abs=1e-9)


@given(tier_tables, amounts, amounts)
def test_marginal_is_additive_over_the_period(tiers: list[tuple[int, float]], first: int, second: int) -> None:
    together = commission(first + second, tiers)
    assert commission(first, tiers) + commission(second, tiers, prior=first) == pytest.approx(together)


@given(tier_tables, amounts, amounts, modes)
def test_a_full_refund_takes_back_what_was_paid(tiers: list, prior: int, amount: int, mode: str) -> None:
    paid = commission(prior + amount, tiers, mode)
    kept = commission(prior, tiers, mode)
    assert commission(-amount, tiers, mode, prior=prior + amount) == pytest.approx(kept - paid)


@given(tier_tables, amounts, amounts, modes, st.integers(0, 200), st.integers(0, 100))
def test_a_refund_leaves_what_the_rest_would_have_paid(
    tiers: list, prior: int, returned: int, mode: str, cap: int, floor: int
) -> None:
    """Cap and floor hold for the period: what was paid and what is taken back leave the pay of what was kept."""
    assume(0 < returned <= prior and floor <= cap)
    paid = commission(prior, tiers, mode, cap, floor)
    taken = commission(-returned, tiers, mode, cap, floor, prior)
    kept = commission(prior - returned, tiers, mode, cap, floor)
    assert paid + taken == pytest.approx(kept, abs=1e-9)


@given(tier_tables, st.lists(amounts, min_size=2, max_size=10))
def test_more_sales_never_pay_less(tiers: list[tuple[int, float]], sold: list[int]) -> None:
    earned = commission(sorted(sold), tiers)
    assert (np.diff(earned) >= -1e-9).all()


@given(tier_tables, amounts, st.floats(0.001, 1000))
def test_the_unit_of_money_does_not_matter(tiers: list[tuple[int, float]], amount: int, factor: float) -> None:
    scaled = [(start * factor, rate) for start, rate in tiers]
    # At a bound the last bit of the product may fall on either side, where marginal pay is the same anyway.
    assert commission(amount * factor, scaled) == pytest.approx(commission(amount, tiers) * factor, abs=1e-6)


@given(tier_tables, st.integers(-2000, 2000), amounts, modes)
def test_legs_sum_to_the_commission(tiers: list, amount: int, prior: int, mode: str) -> None:
    assume(prior + amount >= 0)
    legs = commission_legs(amount, tiers, mode, prior)
    assert sum(legs[:, 4]) == pytest.approx(commission(amount, tiers, mode, prior=prior), abs=1e-9)
    assert sum(legs[:, 2]) == pytest.approx(amount)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_sales_that_add_up_to_a_bound_reach_it(cents: int, more: int) -> None:
    """0.1 + 0.2 is 0.3 to whoever pays; one cent less is less."""
    start = (cents + more) / 100
    tiers = [[0, 0.05], [start, 0.1]]
    pay = cents / 100 * 0.1
    assert commission(cents / 100, tiers, "retroactive", prior=more / 100) == pytest.approx(pay)
    assert commission((cents - 1) / 100, tiers, "retroactive", prior=more / 100) == pytest.approx(
        (cents - 1) / 100 * 0.05
    )


@given(tier_tables, st.floats(0, 3000))
def test_legs_in_a_row_sum_to_the_very_commission(tiers: list[tuple[int, float]], amount: float) -> None:
    assert sum(commission_legs(amount, tiers)[:, 4]) == commission(amount, tiers)


@given(tier_tables, amounts, st.integers(0, 100), st.integers(0, 100))
def test_cap_and_floor_bound(tiers: list[tuple[int, float]], amount: int, low: int, more: int) -> None:
    assert low <= commission(amount, tiers, "marginal", low + more, low) <= low + more


@given(amounts, st.integers(1, 1000))
def test_quota_tiers_are_tiers_times_the_quota(amount: int, quota: int) -> None:
    tiers = [(0, 0.05), (0.5, 0.08), (1, 0.12)]
    in_money = [(start * quota, rate) for start, rate in tiers]
    assert commission_quota(amount, quota, tiers) == pytest.approx(commission(amount, in_money))


@given(st.integers(-(10**7), 10**7), st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_split_credit_sums_to_the_cent(cents: int, weights: list[int]) -> None:
    parts = commission_split(cents / 100, [weight / sum(weights) for weight in weights])
    assert sum(round(part * 100) for part in parts.tolist()) == cents


LEDGER = [
    # earned, payout, owed at the end: a draw of 3,000 a month, 500 owed in January, by hand
    (2000, 3000, 1500),  # 1,000 short
    (3500, 3000, 1000),  # 500 above the draw recovers 500
    (5000, 4000, 0),  # 2,000 above recovers the 1,000
    (3000, 3000, 0),
    (0, 3000, 3000),
    (0, 3000, 6000),
    (4000, 3000, 5000),
    (10000, 5000, 0),
    (2999.5, 3000, 0.5),
    (3000.25, 3000, 0.25),
    (3000.25, 3000, 0),
    (8000, 8000, 0),
]


def test_a_ledger_of_twelve_months() -> None:
    earned, payouts, owed = zip(*LEDGER, strict=True)
    found = commission_draw(earned, 3000, 500)
    assert found[:, 0].tolist() == list(payouts)
    assert found[:, 1].tolist() == list(owed)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12), st.integers(0, 3000), st.integers(0, 3000))
def test_a_recoverable_draw_loses_no_money(earned: list[int], draw: int, opening: int) -> None:
    found = commission_draw(earned, draw, opening)
    assert found[:, 0].sum() - sum(earned) == pytest.approx(found[-1, 1] - opening)
    assert (found[:, 0] >= draw).all()
    assert (found[:, 1] >= 0).all()


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(0, 200))
def test_never_more_is_clawed_back_than_was_paid(amount: int, refunded: int, days: int) -> None:
    assume(refunded <= amount)
    assert 0 <= commission_clawback(80, amount, refunded, days) <= 80


@given(st.floats(0, 3))
def test_a_bonus_lies_between_its_rows(attainment: float) -> None:
    curve = [[0.5, 20], [1, 100], [1.5, 250]]
    step = bonus_payout(attainment, curve, "step")
    linear = bonus_payout(attainment, curve)
    assert step <= linear + 1e-9
    assert linear <= 250
