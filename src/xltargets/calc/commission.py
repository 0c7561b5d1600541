"""Commission and incentive: what a sale, a month or a year pays, and how it comes about."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import Amount, Amounts, Blank, Decimals, EachBound, Flag, Kind, Shape, word
from xltargets.calc.contract import Block, Each, Layout, Result, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NumProblem, Phrase

__all__ = [
    "bonus_payout",
    "commission",
    "commission_clawback",
    "commission_draw",
    "commission_legs",
    "commission_quota",
    "commission_split",
]

AREA = "Commission and incentive"

NOT_NEGATIVE = Kind(Shape.LINE, least=0)
Tiers = Annotated[Any, Kind(Shape.TABLE, columns=(NOT_NEGATIVE, NOT_NEGATIVE), ascending=True)]
Schedule = Annotated[Any, Kind(Shape.TABLE, columns=(Kind(Shape.LINE), Kind(Shape.LINE)), ascending=True)]
Mode = Annotated[str, word("marginal", "retroactive")]
Method = Annotated[str, word("linear", "step")]
Prior = Annotated[Any, Kind(Shape.EACH, least=0)]
NotNegative = Annotated[Any, Kind(Shape.EACH, least=0)]
OnePrior = Annotated[float, Kind(least=0)]
Shares = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO, least=0)]
Earned = Annotated[Any, Kind(Shape.LINE)]
Draw = Annotated[Any, Kind(Shape.LINE, least=0)]

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
    tier = np.searchsorted(starts, total, side="right") - 1
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

    A tier begins at its from, inclusive; below the first the rate is 0. A refund is a negative amount on what was
    attained before: it takes back what it had earned, and neither cap nor floor touches it.

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
        a numerical integral of the rate; published worked examples named in the tests

    See also:
        COMMISSION_LEGS, COMMISSION_QUOTA, BONUS_PAYOUT
    """
    starts, rates = tiers
    total = np.add(prior, amount)
    refund = np.less(amount, 0)
    refuse(np.less(total, 0), NumProblem, "amount", amount, N_("expected a refund of no more than the prior"))
    if mode == "marginal":
        earned = _marginal(total, starts, rates)
        if np.any(prior):
            earned = earned - _marginal(prior, starts, rates)
    else:
        earned = np.multiply(amount, _rate_at(total, starts, rates))
        if np.any(refund):
            taken = _retroactive(total, starts, rates) - _retroactive(prior, starts, rates)
            earned = np.where(refund, taken, earned)
    return _bounded(earned, refund, cap, floor)


def _bounded(earned: Any, refund: Any, cap: Any, floor: Any) -> Any:
    if cap is None and floor is None:
        return earned
    most = np.inf if cap is None else np.where(np.isnan(cap), np.inf, cap)
    least = -np.inf if floor is None else np.where(np.isnan(floor), -np.inf, floor)
    shape = np.broadcast_shapes(np.shape(earned), np.shape(least), np.shape(most))
    crossed = np.broadcast_to(np.greater(least, most), shape)
    refuse(crossed, NumProblem, "floor", floor, N_("expected no more than the cap"))
    return np.where(refund, earned, np.clip(earned, least, most))


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
        tiers_of = [(int(np.searchsorted(starts, place, side="right")) - 1, part) for place, part in parts]
    else:
        low, high = sorted((prior, total))
        sign = -1.0 if amount < 0 else 1.0
        bounds = np.append(starts, np.inf)
        slices = np.clip(high, bounds[:-1], bounds[1:]) - np.clip(low, bounds[:-1], bounds[1:])
        touched = np.flatnonzero(slices > 0).tolist() or [int(np.searchsorted(starts, total, side="right")) - 1]
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
    # Attainment just at a tier reaches it, whatever the division leaves.
    attained = np.round(np.divide(amount, quota), 12)
    rate = _rate_at(attained, starts, rates)
    if mode == "retroactive":
        return _bounded(np.multiply(amount, rate), np.False_, cap, None)
    tier = np.maximum(np.searchsorted(starts, attained, side="right") - 1, 0)
    earned = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    in_tier = np.subtract(amount, np.multiply(quota, starts[tier]))
    earned = np.multiply(quota, earned[tier]) + rate * in_tier
    return _bounded(earned, np.False_, cap, None)


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


