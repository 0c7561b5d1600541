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
    commission_run,
    commission_split,
    tier_rate,
)
from xltargets.errors import CellError, DivZeroProblem, NotAvailable, NumProblem, ValueProblem

rates = st.integers(0, 40).map(lambda percent: percent / 100)
tier_tables = st.lists(
    st.tuples(st.integers(0, 1000), rates), min_size=1, max_size=6, unique_by=lambda tier: tier[0]
).map(sorted)
amounts = st.integers(0, 2000)


@given(tier_tables, amounts)
def test_marginal_is_the_integral_of_the_rate(tiers: list[tuple[int, float]], amount: int) -> None:
    """Every unit at the rate of the tier that its lower end stands in: exact, since tiers begin at whole units."""
    by_unit = sum(next((rate for start, rate in reversed(tiers) if start <= unit), 0.0) for unit in range(amount))
    assert commission(amount, tiers) == pytest.approx(by_unit, abs=1e-9)


@given(tier_tables, amounts, amounts)
def test_marginal_is_additive_over_the_period(tiers: list[tuple[int, float]], first: int, second: int) -> None:
    together = commission(first + second, tiers)
    assert commission(first, tiers) + commission(second, tiers, prior=first) == pytest.approx(together)


@given(tier_tables, st.lists(amounts, min_size=2, max_size=10))
def test_more_sales_never_pay_less(tiers: list[tuple[int, float]], sold: list[int]) -> None:
    earned = commission(sorted(sold), tiers)
    assert (np.diff(earned) >= -1e-9).all()


@given(tier_tables, amounts, st.floats(0.001, 1000))
def test_the_unit_of_money_does_not_matter(tiers: list[tuple[int, float]], amount: int, factor: float) -> None:
    scaled = [(start * factor, rate) for start, rate in tiers]
    # At a bound the last bit of the product may fall on either side, where marginal pay is the same anyway.
    assert commission(amount * factor, scaled) == pytest.approx(commission(amount, tiers) * factor, abs=1e-6)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_sales_that_add_up_to_a_bound_reach_it(cents: int, more: int) -> None:
    """0.1 + 0.2 is 0.3 to whoever pays; one cent less is less. Reaching it lifts what came before as well."""
    start = (cents + more) / 100
    tiers = [[0, 0.05], [start, 0.1]]
    lifted = cents / 100 * 0.1 + more / 100 * 0.05
    assert commission(cents / 100, tiers, "retroactive", prior=more / 100) == pytest.approx(lifted)
    assert commission(cents / 100, tiers, "deal", prior=more / 100) == pytest.approx(cents / 100 * 0.1)
    less = (cents - 1) / 100
    assert commission(less, tiers, "retroactive", prior=more / 100) == pytest.approx(less * 0.05)
    assert commission(less, tiers, "deal", prior=more / 100) == pytest.approx(less * 0.05)


@given(tier_tables, st.floats(0, 3000))
def test_legs_in_a_row_sum_to_the_very_commission(tiers: list[tuple[int, float]], amount: float) -> None:
    assert sum(commission_legs(amount, tiers)[:, 4]) == commission(amount, tiers)


@given(tier_tables, amounts, st.integers(0, 100), st.integers(0, 100))
def test_cap_and_floor_bound(tiers: list[tuple[int, float]], amount: int, low: int, more: int) -> None:
    """Once anything is sold; nothing sold pays nothing."""
    found = commission(amount, tiers, "marginal", low + more, low)
    assert (low <= found <= low + more) if amount else found == 0


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


def test_a_window_and_a_whole_refund_are_reached_as_spreadsheets_compare() -> None:
    assert commission_clawback(10, 0.3, 0.1 + 0.2, 3) == 10
    assert commission_clawback(10, 100, 50, 0.1 + 0.2, 0.3) == 5


@given(st.floats(0, 3))
def test_a_bonus_lies_between_its_rows(attainment: float) -> None:
    curve = [[0.5, 20], [1, 100], [1.5, 250]]
    step = bonus_payout(attainment, curve, "step")
    linear = bonus_payout(attainment, curve)
    assert step <= linear + 1e-9
    assert linear <= 250


def test_deal_has_no_catch_up_and_no_refund() -> None:
    tiers = [[0, 0.05], [10_000, 0.08]]
    assert commission(5_000, tiers, "deal", prior=8_000) == 400
    assert commission(0, tiers, "deal", prior=8_000, floor=50) == 0
    assert commission(5_000, tiers, "deal", 300, prior=8_000) == 300
    with pytest.raises(NumProblem, match="amount: found -1; expected 0 or more, as deal takes no refund"):
        commission(-1, tiers, "deal", prior=8_000)


def test_the_last_digits_of_a_small_deal_survive_a_large_prior() -> None:
    """Not T(1,000,000,010) - T(1,000,000,000), of which binary keeps seven digits."""
    assert commission(0.1, [[0, 0.05], [10_000, 0.08]], prior=1e9) == 0.1 * 0.08


@given(tier_tables, st.lists(st.integers(0, 3000), min_size=1, max_size=5))
def test_the_rate_is_that_of_a_lookup(tiers: list[tuple[int, float]], values: list[int]) -> None:
    if min(values) < tiers[0][0]:
        with pytest.raises(NotAvailable, match="where the first band begins"):
            tier_rate(values, tiers)
        values = [value + tiers[0][0] for value in values]
    expected = [max((start, rate) for start, rate in tiers if start <= value)[1] for value in values]
    assert tier_rate(values, tiers).tolist() == expected


