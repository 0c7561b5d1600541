"""The ledger property: no money is created or lost by the order of deals and refunds, in every mode but deal."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xltargets.calc import commission, commission_legs, commission_quota, commission_run
from xltargets.errors import NumProblem

cents = st.integers(-200_000, 200_000).map(lambda count: count / 100)
sales = st.integers(0, 200_000).map(lambda count: count / 100)
rates = st.sampled_from([0.0, 0.01, 0.025, 0.05, 0.0333, 0.1, 0.5])
starts = st.lists(st.integers(0, 200_000).map(lambda count: count / 100), min_size=1, max_size=5, unique=True).map(
    sorted
)


@st.composite
def plans(draw: st.DrawFn, *, rounds: bool | None = None) -> dict[str, Any]:
    """Every mode but deal, with any cap, floor, bound and decimals; rates may fall, bases may jump up and down."""
    tiers: list[list[float]] = [[start, draw(rates)] for start in draw(starts)]
    mode = draw(st.sampled_from(["marginal", "retroactive", "kicker"]))
    if mode == "kicker":
        tiers = [[*tier, draw(st.integers(0, 30_000)) / 100] for tier in tiers]
        mode = "marginal"
    floor = draw(st.none() | st.integers(0, 20_000).map(lambda count: count / 100))
    cap = draw(st.none() | st.integers(0, 40_000).map(lambda count: count / 100 + (floor or 0)))
    decimals = st.sampled_from([0, 2, 2, 3, -1])
    return {
        "tiers": tiers,
        "mode": mode,
        "cap": cap,
        "floor": floor,
        "bound": draw(st.sampled_from(["from", "above"])),
        "decimals": draw(decimals if rounds else st.none() if rounds is False else st.none() | decimals),
    }


def exactly(paid: Any) -> Fraction:
    """A number as the decimals that a cell shows."""
    return Fraction(repr(float(paid)))


@given(plans(), sales, sales)
def test_a_refund_takes_back_what_its_sale_brought(plan: dict[str, Any], prior: float, amount: float) -> None:
    paid = commission(amount, prior=prior, **plan)
    taken = commission(-amount, prior=prior + amount, **plan)
    assert taken == pytest.approx(-paid, abs=1e-9)
    if plan["decimals"] is not None:
        assert taken == -paid


@given(plans(rounds=True), st.lists(sales, min_size=1, max_size=12))
def test_lines_of_a_period_sum_to_one_line_of_their_total(plan: dict[str, Any], amounts: list[float]) -> None:
    """To the cent, through COMMISSION with running priors as a sheet would have them, and through COMMISSION_RUN."""
    total = float(sum(Decimal(repr(amount)) for amount in amounts))
    whole = exactly(commission(total, **plan))
    priors = np.concatenate([[0.0], np.cumsum(amounts)[:-1]])
    assert sum(map(exactly, commission(amounts, prior=priors, **plan))) == whole
    assert sum(map(exactly, commission_run(amounts, **plan))) == whole


@given(plans(rounds=False), st.lists(sales, min_size=1, max_size=12))
def test_lines_without_rounding_sum_to_their_total_too(plan: dict[str, Any], amounts: list[float]) -> None:
    total = float(sum(Decimal(repr(amount)) for amount in amounts))
    assert math.fsum(commission_run(amounts, **plan)) == pytest.approx(commission(total, **plan), abs=1e-8)


@given(plans(rounds=True), st.lists(sales, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_any_order_of_deals_and_refunds_ends_alike(plan: dict[str, Any], amounts: list[float], random: Any) -> None:
    """Every deal is given back, in any order between the others, even before it was made: nothing is left."""
    lines = [*amounts, *(-amount for amount in amounts)]
    random.shuffle(lines)
    found = commission_run(lines, **plan)
    assert sum(map(exactly, found)) == 0
    kept = [*lines, 1234.56]
    assert sum(map(exactly, commission_run(kept, **plan))) == exactly(commission(1234.56, **plan))


@given(plans(rounds=True), st.lists(cents, min_size=1, max_size=12))
def test_nothing_is_taken_back_that_was_not_paid(plan: dict[str, Any], amounts: list[float]) -> None:
    assume(sum(Decimal(repr(amount)) for amount in amounts) >= 0)
    paid = Fraction(0)
    for one in commission_run(amounts, **plan):
        paid += exactly(one)
        assert paid >= 0


@given(plans(), st.lists(sales, min_size=1, max_size=12), st.lists(st.sampled_from("abc"), min_size=12, max_size=12))
def test_the_run_is_commission_line_by_line(plan: dict[str, Any], amounts: list[float], letters: list[str]) -> None:
    keys = letters[: len(amounts)]
    so_far: dict[str, Decimal] = {}
    found = commission_run(amounts, keys=keys, **plan)
    for amount, key, line in zip(amounts, keys, found, strict=True):
        prior = so_far.get(key, Decimal(0))
        so_far[key] = prior + Decimal(repr(amount))
        assert line == pytest.approx(commission(amount, prior=float(prior), **plan), abs=1e-9)


@given(plans(), st.lists(sales, min_size=2, max_size=8), st.integers(0, 7))
def test_a_refund_in_the_run_is_commission_too(plan: dict[str, Any], amounts: list[float], which: int) -> None:
    back = -amounts[which % len(amounts)]
    found = commission_run([*amounts, back], **plan)
    prior = float(sum(Decimal(repr(amount)) for amount in amounts))
    assert found[-1] == pytest.approx(commission(back, prior=prior, **plan), abs=1e-9)


@given(plans(rounds=False), cents, sales)
def test_legs_sum_to_the_commission(plan: dict[str, Any], amount: float, prior: float) -> None:
    assume(Decimal(repr(prior)) + Decimal(repr(amount)) >= 0)
    del plan["decimals"]
    legs = commission_legs(amount, prior=prior, **plan)
    assert sum(legs[:, 4]) == pytest.approx(commission(amount, prior=prior, **plan), abs=1e-9)
    assert sum(legs[:, 2]) == pytest.approx(amount, abs=1e-9)


@given(plans(), sales, sales, st.integers(1, 100_000))
def test_a_quota_scales_the_tiers(plan: dict[str, Any], amount: float, prior: float, quota: int) -> None:
    """By quota is by tiers in money; 1/8 of whole quotas is exact in binary."""
    plan["tiers"] = [[index / 8, *tier[1:]] for index, tier in enumerate(plan["tiers"])]
    in_money = [[tier[0] * quota, *tier[1:]] for tier in plan["tiers"]]
    by_quota = commission_quota(amount, quota, prior=prior, **plan)
    assert by_quota == pytest.approx(commission(amount, prior=prior, **{**plan, "tiers": in_money}), abs=1e-9)


@given(plans(), sales, st.integers(1, 10_000))
def test_more_given_back_than_attained_is_refused(plan: dict[str, Any], prior: float, more: int) -> None:
    with pytest.raises(NumProblem, match="a refund of no more than the prior"):
        commission(-prior - more / 100, prior=prior, **plan)
    with pytest.raises(NumProblem, match="no more given back than sold"):
        commission_run([prior, -prior - more / 100], **plan)


def test_a_sum_that_binary_leaves_beside_zero_pays_no_floor() -> None:
    """0.1 + 0.2 - 0.3 is nothing attained, although it is 5.6e-17 in binary."""
    left = 0.1 + 0.2
    assert commission(-0.3, [[0, 0.1]], floor=50, prior=left) == -50
    assert commission_run([0.1, 0.2, -0.3], [[0, 0.1]], floor=50).tolist() == [50, 0, -50]


def test_a_year_of_two_hundred_deals_given_back_one_by_one() -> None:
    """As a new user would try it: random cents, a kicker, a cap, refunds in another order; it ends at 0.00."""
    random = np.random.default_rng(7)
    deals = np.round(random.uniform(10, 20_000, 200), 2)
    back = -random.permutation(deals)
    for mode in ("marginal", "retroactive"):
        found = commission_run(
            np.concatenate([deals, back]),
            [[0, 0.03], [250_000, 0.05], [1_000_000, 0.0825]],
            mode=mode,
            cap=120_000,
            floor=500,
            decimals=2,
        )
        assert sum(map(exactly, found)) == 0
        assert round(float(np.sum(found)), 2) == 0.00
        assert sum(map(exactly, found[:200])) == exactly(
            commission(
                float(sum(Decimal(repr(float(deal))) for deal in deals)),
                [[0, 0.03], [250_000, 0.05], [1_000_000, 0.0825]],
                mode,
                120_000,
                500,
                decimals=2,
            )
        )


def test_a_million_lines_lose_no_cent() -> None:
    random = np.random.default_rng(3)
    deals = np.round(random.uniform(-50, 100, 1_000_000), 2)
    keys = random.integers(0, 500, deals.size)
    tiers = [[0, 0.03], [20_000, 0.05], [45_000, 0.07]]
    found = commission_run(deals, tiers, keys, "retroactive", decimals=2)
    for key in range(0, 500, 50):
        own = keys == key
        total = int(np.rint(deals[own] * 100).astype(np.int64).sum()) / 100
        assert int(np.rint(found[own] * 100).astype(np.int64).sum()) / 100 == commission(
            total, tiers, "retroactive", decimals=2
        )
