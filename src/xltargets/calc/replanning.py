"""Decomposition in time: re-planning what is open, and the part of a period's quota that a person carries."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import numpy as np

from xltargets.calc import apportionment
from xltargets.calc.apportionment import Unit
from xltargets.calc.arguments import (
    Amounts,
    Blank,
    Bounds,
    Content,
    Days,
    Decimals,
    Flag,
    Holidays,
    Kind,
    Series,
    Shape,
    Targets,
    Weekend,
    Workdays,
)
from xltargets.calc.bands import CLOSE
from xltargets.calc.bounded_apportionment import within_bounds
from xltargets.calc.calendar import calendar_of, check_days
from xltargets.calc.contract import Each, Layout, Result, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase

__all__ = ["quota_prorate", "target_replan"]

AREA = "Decomposition"

DaysOrBlank = Annotated[Any, Kind(Shape.EACH, Content.DAY, blank=Blank.MISSING, least=1)]
ZERO = Decimal(0)


@worksheet_function
def target_replan(
    targets: Targets,
    actuals: Series,
    decimals: Decimals = 0,
    maximum: Bounds = None,
    release: Flag = False,
    partial: Flag = False,
) -> Annotated[Any, Result(Layout.ALONG, "targets")]:
    """Re-plan the open periods after some are known, so that the year still sums to its total.

    Where an actual is present the period becomes the actual. A shortfall is spread over the open periods in proportion
    to their targets, within the maximum. A surplus leaves the open targets as they are, or lowers them with release,
    never below 0. Where amounts are finer than the decimals, the rounded rest is spread, and the largest open target
    that is not at its maximum (the earlier on a tie) carries the fraction, so that the year still sums exactly.

    Args:
        targets: The period targets of the plan.
        actuals: The actuals, blank for periods still open; 0 is an actual.
        decimals: Decimals of the re-planned targets.
        maximum: Greatest target of an open period, one for all or one for each period.
        release: TRUE lets a surplus lower the open targets.
        partial: TRUE leaves over what the maxima do not take: total - SUM of the result. FALSE refuses it.

    Returns:
        Actuals and re-planned targets, along the targets.

    Errors:
        #VALUE!: actuals of another length than the targets.
        #N/A: a shortfall with no open period left to take it.
        #NUM!: a negative target or maximum, or without partial a maximum that leaves part of the shortfall unplaced.

    Formula:
        open target + (sum of targets due - sum of actuals) × open target / sum of open targets

    Example:
        =TARGET_REPLAN({100,100},{80,130}) → {80,130}
        =TARGET_REPLAN({100,100},{80,100}) → #N/A

        >>> target_replan([100, 100, 100, 100], [80, None, None, None])
        array([ 80., 107., 107., 106.])
        >>> target_replan([100, 100, 100], [80.25, None, None])
        array([ 80.25, 109.75, 110.  ])

    Source:
        Proportional redistribution of the year-to-go gap, with largest remainders.

    See also:
        FORECAST_FINISH, TARGET_PACE
    """
    need_as_many("actuals", actuals, "targets", targets.size)
    refuse(targets < 0, NumProblem, "targets", targets, N_("expected 0 or more"))
    if maximum is not None:
        need_as_many("maximum", maximum, "targets", targets.size, or_one=True)
        refuse(maximum < 0, NumProblem, "maximum", maximum, N_("expected 0 or more"))
        maximum = np.broadcast_to(maximum.reshape(-1), targets.shape)
    open_periods = np.isnan(actuals)
    result: Any = np.where(open_periods, targets, actuals)
    closed = ~open_periods
    gap = _exact_sum(targets[closed]) - _exact_sum(actuals[closed])
    if gap <= 0 and not (release and gap < 0 and open_periods.any()):
        return result
    if not open_periods.any():
        raise NotAvailable("actuals", Phrase(N_("no open period")), N_("expected at least one blank period"))
    rest = max(_exact_sum(targets[open_periods]) + gap, ZERO)
    greatest = None if maximum is None else maximum[open_periods]
    result[open_periods] = _spread(rest, targets[open_periods], decimals, greatest, partial=partial)
    return result


def _exact_sum(amounts: Any) -> Decimal:
    return sum((exact(amount) for amount in amounts.tolist()), ZERO)


def exact(amount: float) -> Decimal:
    """An amount by its 15 digits, which clears the noise of binary sums; a whole number as it is.

    >>> exact(0.1 + 0.2), exact(9007199254740991.0)
    (Decimal('0.3'), Decimal('9007199254740991'))
    """
    return Decimal(int(amount)) if amount == int(amount) else Decimal(f"{amount:.15g}")


def _spread(rest: Decimal, targets: Any, decimals: int, greatest: Any, *, partial: bool) -> list[float]:
    """What is left of the year over the open periods, in proportion to their targets."""
    unit = Unit(rest, decimals)
    weights = targets if targets.any() else np.ones(targets.size)
    if greatest is None:
        units = apportionment.by_weight(unit.count, weights)
    else:
        whole = unit.of(greatest)
        nearest = np.rint(whole)
        whole = np.where(np.abs(whole - nearest) <= np.abs(whole) * CLOSE, nearest, np.floor(whole))
        most = np.where(np.isnan(greatest), np.inf, whole)
        room = np.where(weights > 0, most, 0.0)
        if partial and room.sum() < unit.count:
            # The maxima are full; what they do not take is left over.
            return [float(part) for part in unit.amounts(room).tolist()]
        units = within_bounds(unit.count, weights, np.zeros(weights.size), most)
    parts: list[float] = unit.amounts(units).tolist()
    if unit.binary:
        return parts
    fraction = rest - Decimal(unit.count).scaleb(-decimals)
    if fraction:
        place = _carrier(fraction, parts, weights, greatest)
        if place is not None:
            parts[place] = float(Decimal(int(units[place])).scaleb(-decimals) + fraction)
        elif not partial:
            raise NumProblem("maximum", float(rest), N_("expected maximums that leave room for the whole total"))
    return parts


def _carrier(fraction: Decimal, parts: list[float], weights: Any, greatest: Any) -> int | None:
    """The open period that carries what is finer than the decimals, None if none can."""
    order = sorted(np.flatnonzero(weights > 0).tolist(), key=lambda index: -weights[index])
    after = {index: exact(parts[index]) + fraction for index in order}
    order = [index for index in order if after[index] >= 0]
    for index in order:
        limit = np.nan if greatest is None else greatest[index]
        if np.isnan(limit) or (parts[index] < limit and after[index] <= exact(limit)):
            return index
    # All are at their maximum; what lowers one still fits.
    return order[0] if order and fraction < 0 else None


@worksheet_function
def quota_prorate(
    quota: Amounts,
    period_start: Days,
    period_end: Days,
    from_: Days,
    until: DaysOrBlank = None,
    holidays: Holidays = None,
    workdays: Workdays = None,
    weekend: Weekend = 1.0,
) -> Each:
    """The part of a period's quota for the working days in which a person belongs to the unit.

    Args:
        quota: The quota of the whole period.
        period_start: First day of the period.
        period_end: Last day of the period, inclusive.
        from: The person's first day in the unit.
        until: The person's last day in the unit, inclusive; still there if left out or blank.
        holidays: Days off besides the weekend.
        workdays: Make-up working days: days off by the week that are worked.
        weekend: Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.

    Returns:
        Amounts shaped as the arguments; 0 for a person who was not there in the period.

    Errors:
        #NUM!: an end before its start, a day that is both holiday and make-up day, an unknown code of the weekend.
        #VALUE!: a weekend text other than seven digits 0 and 1.

    Formula:
        quota × working days of the period with the person / working days of the period; calendar days where the period
        has no working day

    Example:
        =QUOTA_PRORATE(22000,DATE(2026,1,1),DATE(2026,1,31),DATE(2026,1,16)) → 11000

        >>> quota_prorate(22_000, 46023, 46053, 46038, [None, 46044])
        array([11000.,  5000.])

    Source:
        Quota proration for joiners and leavers of sales compensation plans; days as NETWORKDAYS.INTL counts them.

    See also:
        WORKDAY_COUNT, RAMP_WEIGHTS, TARGET_PACE
    """
    last = period_end if until is None else np.where(np.isnan(until), np.maximum(period_end, from_), until)
    for argument, first_day, day in (("period_end", period_start, period_end), ("until", from_, last)):
        check_days(day, argument)
        if argument == "period_end" or until is not None:
            refuse(np.less(day, first_day), NumProblem, argument, day, N_("expected the start or later"))
    check_days(from_, "from")
    calendar = calendar_of(holidays, workdays, weekend)
    first, last = np.maximum(period_start, from_), np.minimum(period_end, last)
    whole = calendar.count(period_start, period_end)
    there = np.maximum(np.subtract(last, first) + 1, 0)
    of_all = np.subtract(period_end, period_start) + 1
    share = np.where(whole > 0, calendar.count(first, last) / np.maximum(whole, 1), there / of_all)
    return np.multiply(quota, share)
