"""What an oracle is: the contract once more in exact fractions, written without a look at the code.

An amount means its printed decimals. A threshold is reached as spreadsheets compare: numbers that agree to 15 digits of
what was computed with are equal. What lies between 15 digits and what binary can hold is not judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from xltargets.errors import CellError

NUM, VALUE, NA, DIV = CellError("#NUM!"), CellError("#VALUE!"), CellError("#N/A"), CellError("#DIV/0!")
TOLERANCE = Fraction(1, 10**12)


class NotJudged(Exception):  # noqa: N818
    """The contract does not say, because the inputs differ by less than it looks at."""


@dataclass(frozen=True)
class Near:
    """A number whose error is that of larger numbers it is the difference of."""

    value: Fraction
    scale: Fraction


@dataclass(frozen=True)
class Oracle:
    """A function, its inputs, and what the contract says of them."""

    name: str
    draw: Callable[[Random], list[Any]]
    answer: Callable[..., Any] | None = None
    """The result: fractions, words, error values, or rows of them."""
    check: Callable[[list[Any], Any], None] | None = None
    """Where the contract leaves a choice: asserts what must hold."""


def exact(number: Any) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(repr(float(number)))


def reaches(value: Any, threshold: Any, *operands: Any) -> bool:
    value, threshold = exact(value), exact(threshold)
    gap = threshold - value
    if gap <= 0:
        return True
    size = max(abs(value), abs(threshold), *(abs(exact(one)) for one in operands), Fraction(0))
    if gap <= size * Fraction(2, 10**15):
        return True
    if gap < size / 10**13:
        raise NotJudged
    return False


def agrees(found: Any, expected: Any) -> bool:
    if isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(expected, (CellError, str)):
        return found == expected
    if isinstance(found, (CellError, str)) or not math.isfinite(found):
        return False
    near = expected if isinstance(expected, Near) else Near(Fraction(expected), Fraction(0))
    return abs(Fraction(float(found)) - near.value) <= TOLERANCE * max(abs(near.value), near.scale)


# Inputs: mostly usual ones, often at the edge of something.


def number(random: Random, low: float = 0, high: float = 1000) -> float:
    """A whole number, one of some decimals, one of all digits, or the noise that a sum leaves."""
    kind = random.random()
    if kind < 0.3:
        return float(random.randint(math.ceil(low), math.floor(high)))
    if kind < 0.65:
        return min(max(round(random.uniform(low, high), random.randint(1, 4)), low), high)
    if kind < 0.7:
        return random.choice([low, high])
    if kind < 0.75:
        noisy = random.choice([0.1 + 0.2, 1.1 * 3, 4.35 * 100, 0.7 * 0.1, 19.99 * 3])
        return noisy if low <= noisy <= high else low
    return random.uniform(low, high)


def numbers(random: Random, count: int, low: float = 0, high: float = 1000) -> list[float]:
    """Some of them equal."""
    found = [number(random, low, high) for _ in range(count)]
    if random.random() < 0.4:
        found = [random.choice(found[: max(1, count // 2)]) for _ in range(count)]
    return found


def some(random: Random, values: list[Any], share: float = 0.2) -> list[Any]:
    """The values, some of them blank."""
    return [None if random.random() < share else value for value in values]


def weights(random: Random, count: int) -> list[float]:
    """Weights of which one is above 0: whole, decimal, huge and nearly the same, or far apart."""
    kind = random.random()
    if kind < 0.3:
        found = [float(random.randint(0, 12)) for _ in range(count)]
    elif kind < 0.5:
        found = [round(random.uniform(0, 1), random.randint(1, 3)) for _ in range(count)]
    elif kind < 0.75:
        base = random.choice([10**6, 10**9, 10**12, 10**15])
        found = [float(base + random.randint(0, 3)) for _ in range(count)]
    elif kind < 0.85:
        found = [10.0 ** random.randint(-12, 15) * random.randint(1, 9) for _ in range(count)]
    else:
        found = [random.uniform(0, 100) for _ in range(count)]
    return found if any(found) else [1.0] * count


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def median(values: list[Fraction]) -> Fraction:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: list[Fraction], share: Fraction) -> Fraction:
    """PERCENTILE.INC."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def root(value: Fraction) -> Fraction:
    """The square root to forty digits."""
    return Fraction(math.isqrt(value.numerator * value.denominator * 10**80), value.denominator * 10**40)


def half_away(value: Fraction) -> int:
    """ROUND to whole numbers."""
    return int(math.copysign(1, value)) * math.floor(abs(value) + Fraction(1, 2))


def fitted_line(values: list[Any]) -> tuple[Fraction, Fraction]:
    """Least squares over the places 1 … n of what is not blank: the value at place 0, and the slope."""
    points = [(Fraction(place), exact(value)) for place, value in enumerate(values, 1) if value is not None]
    middle, level = mean([x for x, _y in points]), mean([y for _x, y in points])
    slope = sum((x - middle) * (y - level) for x, y in points) / sum((x - middle) ** 2 for x, _y in points)
    return level - slope * middle, slope
