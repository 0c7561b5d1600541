"""Target setting in exact fractions."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.oracle import (
    DIV,
    NA,
    NUM,
    VALUE,
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
    root,
    some,
)


def market(size: float, growth: float, share: float, change: float) -> Any:
    aimed = exact(share) + exact(change)
    if not (reaches(aimed, 0, share, change) and reaches(1, aimed, share, change)):
        return NUM
    return Near(exact(size) * (1 + exact(growth)) * aimed, abs(exact(size)) * (abs(exact(growth)) + 1) * 2)


def draw_market(random: Random) -> list[Any]:
    share = number(random, 0, 1)
    change = random.choice([-share, 1 - share, 0.0, number(random, -1, 1)])
    return [number(random, 0, 1e9), number(random, -1, 2), share, change]


def indices(history: list[Any], season: int) -> Any:
    """Ratio to the centred moving average, averaged by position, normalised to a mean of 1."""
    if len(history) < 2 * season or None in history:
        return NA
    values = list(map(exact, history))
    ratios: list[list[Fraction]] = [[] for _ in range(season)]
    half = season // 2
    for place in range(half, len(values) - half):
        window = values[place - half : place + half + 1]
        total = sum(window) - ((window[0] + window[-1]) / 2 if season % 2 == 0 else 0)
        if total == 0:
            return NUM
        ratios[place % season].append(values[place] / (total / season))
    means = list(map(mean, ratios))
    if mean(means) == 0:
        return NUM
    return [one / mean(means) for one in means]


def power(base: Fraction, exponent: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 50
        logarithm = (Decimal(base.numerator) / Decimal(base.denominator)).ln()
        return Fraction((logarithm * Decimal(exponent.numerator) / Decimal(exponent.denominator)).exp())


def forecast(history: list[Any], horizon: int, method: str, season: int) -> Any:
    known = [exact(one) for one in history if one is not None]
    ahead = range(1, horizon + 1)
    if method == "mean":
        return [mean(known)] * horizon if known else NA
    if method == "cagr":
        if len(known) < 2 or history[0] is None or history[-1] is None:
            return NA
        first, last = exact(history[0]), exact(history[-1])
        if first <= 0 or last <= 0:
            return NUM
        return [last * power(last / first, Fraction(k, len(history) - 1)) for k in ahead]
    if method == "linear":
        if len(known) < 2:
            return NA
        start, slope = fitted_line(history)
        largest = max(map(abs, known)) * (len(history) + horizon)
        return [Near(start + slope * (len(history) + k), largest) for k in ahead]
    found = indices(history, season)
    if not isinstance(found, list):
        return found
    if 0 in found:
        return NUM
    level = [exact(value) / found[place % season] for place, value in enumerate(history)]
    start, slope = fitted_line(level)
    largest = max(map(abs, level)) * (len(history) + horizon) * max(found)
    count = len(history)
    return [Near((start + slope * (count + k)) * found[(count + k - 1) % season], largest) for k in ahead]


def draw_history(random: Random) -> list[Any]:
    method = random.choice(["mean", "cagr", "linear", "seasonal"])
    low = 1 if method == "seasonal" or random.random() < 0.7 else -100
    history = numbers(random, random.randint(1, 14), low, 1000)
    if random.random() < 0.4:
        history = some(random, history)
    return [history, random.randint(1, 5), method, random.choice([2, 3, 4])]


def draw_season(random: Random) -> list[Any]:
    history = numbers(random, random.randint(2, 14), 1, 1000)
    return [some(random, history, 0.05) if random.random() < 0.2 else history, random.choice([2, 3, 4, 5])]


def breakeven(fixed: float, price: float, variable: float, profit: float, tax: float) -> Any:
    if price == 0:
        return DIV
    if fixed < 0 or variable < 0 or price <= variable or tax >= 1:
        return NUM
    needed = exact(fixed) + exact(profit) / (1 - exact(tax))
    share = (exact(price) - exact(variable)) / exact(price)
    return Near(needed / share, (exact(fixed) + abs(exact(profit)) / (1 - exact(tax))) / share)


def draw_breakeven(random: Random) -> list[Any]:
    price = number(random, -5, 100)
    variable = random.choice([price, number(random, -5, 100), max(price, 0) * round(random.uniform(0, 0.98), 2)])
    if 0 < price - variable < price / 100:
        variable = price / 2
    return [number(random, -10, 1e5), price, variable, number(random, -100, 1e4), random.choice([0.0, 0.25, 0.9, 1.0])]


def consensus(estimates: list[Any], method: str, weighted: list[float] | None) -> Any:
    if method == "trimmed" and weighted is not None:
        return VALUE
    if method == "pert":
        for low, likely, high in estimates:
            if not min(low, high) <= likely <= max(low, high):
                return NUM
        values: list[Any] = [(exact(o) + 4 * exact(m) + exact(p)) / 6 for o, m, p in estimates]
    else:
        values = [None if one is None else exact(one) for one in estimates]
    if all(one is None for one in values):
        return NA
    shares = [Fraction(1)] * len(values) if weighted is None else list(map(exact, weighted))
    pairs = sorted((value, share) for value, share in zip(values, shares, strict=True) if value is not None)
    if method == "trimmed":
        drop = len(pairs) // 5
        return mean([value for value, _share in pairs[drop : len(pairs) - drop]])
    total = sum(share for _value, share in pairs)
    if total == 0:
        return NUM
    if method != "median":
        return sum(value * share for value, share in pairs) / total
    pairs = [pair for pair in pairs if pair[1] > 0]
    running = Fraction(0)
    for place, (value, share) in enumerate(pairs):
        running += share
        if reaches(running, total / 2):
            falls_between = reaches(total / 2, running)
            return (value + pairs[place + 1][0]) / 2 if falls_between else value
    raise AssertionError


def draw_consensus(random: Random) -> list[Any]:
    method = random.choice(["mean", "median", "median", "trimmed", "pert"])
    count = random.randint(1, 9)
    if method == "pert":
        estimates: list[Any] = [sorted(numbers(random, 3)) for _ in range(count)]
        if random.random() < 0.2:
            estimates[0] = estimates[0][::-1] if random.random() < 0.5 else [5.0, 9.0, 7.0]
    else:
        estimates = some(random, numbers(random, count))
    weighted = None
    if random.random() < 0.6:
        weighted = random.choice([numbers(random, count, 0, 5), [float(random.randint(0, 3)) for _ in range(count)]])
    return [estimates, method, weighted]


def spread(estimates: list[Any]) -> Any:
    known = [exact(one) for one in estimates if one is not None]
    if len(known) < 2:
        return NA
    largest = max(map(abs, known))
    quartiles = percentile(known, Fraction(3, 4)) - percentile(known, Fraction(1, 4))
    variance = sum((one - mean(known)) ** 2 for one in known) / (len(known) - 1)
    return [median(known), Near(quartiles, largest), Near(root(variance), largest)]


def blend(candidates: list[Any], shares: list[float]) -> Any:
    pairs = [(exact(one), exact(share)) for one, share in zip(candidates, shares, strict=True) if one is not None]
    if not pairs:
        return NA
    total = sum(share for _one, share in pairs)
    return sum(one * share for one, share in pairs) / total if total else NUM


def draw_blend(random: Random) -> list[Any]:
    count = random.randint(1, 7)
    return [some(random, numbers(random, count, 1, 1e6)), [number(random, 0, 3) for _ in range(count)]]


def challenge(target: float, history: list[Any]) -> Any:
    known = [(place, exact(one)) for place, one in enumerate(history, 1) if one is not None]
    if len(known) < 3:
        return NA
    start, slope = fitted_line(history)
    expected = start + slope * (len(history) + 1)
    variance = sum((value - start - slope * place) ** 2 for place, value in known) / (len(known) - 2)
    error, gap = root(variance), exact(target) - expected
    largest = max(abs(value) for _place, value in known)
    if 0 < error < largest / 10**10 or 0 < abs(gap) < abs(expected) / 10**10:
        raise NotJudged
    if variance == 0:
        return "Realistic" if gap == 0 else "Unrealistic" if gap > 0 else "Too low"
    if any(abs(gap - edge * error) < largest / 10**10 for edge in (-1, 1, 3)) and error > 0:
        raise NotJudged
    if gap < -error:
        return "Too low"
    return "Realistic" if gap <= error else "Stretch" if gap <= 3 * error else "Unrealistic"


def draw_challenge(random: Random) -> list[Any]:
    count = random.randint(2, 10)
    if random.random() < 0.3:
        start, slope = random.randint(1, 100), random.randint(-5, 9)
        history = [float(start + slope * place) for place in range(1, count + 1)]
        return [float(start + slope * (count + 1) + random.choice([-1, 0, 0, 1])), history]
    history = numbers(random, count, 1, 100)
    return [number(random, -50, 250), some(random, history, 0.1)]


ORACLES = [
    Oracle("TARGET_MARKET", draw_market, market),
    Oracle("TARGET_HISTORY", draw_history, forecast),
    Oracle("SEASONAL_INDEX", draw_season, indices),
    Oracle("TARGET_BREAKEVEN", draw_breakeven, breakeven),
    Oracle("TARGET_CONSENSUS", draw_consensus, consensus),
    Oracle("TARGET_SPREAD", lambda random: [some(random, numbers(random, random.randint(1, 9)))], spread),
    Oracle("TARGET_BLEND", draw_blend, blend),
    Oracle("TARGET_CHALLENGE", draw_challenge, challenge),
]
