"""Achievement over time: what is due by a day, what the open days must bring, and where the year ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from xltargets.calc.achievement import NEGATIVE_TARGET, ZERO_TARGET
from xltargets.calc.arguments import (
    Amount,
    Day,
    Days,
    Holidays,
    LineWeights,
    Series,
    Targets,
    Today,
    Weekend,
    Workdays,
)
from xltargets.calc.bands import reaches
from xltargets.calc.calendar import ORIGIN, Calendar, as_date, calendar_of, check_days
from xltargets.calc.contract import Each, Number, need_day, worksheet_function
from xltargets.calc.refusals import need_as_many
from xltargets.errors import N_, DivZeroProblem, NotAvailable, NumProblem, Phrase

__all__ = ["forecast_finish", "required_run_rate", "target_pace", "workday_count"]

AREA = "Achievement"


@worksheet_function
def target_pace(
    actual: Amount,
    target: Amount,
    start: Day,
    end: Day,
    as_of: Today = None,
    profile: LineWeights = None,
    holidays: Holidays = None,
    workdays: Workdays = None,
    weekend: Weekend = 1.0,
) -> Number:
    """Attainment against the share of the target that is due by a day: 1 is on pace.

    Without a profile the target is due evenly over the working days. With one, the completed periods' weights are due
    and the running period's pro rata; the periods are equal parts of the days from start to end.

    Args:
        actual: What was reached so far.
        target: The target of the whole time.
        start: First day of the time.
        end: Last day of the time.
        as_of: The day to look from, counted as done; today if left out.
        profile: Weights of the periods, for example twelve months' seasonality.
        holidays: Days off besides the weekend.
        workdays: Make-up working days: days off by the week that are worked.
        weekend: Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.

    Returns:
        A fraction: 1.1 is 10 % ahead of what is due.

    Errors:
        #DIV/0!: a target of 0.
        #N/A: a day before the start, or nothing due yet.
        #NUM!: a negative target, an end before its start, no working day in between, a profile that sums to 0, a day
            that is both holiday and make-up day, an unknown code of the weekend.
        #VALUE!: a weekend text other than seven digits 0 and 1.

    Formula:
        actual / target / share due, share due = working days elapsed / working days in all

    Example:
        =TARGET_PACE(60,100,DATE(2026,1,1),DATE(2026,1,31),DATE(2026,1,15)) → 1.2

        >>> target_pace(60, 100, 46023, 46053, 46037)
        1.2

    Source:
        Linear and seasonal pacing of quota attainment; days as NETWORKDAYS.INTL counts them.

    See also:
        REQUIRED_RUN_RATE, FORECAST_FINISH
    """
    if target == 0:
        raise DivZeroProblem("target", target, ZERO_TARGET)
    if target < 0:
        raise NumProblem("target", target, NEGATIVE_TARGET)
    _check_period(start, end)
    calendar = calendar_of(holidays, workdays, weekend)
    day = need_day(as_of)
    if day < start:
        raise NotAvailable("as_of", day, N_("expected the start or later"))
    day = min(day, end)
    if profile is None:
        whole = int(calendar.count(start, end))
        if whole == 0:
            raise NumProblem("end", end, N_("expected at least one working day from the start on"))
        due = int(calendar.count(start, day)) / whole
    else:
        due = _due_by_profile(profile, start, end, day, calendar)
    if due == 0:
        raise NotAvailable("as_of", day, N_("expected a day by which something is due"))
    return actual / target / due


def _check_period(start: float, end: float) -> None:
    check_days(end, "end")
    if end < start:
        raise NumProblem("end", end, N_("expected the start or later"))


def _due_by_profile(profile: Any, start: float, end: float, day: float, calendar: Calendar) -> float:
    """The share of the weights due by the end of `day`."""
    total = float(profile.sum())
    if total == 0:
        raise NumProblem("profile", Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))
    bounds = _period_starts(profile.size, start, end)
    running = int(np.searchsorted(bounds, day, side="right")) - 1
    first, last = bounds[running], bounds[running + 1] - 1
    whole = int(calendar.count(first, last))
    # A period without a working day (a holiday week) is due by its calendar days.
    part = int(calendar.count(first, day)) / whole if whole else (day - first + 1) / (last - first + 1)
    return float(profile[:running].sum() + profile[running] * part) / total


def _period_starts(count: int, start: float, end: float) -> Any:
    """First days of the periods, and the day after the last. Whole months are months, else equal numbers of days."""
    first, after = as_date(start), as_date(int(end) + 1)
    month, beyond = first.astype("datetime64[M]"), after.astype("datetime64[M]")
    months = int((beyond - month).astype(int))
    if month.astype("datetime64[D]") == first and beyond.astype("datetime64[D]") == after and months % count == 0:
        steps = month + np.arange(count + 1) * (months // count)
        return (steps.astype("datetime64[D]") - ORIGIN).astype(float)
    return np.floor(start + (end + 1 - start) * np.arange(count + 1) / count + 1e-9)


@worksheet_function
def required_run_rate(
    actual: Amount,
    target: Amount,
    end: Day,
    as_of: Today = None,
    holidays: Holidays = None,
    workdays: Workdays = None,
    weekend: Weekend = 1.0,
) -> Number:
    """What each remaining working day must bring to meet the target.

    Args:
        actual: What was reached so far.
        target: The target.
        end: Last day, inclusive.
        as_of: The day to look from; the remaining days begin the day after. Today if left out.
        holidays: Days off besides the weekend.
        workdays: Make-up working days: days off by the week that are worked.
        weekend: Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.

    Returns:
        An amount for each working day; 0 when the target is met.

    Errors:
        #N/A: no working day is left and the target is not met.
        #NUM!: a day that is both holiday and make-up day, or an unknown code of the weekend.
        #VALUE!: a weekend text other than seven digits 0 and 1.

    Formula:
        (target - actual) / working days after as_of, to the end inclusive

    Example:
        =REQUIRED_RUN_RATE(60,100,DATE(2026,1,31),DATE(2026,1,15)) → 3.63636363636364

        >>> round(required_run_rate(60, 100, 46053, 46037), 6)
        3.636364

    Source:
        Required run rate of sales pacing: what is open over what time is left.

    See also:
        TARGET_PACE, WORKDAY_COUNT
    """
    calendar = calendar_of(holidays, workdays, weekend)
    if reaches(actual, target):
        return 0.0
    day = need_day(as_of)
    check_days(end, "end")
    check_days(day, "as_of")
    left = int(calendar.count(day + 1, end))
    if left == 0:
        raise NotAvailable("end", end, N_("expected at least one working day after as_of"))
    return (target - actual) / left


@worksheet_function
def workday_count(
    start: Days, end: Days, holidays: Holidays = None, workdays: Workdays = None, weekend: Weekend = 1.0
) -> Each:
    """The working days from a day to another, both included.

    An end before its start counts the days between them negative, as NETWORKDAYS.INTL does.

    Args:
        start: The first day.
        end: The last day.
        holidays: Days off besides the weekend.
        workdays: Make-up working days: days off by the week that are worked.
        weekend: Days off by the week: a code of NETWORKDAYS.INTL, 1 is Saturday and Sunday, or seven digits.

    Returns:
        Whole days, shaped as the arguments.

    Errors:
        #NUM!: a day that is both holiday and make-up day, or an unknown code of the weekend.
        #VALUE!: a weekend text other than seven digits 0 and 1.

    Formula:
        days not off by the week and no holiday, and make-up days

    Example:
        =WORKDAY_COUNT(DATE(2026,1,1),DATE(2026,1,31)) → 22
        =WORKDAY_COUNT(DATE(2026,2,14),DATE(2026,2,28),,DATE(2026,2,28)) → 11

        >>> workday_count(46023, [46023, 46053], holidays=[46023])
        array([ 0., 21.])

    Source:
        NETWORKDAYS.INTL; make-up working days as official holiday calendars of China and Taiwan publish them.

    Checked with:
        LibreOffice's NETWORKDAYS.INTL

    See also:
        QUOTA_PRORATE, TARGET_PACE, REQUIRED_RUN_RATE
    """
    check_days(start, "start")
    check_days(end, "end")
    calendar = calendar_of(holidays, workdays, weekend)
    backwards = np.less(end, start)
    counted = calendar.count(np.minimum(start, end), np.maximum(start, end))
    return np.where(backwards, -counted, counted) + 0.0


@worksheet_function
def forecast_finish(actuals: Series, targets: Targets) -> Number:
    """Where the year ends if the open periods attain what the periods so far did.

    Args:
        actuals: Actuals by period, blank for periods still open.
        targets: Targets by period, as many.

    Returns:
        An amount for the whole time.

    Errors:
        #N/A: no actual yet.
        #DIV/0!: targets of 0 for the periods so far, while some are open.
        #VALUE!: ranges of different lengths.

    Formula:
        actuals so far + open targets × actuals so far / their targets

    Example:
        =FORECAST_FINISH({90,110},{100,100}) → 200

        >>> forecast_finish([90, 110, None, None], [100, 100, 100, 100])
        400.0

    Source:
        Run-rate forecast at completion, with the plan as profile.

    See also:
        TARGET_PACE, TARGET_REPLAN
    """
    need_as_many("targets", targets, "actuals", actuals.size)
    known = ~np.isnan(actuals)
    if not known.any():
        raise NotAvailable("actuals", Phrase(N_("blank cells only")), N_("expected at least one actual"))
    reached, planned, open_plan = (float(values.sum()) for values in (actuals[known], targets[known], targets[~known]))
    if open_plan == 0:
        return reached
    if planned == 0:
        raise DivZeroProblem("targets", planned, N_("expected targets other than 0 for the periods so far"))
    return reached + open_plan * reached / planned
