"""Whatever counts working days, day by day on Python's calendar."""

from __future__ import annotations

import datetime
import math
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.oracle import DIV, NA, NUM, VALUE, Near, Oracle, exact, number, reaches, weights

ORIGIN = datetime.date(1899, 12, 30)
OFF = {1: (5, 6), 2: (6, 0), 3: (0, 1), 4: (1, 2), 5: (2, 3), 6: (3, 4), 7: (4, 5)}
OFF |= {11: (6,), 12: (0,), 13: (1,), 14: (2,), 15: (3,), 16: (4,), 17: (5,)}
"""Microsoft's table of NETWORKDAYS.INTL, Monday 0."""


def off_by_the_week(weekend: Any) -> Any:
    if isinstance(weekend, str):
        if len(weekend) != 7 or weekend.strip("01"):
            return VALUE
        return tuple(day for day in range(7) if weekend[day] == "1")
    return OFF.get(weekend, NUM)


def worked(day: int, holidays: Any, workdays: Any, off: tuple[int, ...]) -> bool:
    if day in (workdays or []):
        return True
    return (ORIGIN + datetime.timedelta(day)).weekday() not in off and day not in (holidays or [])


def counted(first: float, last: float, holidays: Any, workdays: Any, off: tuple[int, ...]) -> int:
    return sum(worked(day, holidays, workdays, off) for day in range(int(first), int(last) + 1))


def refused(holidays: Any, workdays: Any, weekend: Any) -> Any:
    """The error of a calendar, or None."""
    off = off_by_the_week(weekend)
    if not isinstance(off, tuple):
        return off
    both = {*(day for day in holidays or [] if day)} & {*(day for day in workdays or [] if day)}
    return NUM if both else None


def count(start: float, end: float, holidays: Any, workdays: Any, weekend: Any) -> Any:
    problem = refused(holidays, workdays, weekend)
    if problem:
        return problem
    off, start, end = off_by_the_week(weekend), math.floor(start), math.floor(end)
    if end < start:
        return -counted(end, start, holidays, workdays, off)
    return counted(start, end, holidays, workdays, off)


def draw_calendar(random: Random, around: int, length: int = 60) -> list[Any]:
    days = [around + random.randint(-5, length) for _ in range(random.randint(0, 8))]
    holidays: Any = [random.choice([day, day, None]) for day in days] if random.random() < 0.5 and days else None
    workdays: Any = [around + random.randint(-5, length) for _ in range(random.randint(1, 5))]
    workdays = workdays if random.random() < 0.5 else None
    if holidays and workdays and random.random() < 0.9:
        workdays = [day for day in workdays if day not in holidays] or None
    texts = ["0000011", "0000000", "1111111", "".join(random.choice("01") for _ in range(7)), "001", "0000021"]
    weekend = random.choice([1, 1, 1, random.choice(list(OFF)), random.choice(texts), random.choice([0, 8, 18, 1.5])])
    return [holidays, workdays, weekend]


def draw_count(random: Random) -> list[Any]:
    start = 46000 + random.randint(0, 400)
    return [start + random.choice([0, 0.75]), start + random.randint(-20, 60), *draw_calendar(random, start)]


def prorate(
    quota: float, first: float, last: float, joined: float, left: Any, holidays: Any, workdays: Any, weekend: Any
) -> Any:
    if last < first or (left is not None and left < joined):
        return NUM
    problem = refused(holidays, workdays, weekend)
    if problem:
        return problem
    off = off_by_the_week(weekend)
    days = range(int(first), int(last) + 1)
    there = [day for day in days if day >= joined and (left is None or day <= left)]
    of_all = [day for day in days if worked(day, holidays, workdays, off)]
    if of_all:
        return exact(quota) * len([day for day in there if day in of_all]) / len(of_all)
    return exact(quota) * len(there) / len(days)


