"""Commission: what a sale, a month or a year pays by a table of tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import Amount, Amounts, Blank, Decimals, Kind, Shape
from xltargets.calc.bands import band_of, slack
from xltargets.calc.commission_plan import Bound, Cents, EachLimit, Mode, Tiers, plan_of
from xltargets.calc.contract import Each, Layout, Result, worksheet_function
from xltargets.calc.refusals import refuse
from xltargets.errors import N_, DivZeroProblem, NumProblem, Phrase

if TYPE_CHECKING:
    from xltargets.calc.commission_plan import Plan

__all__ = ["commission", "commission_quota", "commission_split", "tier_rate"]

AREA = "Commission and incentive"

Prior = Annotated[Any, Kind(Shape.EACH, least=0)]
Shares = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO, least=0)]

SHARE_TOLERANCE = 1e-9


@worksheet_function
def commission(
    amount: Amounts,
    tiers: Tiers,
    mode: Mode = "marginal",
    cap: EachLimit = None,
    floor: EachLimit = None,
    prior: Prior = 0.0,
    bound: Bound = "from",
    decimals: Cents = None,
) -> Each:
    """The commission on an amount by a table of tiers, after what was already attained in the period.

    It is the commission on prior + amount less that on prior, each within cap and floor, and each rounded to the
    decimals if they are given. So the deal that reaches a retroactive tier also pays what the earlier ones were short
    of, a refund takes back exactly what its sale brought, cap and floor hold for the period, and the lines of a period
    sum to the commission on its total. Nothing attained pays nothing, whatever the floor.

    Args:
        amount: What was sold, one or a range; negative is a refund.
        tiers: A table of from and rate, rising; the last tier is open. A third column gives the commission at the
            tier's start: kickers and mixed plans.
        mode: marginal: each slice at its own rate; retroactive: the whole total at the rate of the tier reached; deal:
            this amount at the rate that prior + amount reaches, without catch-up or refunds.
        cap: Greatest commission of the period; with deal, of each amount.
        floor: Least commission of a period in which anything is attained; with deal, of each amount.
        prior: What was already attained in the period.
        bound: from: a tier begins at its from; above: just above it.
        decimals: Decimals to which each total's commission is rounded: 2 for cents. Left out, nothing is rounded.

    Returns:
        Commissions, shaped as the amounts.

    Errors:
        #NUM!: tiers that do not rise, a negative from, rate, cap or floor, floor above cap, more refunded than was
            attained, or with deal a negative amount.
        #VALUE!: an unknown mode or bound, a table of other than two or three columns, or a mode beside a third column.

    Formula:
        T(prior + amount) - T(prior), T within cap and floor and 0 where nothing is attained;
        marginal: T(x) = sum over the tiers of rate × (part of x in the tier);
        retroactive: T(x) = x × rate of the tier that x reaches;
        with a third column: T(x) = base + (x - from) × rate of the tier that x reaches;
        deal: amount × rate of the tier that prior + amount reaches

    Example:
        =COMMISSION(15000,{0,0.05;10000,0.08}) → 900
        =COMMISSION(5000,{0,0.05;10000,0.08},"retroactive",,,8000) → 640
        =COMMISSION(5000,{0,0.05;10000,0.08},"deal",,,8000) → 400
        =COMMISSION(-5000,{0,0.05;10000,0.08},"retroactive",,,13000) → -640
        =COMMISSION({5000;15000},{0,0.05;10000,0.08},,800) → {250;800}
        =COMMISSION(10000,{0,0.05,0;10000,0.08,1500}) → 1500
        =COMMISSION(10000,{0,0.05;10000,0.08},"retroactive",,,,"above") → 500
        =COMMISSION(0.3,{0,0.05},,,,0.2,,2) → 0.02

        >>> commission([5_000, 15_000], [[0, 0.05], [10_000, 0.08]])
        array([250., 900.])

    Source:
        Graduated and retroactive commission tiers, as sales compensation systems describe them.

    Checked with:
        the sum of the rate over every unit sold; exact fractions; published worked examples named in the tests

    See also:
        COMMISSION_RUN, COMMISSION_LEGS, COMMISSION_QUOTA, TIER_RATE, BONUS_PAYOUT
    """
    return _paid(plan_of(tiers, mode, bound, (cap, floor), decimals), amount, prior)


def _paid(plan: Plan, amount: Any, prior: Any) -> Any:
    """What the plan pays for amounts after what was attained before."""
    if plan.mode == "deal":
        refuse(np.less(amount, 0), NumProblem, "amount", amount, N_("expected 0 or more, as deal takes no refund"))
        total = np.add(prior, amount)
        return plan.deal(amount, total, slack(total))
    if plan.plain and not np.any(prior):
        refuse(np.less(amount, 0), NumProblem, "amount", amount, N_("expected a refund of no more than the prior"))
        return plan.slices(amount)
    total = np.add(prior, amount)
    # Both totals by the digits of the larger: a refund meets the thresholds as its sale did.
    margin = slack(total, prior, amount)
    refuse(np.less(total, -margin), NumProblem, "amount", amount, N_("expected a refund of no more than the prior"))
    return plan.difference(amount, plan.total(total, margin), plan.total(prior, margin))


@worksheet_function
def commission_quota(
    amount: Amounts,
    quota: Amounts,
    tiers: Tiers,
    mode: Mode = "marginal",
    cap: EachLimit = None,
    floor: EachLimit = None,
    prior: Prior = 0.0,
    bound: Bound = "from",
    decimals: Cents = None,
) -> Each:
    """The commission on an amount by tiers of quota attainment: accelerators above, decelerators below.

    All else is as in COMMISSION: a difference of totals, so that refunds, caps and floors hold for the period.

    Args:
        amount: What was sold, one or a range; negative is a refund.
        quota: The quota of the period, above 0.
        tiers: A table of attainment from (1 is 100 %) and rate, rising; the last tier is open. A third column gives the
            commission at the tier's start, in money.
        mode: marginal, retroactive or deal, as in COMMISSION.
        cap: Greatest commission of the period.
        floor: Least commission of a period in which anything is attained.
        prior: What was already attained in the period, in money.
        bound: from: a tier begins at its from; above: just above it.
        decimals: Decimals to which each total's commission is rounded: 2 for cents. Left out, nothing is rounded.

    Returns:
        Commissions, shaped as the arguments.

    Errors:
        #DIV/0!: a quota of 0.
        #NUM!: a negative quota, and as COMMISSION.
        #VALUE!: as COMMISSION.

    Formula:
        COMMISSION of the amount by tiers that begin at attainment × quota

    Example:
        =COMMISSION_QUOTA(120000,100000,{0,0.05;1,0.1}) → 7000
        =COMMISSION_QUOTA(20000,100000,{0,0.05;1,0.1},"retroactive",,,90000) → 6500
        =COMMISSION_QUOTA(-20000,100000,{0,0.05;1,0.1},"retroactive",,,110000) → -6500

        >>> commission_quota([80_000, 120_000], 100_000, [[0, 0.05], [1, 0.1]])
        array([4000., 7000.])

    Source:
        Quota-based commission with accelerators.

    Checked with:
        exact fractions; published worked examples named in the tests

    See also:
        COMMISSION, TIER_RATE, ACHIEVEMENT
    """
    refuse(np.equal(quota, 0), DivZeroProblem, "quota", quota, N_("expected a quota other than 0"))
    refuse(np.less(quota, 0), NumProblem, "quota", quota, N_("expected a quota above 0"))
    return _paid(plan_of(tiers, mode, bound, (cap, floor), decimals, quota), amount, prior)


@worksheet_function
def tier_rate(value: Amounts, tiers: Tiers, bound: Bound = "from") -> Each:
    """The rate of the tier that an amount or an attainment reaches.

    Args:
        value: The amount attained, or the attainment where the tiers are of attainment; one or a range.
        tiers: A table of from and rate, rising; the last tier is open. A third column, as COMMISSION takes it, is
            passed over.
        bound: from: a tier begins at its from; above: just above it.

    Returns:
        Rates, shaped as the values.

    Errors:
        #N/A: a value below the first tier.
        #NUM!: tiers that do not rise, a negative from or rate.
        #VALUE!: an unknown bound, or a table of other than two or three columns.

    Formula:
        the rate of the last tier that begins at or below the value

    Example:
        =TIER_RATE({5000;10000;25000},{0,0.05;10000,0.08}) → {0.05;0.08;0.08}
        =TIER_RATE({10000;10000.01},{0,0.05;10000,0.08},"above") → {0.05;0.08}

        >>> tier_rate([0.9, 1.2], [[0, 0.05], [1, 0.08]])
        array([0.05, 0.08])

    Source:
        Commission rate tables, as sales compensation systems describe them.

    See also:
        COMMISSION, BAND_GRADE
    """
    starts, rates, _bases = tiers
    return rates[band_of(value, starts, "value", above=bound == "above")]


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
