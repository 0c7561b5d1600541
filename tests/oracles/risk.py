"""Risk in exact fractions: every combination of events with its probability, every pair of values with its slope."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.customers import draw_deals, wrong_deals
from tests.oracles.oracle import (
    NA,
    NUM,
    Near,
    NotJudged,
    Oracle,
    exact,
    fitted_line,
    mean,
    median,
    number,
    numbers,
    percentile,
    reaches,
    some,
)


def score(likelihood: float, impact: float, control: float) -> Any:
    if not (1 <= likelihood <= 5 and 1 <= impact <= 5 and 0 <= control <= 1):
        return NUM
    full = exact(likelihood) * exact(impact)
    return Near(full * (1 - exact(control)), full)


def draw_score(random: Random) -> list[Any]:
    return [number(random, 0.9, 5.1), number(random, 1, 5), number(random, 0, 1.02)]


def level(value: float) -> Any:
    found: Any = NA
    for start, label in ((1, "Low"), (5, "Medium"), (10, "High"), (17, "Critical")):
        found = label if reaches(value, start) else found
    return found


def draw_level(random: Random) -> list[Any]:
    return [random.choice([number(random, 0, 25), 0.7 * 10 * 0.1 * random.choice([1, 5, 10, 17]) / 0.7])]


def loss(chance: float, amount: float) -> Any:
    return exact(chance) * exact(amount) if 0 <= chance <= 1 else NUM


def kri(value: float, amber: float, red: float, direction: str, before: Any, margin: float) -> Any:
    sign = -1 if direction == "below" else 1
    v, first, second = sign * exact(value), sign * exact(amber), sign * exact(red)
    if not reaches(second, first):
        return NUM
    held = {"Red": (margin, margin), "Amber": (margin, 0), None: (0, 0), "Green": (0, 0)}[before]
    if reaches(v, second - exact(held[1]), second, held[1]):
        return "Red"
    return "Amber" if reaches(v, first - exact(held[0]), first, held[0]) else "Green"


def draw_kri(random: Random) -> list[Any]:
    amber, red = sorted(round(number(random, -20, 20), random.randint(0, 3)) for _ in range(2))
    direction = random.choice(["above", "below"])
    if (direction == "below") != (random.random() < 0.05):
        amber, red = red, amber
    margin = random.choice([0.0, 0.1, 100.0, round(number(random, 0, 5), 2)])
    value = random.choice(
        [amber, red, amber - margin, red - margin, amber + margin, red + margin, number(random, -25, 25)]
    )
    return [value, amber, red, direction, random.choice([None, "Green", "Amber", "Red"]), margin]


def trend(values: list[Any], tolerance: float) -> Any:
    points = [(place, exact(one)) for place, one in enumerate(values) if one is not None]
    if len(points) < 2:
        return NA
    slopes = [(b - a) / (y - x) for place, (x, a) in enumerate(points) for y, b in points[place + 1 :]]
    size = mean([abs(one) for _place, one in points])
    relative = median(slopes) / size if size else Fraction(0)
    if 0 < abs(relative) < Fraction(1, 10**13):
        raise NotJudged
    if reaches(tolerance, abs(relative)):
        return "Stable"
    return "Rising" if relative > 0 else "Falling"


def draw_trend(random: Random) -> list[Any]:
    count = random.randint(1, 9)
    values = numbers(random, count, random.choice([-50, 1]), 100)
    if random.random() < 0.3:
        start, step = random.randint(50, 200), random.choice([0.0, 0.1, 1.0, 2.0, -1.0])
        values = [start + step * place for place in range(count)]
    return [some(random, values), random.choice([0.02, 0.0, 0.01, 0.005])]


def breach(values: list[Any], threshold: float, direction: str) -> Any:
    sign = -1 if direction == "below" else 1
    known = [place for place, one in enumerate(values, 1) if one is not None]
    if not known:
        return NA
    last = known[-1]
    if reaches(sign * exact(values[last - 1]), sign * exact(threshold)):
        return Fraction(0)
    if len(known) < 2:
        return NA
    start, slope = fitted_line(values[:last])
    rise, largest = abs(slope) * (last - known[0]), max(abs(exact(values[place - 1])) for place in known)
    if largest / 10**15 / 2 < rise < largest / 10**13:
        raise NotJudged
    if sign * slope <= 0 or rise < largest / 10**13:
        return NA
    exactly = (exact(threshold) - start) / slope - last
    for periods in (math.floor(exactly), math.ceil(exactly)):
        if reaches(sign * (start + slope * (last + periods)), sign * exact(threshold), start, slope * (last + periods)):
            return Fraction(max(periods, 1))
    raise AssertionError


def draw_breach(random: Random) -> list[Any]:
    count = random.randint(1, 8)
    direction = random.choice(["above", "below"])
    kind = random.random()
    if kind < 0.3:
        step = random.choice([0.1, 0.7, 1.0, -0.1, 2.5])
        values = [0.3 + step * place for place in range(count)]
        return [values, round(0.3 + step * (count + random.randint(-1, 20)), 9), direction]
    if kind < 0.4:
        values = [random.choice([0.3, 0.1 + 0.2]) for _ in range(count)]
        return [values, random.choice([5.0, 0.3, 0.1]), direction]
    return [some(random, numbers(random, count, -10, 100)), number(random, -50, 200), direction]


def threshold_of(history: list[Any], appetite: Any, direction: str, share: float) -> Any:
    known = [exact(one) for one in history if one is not None]
    if len(known) < 12:
        return NA
    if direction == "above":
        usual = percentile(known, exact(share))
        tight = usual if appetite is None else min(usual, exact(appetite))
    else:
        usual = percentile(known, 1 - exact(share))
        tight = usual if appetite is None else max(usual, exact(appetite))
    return Near(tight, max(map(abs, known)))


def draw_threshold(random: Random) -> list[Any]:
    history = some(random, numbers(random, random.randint(10, 30), -20, 100), 0.1)
    appetite = random.choice([None, number(random, -20, 100)])
    return [history, appetite, random.choice(["above", "below"]), random.choice([0.95, 0.9, 0.5, 1.0, 0.0, 0.75])]


def outcomes(amounts: list[Any], chances: list[Any]) -> dict[Fraction, Fraction]:
    """Every sum that can come, with its probability."""
    found = {Fraction(0): Fraction(1)}
    for amount, chance in zip(amounts, chances, strict=True):
        if amount is not None:
            after: dict[Fraction, Fraction] = {}
            for sum_, weight in found.items():
                for place, part in ((sum_, 1 - exact(chance)), (sum_ + exact(amount), exact(chance))):
                    if part:
                        after[place] = after.get(place, Fraction(0)) + weight * part
            found = after
    return found


def probability(remaining: float, amounts: list[Any], chances: list[Any]) -> Any:
    wrong = wrong_deals(amounts, chances)
    if wrong:
        return wrong
    if remaining <= 0:
        return Fraction(1)
    return sum((weight for one, weight in outcomes(amounts, chances).items() if reaches(one, remaining)), Fraction(0))


def at_risk(losses: list[Any], chances: list[Any], confidence: float) -> Any:
    wrong = wrong_deals(losses, chances)
    if wrong:
        return wrong
    found = sorted(outcomes(losses, chances).items())
    if confidence == 1:
        return found[-1][0]
    running = Fraction(0)
    for amount, weight in found:
        running += weight
        if reaches(running, confidence):
            return amount
    raise AssertionError


def draw_events(random: Random) -> tuple[list[Any], list[Any]]:
    if random.random() < 0.97:
        return draw_deals(random, 7)
    # More than the functions enumerate, on a step that they share.
    step, count = random.choice([0.1, 1.0, 50.0, 1000.0]), random.randint(21, 26)
    chances = [random.choice([0.5, 0.25, round(random.uniform(0.01, 0.9), 2)]) for _ in range(count)]
    return [float(f"{step * random.randint(1, 6):.12g}") for _ in range(count)], chances


def draw_probability(random: Random) -> list[Any]:
    amounts, chances = draw_events(random)
    known = [one for one in amounts if one is not None] or [1.0]
    some_of_them = math.fsum(random.sample(known, random.randint(1, len(known))))
    return [random.choice([some_of_them, number(random, -10, 1500), round(some_of_them, 6)]), amounts, chances]


def draw_at_risk(random: Random) -> list[Any]:
    losses, chances = draw_events(random)
    return [losses, chances, random.choice([0.95, 0.9, 0.5, 0.75, 0.0, 1.0, 0.999, number(random, 0, 1)])]


ORACLES = [
    Oracle("RISK_SCORE", draw_score, score),
    Oracle("RISK_LEVEL", draw_level, level),
    Oracle("RISK_EXPECTED_LOSS", lambda random: [number(random, -0.01, 1.01), number(random, -100, 1e6)], loss),
    Oracle("KRI_STATUS", draw_kri, kri),
    Oracle("KRI_TREND", draw_trend, trend),
    Oracle("KRI_BREACH_IN", draw_breach, breach),
    Oracle("KRI_THRESHOLD", draw_threshold, threshold_of),
    Oracle("TARGET_PROBABILITY", draw_probability, probability),
    Oracle("TARGET_AT_RISK", draw_at_risk, at_risk),
]
