"""Commission: what a sale, a month or a year pays by a table of tiers, and how it comes about."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import Amount, Amounts, Blank, Decimals, EachBound, Kind, Shape, word
from xltargets.calc.bands import CLOSE, reached
from xltargets.calc.contract import Block, Each, Layout, Result, worksheet_function
from xltargets.calc.refusals import refuse
from xltargets.errors import N_, DivZeroProblem, NumProblem, Phrase

__all__ = ["commission", "commission_legs", "commission_quota", "commission_split"]

AREA = "Commission and incentive"

NOT_NEGATIVE = Kind(Shape.LINE, least=0)
Tiers = Annotated[Any, Kind(Shape.TABLE, columns=(NOT_NEGATIVE, NOT_NEGATIVE), ascending=True)]
Mode = Annotated[str, word("marginal", "retroactive")]
Prior = Annotated[Any, Kind(Shape.EACH, least=0)]
OnePrior = Annotated[float, Kind(least=0)]
Shares = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO, least=0)]

SHARE_TOLERANCE = 1e-9


def _marginal(amount: Any, starts: Any, rates: Any) -> Any:
    """The commission of amounts of 0 or more, each slice at its own rate."""
    # Commission earned when a tier begins; below the first tier nothing is.
    earned = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    tier = np.searchsorted(starts, amount, side="right") - 1
    if starts[0] == 0:
        return earned[tier] + rates[tier] * (amount - starts[tier])
    reached = np.maximum(tier, 0)
    return np.where(tier < 0, 0.0, earned[reached] + rates[reached] * (amount - starts[reached]))


def _rate_at(total: Any, starts: Any, rates: Any) -> Any:
    """The rate of the tier reached; below the first it is 0."""
    tier = reached(total, starts)
    return np.where(tier < 0, 0.0, rates[np.maximum(tier, 0)])


def _retroactive(total: Any, starts: Any, rates: Any) -> Any:
    return total * _rate_at(total, starts, rates)


@worksheet_function
def commission(
    amount: Amounts,
    tiers: Tiers,
    mode: Mode = "marginal",
    cap: EachBound = None,
    floor: EachBound = None,
    prior: Prior = 0.0,
) -> Each:
    """The commission on an amount by a table of tiers.

    A tier begins at its from, inclusive; below the first the rate is 0. A refund is a negative amount: the commission
    of prior + amount less that of prior, each within cap and floor, so that no more is taken back than was paid.

    Args:
        amount: What was sold, one or a range; negative is a refund.
        tiers: A table of from and rate, rising; the last tier is open.
        mode: marginal: each slice at its own rate; retroactive: the whole amount at the rate of the tier reached.
        cap: Greatest commission.
        floor: Least commission.
        prior: What was already attained in the period: marginal slices start there, retroactive reads its tier on top.

    Returns:
        Commissions, shaped as the amounts.

    Errors:
        #NUM!: tiers that do not rise, a negative from or rate, floor above cap, a refund of more than the prior.
        #VALUE!: an unknown mode, or a table of other than two columns.

    Formula:
        marginal: sum over the tiers of rate × (part of prior to prior + amount in the tier);
        retroactive: amount × rate at prior + amount

    Example:
        =COMMISSION(15000,{0,0.05;10000,0.08}) → 900
        =COMMISSION(15000,{0,0.05;10000,0.08},"retroactive") → 1200
        =COMMISSION({5000;15000},{0,0.05;10000,0.08},,800) → {250;800}

        >>> commission([5_000, 15_000], [[0, 0.05], [10_000, 0.08]])
        array([250., 900.])

    Source:
        Graduated and retroactive commission tiers, as sales compensation systems describe them.

    Checked with:
        the sum of the rate over every unit sold; published worked examples named in the tests

    See also:
        COMMISSION_LEGS, COMMISSION_QUOTA, BONUS_PAYOUT
    """
    starts, rates = tiers
    total = np.add(prior, amount)
    refuse(np.less(total, 0), NumProblem, "amount", amount, N_("expected a refund of no more than the prior"))
    if mode == "marginal":
        earned = _marginal(total, starts, rates)
        if np.any(prior):
            earned = earned - _marginal(prior, starts, rates)
    else:
        earned = np.multiply(amount, _rate_at(total, starts, rates))
    earned = _bounded(earned, cap, floor)
    refund = np.less(amount, 0)
    if np.any(refund):
        of_all = _marginal if mode == "marginal" else _retroactive
        kept, paid = (_bounded(of_all(attained, starts, rates), cap, floor) for attained in (total, prior))
        earned = np.where(refund, kept - paid, earned)
    return earned


def _bounded(earned: Any, cap: Any, floor: Any) -> Any:
    if cap is None and floor is None:
        return earned
    most = np.inf if cap is None else np.where(np.isnan(cap), np.inf, cap)
    least = -np.inf if floor is None else np.where(np.isnan(floor), -np.inf, floor)
    shape = np.broadcast_shapes(np.shape(earned), np.shape(least), np.shape(most))
    crossed = np.broadcast_to(np.greater(least, most), shape)
    refuse(crossed, NumProblem, "floor", floor, N_("expected no more than the cap"))
    return np.clip(earned, least, most)


@worksheet_function
def commission_legs(amount: Amount, tiers: Tiers, mode: Mode = "marginal", prior: OnePrior = 0.0) -> Block:
    """How a commission comes about: one row for each tier touched.

    What lies below the first tier has a row of its own at rate 0. A refund's rows are negative; a retroactive refund
    has two, what is kept and what was paid before.

    Args:
        amount: What was sold; negative is a refund.
        tiers: A table of from and rate, rising; the last tier is open.
        mode: marginal or retroactive, as in COMMISSION.
        prior: What was already attained in the period.

    Returns:
        Rows of from, to (empty where open), amount in the tier, rate and commission, which sums to COMMISSION.

    Errors:
        #NUM!: as COMMISSION.
        #VALUE!: as COMMISSION.

    Formula:
        commission of a row = its amount × its rate

    Example:
        =COMMISSION_LEGS(15000,{0,0.05;10000,0.08;20000,0.1}) → {0,10000,10000,0.05,500;10000,20000,5000,0.08,400}

        >>> commission_legs(15_000, [[0, 0.05], [10_000, 0.08]])[:, 4].tolist()
        [500.0, 400.0]

    Source:
        Commission statement by tier.

    See also:
        COMMISSION
    """
    starts, rates = tiers
    total = prior + amount
    if total < 0:
        raise NumProblem("amount", amount, N_("expected a refund of no more than the prior"))
    if starts[0] > 0:
        starts, rates = np.concatenate([[0.0], starts]), np.concatenate([[0.0], rates])
    ends = [*starts[1:].tolist(), ""]
    if mode == "retroactive":
        parts = [(total, amount)] if amount >= 0 else [(total, total), (prior, -prior)]
        tiers_of = [(int(reached(place, starts)), part) for place, part in parts]
    else:
        low, high = sorted((prior, total))
        sign = -1.0 if amount < 0 else 1.0
        bounds = np.append(starts, np.inf)
        slices = np.clip(high, bounds[:-1], bounds[1:]) - np.clip(low, bounds[:-1], bounds[1:])
        # What binary leaves beside a bound touches no tier.
        touched = np.flatnonzero(slices > high * CLOSE).tolist() or [int(reached(high, starts))]
        tiers_of = [(tier, sign * float(slices[tier])) for tier in touched]
    rows = [[float(starts[k]), ends[k], part, float(rates[k]), part * float(rates[k]) + 0.0] for k, part in tiers_of]
    return np.array(rows, dtype=object)


@worksheet_function
def commission_quota(
    amount: Amounts, quota: Amounts, tiers: Tiers, mode: Mode = "marginal", cap: EachBound = None
) -> Each:
    """The commission on an amount by tiers of quota attainment: accelerators above, decelerators below.

    Args:
        amount: What was sold, 0 or more.
        quota: The quota, above 0.
        tiers: A table of attainment from (1 is 100 %) and rate, rising; the last tier is open.
        mode: marginal or retroactive, as in COMMISSION.
        cap: Greatest commission.

    Returns:
        Commissions, shaped as the arguments.

    Errors:
        #DIV/0!: a quota of 0.
        #NUM!: a negative quota or amount, tiers that do not rise.
        #VALUE!: an unknown mode.

    Formula:
        COMMISSION of the amount by tiers that begin at attainment × quota

    Example:
        =COMMISSION_QUOTA(120000,100000,{0,0.05;1,0.1}) → 7000

        >>> commission_quota([80_000, 120_000], 100_000, [[0, 0.05], [1, 0.1]])
        array([4000., 7000.])

    Source:
        Quota-based commission with accelerators.

    See also:
        COMMISSION, ACHIEVEMENT
    """
    starts, rates = tiers
    refuse(np.equal(quota, 0), DivZeroProblem, "quota", quota, N_("expected a quota other than 0"))
    refuse(np.less(quota, 0), NumProblem, "quota", quota, N_("expected a quota above 0"))
    refuse(np.less(amount, 0), NumProblem, "amount", amount, N_("expected 0 or more"))
    attained = np.divide(amount, quota)
    rate = _rate_at(attained, starts, rates)
    if mode == "retroactive":
        return _bounded(np.multiply(amount, rate), cap, None)
    tier = np.maximum(reached(attained, starts), 0)
    earned = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    in_tier = np.subtract(amount, np.multiply(quota, starts[tier]))
    earned = np.multiply(quota, earned[tier]) + rate * in_tier
    return _bounded(earned, cap, None)


@worksheet_function
def commission_split(
    amount: Amount, shares: Shares, decimals: Decimals = 2
) -> Annotated[Any, Result(Layout.LIKE, "shares")]:
    """Split credit: one amount shared by several people, summing exactly.

    Args:
        amount: The amount to share, a commission or a sale.
        shares: Each one's share as a fraction; together 1. A blank is 0.
        decimals: Decimals of the parts: 2 for cents.

    Returns:
        Parts shaped as the shares.

    Errors:
        #NUM!: a negative share, or shares that do not sum to 1.

    Formula:
        TARGET_SPLIT(amount, shares, decimals)

    Example:
        =COMMISSION_SPLIT(100,{0.5;0.3;0.2}) → {50;30;20}
        =COMMISSION_SPLIT(0.05,{0.5,0.5}) → {0.03,0.02}

        >>> commission_split(100, [1 / 3, 1 / 3, 1 / 3])
        array([33.34, 33.33, 33.33])

    Source:
        Split credit of sales compensation, by largest remainders.

    See also:
        TARGET_SPLIT
    """
    total = float(shares.sum())
    if abs(total - 1) > SHARE_TOLERANCE:
        found = Phrase(N_("a sum of {sum}"), sum=f"{total:.10g}")
        raise NumProblem("shares", found, N_("expected shares that sum to 1"))
    unit = Unit(amount, decimals)
    parts = unit.amounts(apportionment.by_weight(abs(unit.count), shares.reshape(-1))).reshape(shares.shape)
    return -parts + 0.0 if unit.count < 0 else parts
