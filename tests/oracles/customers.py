"""Customers in exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.oracle import NA, NUM, VALUE, Near, Oracle, exact, number, numbers, reaches, some


def followup(day: float, tier: Any, cadence: list[list[Any]]) -> Any:
    names = [name.casefold() if isinstance(name, str) else name for name, _days in cadence]
    if len(set(names)) < len(names) or tier is None:
        return VALUE
    wanted = tier.casefold() if isinstance(tier, str) else tier
    if wanted not in names:
        return NA
    return math.floor(day) + exact(cadence[names.index(wanted)][1])


def draw_followup(random: Random) -> list[Any]:
    cadence = [[name, float(random.randint(0, 90))] for name in random.sample(["A", "b", "C", 1.0, 2.0], 3)]
    if random.random() < 0.05:
        cadence.append([random.choice(["a", "B", "c"]), 5.0])
    return [46000 + number(random, 0, 300), random.choice(["a", "B", "C", 1.0, 2.0, "x", None]), cadence]


def due_status(due: float, day: float, warning: float) -> str:
    due, day = math.floor(due), math.floor(day)
    if due < day:
        return "Overdue"
    return "Due" if reaches(day + exact(warning), due) else "Planned"


def draw_due(random: Random) -> list[Any]:
    day = 46000 + random.randint(0, 300)
    return [day + random.choice([random.randint(-5, 9), number(random, 0, 9)]), day, number(random, 0, 6)]


def nps(ratings: list[Any]) -> Any:
    known = [one for one in ratings if one is not None]
    if any(not 0 <= one <= 10 or one != int(one) for one in known):
        return NUM
    if not known:
        return NA
    return Fraction(100 * (sum(one >= 9 for one in known) - sum(one <= 6 for one in known)), len(known))


def draw_nps(random: Random) -> list[Any]:
    ratings: list[Any] = [float(random.randint(0, 10)) for _ in range(random.randint(1, 12))]
    if random.random() < 0.1:
        ratings[0] = random.choice([-1.0, 11.0, 8.5])
    return [some(random, ratings)]


def csat(ratings: list[Any], scale: int, top: int) -> Any:
    if top > scale:
        return NUM
    known = [exact(one) for one in ratings if one is not None]
    if any(not 1 <= one <= scale for one in known):
        return NUM
    return Fraction(sum(one > scale - top for one in known), len(known)) if known else NA


def draw_csat(random: Random) -> list[Any]:
    scale = random.choice([3, 5, 7, 10])
    ratings: list[Any] = [float(random.randint(1, scale)) for _ in range(random.randint(1, 12))]
    if random.random() < 0.1:
        ratings[0] = random.choice([0.0, scale + 1.0])
    return [some(random, ratings), scale, random.randint(1, scale if random.random() < 0.9 else scale + 1)]


def bins_of(values: list[float], bins: int) -> list[int]:
    """⌈bins × (rank - ½)/n⌉, equal values at the middle of their places."""
    found = []
    for value in values:
        below, same = sum(one < value for one in values), values.count(value)
        middle = below + Fraction(same + 1, 2)
        found.append(math.ceil(bins * (middle - Fraction(1, 2)) / len(values)))
    return found


def rfm(recency: list[float], frequency: list[float], monetary: list[float], bins: int) -> Any:
    columns = bins_of([-one for one in recency], bins), bins_of(frequency, bins), bins_of(monetary, bins)
    return [list(map(Fraction, row)) for row in zip(*columns, strict=True)]


def draw_rfm(random: Random) -> list[Any]:
    count = random.randint(1, 30)
    few = [[float(random.randint(0, random.choice([1, 3, 40]))) for _ in range(count)] for _ in range(2)]
    return [few[0], few[1], numbers(random, count), random.choice([2, 3, 4, 5, 5, 10])]


def grade(value: float, bands: list[list[Any]]) -> Any:
    found: Any = NA
    for start, label in bands:
        if reaches(value, start):
            found = label if isinstance(label, str) else exact(label)
    return found


def draw_grade(random: Random) -> list[Any]:
    starts = sorted({round(one, 3) for one in numbers(random, random.randint(1, 5), -5, 20)})
    bands = [[start, random.choice(["A", "B", "low", 1.0, 2.5])] for start in starts]
    edge = random.choice(starts)
    parts = random.randint(1, 30), random.choice([0.1, 0.7, 1.1])
    return random.choice(
        [[edge, bands], [number(random, -9, 25), bands], [parts[0] * parts[1], [[round(parts[0] * parts[1], 9), "at"]]]]
    )


def points(amount: float, rate: float, multiplier: float) -> Any:
    return Fraction(math.trunc(exact(amount) * exact(rate) * exact(multiplier)))


def draw_points(random: Random) -> list[Any]:
    amount = random.choice([-1, 1]) * round(random.uniform(0, 1e5), 2)
    return [
        amount,
        random.choice([0.1, 0.5, 1.0, 100.0, round(random.uniform(0, 5), 2)]),
        random.choice([1.0, 2.0, 1.5]),
    ]


def draw_deals(random: Random, most: int = 8) -> tuple[list[Any], list[Any]]:
    count = random.randint(1, most)
    amounts: list[Any] = numbers(random, count, 0, 500)
    chances: list[Any] = [random.choice([0.0, 1.0, 0.5, number(random, 0, 1)]) for _ in range(count)]
    for place in range(count):
        if random.random() < 0.1:
            amounts[place] = chances[place] = None
    if random.random() < 0.03:
        amounts[0], chances[0] = random.choice([(5.0, None), (-1.0, 0.5), (5.0, 1.5)])
    return amounts, chances


def wrong_deals(amounts: list[Any], chances: list[Any]) -> Any:
    if any(one is not None and one < 0 for one in amounts) or any(p is not None and not 0 <= p <= 1 for p in chances):
        return NUM
    return VALUE if any((one is None) != (p is None) for one, p in zip(amounts, chances, strict=True)) else None


def pipeline(amounts: list[Any], chances: list[Any]) -> Any:
    pairs = zip(amounts, chances, strict=True)
    return wrong_deals(amounts, chances) or sum(
        (exact(one) * exact(p) for one, p in pairs if one is not None), Fraction(0)
    )


def coverage(amounts: list[Any], chances: list[Any], target: float, actual: float) -> Any:
    wrong = wrong_deals(amounts, chances)
    if wrong == NUM:
        return wrong
    if actual >= target:
        return NA
    if wrong:
        return wrong
    rest = exact(target) - exact(actual)
    value = pipeline(amounts, chances) / rest
    return Near(value, value * (exact(target) + abs(exact(actual))) / rest)


def draw_coverage(random: Random) -> list[Any]:
    target = number(random)
    return [*draw_deals(random), target, random.choice([target, number(random), 0.0])]


ORACLES = [
    Oracle("FOLLOWUP_DUE", draw_followup, followup),
    Oracle("FOLLOWUP_STATUS", draw_due, due_status),
    Oracle("NPS_SCORE", draw_nps, nps),
    Oracle("CSAT_SCORE", draw_csat, csat),
    Oracle("RFM_SCORE", draw_rfm, rfm),
    Oracle("BAND_GRADE", draw_grade, grade),
    Oracle("LOYALTY_POINTS", draw_points, points),
    Oracle("PIPELINE_VALUE", lambda random: list(draw_deals(random)), pipeline),
    Oracle("PIPELINE_COVERAGE", draw_coverage, coverage),
]
