"""Whether a ledger is whole: the chain first, then whether its figures follow from each other.

Who writes the file can also write new hashes. Then the chain holds, and what does not add up is still found: the counts
of entries, the order of periods, each commission by its own terms, each payment. A change that adds up in all of it is
found by a copy of the ledger, or of its last hash, that somebody else keeps (`kept`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.ledger.adding_up import brought, due, of_kind
from xltargets.ledger.book import Ledger, month_after
from xltargets.ledger.chain import first_break
from xltargets.ledger.draws import Draws, active_units
from xltargets.ledger.entry import CLOSE, EARNED, OPENING, PAID, PAYROLL, RATE, REOPEN, LedgerProblem
from xltargets.ledger.rates import booked, check
from xltargets.ledger.terms import RECOVERABLE, Terms, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from xltargets.ledger.book import Close
    from xltargets.ledger.entry import Entry

BROKEN = N_(
    "Entry {number} is not as it was written, or an entry before it was taken out or put in: the chain breaks here. "
    "All from here on cannot be trusted; compare it with a copy that was kept."
)
COUNT = N_(
    "The close of {period} says that {expected} {expected:entry follows|entries follow}, and {found} "
    "{found:does|do}: the ledger was cut or added to."
)
ORDER = N_("Entry {number}: {period} is closed, where {expected} comes next.")
STRAY = N_("Entry {number} belongs to {period} and stands in the close of {other}.")
COMMISSION = N_(
    "Entry {number}: {person} has {found} as commission of {of} booked in {period}; by its terms it is {expected}."
)
PAYMENT = N_("Entry {number}: {person} has {found} as {what} of {of}; by the entries before it is {expected}.")
UNPAID = N_("Entry {number}: the close of {period} books a commission of {amount} for somebody whom it pays nothing.")
OPENED_TWICE = N_("Entry {number} says what {person} owed from draws before, which the ledger knows already.")
NOT_REOPENED = N_("Entry {number} reopens {period}, which is not the last closed period or went to payroll.")
NOT_PAID = N_("Entry {number} sends {period} to payroll, which is not closed.")
RATE_TWICE = N_("Entry {number} books another rate of {currency} of {of}, which entry {first} has already.")
TERMS = N_("Entry {number}: {problem}")
KEPT = N_("Entry {number} is not the one of the copy that was kept: {found} here, {kept} there.")
CUT = N_("It ends with entry {found}; the copy that was kept has {kept}. What is missing was cut off.")
AS_KEPT = N_(
    "It goes on from the copy that was kept, whose {count} {count:entry is there|entries are all there} unchanged."
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and with which entry."""

    number: int
    phrase: Phrase


def flaws_of(ledger: Ledger) -> list[Flaw]:
    """All that is wrong with it; a break of the chain alone, for what follows from it says no more."""
    place = first_break(ledger.entries)
    if place is not None:
        return [Flaw(place + 1, Phrase(BROKEN, number=place + 1))]
    found = [*_counts(ledger), *_order(ledger), *_rates(ledger), *_figures(ledger)]
    return sorted(found, key=lambda flaw: flaw.number)


def differences(kept: Ledger, ledger: Ledger) -> list[Flaw]:
    """Where a ledger is not what it was when a copy was kept: it may go on, and that is all."""
    for before, now in zip(kept.entries, ledger.entries, strict=False):
        if before != now:
            names = [name for name, one, other in _side_by_side(now, before) if one != other]
            values = {"found": _told(now, names), "kept": _told(before, names)}
            return [Flaw(now.number, Phrase(KEPT, number=now.number, **values))]
    missing = len(kept.entries) - len(ledger.entries)
    if missing > 0:
        return [Flaw(len(ledger.entries), Phrase(CUT, found=len(ledger.entries), kept=len(kept.entries)))]
    return []


def _side_by_side(one: Entry, other: Entry) -> Iterator[tuple[str, str, str]]:
    from xltargets.ledger.entry import FIELDS

    return zip(FIELDS, one.texts(), other.texts(), strict=True)


def _told(entry: Entry, names: Sequence[str]) -> str:
    """The fields that differ; the hash only where nothing else does."""
    shown = [name for name in names if name != "hash"] or list(names)
    return ", ".join(f"{name} {getattr(entry, name)}" for name in shown)


def _counts(ledger: Ledger) -> Iterator[Flaw]:
    for one in ledger.closes:
        if one.head.note != str(len(one.entries)):
            values = {"period": one.period, "expected": one.head.note, "found": len(one.entries)}
            yield Flaw(one.head.number, Phrase(COUNT, **values))
        for entry in one.entries:
            if entry.period != one.period:
                values = {"number": entry.number, "period": entry.period, "other": one.period}
                yield Flaw(entry.number, Phrase(STRAY, **values))


