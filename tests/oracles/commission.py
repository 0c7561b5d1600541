"""Commission in exact fractions, written from the definition and sharing nothing with the package.

Numbers are read as the 15 digits that a spreadsheet shows, and a sum is known to the 15th digit of the largest number
that it was computed from. All else is exact.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Error = str
"""An error value by its code."""


def digits(number: float) -> Fraction:
    return Fraction(f"{number:.15g}")


def last_digit(largest: Fraction) -> Fraction:
    """The unit of the 15th digit."""
    return Fraction(10) ** (math.floor(math.log10(largest)) - 14) if largest else Fraction(1)


def known(total: Fraction, largest: Fraction) -> Fraction:
    """A sum to the 15th digit of the largest of its operands."""
    unit = last_digit(largest)
    return round(total / unit) * unit


def same(one: Fraction, other: Fraction, largest: Fraction) -> bool:
    """Equal in the 15th digit of the largest."""
    return abs(one - other) <= last_digit(largest) / 2


def rounded(amount: Fraction, decimals: int | None) -> Fraction:
    """Half away from zero."""
    if decimals is None:
        return amount
    unit = Fraction(10) ** -decimals
    count = math.floor(abs(amount) / unit + Fraction(1, 2))
    return count * unit if amount >= 0 else -count * unit


@dataclass(frozen=True)
class Plan:
    tiers: Sequence[Sequence[float]]
    """From, rate and, in a plan that has it, the commission at the start."""
    mode: str = "marginal"
    cap: float | None = None
    floor: float | None = None
    bound: str = "from"
    decimals: int | None = None
    quota: float | None = None
    table: list[tuple[Fraction, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        quota = Fraction(1) if self.quota is None else digits(self.quota)
        for start, rate, *base in self.tiers:
            self.table.append((digits(start) * quota, digits(rate), *(digits(one) for one in base)))

    def tier(self, x: Fraction, largest: Fraction) -> int:
        """The last tier that x has reached, or with `above` gone beyond; -1 is none."""
        if x <= 0 or same(x, Fraction(0), largest):
            return -1
        found = -1
        for number, (start, *_rest) in enumerate(self.table):
            at = same(x, start, max(largest, start))
            if (at and self.bound == "from") or (x > start and not at):
                found = number
        return found

    def total(self, x: Fraction, largest: Fraction) -> Fraction:
        """T(x)."""
        if x <= 0 or same(x, Fraction(0), largest):
            return Fraction(0)
        number = self.tier(x, largest)
        earned = Fraction(0)
        if number >= 0 and len(self.table[0]) == 3:
            start, rate, base = self.table[number]
            earned = base + max(x - start, Fraction(0)) * rate
        elif number >= 0 and self.mode == "retroactive":
            earned = x * self.table[number][1]
        elif number >= 0:
            ends = [tier[0] for tier in self.table[1:]] + [x]
            earned = sum(
                (
                    rate * max(min(x, end) - start, Fraction(0))
                    for (start, rate), end in zip(self.table, ends, strict=True)
                ),
                Fraction(0),
            )
        earned = self.limited(earned)
        return earned if self.decimals is None else rounded(known(earned, earned), self.decimals)

    def limited(self, earned: Fraction) -> Fraction:
        if self.floor is not None:
            earned = max(earned, digits(self.floor))
        if self.cap is not None:
            earned = min(earned, digits(self.cap))
        return earned


def commission(plan: Plan, amount: float, prior: float = 0.0) -> Fraction | Error:
    if plan.floor is not None and plan.cap is not None and plan.floor > plan.cap:
        return "#NUM!"
    a, p = digits(amount), digits(prior)
    largest = max(abs(a), abs(p), abs(a + p))
    x, p = known(a + p, largest), known(p, largest)
    if plan.mode == "deal":
        if a < 0:
            return "#NUM!"
        number = plan.tier(x, largest)
        paid = a * plan.table[number][1] if number >= 0 else Fraction(0)
        return rounded(plan.limited(paid), plan.decimals) if a > 0 else Fraction(0)
    if x < 0 and not same(x, Fraction(0), largest):
        return "#NUM!"
    return plan.total(x, largest) - plan.total(p, largest)


def run(plan: Plan, amounts: Sequence[float], keys: Sequence[object]) -> list[Fraction | Error]:
    """Each line after the lines above it of its key."""
    lines_of = defaultdict(list)
    for line, key in enumerate(keys):
        lines_of[key].append(line)
    found: list[Fraction | Error] = [Fraction(0)] * len(amounts)
    if plan.floor is not None and plan.cap is not None and plan.floor > plan.cap:
        return ["#NUM!"] * len(amounts)
    for lines in lines_of.values():
        total = Fraction(0)
        for line in lines:
            before, total = total, total + digits(amounts[line])
            found[line] = plan.total(total, abs(total)) - plan.total(before, abs(before))
        if total < 0:
            for line in lines:
                found[line] = "#NUM!"
    return found


def tier_rate(plan: Plan, value: float) -> Fraction | Error:
    """The rate of the tier reached; nothing is below 0 here."""
    x = digits(value)
    found: Fraction | Error = "#N/A"
    for start, rate, *_base in plan.table:
        at = same(x, start, max(abs(x), start))
        if (at and plan.bound == "from") or (x > start and not at):
            found = rate
    return found


def draw(
    earned: Sequence[float], least: float, opening: float, *, recoverable: bool
) -> list[tuple[Fraction, Fraction]]:
    """Payout and balance of each period."""
    rows, owed = [], digits(opening)
    for one in earned:
        got, guaranteed = digits(one), digits(least)
        recovered = max(min(owed, got - guaranteed), Fraction(0))
        payout = max(guaranteed, got - recovered)
        short = max(guaranteed - got, Fraction(0))
        owed = owed - recovered + (short if recoverable else 0)
        rows.append((payout, owed))
    return rows


def bonus(schedule: Sequence[Sequence[float]], attainment: float, method: str) -> Fraction:
    points = [(digits(at), digits(pays)) for at, pays in schedule]
    x = digits(attainment)
    below = [(at, pays) for at, pays in points if at <= x]
    if not below:
        return Fraction(0)
    (low, paid), above = below[-1], points[len(below) :]
    if method == "step" or not above:
        return paid
    high, more = above[0]
    return paid + (x - low) / (high - low) * (more - paid)


def clawback(paid: float, amount: float, refunded: float, days: float, window: float) -> Fraction:
    return digits(paid) * digits(refunded) / digits(amount) if days <= window else Fraction(0)


def split(amount: float, percents: Sequence[int], decimals: int) -> list[Fraction]:
    """Whole units by largest remainder, ties to the earlier."""
    unit = Fraction(10) ** -decimals
    units = rounded(digits(amount), decimals) / unit
    shares = [abs(units) * percent / 100 for percent in percents]
    parts = [math.floor(share) for share in shares]
    left = int(abs(units)) - sum(parts)
    for index in sorted(range(len(parts)), key=lambda index: (parts[index] - shares[index], index))[:left]:
        parts[index] += 1
    return [part * unit * (1 if units >= 0 else -1) for part in parts]
