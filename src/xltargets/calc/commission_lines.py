"""Commission line by line: how one commission comes about, and what each of a list of deals pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Blank, Keys, Kind, Shape
from xltargets.calc.bands import slack
from xltargets.calc.commission_plan import Bound, Cents, Mode, OneLimit, Stand, Tiers, plan_of
from xltargets.calc.contract import Block, Layout, Result, worksheet_function
from xltargets.calc.refusals import need_as_many
from xltargets.calc.running import groups_of, in_order, running_totals
from xltargets.calc.spoilt import Spoilt
from xltargets.errors import N_, DivZeroProblem, NumProblem, Phrase, ValueProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.calc.commission_plan import Plan

__all__ = ["commission_legs", "commission_run"]

AREA = "Commission and incentive"

OnePrior = Annotated[float, Kind(least=0)]
Deals = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING)]
LineLimits = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING, least=0)]


@worksheet_function
def commission_legs(
    amount: Amount,
    tiers: Tiers,
    mode: Mode = "marginal",
    prior: OnePrior = 0.0,
    cap: OneLimit = None,
    floor: OneLimit = None,
    bound: Bound = "from",
) -> Block:
    """How a commission comes about: one row for each tier touched, and a last one for what cap or floor changes.

    What lies below the first tier has a row of its own at rate 0. A refund's rows are negative. Where a retroactive
    total moves from one tier to another, the prior leaves its row and the total enters the other.

    Args:
        amount: What was sold; negative is a refund.
        tiers: A table of from and rate, rising, with the commission at the tier's start as a third column if the plan
            has it.
        mode: marginal, retroactive or deal, as in COMMISSION.
        prior: What was already attained in the period.
        cap: Greatest commission of the period; with deal, of the amount.
        floor: Least commission of a period in which anything is attained; with deal, of the amount.
        bound: from: a tier begins at its from; above: just above it.

    Returns:
        Rows of from, to (empty where open), amount in the tier, rate and commission, which sums to COMMISSION. The row
        of cap and floor has an amount of 0 and neither tier nor rate.

    Errors:
        #NUM!: as COMMISSION.
        #VALUE!: as COMMISSION.

    Formula:
        commission of a row = its amount × its rate, and with a third column what reaching the tier adds

    Example:
        =COMMISSION_LEGS(15000,{0,0.05;10000,0.08;20000,0.1}) → {0,10000,10000,0.05,500;10000,20000,5000,0.08,400}
        =COMMISSION_LEGS(500,{0,0.05;1000,0.08},"retroactive",800) → {0,1000,-800,0.05,-40;1000,"",1300,0.08,104}
        =COMMISSION_LEGS(5000,{0,0.05},,,200) → {0,"",5000,0.05,250;"","",0,"",-50}

        >>> commission_legs(15_000, [[0, 0.05], [10_000, 0.08]])[:, 4].tolist()
        [500.0, 400.0]

    Source:
        Commission statement by tier.

    See also:
        COMMISSION, COMMISSION_RUN
    """
    plan = plan_of(tiers, mode, bound, (cap, floor))
    if mode == "deal" and amount < 0:
        raise NumProblem("amount", amount, N_("expected 0 or more, as deal takes no refund"))
    total = prior + amount
    margin = float(slack(total, prior, amount))
    if total < -margin:
        raise NumProblem("amount", amount, N_("expected a refund of no more than the prior"))
    if mode == "deal":
        paid = float(plan.deal(amount, total, slack(total)))
    else:
        paid = float(plan.difference(amount, plan.total(total, margin), plan.total(prior, margin)))
    rows = list(_legs(plan, amount, prior, margin))
    left = paid - sum(row[4] for row in rows)
    if (cap is not None or floor is not None) and abs(left) > slack(*(row[4] for row in rows)):
        rows.append(["", "", 0.0, "", left])
    return np.array(rows, dtype=object)


def _legs(plan: Plan, amount: float, prior: float, margin: float) -> Iterator[list[Any]]:
    """The rows of the tiers, before cap and floor."""
    tiers = [int(plan.tier(attained, margin)) for attained in (prior, prior + amount)]
    if plan.mode == "marginal":
        yield from _slices(plan, amount, prior, margin)
        return
    if plan.mode == "deal" or tiers[0] == tiers[1] or prior <= margin:
        parts = [(tiers[1], amount)]
    elif prior + amount <= margin:
        parts = [(tiers[0], amount)]
    else:
        parts = sorted([(tiers[0], -prior), (tiers[1], prior + amount)])
    for tier, part in parts:
        yield _leg(plan, max(tier, _lowest(plan)), part)


def _slices(plan: Plan, amount: float, prior: float, margin: float) -> Iterator[list[Any]]:
    low, high = sorted((prior, prior + amount))
    sign = -1.0 if amount < 0 else 1.0
    first, last = (int(plan.tier(attained, margin)) for attained in (low, high))
    # Tier -1 is what lies below the first.
    bounds = [0.0, *plan.starts.tolist(), np.inf]
    parts = {tier: min(high, bounds[tier + 2]) - max(low, bounds[tier + 1]) for tier in range(-1, len(plan.starts))}
    # What binary leaves beside a bound touches no tier, unless reaching it pays at once.
    touched = [
        tier for tier, part in parts.items() if part > margin or (first < tier <= last and abs(_step(plan, tier)) > 0)
    ]
    touched = touched or [max(last, _lowest(plan))]
    for tier in touched:
        part = abs(amount) if len(touched) == 1 else max(parts[tier], 0.0)
        step = _step(plan, tier) if first < tier <= last else 0.0
        yield _leg(plan, tier, sign * part, sign * step)


def _lowest(plan: Plan) -> int:
    """The tier of the first sale: -1 if there is something below the first tier."""
    return -1 if plan.starts[0] > 0 else 0


def _step(plan: Plan, tier: int) -> float:
    """What a plan with its own bases pays at once when the tier is reached."""
    if not plan.steps:
        return 0.0
    base = float(plan.bases[tier])
    if tier == 0:
        return base
    before = float(plan.bases[tier - 1] + plan.rates[tier - 1] * (plan.starts[tier] - plan.starts[tier - 1]))
    return base - before if abs(base - before) > slack(base, before) else 0.0


def _leg(plan: Plan, tier: int, part: float, step: float = 0.0) -> list[Any]:
    starts = plan.starts.tolist()
    start = starts[tier] if tier >= 0 else 0.0
    end = starts[tier + 1] if tier + 1 < len(starts) else ""
    rate = float(plan.rates[tier]) if tier >= 0 else 0.0
    return [start, end, part + 0.0, rate, part * rate + step + 0.0]


@worksheet_function
def commission_run(
    amounts: Deals,
    tiers: Tiers,
    keys: Keys = None,
    mode: Mode = "marginal",
    cap: LineLimits = None,
    floor: LineLimits = None,
    bound: Bound = "from",
    decimals: Cents = None,
    quota: LineLimits = None,
) -> Annotated[Any, Result(Layout.ALONG, "amounts")]:
    """The commission of each line of a list of deals and refunds, each key's tiers running on from line to line.

    A line is paid after the lines above it with the same key: person, quarter, plan. The lines of a key sum to the
    commission on their total, in whatever order they stand. A total may be below 0 on the way; there it pays nothing.

    Args:
        amounts: The deals in their order, negative where something was given back. A blank line is none.
        tiers: A table of from and rate, rising, with the commission at the tier's start as a third column if the plan
            has it.
        keys: A row for each deal, in one or more columns: whatever has tiers of its own, as person and quarter. Left
            out, all lines are of one key.
        mode: marginal, retroactive or deal, as in COMMISSION.
        cap: Greatest commission of a key, one for all or one beside each line, the same on the lines of a key; with
            deal, of each line.
        floor: Least commission of a key in which anything is attained, given as the cap.
        bound: from: a tier begins at its from; above: just above it.
        decimals: Decimals to which each running commission is rounded: 2 for cents. Left out, nothing is rounded.
        quota: The quota of a key, given as the cap. With it the tiers begin at attainments of quota.

    Returns:
        A commission for each line, empty for a blank one.

    Errors:
        #DIV/0!: a quota of 0, on the lines of its key.
        #NUM!: a key whose lines end below 0 or do not agree on cap, floor or quota, on its own lines; with deal, a
            negative amount, on its line; else as COMMISSION.
        #VALUE!: an amount that is no number, as many keys, caps, floors or quotas as amounts are expected, else as
            COMMISSION.

    Formula:
        COMMISSION of the amount with the sum of the lines above of the same key as prior

    Example:
        =COMMISSION_RUN({8000;5000;-5000},{0,0.05;10000,0.08},,"retroactive") → {400;640;-640}
        =COMMISSION_RUN({8000;8000;5000},{0,0.05;10000,0.08},{"Ann";"Bob";"Ann"}) → {400;400;340}
        =COMMISSION_RUN({90;30},{0,0.1;1,0.2},,,,,,,100) → {9;5}

        >>> commission_run([8_000, 5_000], [[0, 0.05], [10_000, 0.08]])
        array([400., 340.])

    Source:
        Commission statement of a period, line by line.

    Checked with:
        COMMISSION line by line; exact fractions

    See also:
        COMMISSION, COMMISSION_QUOTA, COMMISSION_LEGS
    """
    if keys is not None and keys.shape[0] != amounts.size and keys.shape[1] == amounts.size:
        keys = keys.T
    if keys is not None:
        need_as_many("keys", keys[:, 0], "amounts", amounts.size)
    lines = np.flatnonzero(~np.isnan(amounts))
    groups = groups_of(keys[lines]) if keys is not None and lines.size else np.zeros(lines.size, dtype=np.int64)
    order = in_order(groups)
    lines, groups = lines[order], groups[order]
    first = np.append(True, groups[1:] != groups[:-1])[: lines.size]
    spoilt = Spoilt(amounts.size, lines)
    limits = [
        _of_keys(values, name, amounts.size, lines, first, spoilt) for name, values in (("cap", cap), ("floor", floor))
    ]
    _uncross(limits, spoilt)
    quotas = _quotas(_of_keys(quota, "quota", amounts.size, lines, first, spoilt), spoilt)
    plan = plan_of(tiers, mode, bound, (limits[0], limits[1]), decimals, quotas)
    paid = _run(plan, amounts[lines], first, spoilt) if lines.size else np.empty(0)
    return spoilt.answer(paid)


def _run(plan: Plan, amounts: Any, first: Any, spoilt: Spoilt) -> Any:
    """What each line pays, the lines of a key standing together."""
    totals, margin = running_totals(amounts, first)
    end = np.flatnonzero(np.append(first[1:], True))
    key = np.cumsum(first) - 1
    short = (totals[end] < -margin[end])[key]
    left = totals[end][key]
    spoilt.add(
        short,
        lambda at: NumProblem(
            "amounts",
            Phrase(N_("a sum of {sum}"), sum=f"{left[at]:.15g}"),
            N_("expected no more given back than sold under one key"),
        ),
    )
    if plan.mode == "deal":
        spoilt.add(
            amounts < 0,
            lambda at: NumProblem("amounts", float(amounts[at]), N_("expected 0 or more, as deal takes no refund")),
        )
        return plan.deal(amounts, totals, margin)
    now = plan.total(totals, margin)
    before = Stand(
        *(
            np.where(first, nothing, np.roll(np.broadcast_to(values, first.shape), 1))
            for values, nothing in zip(now, (0.0, -1, True), strict=True)
        )
    )
    return plan.difference(amounts, now, before)


def _of_keys(values: Any, name: str, count: int, lines: Any, first: Any, spoilt: Spoilt) -> Any:
    """An argument that is one for all or one for each line: a number, or as the lines of a key agree on it."""
    if values is None:
        return None
    need_as_many(name, values, "amounts", count, or_one=True)
    if values.size == 1:
        return None if np.isnan(values[0]) else float(values[0])
    values = values[lines]
    # What the first line of the key says.
    said = values[np.maximum.accumulate(np.where(first, np.arange(lines.size), 0))]
    other = (values != said) & ~(np.isnan(values) & np.isnan(said))
    key = np.cumsum(first) - 1
    torn = np.isin(key, key[other])
    spoilt.add(
        torn,
        lambda _at: NumProblem(
            name,
            Phrase(N_("different values under one key")),
            N_("expected the same on every line of a key"),
        ),
    )
    return np.where(torn, np.nan, said)


def _uncross(limits: list[Any], spoilt: Spoilt) -> None:
    """Spoil the lines whose floor is above their cap, and take both away there."""
    cap, floor = limits
    if cap is None or floor is None or (isinstance(cap, float) and isinstance(floor, float)):
        return
    crossed = np.greater(floor, cap)
    floors = np.broadcast_to(floor, crossed.shape)
    spoilt.add(crossed, lambda at: NumProblem("floor", float(floors[at]), N_("expected no more than the cap")))
    limits[:] = [np.where(crossed, np.nan, limit) for limit in limits]


def _quotas(quota: Any, spoilt: Spoilt) -> Any:
    """The quotas; on lines that have none, which are spoilt, 1."""
    if quota is None:
        return None
    if isinstance(quota, float):
        if quota == 0:
            raise DivZeroProblem("quota", quota, N_("expected a quota other than 0"))
        return quota
    spoilt.add(np.isnan(quota), lambda _at: ValueProblem("quota", None, N_("expected a number")))
    spoilt.add(quota == 0, lambda _at: DivZeroProblem("quota", 0.0, N_("expected a quota other than 0")))
    return np.where(quota > 0, quota, 1.0)
