"""What people owe from draws: one balance for each, which a move takes along, or one in each of several units.

While several units pay somebody at once, each keeps its own. Units pay at once where a close enters the month itself in
each of them; what only comes late is none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.entry import EARNED, OPENING, PAID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from xltargets.ledger.entry import Entry


class Draws:
    """Balances by person and unit, payment after payment."""

    def __init__(self, other: Draws | None = None) -> None:
        """Begin with none, or as another one stands."""
        self._held: dict[str, dict[str, Decimal]] = {}
        self._paid: dict[str, set[str]] = {}
        self._mixed: set[tuple[str, str]] = set()
        if other is not None:
            self._held = {person: dict(held) for person, held in other._held.items()}
            self._paid = {person: set(units) for person, units in other._paid.items()}
            self._mixed = set(other._mixed)

    def knows(self, person: str) -> bool:
        """Whether anything was paid or opened for somebody."""
        return person in self._held

    def open(self, person: str, unit: str, owed: Decimal) -> None:
        """What somebody owed before the ledger knew of it."""
        self._held.setdefault(person, {})[unit] = owed

    def due(self, person: str, unit: str, active: Set[str]) -> Decimal:
        """What a payment of a unit begins with."""
        held = self._held.get(person, {})
        return sum((held[one] for one in self._taken(person, unit, active)), Decimal(0)) + held.get(unit, Decimal(0))

    def take(self, person: str, unit: str, active: Set[str]) -> Decimal:
        """The same, before the unit pays; what another unit had moves along."""
        held, before = self._held.setdefault(person, {}), self._paid.setdefault(person, set())
        together = len(active) > 1
        for other in before - {unit}:
            if not (together and {unit, other} <= active):
                self._mixed.add((person, other))
        opening, taken = self.due(person, unit, active), self._taken(person, unit, active)
        if unit in before and any(held[one] for one in taken):
            self._mixed.add((person, unit))
        for one in taken:
            del held[one]
        held[unit] = opening
        before.add(unit)
        return opening

    def put(self, person: str, unit: str, owed: Decimal) -> None:
        """What is owed after the payment."""
        self._held[person][unit] = owed

    def owed(self, person: str, unit: str = "") -> Decimal:
        """What somebody owes in a unit, or comes there with; in all if no unit is named."""
        held = self._held.get(person, {})
        if unit in held:
            return held[unit]
        return Decimal(0) if unit in self._paid.get(person, set()) else sum(held.values(), Decimal(0))

    def is_alone(self, person: str, unit: str) -> bool:
        """Whether the unit's workbook knows all that its draws are settled with, if what was owed before stands there.

        What another unit paid in turn, such as a late deal of somebody who moved, only the ledger knows.
        """
        return (person, unit) not in self._mixed

    def _taken(self, person: str, unit: str, active: Set[str]) -> list[str]:
        """The units whose balances a payment takes over."""
        others = [one for one in self._held.get(person, {}) if one != unit]
        if len(active) < 2:
            return others
        return [one for one in others if one not in active] if unit in active else []


def active_units(period: str, entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The units in which a close enters the month itself, by person."""
    found: dict[str, set[str]] = {}
    for one in entries:
        if one.entry == EARNED and one.of == period:
            found.setdefault(one.person_key, set()).add(one.unit_key)
    return found


def after(draws: Draws, entries: Iterable[Entry], active: Mapping[str, Set[str]]) -> Draws:
    """Balances after entries of a close, in which people are paid at once in the `active` units."""
    found = Draws(draws)
    for one in entries:
        if one.entry == OPENING:
            found.open(one.person_key, one.unit_key, one.amount("owed"))
        elif one.entry == PAID:
            found.take(one.person_key, one.unit_key, active.get(one.person_key, set()))
            found.put(one.person_key, one.unit_key, one.amount("owed"))
    return found
