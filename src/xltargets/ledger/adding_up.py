"""What several months earn together: T of all that they were credited, at most the cap, less what was earned before.

Credit adds up from the month that the terms name (`from`), that of each kind of sales (`for`) by itself, and each such
sum reaches the tiers by the terms of its last entry. The cap holds for all sums that begin in its months. Of a
pool it is the person's part of T.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.terms import Terms
from xltargets.units.money import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from xltargets.ledger.entry import Entry


def due(entry: Entry, before: Sequence[Entry]) -> Decimal:
    """The commission of an entry after those of the same person and unit before it, and what was `brought`.

    `entry` has its month, quota, terms and what it adds to the credit.
    """
    own = Terms.parse(entry.terms)
    together = [one for one in before if _capped_from(one) == own.capped_from(entry.of)]
    sums: dict[tuple[str, str], list[Entry]] = {}
    for one in (*together, entry):
        terms = Terms.parse(one.terms)
        sums.setdefault((terms.first_of(one.of), terms.kind), []).append(one)
    total = sum((uncapped_of(entries) for entries in sums.values()), money(0, entry.currency))
    return own.part_of(own.within_cap(total, entry.currency), entry.currency) - _sum(together, "commission")


def group_of(entry: Entry) -> tuple[str, str]:
    """The plan of an entry, and the first month for which its cap holds: what moves along from unit to unit."""
    return entry.pay_plan, _capped_from(entry)


def moves_along(entry: Entry) -> bool:
    """Whether it adds up with months in another unit; the pool of another team is another pool."""
    terms = Terms.parse(entry.terms)
    return terms.adds_up and not terms.shares


def brought(
    entry: Entry, own: Iterable[Entry], of_person: Iterable[Entry], at_once: Set[str] = frozenset()
) -> list[Entry]:
    """What a person who moved was credited and earned by the same plan elsewhere, before the first close of this unit.

    `own` are the entries of the same person and unit before this one, `of_person` those of all units, `at_once` the
    units in which this close enters the month itself. What another unit books later, such as a late deal, it pays for
    itself, and so does one that goes on paying the person.
    """
    if not moves_along(entry) or not entry.pay_plan:
        return []
    group = group_of(entry)
    first = next((one for one in own if group_of(one) == group), entry)
    entries = list(of_person)
    staying = at_once if first is entry or first.period == entry.period else units_of(entries, first.period)
    return [
        one
        for one in entries
        if one.unit_key not in {entry.unit_key, *staying}
        and one.period < first.period
        and one.currency == entry.currency
        and moves_along(one)
        and group_of(one) == group
    ]


def units_of(entries: Iterable[Entry], period: str) -> set[str]:
    """The units that entered a month itself in its own close."""
    return {one.unit_key for one in entries if one.period == one.of == period}


def of_kind(entries: Iterable[Entry], of: str, kind: str) -> list[Entry]:
    """The entries of a month, of the same kind of sales."""
    return [one for one in entries if one.of == of and Terms.parse(one.terms).kind == kind]


def terms_to_date(first: Entry, before: Sequence[Entry], newest: Iterable[tuple[str, Terms]]) -> Terms:
    """By which terms a month that was entered already earns what comes late; `newest` are those of months without.

    By its own, or where months add up by those that hold for their sum now. The cap is that which holds now as well.
    """
    known = [(one.of, Terms.parse(one.terms)) for one in before]
    found = Terms.parse(first.terms)
    start, cap_start = found.start, found.capped_from(first.of)
    if start:
        same = (terms for _month, terms in (*known, *newest) if (terms.start, terms.kind) == (start, found.kind))
        found = list(same)[-1]
    if start or found.cap_start:
        cap = [terms.cap for month, terms in (*known, *newest) if terms.capped_from(month) == cap_start][-1]
        found = replace(found, cap=cap)
    return found


def _capped_from(entry: Entry) -> str:
    return Terms.parse(entry.terms).capped_from(entry.of)


def uncapped_of(entries: Sequence[Entry]) -> Decimal:
    """The commission on all that entries of one sum were credited, before the cap, by the terms of the last."""
    last = entries[-1]
    return Terms.parse(last.terms).uncapped(_sum(entries, "credit"), last.amount("quota"), last.currency)


def _sum(entries: Iterable[Entry], name: str) -> Decimal:
    return sum((one.amount(name) for one in entries), Decimal(0))
