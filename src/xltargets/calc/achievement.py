"""Achievement: how far actuals are against targets, and what the open periods must bring."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Amounts, Blank, Day, Holidays, Kind, Series, Shape, Targets, Today, word
from xltargets.calc.bands import reaches
from xltargets.calc.calendar import ORIGIN, as_date, working_days
from xltargets.calc.contract import Each, Number, need_day, worksheet_function
from xltargets.calc.refusals import need_as_many, refuse
from xltargets.errors import N_, DivZeroProblem, NotAvailable, NumProblem, Phrase

__all__ = [
    "achievement",
    "achievement_status",
    "forecast_finish",
    "growth_rate",
    "required_run_rate",
    "target_pace",
]

AREA = "Achievement"

Direction = Annotated[Any, word("higher", "lower", each=True)]
Attainments = Annotated[Any, Kind(Shape.EACH)]

ZERO_TARGET = N_("expected a target other than 0")


@worksheet_function
def achievement(actual: Amounts, target: Amounts, direction: Direction = "higher") -> Each:
    """Attainment of a target: 1 is 100 %.

    Args:
        actual: What was reached.
        target: What was aimed at.
        direction: higher when more is better, lower when less is better (cost, complaints).

    Returns:
        A fraction, shaped as the arguments.

    Errors:
        #DIV/0!: a target of 0.
        #VALUE!: an unknown direction.

    Formula:
        higher: actual / target; lower: 2 - actual / target, not below 0

    Example:
        =ACHIEVEMENT({90;120},100) → {0.9;1.2}
        =ACHIEVEMENT(110,100,"lower") → 0.9

        >>> achievement([90, 120], 100)
        array([0.9, 1.2])

    Source:
        Attainment ratio of sales performance management; the mirrored ratio for measures to lower is a common
        convention of KPI scorecards.

    See also:
        ACHIEVEMENT_STATUS, TARGET_PACE, KPI_SCORE
    """
    refuse(np.equal(target, 0), DivZeroProblem, "target", target, ZERO_TARGET)
    ratio = np.divide(actual, target)
    return np.where(np.equal(direction, "lower"), np.maximum(2 - ratio, 0), ratio)


@worksheet_function
def achievement_status(attainment: Attainments, amber: Attainments = 0.8, green: Attainments = 1.0) -> Each:
    """The colour of an attainment, in a word.

    Args:
        attainment: A fraction, 1 is 100 %.
        amber: From here on Amber, inclusive.
        green: From here on Green, inclusive.

    Returns:
        Red, Amber or Green, shaped as the attainment.

    Errors:
        #NUM!: amber above green.

    Formula:
        Green at green or more, Amber at amber or more, else Red

    Example:
        =ACHIEVEMENT_STATUS({0.7;0.8;1}) → {"Red";"Amber";"Green"}

        >>> achievement_status(0.95)
        'Amber'

    Source:
        Red-amber-green status of project and sales reporting.

    See also:
        ACHIEVEMENT, KRI_STATUS
    """
    refuse(np.greater(amber, green), NumProblem, "amber", amber, N_("expected no more than green"))
    below_green = np.where(reaches(attainment, amber), "Amber", "Red").astype(object)
    return np.where(reaches(attainment, green), "Green", below_green).astype(object)


@worksheet_function
def target_pace(
    actual: Amount,
    target: Amount,
    start: Day,
    end: Day,
    as_of: Today = None,
    profile: Annotated[Any, Kind(Shape.LINE, blank=Blank.ZERO, least=0)] = None,
    holidays: Holidays = None,
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
        holidays: Days off besides Saturdays and Sundays.

    Returns:
        A fraction: 1.1 is 10 % ahead of what is due.

    Errors:
        #DIV/0!: a target of 0.
        #N/A: a day before the start, or nothing due yet.
        #NUM!: an end before its start, no working day in between, a profile that sums to 0.

    Formula:
        actual / target / share due, share due = working days elapsed / working days in all

    Example:
        =TARGET_PACE(60,100,DATE(2026,1,1),DATE(2026,1,31),DATE(2026,1,15)) → 1.2

        >>> target_pace(60, 100, 46023, 46053, 46037)
        1.2

    Source:
        Linear and seasonal pacing of quota attainment; days as NETWORKDAYS counts them.

    See also:
        REQUIRED_RUN_RATE, FORECAST_FINISH
    """
    if target == 0:
        raise DivZeroProblem("target", target, ZERO_TARGET)
    _check_period(start, end)
    day = need_day(as_of)
    if day < start:
        raise NotAvailable("as_of", day, N_("expected the start or later"))
    day = min(day, end)
    if profile is None:
        whole = working_days(start, end, holidays)
        if whole == 0:
            raise NumProblem("end", end, N_("expected at least one working day from the start on"))
        due = working_days(start, day, holidays) / whole
    else:
        due = _due_by_profile(profile, start, end, day, holidays)
    if due == 0:
        raise NotAvailable("as_of", day, N_("expected a day by which something is due"))
    return actual / target / due