def draw_prorate(random: Random) -> list[Any]:
    first = 46000 + random.randint(0, 300)
    last = first + random.choice([-1, 0, 1, 6, 30, 91])
    joined = first + random.randint(-20, 60)
    left = random.choice([None, joined + random.randint(-1, 60)])
    return [number(random, -1000, 1e6), first, last, joined, left, *draw_calendar(random, first)]


def starts(periods: int, start: int, end: int) -> list[int]:
    """Whole months where they divide into the periods, else equal numbers of days; and the day after the last."""
    first, after = (ORIGIN + datetime.timedelta(day) for day in (start, end + 1))
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == 1 and after.day == 1 and months % periods == 0:
        step = months // periods
        places = [first.month - 1 + step * index for index in range(periods + 1)]
        return [(datetime.date(first.year + one // 12, one % 12 + 1, 1) - ORIGIN).days for one in places]
    return [start + math.floor(Fraction((end + 1 - start) * index, periods)) for index in range(periods + 1)]


def pace(
    actual: float,
    target: float,
    start: int,
    end: int,
    day: int,
    profile: Any,
    holidays: Any,
    workdays: Any,
    weekend: Any,
) -> Any:
    if target == 0:
        return DIV
    if target < 0 or end < start:
        return NUM
    problem = refused(holidays, workdays, weekend)
    if problem:
        return problem
    if day < start:
        return NA
    off, day = off_by_the_week(weekend), min(day, end)
    if profile is None:
        whole = counted(start, end, holidays, workdays, off)
        if not whole:
            return NUM
        due = Fraction(counted(start, day, holidays, workdays, off), whole)
    else:
        shares, bounds = list(map(exact, profile)), starts(len(profile), start, end)
        if not sum(shares):
            return NUM
        running = max(index for index in range(len(shares)) if bounds[index] <= day)
        first, last = bounds[running], bounds[running + 1] - 1
        whole = counted(first, last, holidays, workdays, off)
        part = (
            Fraction(counted(first, day, holidays, workdays, off), whole)
            if whole
            else Fraction(day - first + 1, last - first + 1)
        )
        due = (sum(shares[:running]) + shares[running] * part) / sum(shares)
    return exact(actual) / exact(target) / due if due else NA


def draw_pace(random: Random) -> list[Any]:
    start = (datetime.date(2026, random.randint(1, 12), random.choice([1, 1, 1, 15])) - ORIGIN).days
    whole = starts(random.choice([1, 2, 3]), start, start + 89)
    end = random.choice([start + random.randint(-1, 90), *[one - 1 for one in whole[1:]], start + 364])
    profile = None
    if random.random() < 0.4 and end - start > 12:
        profile = weights(random, random.choice([1, 3, 4, 12])) if random.random() < 0.95 else [0.0]
    target = random.choice([number(random, 1, 1000), number(random, 1, 1000), number(random, -5, 5)])
    day = start + random.randint(-3, max(3, end - start + 9))
    return [number(random, -10, 1000), target, start, end, day, profile, *draw_calendar(random, start)]


def run_rate(actual: float, target: float, end: int, day: int, holidays: Any, workdays: Any, weekend: Any) -> Any:
    problem = refused(holidays, workdays, weekend)
    if problem:
        return problem
    if reaches(actual, target):
        return Fraction(0)
    left = counted(day + 1, end, holidays, workdays, off_by_the_week(weekend))
    gap = exact(target) - exact(actual)
    return Near(gap / left, (abs(exact(target)) + abs(exact(actual))) / left) if left else NA


def draw_run_rate(random: Random) -> list[Any]:
    day = 46000 + random.randint(0, 300)
    target = number(random, -10, 1000)
    actual = random.choice([target, number(random, -10, 1000)])
    return [actual, target, day + random.randint(-3, 60), day, *draw_calendar(random, day)]


ORACLES = [
    Oracle("WORKDAY_COUNT", draw_count, count),
    Oracle("QUOTA_PRORATE", draw_prorate, prorate),
    Oracle("TARGET_PACE", draw_pace, pace),
    Oracle("REQUIRED_RUN_RATE", draw_run_rate, run_rate),
]
