"""Decomposition in exact fractions: largest remainders, bounds by one level, margins, and the year that still sums."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracles.oracle import DIV, NA, NUM, Near, Oracle, exact, half_away, number, numbers, reaches, some, weights


def by_remainders(shares: list[Fraction]) -> list[int]:
    """Shares that sum to a whole number, rounded so that they still do; ties to the earlier."""
    parts = [math.floor(share) for share in shares]
    surplus = int(sum(shares)) - sum(parts)
    order = sorted(range(len(shares)), key=lambda place: (parts[place] - shares[place], place))
    for place in order[:surplus]:
        parts[place] += 1
    return parts


def divided(units: int, weighted: list[Fraction]) -> list[int]:
    total = sum(weighted)
    return by_remainders([units * weight / total for weight in weighted])


def bounded(units: int, weighted: list[Fraction], low: list[int], high: list[int | None]) -> list[int] | None:
    """The shares are clip(level × weight) for the one level at which they sum to the units."""

    def clipped(level: Fraction) -> list[Fraction]:
        found = [max(level * weight, Fraction(least)) for weight, least in zip(weighted, low, strict=True)]
        return [share if most is None else min(share, Fraction(most)) for share, most in zip(found, high, strict=True)]

    if any(most is not None and most < least for least, most in zip(low, high, strict=True)):
        return None
    bounds = [
        (weight, bound) for weight, pair in zip(weighted, zip(low, high, strict=True), strict=True) for bound in pair
    ]
    levels = sorted(
        {Fraction(0), *(Fraction(bound) / weight for weight, bound in bounds if weight and bound is not None)}
    )
    sums = [sum(clipped(level)) for level in levels]
    if sums[0] > units:
        return None
    if sums[-1] >= units:
        # Between two levels at which something meets a bound the sum rises evenly.
        place = next(place for place, reached in enumerate(sums) if reached >= units)
        level = levels[place]
        if sums[place] > units:
            before, base = levels[place - 1], sums[place - 1]
            level = before + (level - before) * (units - base) / (sums[place] - base)
        return by_remainders(clipped(level))
    slope = sum(weight for weight, most in zip(weighted, high, strict=True) if most is None)
    return by_remainders(clipped(levels[-1] + (units - sums[-1]) / slope)) if slope else None


def split(total: float, weighted: list[float], decimals: int, least: Any, most: Any) -> Any:
    unit = Fraction(10) ** -decimals
    units = half_away(exact(total) / unit)
    if not any(weighted):
        return NUM
    shares = list(map(exact, weighted))
    if least is None and most is None:
        parts = divided(abs(units), shares)
        return [math.copysign(1, units) * part * unit for part in parts]
    count = len(weighted)
    lows = [None] * count if least is None else least if isinstance(least, list) else [least] * count
    highs = [None] * count if most is None else most if isinstance(most, list) else [most] * count
    low = [None if one is None else math.ceil(exact(one) / unit) for one in lows]
    high = [None if one is None else math.floor(exact(one) / unit) for one in highs]
    if units < 0:
        low, high = [None if h is None else -h for h in high], [None if one is None else -one for one in low]
    parts = bounded(abs(units), shares, [max(one or 0, 0) for one in low], high)
    return NUM if parts is None else [(-part if units < 0 else part) * unit for part in parts]


def draw_split(random: Random) -> list[Any]:
    count = random.randint(1, 8)
    weighted = weights(random, count) if random.random() < 0.98 else [0.0] * count
    decimals = random.choice([-2, 0, 0, 0, 1, 2, 3])
    total = random.choice([float(random.randint(0, 30)), number(random, -1000, 1000), float(random.randint(0, 10**11))])
    if random.random() < 0.1:
        total = 10**12 + float(random.randint(0, 10**12))
        decimals = 0
    least = most = None
    if random.random() < 0.5:
        even = abs(total) / count
        sign = -1 if total < 0 else 1
        near = [sign * round(even * random.uniform(0, 1.2), random.randint(0, 2)) for _ in range(count)]
        far = [sign * round(even * random.uniform(0.7, 3), random.randint(0, 2)) for _ in range(count)]
        if sign < 0:
            near, far = far, near
        least = random.choice([None, some(random, near, 0.4), near[0], sign * float(int(even * 0.9))])
        most = random.choice([None, some(random, far, 0.4), far[0], sign * float(int(even * 1.3))])
    return [total, weighted, decimals, least, most]


def check_grid(arguments: list[Any], found: Any) -> None:
    total, rows, columns, decimals = arguments
    unit = Fraction(10) ** -decimals
    units = half_away(exact(total) / unit)
    assert isinstance(found, list)
    cells = [[exact(cell) / unit for cell in row] for row in found]
    assert all(cell == int(cell) for row in cells for cell in row), "whole units"
    sign = -1 if units < 0 else 1
    row_shares, column_shares = list(map(exact, rows)), list(map(exact, columns))
    assert [sign * sum(row) for row in cells] == divided(abs(units), row_shares)
    assert [sign * sum(column) for column in zip(*cells, strict=True)] == divided(abs(units), column_shares)
    whole = sum(row_shares) * sum(column_shares)
    worst = Fraction(0)
    for row, weight in zip(cells, row_shares, strict=True):
        for cell, other in zip(row, column_shares, strict=True):
            share = units * weight * other / whole
            assert share or cell == 0
            worst = max(worst, abs(cell - share))
    if worst >= 1:
        # Rare: no rounding of the shares has these margins, as a flow over all that may be rounded up shows.
        assert worst < 2
        assert not rounding_exists(abs(units), row_shares, column_shares)


def rounding_exists(units: int, rows: list[Fraction], columns: list[Fraction]) -> bool:
    """Whether some choice of cells rounded up meets both margins: augmenting paths, one unit at a time."""
    whole = sum(rows) * sum(columns)
    shares = [[units * row * column / whole for column in columns] for row in rows]
    floors = [[math.floor(share) for share in line] for line in shares]
    may = [[share != math.floor(share) for share in line] for line in shares]
    row_need = [part - sum(line) for part, line in zip(divided(units, rows), floors, strict=True)]
    column_need = [
        part - sum(line) for part, line in zip(divided(units, columns), zip(*floors, strict=True), strict=True)
    ]
    taken: list[list[int]] = [[] for _ in columns]

    def place(row: int, seen: set[int]) -> bool:
        for column in range(len(columns)):
            if not may[row][column] or column in seen or row in taken[column]:
                continue
            seen.add(column)
            if len(taken[column]) < column_need[column]:
                taken[column].append(row)
                return True
            for other in list(taken[column]):
                if place(other, seen):
                    taken[column].remove(other)
                    taken[column].append(row)
                    return True
        return False

    if min(row_need) < 0 or min(column_need) < 0:
        return False
    return all(place(row, set()) for row, need in enumerate(row_need) for _ in range(need))


def draw_grid(random: Random) -> list[Any]:
    total = random.choice(
        [float(random.randint(-40, 60)), number(random, -100, 5000), float(10 ** random.randint(6, 14))]
    )
    rows, columns = weights(random, random.randint(1, 5)), weights(random, random.randint(1, 5))
    return [total, rows, columns, 0 if abs(total) > 10**9 else random.choice([0, 0, 1, 2])]


def cascade(total: float, keys: list[list[str]], weighted: list[float], decimals: int) -> Any:
    unit = Fraction(10) ** -decimals
    units = half_away(exact(total) / unit)
    shares = list(map(exact, weighted))
    parts = [0] * len(keys)

    def share_out(amount: int, members: list[int], level: int) -> None:
        if level == len(keys[0]):
            for member, part in zip(members, divided(amount, [shares[one] for one in members]), strict=True):
                parts[member] = part
            return
        groups: dict[str, list[int]] = {}
        for member in members:
            groups.setdefault(keys[member][level].casefold(), []).append(member)
        sizes = [sum((shares[one] for one in group), Fraction(0)) for group in groups.values()]
        for group, part in zip(groups.values(), divided(amount, sizes), strict=True):
            if part:
                share_out(part, group, level + 1)

    if units:
        share_out(abs(units), list(range(len(keys))), 0)
    return [(-part if units < 0 else part) * unit for part in parts]


def draw_cascade(random: Random) -> list[Any]:
    count, levels = random.randint(1, 9), random.randint(1, 3)
    keys = [[random.choice(["a", "A", "b", "c"]) for _ in range(levels)] for _ in range(count)]
    total = random.choice(
        [float(random.randint(-20, 20)), number(random, -100, 1000), float(random.randint(0, 10**10))]
    )
    return [total, keys, weights(random, count), random.choice([0, 0, 1, 2])]


def fifteen(amount: Any) -> Fraction:
    """What a spreadsheet shows of an amount."""
    return Fraction(amount) if float(amount).is_integer() else Fraction(f"{amount:.15g}")


def replan(targets: list[float], actuals: list[Any], decimals: int, most: Any, release: bool, partial: bool) -> Any:
    if min(targets) < 0:
        return NUM
    openings = [place for place, actual in enumerate(actuals) if actual is None]
    wanted = sum(map(fifteen, targets))
    result: list[Any] = [
        fifteen(target) if actual is None else fifteen(actual) for target, actual in zip(targets, actuals, strict=True)
    ]
    short = wanted - sum(result)
    if short == 0 or (short < 0 and not (release and openings)):
        return result
    if not openings:
        return NA
    unit = Fraction(10) ** -decimals
    rest = max(short + sum(result[place] for place in openings), Fraction(0))
    units = half_away(rest / unit)
    fraction = rest - units * unit
    weighted = [fifteen(targets[place]) for place in openings]
    if not any(weighted):
        weighted = [Fraction(1)] * len(openings)
    limits = [None if most is None or most[place] is None else fifteen(most[place]) for place in openings]
    whole = [None if limit is None else math.floor(limit / unit) for limit in limits]
    parts = bounded(units, weighted, [0] * len(openings), whole)
    if parts is None:
        if not partial:
            return NUM
        parts = [limit if weight else 0 for limit, weight in zip(whole, weighted, strict=True)]
        fraction = Fraction(0)
    found = [part * unit for part in parts]
    if fraction:
        order = sorted((place for place in range(len(found)) if weighted[place]), key=lambda place: -weighted[place])
        able = [place for place in order if found[place] + fraction >= 0]
        fits = [
            place
            for place in able
            if limits[place] is None or (found[place] < limits[place] and found[place] + fraction <= limits[place])
        ]
        if fits or (fraction < 0 and able):
            found[(fits or able)[0]] += fraction
        elif not partial:
            return NUM
    for place, part in zip(openings, found, strict=True):
        result[place] = part
    if not partial and short > 0:
        assert sum(result) == wanted
    return result


def draw_replan(random: Random) -> list[Any]:
    count = random.randint(1, 8)
    targets = (
        numbers(random, count, 0, 200) if random.random() < 0.5 else [float(random.randint(0, 9)) for _ in range(count)]
    )
    if random.random() < 0.02:
        targets[0] = -1.0
    known = random.randint(0, count)
    actuals = [random.choice([target, target * 0.5, number(random, 0, 250)]) for target in targets]
    actuals = [round(one, random.choice([0, 1, 2, 4])) for one in actuals[:known]] + [None] * (count - known)
    most = None
    if random.random() < 0.5:
        most = some(
            random, [float(round(target * random.uniform(0.9, 2), random.choice([0, 0, 1]))) for target in targets]
        )
        most = [None if one is None else abs(one) for one in most]
    return [targets, actuals, random.choice([0, 0, 1, 2]), most, random.random() < 0.4, random.random() < 0.3]


def ramp(months: float, table: list[list[float]]) -> Any:
    share = None
    for start, part in table:
        if reaches(months, start):
            share = exact(part)
    return NA if share is None else share


def draw_table(random: Random, low: float = 0, high: float = 24) -> list[list[float]]:
    starts = sorted(set(numbers(random, random.randint(1, 6), low, high)))
    starts = [one for place, one in enumerate(starts) if not place or one - starts[place - 1] > 1e-6]
    return [[start, number(random, 0, 1)] for start in starts]


def draw_ramp(random: Random) -> list[Any]:
    table = draw_table(random)
    return [random.choice([number(random, 0, 30), random.choice(table)[0]]), table]


def overassignment(parts: list[Any], total: float) -> Any:
    if total == 0:
        return DIV
    given = sum((exact(part) for part in parts if part is not None), Fraction(0))
    return Near(given / exact(total) - 1, abs(given / exact(total)) + 1)


def capacity(quotas: list[float], attainment: list[float], rates: list[float]) -> Any:
    count = len(quotas)
    shares = [one * count if len(one) == 1 else one for one in (attainment, rates)]
    return sum(exact(q) * exact(a) * exact(r) for q, a, r in zip(quotas, *shares, strict=True))


def draw_capacity(random: Random) -> list[Any]:
    count = random.randint(1, 6)
    return [numbers(random, count, 0, 1e6), *(numbers(random, random.choice([1, count]), 0, 2) for _ in range(2))]


ORACLES = [
    Oracle("TARGET_SPLIT", draw_split, split),
    Oracle("TARGET_GRID", draw_grid, check=check_grid),
    Oracle("TARGET_CASCADE", draw_cascade, cascade),
    Oracle("TARGET_REPLAN", draw_replan, replan),
    Oracle("RAMP_WEIGHTS", draw_ramp, ramp),
    Oracle(
        "TARGET_OVERASSIGNMENT",
        lambda random: [some(random, numbers(random, random.randint(1, 6))), number(random, -10, 1000)],
        overassignment,
    ),
    Oracle("SALES_CAPACITY", draw_capacity, capacity),
]