def _order(ledger: Ledger) -> Iterator[Flaw]:
    """Period after period, reopened only at the end and before payroll, paid only when closed."""
    closed: list[str] = []
    paid: set[str] = set()
    for entry in ledger.entries:
        if entry.entry == CLOSE:
            expected = month_after(closed[-1]) if closed else entry.of
            if entry.period != expected:
                values = {"number": entry.number, "period": entry.period, "expected": expected}
                yield Flaw(entry.number, Phrase(ORDER, **values))
            closed.append(entry.period)
        elif entry.entry == REOPEN:
            if not closed or closed[-1] != entry.period or entry.period in paid:
                yield Flaw(entry.number, Phrase(NOT_REOPENED, number=entry.number, period=entry.period))
            else:
                closed.pop()
        elif entry.entry == PAYROLL:
            if entry.period not in closed:
                yield Flaw(entry.number, Phrase(NOT_PAID, number=entry.number, period=entry.period))
            paid.add(entry.period)


def _rates(ledger: Ledger) -> Iterator[Flaw]:
    """Each rate can be read, and no month has two."""
    for entry in ledger.entries:
        if entry.entry != RATE:
            continue
        try:
            check(entry)
        except LedgerProblem as problem:
            values = {"number": entry.number, "problem": Phrase(problem.message, **problem.values)}
            yield Flaw(entry.number, Phrase(TERMS, **values))
    known = booked(ledger)
    for entry in ledger.standing(RATE):
        first = known[entry.currency, entry.of]
        if first is not entry:
            values = {"number": entry.number, "currency": entry.currency, "of": entry.of, "first": first.number}
            yield Flaw(entry.number, Phrase(RATE_TWICE, **values))


def _figures(ledger: Ledger) -> Iterator[Flaw]:
    """Each commission by its own terms, each payment by what it books; reopened closes are held to it as well."""
    earned: dict[tuple[str, str], list[Entry]] = {}
    owed = Draws()
    for one in ledger.closes:
        was_earned, was_owed = {key: list(held) for key, held in earned.items()}, Draws(owed)
        yield from _of_close(one, was_earned, was_owed)
        if not one.reopened:
            earned, owed = was_earned, was_owed


def _of_close(one: Close, earned: dict[tuple[str, str], list[Entry]], owed: Draws) -> Iterator[Flaw]:
    booked: dict[tuple[str, str], Decimal] = {}
    paid: dict[tuple[str, str], list[Entry]] = {}
    active = active_units(one.period, one.entries)
    for entry in one.entries:
        who = entry.unit_key, entry.person_key
        if entry.entry == EARNED:
            before = earned.setdefault(who, [])
            of_person = (one for (_unit, key), held in earned.items() if key == entry.person_key for one in held)
            yield from _commission(entry, before, of_person, active.get(entry.person_key, set()))
            before.append(entry)
            booked[who] = booked.get(who, Decimal(0)) + entry.amount("commission")
        elif entry.entry == OPENING:
            if owed.knows(entry.person_key):
                yield Flaw(entry.number, Phrase(OPENED_TWICE, number=entry.number, person=entry.person))
            owed.open(entry.person_key, entry.unit_key, entry.amount("owed"))
        elif entry.entry == PAID:
            opening = owed.take(entry.person_key, entry.unit_key, active.get(entry.person_key, set()))
            net = entry.amount("commission") - entry.amount("clawback")
            recovered, payout, after = settled(
                net, entry.amount("draw"), opening, recoverable=entry.terms == RECOVERABLE
            )
            for what, expected in (("recovered", recovered), ("payout", payout), ("owed", after)):
                if entry.amount(what) != expected:
                    yield _payment(entry, what, expected)
            owed.put(entry.person_key, entry.unit_key, entry.amount("owed"))
            paid.setdefault(who, []).append(entry)
    for who in booked.keys() | paid.keys():
        rows = paid.get(who, [])
        total = sum((row.amount("commission") for row in rows), Decimal(0))
        wanted = booked.get(who, Decimal(0))
        if rows and total != wanted:
            yield _payment(rows[-1], "commission", rows[-1].amount("commission") + wanted - total)
        elif not rows and wanted:
            yield Flaw(
                one.head.number, Phrase(UNPAID, period=one.period, amount=f"{wanted:,f}", number=one.head.number)
            )


def _commission(entry: Entry, before: Sequence[Entry], of_person: Iterable[Entry], at_once: Set[str]) -> Iterator[Flaw]:
    try:
        terms = Terms.parse(entry.terms)
        first = (of_kind(before, entry.of, terms.kind) or [entry])[0]
        expected = due(entry, [*brought(entry, before, of_person, at_once), *before])
    except LedgerProblem as problem:
        values = {"number": entry.number, "problem": Phrase(problem.message, **problem.values)}
        yield Flaw(entry.number, Phrase(TERMS, **values))
        return
    changed = (entry.quota, entry.plan) != (first.quota, first.plan) or (
        entry.terms != first.terms and not terms.adds_up
    )
    if entry.amount("commission") != expected or changed:
        values = {"person": entry.person, "of": entry.of, "period": entry.period}
        amounts = {"found": f"{entry.amount('commission'):,f}", "expected": f"{expected:,f}"}
        yield Flaw(entry.number, Phrase(COMMISSION, number=entry.number, **values, **amounts))


def _payment(entry: Entry, what: str, expected: Decimal) -> Flaw:
    amounts = {"found": f"{entry.amount(what):,f}", "expected": f"{expected:,f}"}
    return Flaw(
        entry.number, Phrase(PAYMENT, number=entry.number, person=entry.person, what=what, of=entry.of, **amounts)
    )
