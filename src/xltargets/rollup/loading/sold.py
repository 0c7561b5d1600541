"""The scorecard's Actuals from its Credits, and so from the CRM log's won deals where the plan counts those."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import counts_deals, known_of, won_deals
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.credits import TABLE as CREDITS
from xltargets.rollup.credits import credits_of
from xltargets.rollup.loading.credited import crediting, last_closed, members_of
from xltargets.rollup.loading.interface import Item, Loaded, Loader, Source, joined
from xltargets.rollup.loading.pipeline import source_of
from xltargets.rollup.persons import people_of
from xltargets.rollup.year_kinds import year_of
from xltargets.units.days import day_of, is_serial, serial_of
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xltargets.rollup.credits import Credit
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.loading.interface import Given
    from xltargets.rollup.persons import Person
    from xltargets.workbooks.contents import CellValue

NOBODY = N_("{source}: {amount} was won by {names}, not in Team; it is in nobody's actuals until the name is mended.")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a member has of a sale, and where that is said."""

    amount: float
    deal: Row | None = None
    """Of the log."""
    credit: Row | None = None
    """Of the scorecard."""


_Parts = dict[tuple[float, str], list[_Part]]
"""By month and the key of the member's name."""


def load_sold(given: Given) -> Loaded:
    """A member's credits of each month, or won deals where the scorecard keeps no credits.

    Where the plan counts won deals, a month without any is 0 up to the last day of the log.
    """
    plan = given.others.get(PLAN)
    if plan is None or not counts_deals(plan):
        own = _parts(credits_of(given.own), {})
        if own:
            return _found(given, own, None)
        return Loaded(own=True, missing=(PLAN,)) if plan is None else Loaded(own=True)
    log = given.others.get(LOG)
    if log is None:
        return Loaded(missing=(LOG,))
    if CREDITS not in given.own.rows:
        return _found(given, *_of_deals(given, log))
    credited = crediting(given, log)
    found = _found(given, _parts(credited.credits, credited.deals), log)
    if credited.strangers:
        found.notes.append(_of_nobody(log, credited.strangers))
    return found


def _parts(held: Iterable[Credit], deals: Mapping[str, Row]) -> _Parts:
    found: _Parts = {}
    for credit in held:
        deal = deals.get(name_key(credit.deal))
        for member, amount in credit.parts:
            found.setdefault((credit.month, name_key(member)), []).append(_Part(amount, deal, credit.row))
    return found


def _of_deals(given: Given, log: Extract) -> tuple[_Parts, Extract, list[Row]]:
    """The owners' won deals, of a scorecard of the first version."""
    members = members_of(given)
    found: _Parts = {}
    strangers = []
    for name, first, last in _months(given, known_of(log)):
        for deal in won_deals(log, first, last):
            member = members.get(name_key(deal.values.get("owner")))
            amount = deal.values.get("amount")
            if member is None:
                strangers.append(deal)
            elif isinstance(amount, float):
                found.setdefault((name, name_key(member)), []).append(_Part(amount, deal))
    return found, log, strangers


def _found(given: Given, parts: _Parts, log: Extract | None, strangers: Sequence[Row] = ()) -> Loaded:
    """The cells of Actuals that the parts are for; with a log, also where there are none.

    Without one, a month of nothing stays 0 and another stays as it is typed.
    """
    found, rows = Loaded(), _rows(given.own)
    plan = given.others.get(PLAN)
    people = [person for person in people_of(plan, given.own) if person.member is not None]
    there = {row.number: row.values.get("actual") for row in given.own.rows["actuals"]}
    closed = last_closed(given.own)
    for name, first, last in _months(given, given.now if log is None else known_of(log)):
        for person in people:
            assert person.member is not None
            member = str(person.member.values["member"])
            own, row = parts.get((name, name_key(member)), []), rows.get((name, name_key(member)))
            held = None if row is None else there[row]
            is_wanted = row is not None or _is_there(person, first, last) if log is not None else held == 0.0
            if own or is_wanted:
                values: dict[str, CellValue] = {"month": name, "member": member}
                # A closed month keeps what was paid, also where Credits does not say yet which deals that was.
                values["actual"] = fsum(part.amount for part in own) if own or name > closed or row is None else held
                found.items.append(Item(values, _source(given, own, log), row))
    if strangers and log is not None:
        found.notes.append(_of_nobody(log, list(strangers)))
    return found


def _source(given: Given, parts: list[_Part], log: Extract | None) -> Source:
    """The deals in the log, and the credits that are of none."""
    deals = [part.deal for part in parts if part.deal is not None]
    own = [part.credit for part in parts if part.deal is None and part.credit is not None]
    sources = [source_of(log, "opportunities", "amount", deals)] if log is not None and (deals or not own) else []
    if own:
        sources.append(Source.rows(given.own, CREDITS, "amount", own))
    if not sources:
        sources = [Source(given.own.file, given.own.rows[CREDITS][0].sheet)]
    return sources[0] if len(sources) == 1 else joined(sources)


def _months(given: Given, known: float) -> Iterator[tuple[float, float, float]]:
    """The months of the year that have begun by the last day of the log, by name, up to that day."""
    year = year_of(given.own)
    for name, first, last in () if year is None else year.spans:
        if first <= min(known, given.now):
            yield name, first, min(last, known)


def _rows(scorecard: Extract) -> dict[tuple[float, str], int]:
    """The first row of each month and member that there is."""
    found: dict[tuple[float, str], int] = {}
    for row in scorecard.rows["actuals"]:
        month = row.values.get("month")
        if isinstance(month, float) and is_serial(month):
            key = float(serial_of(day_of(month).replace(day=1))), name_key(row.values.get("member"))
            found.setdefault(key, row.number)
    return found


def _is_there(person: Person, first: float, last: float) -> bool:
    begun, ended = person.first, person.last
    return (begun is None or begun <= last) and (ended is None or ended >= first)


def _of_nobody(log: Extract, deals: list[Row]) -> Phrase:
    names = dict.fromkeys(str(deal.values.get("owner") or "–") for deal in deals)
    amount = fsum(one for deal in deals if isinstance(one := deal.values.get("amount"), float))
    source = Source.rows(log, "opportunities", "amount", deals)
    return Phrase(NOBODY, source=str(source), amount=amount_shown(amount), names=tuple(names))


SOLD = Loader(SCORECARD, "actuals", ("actual",), load_sold)
