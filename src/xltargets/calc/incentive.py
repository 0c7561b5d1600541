"""Incentive pay around commission: draws, clawbacks and bonuses."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amounts, Flag, Kind, Shape, word
from xltargets.calc.bands import exceeds, reached
from xltargets.calc.contract import Each, Layout, Result, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NumProblem

__all__ = ["bonus_payout", "commission_clawback", "commission_draw"]

AREA = "Commission and incentive"

Schedule = Annotated[Any, Kind(Shape.TABLE, columns=(Kind(Shape.LINE), Kind(Shape.LINE)), ascending=True)]
Method = Annotated[str, word("linear", "step")]
NotNegative = Annotated[Any, Kind(Shape.EACH, least=0)]
Balance = Annotated[float, Kind(least=0)]
Earned = Annotated[Any, Kind(Shape.LINE)]
Draw = Annotated[Any, Kind(Shape.LINE, least=0)]


@worksheet_function
def commission_draw(
    earned: Earned, draw: Draw, opening: Balance = 0.0, recoverable: Flag = True
) -> Annotated[Any, Result(Layout.ROWS, "earned", running=True)]:
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
    refuse(exceeds(refunded, amount), NumProblem, "refunded", refunded, N_("expected no more than the amount"))
    back = np.multiply(commission_paid, np.minimum(np.divide(refunded, amount), 1.0))
    return np.where(exceeds(days_since, window), 0.0, back)


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
    row = reached(attainment, points)
    paid = payouts[np.maximum(row, 0)] if method == "step" else np.interp(attainment, points, payouts)
    return np.where(row < 0, 0.0, paid)