def _check_period(start: float, end: float) -> None:
    if end < start:
        raise NumProblem("end", end, N_("expected the start or later"))


def _due_by_profile(profile: Any, start: float, end: float, day: float, holidays: Any) -> float:
    """The share of the weights due by the end of `day`."""
    total = float(profile.sum())
    if total == 0:
        raise NumProblem("profile", Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))
    bounds = _period_starts(profile.size, start, end)
    running = int(np.searchsorted(bounds, day, side="right")) - 1
    first, last = bounds[running], bounds[running + 1] - 1
    whole = working_days(first, last, holidays)
    # A period without a working day (a holiday week) is due by its calendar days.
    part = working_days(first, day, holidays) / whole if whole else (day - first + 1) / (last - first + 1)
    return float(profile[:running].sum() + profile[running] * part) / total


def _period_starts(count: int, start: float, end: float) -> Any:
    """First days of the periods, and the day after the last. Whole months are months, else equal numbers of days."""
    first, after = as_date(start), as_date(end + 1)
    month, beyond = first.astype("datetime64[M]"), after.astype("datetime64[M]")
    months = int((beyond - month).astype(int))
    if month.astype("datetime64[D]") == first and beyond.astype("datetime64[D]") == after and months % count == 0:
        steps = month + np.arange(count + 1) * (months // count)
        return (steps.astype("datetime64[D]") - ORIGIN).astype(float)
    return np.floor(start + (end + 1 - start) * np.arange(count + 1) / count + 1e-9)


@worksheet_function
def required_run_rate(
    actual: Amount, target: Amount, end: Day, as_of: Today = None, holidays: Holidays = None
) -> Number:
    """What each remaining working day must bring to meet the target.

    Args:
        actual: What was reached so far.
        target: The target.
        end: Last day, inclusive.
        as_of: The day to look from; the remaining days begin the day after. Today if left out.
        holidays: Days off besides Saturdays and Sundays.

    Returns:
        An amount for each working day; 0 when the target is met.

    Errors:
        #N/A: no working day is left and the target is not met.

    Formula:
        (target - actual) / working days after as_of, to the end inclusive

    Example:
        =REQUIRED_RUN_RATE(60,100,DATE(2026,1,31),DATE(2026,1,15)) → 3.63636363636364

        >>> round(required_run_rate(60, 100, 46053, 46037), 6)
        3.636364

    Source:
        Required run rate of sales pacing: what is open over what time is left.

    See also:
        TARGET_PACE
    """
    if actual >= target:
        return 0.0
    left = working_days(need_day(as_of) + 1, end, holidays)
    if left == 0:
        raise NotAvailable("end", end, N_("expected at least one working day after as_of"))
    return (target - actual) / left


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


@worksheet_function
def growth_rate(current: Amounts, previous: Amounts) -> Each:
    """Growth on a previous period; its sign is right for a negative previous too.

    Args:
        current: The later amount.
        previous: The earlier amount.

    Returns:
        A fraction: 0.2 is 20 % growth.

    Errors:
        #DIV/0!: a previous of 0.

    Formula:
        (current - previous) / |previous|

    Example:
        =GROWTH_RATE({120;80},100) → {0.2;-0.2}
        =GROWTH_RATE(50,-100) → 1.5

        >>> growth_rate(50, -100)
        1.5

    Source:
        Definition; the absolute previous keeps an improvement positive.

    See also:
        ACHIEVEMENT, PEER_INDEX
    """
    refuse(np.equal(previous, 0), DivZeroProblem, "previous", previous, N_("expected an amount other than 0"))
    return np.subtract(current, previous) / np.abs(previous)