@worksheet_function
def commission_draw(
    earned: Earned, draw: Draw, opening: OnePrior = 0.0, recoverable: Flag = True
) -> Annotated[Any, Result(Layout.ROWS, "earned")]:
    """A draw against commission, period by period: what is paid out, and what is owed at the end.

    A recoverable shortfall is carried and recovered from later earnings above the draw; one that is not recoverable is
    forgiven. What was owed at the opening is recovered either way.

    Args:
        earned: Commission earned in each period.
        draw: The draw that each period guarantees, one for all or one for each.
        opening: Balance owed at the beginning.
        recoverable: FALSE forgives shortfalls.

    Returns:
        For each period the payout and the closing balance owed.

    Errors:
        #NUM!: a negative draw or opening balance.
        #VALUE!: draws of another number than the periods.

    Formula:
        payout = max(draw, earned - recovered); recovered = min(balance, earned - draw) where earned exceeds the draw

    Example:
        =COMMISSION_DRAW({1000;4000},2000) → {2000,1000;3000,0}

        >>> commission_draw([1000, 4000], 2000)
        array([[2000., 1000.],
               [3000.,    0.]])

    Source:
        Recoverable and non-recoverable draws of sales compensation plans.

    Checked with:
        a ledger of twelve months written by hand

    See also:
        COMMISSION
    """
    need_as_many("draw", draw, "earned", earned.size, or_one=True)
    guaranteed = np.broadcast_to(draw, earned.shape)
    balance, rows = opening, []
    for commission_earned, least in zip(earned.tolist(), guaranteed.tolist(), strict=True):
        if commission_earned < least:
            payout = least
            balance += least - commission_earned if recoverable else 0.0
        else:
            recovered = min(balance, commission_earned - least)
            payout = commission_earned - recovered
            balance -= recovered
        rows.append((payout, balance))
    return np.array(rows)


@worksheet_function
def commission_clawback(
    commission_paid: NotNegative,
    amount: Amounts,
    refunded: NotNegative,
    days_since: NotNegative,
    window: NotNegative = 90.0,
) -> Each:
    """Commission to take back when a customer gets money back.

    Args:
        commission_paid: What was paid on the sale.
        amount: The amount of the sale, above 0.
        refunded: How much of it was refunded, up to the whole.
        days_since: Days from the sale to the refund.
        window: How many days a sale can be taken back, inclusive.

    Returns:
        Amounts to take back, shaped as the arguments; 0 after the window.

    Errors:
        #DIV/0!: a sale of 0.
        #NUM!: a refund of more than the sale, or a negative argument.

    Formula:
        commission_paid × refunded / amount, within the window

    Example:
        =COMMISSION_CLAWBACK(500,10000,4000,{30;90;91}) → {200;200;0}

        >>> commission_clawback(500, 10_000, 4_000, 30)
        200.0

    Source:
        Pro rata clawback within a window.

    See also:
        COMMISSION
    """
    refuse(np.equal(amount, 0), DivZeroProblem, "amount", amount, N_("expected an amount other than 0"))
    refuse(np.less(amount, 0), NumProblem, "amount", amount, N_("expected an amount above 0"))
    refuse(np.greater(refunded, amount), NumProblem, "refunded", refunded, N_("expected no more than the amount"))
    back = np.multiply(commission_paid, np.divide(refunded, amount))
    return np.where(np.less_equal(days_since, window), back, 0.0)


@worksheet_function
def bonus_payout(attainment: Amounts, schedule: Schedule, method: Method = "linear") -> Each:
    """The bonus for an attainment by a payout curve.

    Args:
        attainment: Attainment as a fraction, one or a range.
        schedule: A table of attainment and payout, rising by attainment.
        method: linear between the rows, or step: the payout of the row reached.

    Returns:
        Payouts in the unit of the schedule; 0 below its first row, that of the last row above it.

    Errors:
        #NUM!: attainments that do not rise.
        #VALUE!: an unknown method.

    Formula:
        linear interpolation between the rows around the attainment

    Example:
        =BONUS_PAYOUT({0.7;0.75;0.875;1.2;2},{0.75,0.5;1,1;1.5,3}) → {0;0.5;0.75;1.8;3}

        >>> bonus_payout(0.9, [[0.75, 50], [1, 100]], "step")
        50.0

    Source:
        Payout curves with threshold, target and excellence points, as in sales compensation design.

    See also:
        COMMISSION_QUOTA, ACHIEVEMENT
    """
    points, payouts = schedule
    if method == "step":
        return _rate_at(attainment, points, payouts)
    return np.interp(attainment, points, payouts, left=0.0)
