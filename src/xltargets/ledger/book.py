"""The ledger as a whole: which periods are closed, what stands in force, and what may be appended next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.ledger.chain import sealed
from xltargets.ledger.draws import Draws, active_units, after
from xltargets.ledger.entry import CLOSE, EARNED, FIRST, OPENING, PAID, PAYROLL, REOPEN, Entry, LedgerProblem, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

NOT_NEXT = N_("{period} cannot be closed: {next} comes next. Close one period after the other.")
CLOSED = N_("{period} is closed already. What came late is booked in the next open period, by a row in Adjustments.")
NOT_LAST = N_("{period} cannot be reopened: only the last closed period can, and that is {last}.")
NONE_CLOSED = N_("{period} cannot be reopened: no period is closed.")
EXPORTED = N_(
    "{period} cannot be reopened: it went to payroll on {day}. Correct it by a row in Adjustments, in the next period."
)
NO_REASON = N_("A reason is needed: say why {period} is reopened.")
NOT_CLOSED = N_("{period} is not closed, so there is nothing to pay yet. Close it first.")


@dataclass(frozen=True, slots=True)
class Close:
    """One close: its head, and the entries that it made."""

    head: Entry
    entries: tuple[Entry, ...]
    reopened: bool = False

    @property
    def period(self) -> str:
        """The period that it closes."""
        return self.head.period


@dataclass(frozen=True, slots=True)
class Stage:
    """What people owe before a close, and in which units it enters the month itself."""

    draws: Draws
    active: dict[str, set[str]]


@dataclass(frozen=True)
class Ledger:
    """All entries, in their order."""

    entries: tuple[Entry, ...] = ()

    @property
    def end(self) -> str:
        """The hash at the end, which stands for all of it."""
        return self.entries[-1].hash if self.entries else FIRST

    @cached_property
    def closes(self) -> list[Close]:
        """Every close; a reopened one is told so."""
        found: list[Close] = []
        for entry in self.entries:
            if entry.entry == CLOSE:
                found.append(Close(entry, ()))
            elif entry.entry == REOPEN and found:
                found[-1] = Close(found[-1].head, found[-1].entries, reopened=True)
            elif entry.entry != PAYROLL and found:
                found[-1] = Close(found[-1].head, (*found[-1].entries, entry), found[-1].reopened)
        return found

    @cached_property
    def in_force(self) -> list[Close]:
        """The closes that stand, first to last."""
        return [one for one in self.closes if not one.reopened]

    @property
    def last(self) -> str:
        """The last closed period, "" if none is."""
        return self.in_force[-1].period if self.in_force else ""

    @cached_property
    def payrolls(self) -> dict[str, Entry]:
        """What went to payroll first, by period."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.entry == PAYROLL:
                found.setdefault(entry.period, entry)
        return found

    def of(self, period: str) -> Close | None:
        """The close of a period that stands."""
        return next((one for one in self.in_force if one.period == period), None)

    def standing(self, *kinds: str) -> list[Entry]:
        """The entries that stand, of some kinds."""
        return [entry for one in self.in_force for entry in one.entries if entry.entry in kinds]

    @cached_property
    def earned(self) -> dict[tuple[str, str, str], list[Entry]]:
        """What stands of each unit, person and month, first to last: the later ones are what came late."""
        found: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in self.standing(EARNED):
            found.setdefault((entry.unit_key, entry.person_key, entry.of), []).append(entry)
        return found

    @cached_property
    def earned_by(self) -> dict[tuple[str, str], list[Entry]]:
        """What stands of each unit and person, in the order of the ledger."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.standing(EARNED):
            found.setdefault((entry.unit_key, entry.person_key), []).append(entry)
        return found

    @cached_property
    def earned_by_person(self) -> dict[str, list[Entry]]:
        """What stands of each person, in whatever unit, in the order of the ledger."""
        found: dict[str, list[Entry]] = {}
        for entry in self.standing(EARNED):
            found.setdefault(entry.person_key, []).append(entry)
        return found

    @cached_property
    def draws(self) -> Draws:
        """What people owe from draws after the last close."""
        return self.stages[-1].draws

    @cached_property
    def stages(self) -> list[Stage]:
        """What people owe before each close that stands, and after the last."""
        found = [Stage(Draws(), {})]
        for one in self.in_force:
            draws, active = found[-1].draws, active_units(one.period, one.entries)
            found[-1] = Stage(draws, active)
            found.append(Stage(after(draws, one.entries, active), {}))
        return found

    @cached_property
    def settled_by_person(self) -> dict[str, list[tuple[int, Entry]]]:
        """What was opened and paid for each person, with the number of the close from 0."""
        found: dict[str, list[tuple[int, Entry]]] = {}
        for number, one in enumerate(self.in_force):
            for entry in one.entries:
                if entry.entry in (OPENING, PAID):
                    found.setdefault(entry.person_key, []).append((number, entry))
        return found

    def owed(self, person_key: str, unit_key: str = "") -> Decimal:
        """What a person owes from draws after the last payment: in a unit, or in all if none is named."""
        return self.draws.owed(person_key, unit_key)

    def settles_alone(self, unit_key: str, person_key: str) -> bool:
        """Whether one unit's workbook knows all that a person's draws are settled with."""
        return self.draws.is_alone(person_key, unit_key)


def next_period(ledger: Ledger, year_start: str) -> str:
    """The period that is to be closed next: that after the last one, in a ledger without any the first of the year."""
    return month_after(ledger.last) if ledger.last else year_start


def month_after(period: str) -> str:
    """The next month.

    >>> month_after("2026-12")
    '2027-01'
    """
    year, month = map(int, period.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def refuse_close(ledger: Ledger, period: str, year_start: str) -> None:
    """A `LedgerProblem` where a period cannot be closed now."""
    if ledger.of(period) is not None:
        raise LedgerProblem(CLOSED, period=period)
    following = next_period(ledger, year_start)
    if period != following:
        raise LedgerProblem(NOT_NEXT, period=period, next=following)


def closed(ledger: Ledger, period: str, year_start: str, new: Sequence[Entry], *, by: str, day: str) -> Ledger:
    """The ledger with one more period closed, of which `new` are the entries."""
    refuse_close(ledger, period, year_start)
    head = Entry(number=0, entry=CLOSE, period=period, of=year_start, by=text_of(by), day=day, note=str(len(new)))
    return appended(ledger, [head, *new])


def reopened(ledger: Ledger, period: str, *, by: str, day: str, reason: str) -> Ledger:
    """The ledger with its last close taken back: its entries stay to be read, and count no more."""
    if not ledger.last:
        raise LedgerProblem(NONE_CLOSED, period=period)
    if period in ledger.payrolls:
        raise LedgerProblem(EXPORTED, period=period, day=ledger.payrolls[period].day)
    if period != ledger.last:
        raise LedgerProblem(NOT_LAST, period=period, last=ledger.last)
    if not text_of(reason):
        raise LedgerProblem(NO_REASON, period=period)
    entry = Entry(number=0, entry=REOPEN, period=period, by=text_of(by), day=day, note=text_of(reason))
    return appended(ledger, [entry])


def to_payroll(ledger: Ledger, period: str, digest: str, *, by: str, day: str) -> Ledger:
    """The ledger with a note that a period went to payroll in a file of this SHA-256; the same file once is enough."""
    if ledger.of(period) is None:
        raise LedgerProblem(NOT_CLOSED, period=period)
    if period in ledger.payrolls and ledger.payrolls[period].note == digest:
        return ledger
    return appended(ledger, [Entry(number=0, entry=PAYROLL, period=period, by=text_of(by), day=day, note=digest)])


def appended(ledger: Ledger, new: Iterable[Entry]) -> Ledger:
    """The ledger with entries at its end."""
    return Ledger((*ledger.entries, *sealed(ledger.entries, new)))
