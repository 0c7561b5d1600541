"""What a close books: T of all that is credited so far, less what the ledger already earned for it.

So a late deal, a refund or a correction needs no rule of its own, and in whatever order they come, the months end at
the same commission. Terms and quota of a month that was closed are those of its first close; where a plan adds months
up, their sum earns by the terms that hold for it now.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.ledger.adding_up import brought, due, of_kind, terms_to_date
from xltargets.ledger.draws import Draws
from xltargets.ledger.entry import EARNED, OPENING, PAID, UNIT, Entry, LedgerProblem, text_of
from xltargets.ledger.terms import FORGIVEN, RECOVERABLE, Terms, settled
from xltargets.units.money import money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.ledger.book import Ledger

OTHER_CURRENCY = N_(
    "{person} was paid in {before} until now, and is in {currency} in {unit}. Settle what is owed first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Whose figures they are."""

    unit_id: str
    unit: str
    currency: str

    def entry(self, kind: str, period: str, of: str, **values: object) -> Entry:
        """An entry of the unit."""
        own = {"unit_id": text_of(self.unit_id), "unit": text_of(self.unit), "currency": text_of(self.currency)}
        return Entry(number=0, entry=kind, period=period, of=of, **own, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a month's credit has rates of its own, such as that of a product."""

    credit: float
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a person as the workbook has it now."""

    of: str
    credit: float
    """All that is credited to it so far."""
    quota: float = 0.0
    plan: str = ""
    terms: Terms = field(default_factory=Terms)
    clawback: float = 0.0
    draw: float = 0.0
    recoverable: bool = True
    parts: tuple[Part, ...] = ()
    """Instead of `credit` and `terms`, where sales of several kinds earn by themselves."""

    @property
    def earning(self) -> tuple[Part, ...]:
        """What earns by itself: the parts, or the whole."""
        return self.parts or (Part(credit=self.credit, terms=self.terms),)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to enter: before the first day in the unit, after the last one."""
        return not any((self.credit, self.quota, self.clawback, self.draw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with the months up to the period that is closed, first to last."""

    person_id: str
    person: str
    months: tuple[Month, ...]
    owed: float = 0.0
    """From draws before the first month there; the ledger takes it from whom it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A unit with its people, and its own target and actual of each month."""

    unit: Unit
    people: tuple[Person, ...]
    figures: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Target and actual by month."""


def entries_of(ledger: Ledger, period: str, teams: Sequence[Team]) -> list[Entry]:
    """What closing a period enters for these teams."""
    found: list[Entry] = []
    draws, active = Draws(ledger.draws), _active(period, teams)
    found += _openings(period, teams, draws)
    for team in teams:
        closed = {entry.of for entry in ledger.standing(UNIT) if entry.unit_key == _unit_key(team)}
        for of, (target, actual) in sorted(team.figures.items()):
            if of <= period and of not in closed:
                currency = team.unit.currency
                amounts = {"quota": money(target, currency), "credit": money(actual, currency)}
                found.append(team.unit.entry(UNIT, period, of, **amounts))
        for person in team.people:
            found += _of_person(ledger, period, team.unit, person, (draws, active))
    return found


def _openings(period: str, teams: Sequence[Team], draws: Draws) -> Iterator[Entry]:
    """What people owed from draws before the ledger knew of them: each once, in the first unit that says so."""
    for team in teams:
        for person in team.people:
            owed = money(person.owed, team.unit.currency)
            months = [month for month in person.months if month.of <= period and not month.is_empty]
            if owed and months:
                who = {"person_id": text_of(person.person_id), "person": text_of(person.person)}
                entry = team.unit.entry(OPENING, period, months[0].of, **who, owed=owed)
                if not draws.knows(entry.person_key):
                    draws.open(entry.person_key, entry.unit_key, owed)
                    yield entry


def _active(period: str, teams: Sequence[Team]) -> dict[str, set[str]]:
    """The units in which each person has the month itself."""
    found: dict[str, set[str]] = {}
    for team in teams:
        for person in team.people:
            if any(month.of == period and not month.is_empty for month in person.months):
                who = {"person_id": text_of(person.person_id), "person": text_of(person.person)}
                key = team.unit.entry(EARNED, period, period, **who)
                found.setdefault(key.person_key, set()).add(key.unit_key)
    return found


def _unit_key(team: Team) -> str:
    return team.unit.entry(UNIT, "", "").unit_key


def _of_person(
    ledger: Ledger, period: str, unit: Unit, person: Person, settling: tuple[Draws, dict[str, set[str]]]
) -> Iterator[Entry]:
    """The months that are new, and what came late to those that were closed; then what is paid for it."""
    own = {"person_id": text_of(person.person_id), "person": text_of(person.person)}
    key = unit.entry(EARNED, period, period, **own)
    _refuse_other_currency(ledger, key)
    late, new = Decimal(0), []
    known = list(ledger.earned_by.get((key.unit_key, key.person_key), ()))
    closed = {one.of for one in known}
    months = [one for one in person.months if one.of <= period]
    newest = [one for one in months if one.of not in closed]
    for month in _in_order(months, closed):
        earned = Decimal(0)
        for part in month.earning:
            entry = _earned(unit, period, (month, part), known, newest, own)
            of_person = ledger.earned_by_person.get(key.person_key, ())
            before = [*brought(entry, known, of_person, settling[1].get(key.person_key, set())), *known]
            entry = replace(entry, commission=money(due(entry, before), unit.currency))
            earned += entry.amount("commission")
            is_new = month.of not in closed and not month.is_empty
            if is_new or (month.of in closed and (entry.amount("credit") or entry.amount("commission"))):
                known.append(entry)
                yield entry
        if month.of in closed:
            late += earned
        elif not month.is_empty:
            new.append((month, earned))
    if late and not new:
        new.append((Month(of=period, credit=0.0, recoverable=person.months[-1].recoverable), Decimal(0)))
    yield from _paid(unit, period, key, own, (new, late), settling)


def _paid(
    unit: Unit,
    period: str,
    key: Entry,
    own: dict[str, str],
    earned_for: tuple[list[tuple[Month, Decimal]], Decimal],
    settling: tuple[Draws, dict[str, set[str]]],
) -> Iterator[Entry]:
    """What is paid for new months, and for what came late."""
    (new, late), (draws, active) = earned_for, settling
    who = key.person_key, key.unit_key
    for month, commission in new:
        # What came late is paid with the last month, that of the period.
        earned = commission + (late if month is new[-1][0] else 0)
        clawback, draw = money(month.clawback, unit.currency), money(month.draw, unit.currency)
        opening = draws.take(*who, active.get(key.person_key, set()))
        recovered, payout, after = settled(earned - clawback, draw, opening, recoverable=month.recoverable)
        amounts = {"commission": earned, "clawback": clawback, "draw": draw}
        amounts |= {"recovered": money(recovered, unit.currency), "payout": payout, "owed": money(after, unit.currency)}
        terms = RECOVERABLE if month.recoverable else FORGIVEN
        yield unit.entry(PAID, period, month.of, **own, plan=text_of(month.plan), terms=terms, **amounts)
        draws.put(*who, money(after, unit.currency))


def _in_order(months: Sequence[Month], closed: set[str]) -> list[Month]:
    """First to last; what comes late after the new months that it adds up with, as the workbook has it."""

    def sums(month: Month) -> set[str]:
        return {one for part in month.earning for one in (part.terms.start, part.terms.cap_start)} - {""}

    adding = {one for month in months if month.of not in closed for one in sums(month)}
    last = [month for month in months if month.of in closed and sums(month) & adding]
    return [one for one in months if one not in last] + last


def _earned(
    unit: Unit,
    period: str,
    earning: tuple[Month, Part],
    known: Sequence[Entry],
    newest: Sequence[Month],
    own: dict[str, str],
) -> Entry:
    """What a month adds to the credit, and by which terms it earns; its commission comes after."""
    month, part = earning
    before = of_kind(known, month.of, part.terms.kind)
    first = before[0] if before else None
    now = [(one.of, each.terms) for one in newest for each in one.earning]
    quota = money(month.quota, unit.currency) if first is None else first.amount("quota")
    terms = part.terms if first is None else terms_to_date(first, known, now)
    plan = text_of(month.plan) if first is None else first.plan
    amounts = {"quota": quota, "credit": money(part.credit, unit.currency)}
    amounts["credit"] -= sum((one.amount("credit") for one in before), Decimal(0))
    return unit.entry(EARNED, period, month.of, **own, plan=plan, terms=text_of(terms), **amounts)


def _refuse_other_currency(ledger: Ledger, key: Entry) -> None:
    """What somebody owes in one currency cannot be taken from a commission in another."""
    mine = [entry for entry in ledger.standing(PAID) if entry.person_key == key.person_key]
    if mine and mine[-1].amount("owed") and mine[-1].currency != key.currency:
        values = {"person": key.person, "before": mine[-1].currency, "currency": key.currency, "unit": key.unit}
        raise LedgerProblem(OTHER_CURRENCY, **values)
