"""Achievement in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.oracle import (
    DIV,
    NA,
    NUM,
    VALUE,
    Near,
    Oracle,
    exact,
    mean,
    median,
    number,
    numbers,
    reaches,
    root,
    some,
)


def achievement(actual: float, target: float, direction: str) -> Any:
    if target == 0:
        return DIV
    if target < 0:
        return NUM
    ratio = exact(actual) / exact(target)
    return ratio if direction == "higher" else Near(max(2 - ratio, Fraction(0)), abs(ratio) + 2)


def draw_achievement(random: Random) -> list[Any]:
    return [number(random, -10, 1000), number(random, -5, 500), random.choice(["higher", "lower"])]


def status(attainment: float, amber: float, green: float) -> Any:
    if not reaches(green, amber):
        return NUM
    return "Green" if reaches(attainment, green) else "Amber" if reaches(attainment, amber) else "Red"


def draw_status(random: Random) -> list[Any]:
    amber, green = sorted(numbers(random, 2, 0, 2))
    if random.random() < 0.1:
        amber, green = green, amber
    parts = random.randint(1, 40), random.randint(1, 40)
    amber = random.choice([amber, amber, round(parts[0] / parts[1], 15)])
    return [random.choice([amber, green, parts[0] / parts[1], number(random, 0, 2)]), amber, max(green, amber)]


def finish(actuals: list[Any], targets: list[float]) -> Any:
    known = [place for place, one in enumerate(actuals) if one is not None]
    if not known:
        return NA
    so_far = sum(exact(actuals[place]) for place in known)
    planned = sum(exact(targets[place]) for place in known)
    rest = sum(exact(one) for place, one in enumerate(targets) if place not in known)
    if rest == 0:
        return so_far
    return so_far + rest * so_far / planned if planned else DIV


def draw_finish(random: Random) -> list[Any]:
    count = random.randint(1, 8)
    return [some(random, numbers(random, count), 0.4), numbers(random, count, random.choice([0, 1]), 300)]


def kpi(actual: float, target: float, direction: str, worst: Any, cap: float) -> Any:
    a, t = exact(actual), exact(target)
    w = exact(worst) if worst is not None else Fraction(0) if direction == "higher" else 2 * t
    span = t - w
    if span == 0 or (direction == "higher" and span < 0) or (direction == "lower" and span > 0):
        return NUM
    score = 1 - abs(a - t) / abs(span) if direction == "target" else (a - w) / span
    return Near(min(max(score, Fraction(0)), exact(cap)), (abs(a) + abs(t) + abs(w)) / abs(span) + 1)


def draw_kpi(random: Random) -> list[Any]:
    target = number(random, 1, 200)
    worst = random.choice([None, target, round(target * random.uniform(0, 2), 1)])
    direction = random.choice(["higher", "lower", "target"])
    return [number(random, 0, 400), target, direction, worst, random.choice([1.0, 1.2, 2.0, 0.0])]


def composite(scores: list[Any], shares: list[float]) -> Any:
    pairs = [(exact(one), exact(share)) for one, share in zip(scores, shares, strict=True) if one is not None]
    if not pairs:
        return NA
    total = sum(share for _one, share in pairs)
    return sum(one * share for one, share in pairs) / total if total else NUM


def draw_composite(random: Random) -> list[Any]:
    count = random.randint(1, 7)
    return [some(random, numbers(random, count, 0, 2)), [number(random, 0, 3) for _ in range(count)]]


def review(ratings: list[Any], raters: list[str], table: list[list[Any]]) -> Any:
    names = [str(name).casefold() for name, _weight in table]
    if len(set(names)) < len(names):
        return VALUE
    groups: dict[str, list[Fraction]] = {}
    for rating, rater in zip(ratings, raters, strict=True):
        if rating is not None:
            if rater.casefold() not in names:
                return NA
            groups.setdefault(rater.casefold(), []).append(exact(rating))
    if not groups:
        return NA
    weight = {name: exact(one[1]) for name, one in zip(names, table, strict=True)}
    total = sum(weight[name] for name in groups)
    return sum(mean(one) * weight[name] for name, one in groups.items()) / total if total else NUM


def draw_review(random: Random) -> list[Any]:
    count = random.randint(1, 8)
    names = random.sample(["peer", "Manager", "self", "report"], random.randint(2, 4))
    if random.random() < 0.05:
        names.append("PEER")
    table = [[name, float(random.randint(0, 3))] for name in names]
    raters = [random.choice(["peer", "Peer", *names]) for _ in range(count)]
    return [some(random, numbers(random, count, 1, 5)), raters, table]


def growth(current: float, previous: float) -> Any:
    if previous == 0:
        return DIV
    now, then = exact(current), exact(previous)
    return Near((now - then) / abs(then), (abs(now) + abs(then)) / abs(then))


def fairness(quotas: list[Any], potentials: list[Any], band: float) -> Any:
    if any((q is None) != (p is None) for q, p in zip(quotas, potentials, strict=True)):
        return VALUE
    pairs = [(exact(q), exact(p)) for q, p in zip(quotas, potentials, strict=True) if q is not None]
    if not pairs:
        return NA
    if any(p == 0 for _q, p in pairs) or not any(q for q, _p in pairs):
        return DIV
    ratios = [q / p for q, p in pairs]
    level, middle, count = mean(ratios), median(ratios), len(ratios)
    gini = sum(abs(one - other) for one in ratios for other in ratios) / (2 * count**2 * level)
    variation = root(mean([(one - level) ** 2 for one in ratios])) / level
    width = exact(band) * middle
    outside = sum(not (reaches(middle + width, one) and reaches(one, middle - width)) for one in ratios)
    return [Near(gini, Fraction(1)), Near(variation, Fraction(1)), Fraction(outside, count)]


def draw_fairness(random: Random) -> list[Any]:
    count = random.randint(1, 9)
    potentials: list[Any] = numbers(random, count, 1 if random.random() < 0.9 else 0, 500)
    quotas: list[Any] = [
        random.choice([round(one * random.choice([0.8, 1, 1.2]), 9), number(random)]) for one in potentials
    ]
    for place in range(count):
        if random.random() < 0.1:
            quotas[place] = potentials[place] = None
    if random.random() < 0.05:
        quotas[0] = None
    return [quotas, potentials, random.choice([0.2, 0.0, number(random, 0, 1)])]


def peer(value: float, peers: list[Any]) -> Any:
    known = [exact(one) for one in peers if one is not None]
    if not known:
        return NA
    if sum(known) == 0:
        return DIV
    above = sum(one > exact(value) for one in known)
    return [exact(value) / mean(known), Fraction(1 + above), Fraction(len(known) - above, len(known))]


def draw_peer(random: Random) -> list[Any]:
    peers = some(random, numbers(random, random.randint(1, 8), random.choice([0, 1, 1]), 100))
    known = [one for one in peers if one is not None]
    return [random.choice([*known, number(random, 0, 100)]), peers]


def variance(p0: list[float], q0: list[float], p1: list[float], q1: list[float], convention: str) -> Any:
    rows = [list(map(exact, line)) for line in zip(p0, q0, p1, q1, strict=True)]
    before, after = sum(line[1] for line in rows), sum(line[3] for line in rows)
    found = []
    for a, b, c, d in rows:
        change = c * d - a * b
        if convention == "residual":
            price, volume = (c - a) * b, (d - b) * a
        elif before == 0:
            return DIV
        else:
            price, volume = (c - a) * d, (after - before) * b / before * a
        scale = (a + c) * (b + d) + a * (before + after) * (b / before if before else 0)
        found.append([Near(one, scale) for one in (price, volume, change - price - volume)])
    return found


def draw_variance(random: Random) -> list[Any]:
    count = random.randint(1, 6)
    quantities = [numbers(random, count, 0, 500) if random.random() < 0.95 else [0.0] * count for _ in range(2)]
    prices = [numbers(random, count, 0, 100) for _ in range(2)]
    return [prices[0], quantities[0], prices[1], quantities[1], random.choice(["mix", "residual"])]


ORACLES = [
    Oracle("ACHIEVEMENT", draw_achievement, achievement),
    Oracle("ACHIEVEMENT_STATUS", draw_status, status),
    Oracle("FORECAST_FINISH", draw_finish, finish),
    Oracle("KPI_SCORE", draw_kpi, kpi),
    Oracle("KPI_COMPOSITE", draw_composite, composite),
    Oracle("REVIEW_360", draw_review, review),
    Oracle("GROWTH_RATE", lambda random: [number(random, -100, 1000), number(random, -100, 1000)], growth),
    Oracle("PLAN_FAIRNESS", draw_fairness, fairness),
    Oracle("PEER_INDEX", draw_peer, peer),
    Oracle("VARIANCE_PVM", draw_variance, variance),
]