def test_many_amounts_are_as_each_alone() -> None:
    """Long ranges are worked out in blocks and by comparisons, short ones by search."""
    random = np.random.default_rng(5)
    for tiers in ([[0, 0.03], [100, 0.05], [250, 0.08]], [[50, 0.1], [60, 0.2]], [[n * 20, n / 50] for n in range(20)]):
        amounts = np.append(random.uniform(0, 500, 70_000), [start for start, _rate in tiers])
        for options in ({}, {"mode": "retroactive"}, {"mode": "deal", "bound": "above"}, {"prior": 30, "decimals": 2}):
            together = commission(amounts, tiers, **options)
            some = [*range(0, amounts.size, 997), *range(70_000, amounts.size)]
            assert together[some].tolist() == [commission(float(amounts[one]), tiers, **options) for one in some]


class TestRun:
    """COMMISSION_RUN beside the ledger property: keys, per-key arguments, and whose trouble is whose."""

    TIERS = ((0, 0.05), (10_000, 0.08))

    def test_keys_of_several_columns_in_any_order(self) -> None:
        keys = [["Ann", 1], ["Bob", 1], ["ann", 1], ["Ann", 2], ["Bob", 1]]
        found = commission_run([8_000, 9_000, 5_000, 5_000, 2_000], self.TIERS, keys)
        assert found.tolist() == pytest.approx([400, 450, 2_000 * 0.05 + 3_000 * 0.08, 250, 50 + 80])

    def test_a_row_of_deals_takes_rows_of_keys(self) -> None:
        keys = [["a", "b", "a"], [1, 1, 1]]
        assert commission_run([8_000, 9_000, 5_000], self.TIERS, keys).tolist() == [400, 450, 340]

    def test_a_blank_line_is_none(self) -> None:
        found = commission_run([8_000, None, 5_000], self.TIERS, ["a", None, "a"])
        assert found.tolist() == [400, "", 340]

    def test_a_key_below_zero_spoils_its_own_lines(self) -> None:
        with pytest.raises(
            NumProblem, match="amounts, element 1: found a sum of -1; expected no more given back"
        ) as got:
            commission_run([100, 200, -101], self.TIERS, ["a", "b", "a"])
        assert got.value.where.tolist() == [True, False, True]
        assert got.value.rest.tolist() == [CellError("#NUM!"), 10, CellError("#NUM!")]

    def test_quota_cap_and_floor_of_each_key(self) -> None:
        found = commission_run(
            [90, 90, 30, 40],
            [[0, 0.1], [1, 0.2]],
            ["a", "b", "a", "b"],
            cap=[14, None, 14, None],
            floor=[0, 10, 0, 10],
            quota=[100, 200, 100, 200],
        )
        # a: 10 + 20 × 20 % = 14 at 120, at its cap; b: 9 lifted to 10, then 13.
        assert found.tolist() == pytest.approx([9, 10, 5, 3])

    def test_lines_that_do_not_agree(self) -> None:
        with pytest.raises(NumProblem, match="cap, element 1: found different values under one key"):
            commission_run([1, 2, 3], self.TIERS, ["a", "b", "a"], cap=[5, 5, 6])
        with pytest.raises(DivZeroProblem, match="quota, element 2: found 0") as got:
            commission_run([1, 2, 3], self.TIERS, ["a", "b", "a"], quota=[5, 0, 5])
        assert got.value.rest.tolist() == [pytest.approx(0.05), CellError("#DIV/0!"), pytest.approx(0.15)]
        with pytest.raises(ValueProblem, match="quota, element 2: found a blank"):
            commission_run([1, 2], self.TIERS, ["a", "b"], quota=[5, None])
        with pytest.raises(NumProblem, match="floor, element 2: found 9; expected no more than the cap"):
            commission_run([1, 2], self.TIERS, ["a", "b"], cap=8, floor=[1, 9])
        with pytest.raises(ValueProblem, match="keys: found 2 values; expected 3, as many as amounts"):
            commission_run([1, 2, 3], self.TIERS, ["a", "b"])

    def test_a_deal_below_zero_spoils_its_own_line(self) -> None:
        with pytest.raises(NumProblem, match="amounts, element 2: found -1; expected 0 or more") as got:
            commission_run([8_000, -1, 5_000], self.TIERS, mode="deal")
        assert got.value.rest.tolist() == [400, CellError("#NUM!"), pytest.approx(400)]

    def test_a_cent_counts_whatever_went_in_and_out_before(self) -> None:
        """Forty trillion moved through the key: binary knows what is left to ten cents, decimals to the cent."""
        moved = [1e11, -1e11] * 200
        tiers = [[0, 0.1], [10, 0.5]]
        assert commission_run([*moved, 9.99], tiers, mode="retroactive", decimals=2)[-1] == 1.00
        assert commission_run([*moved, 10], tiers, mode="retroactive", decimals=2)[-1] == 5

    def test_amounts_that_are_no_decimals_are_added_exactly(self) -> None:
        """Thirds: the running totals meet a threshold that a plain running sum misses by rounding."""
        thirds = [1 / 3] * 3_000
        found = commission_run([*thirds, *(-third for third in thirds)], [[0, 0], [1_000, 0.1]], mode="retroactive")
        assert found[2_999] == pytest.approx(100)
        assert found[3_000] == pytest.approx(-100)
        assert sum(found) == pytest.approx(0, abs=1e-9)
