"""The scorecard's Actuals from the won deals of the CRM log, where the plan says that these are the actuals."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import MONTHS_OF_YEAR, counts_deals, known_of, names_of, won_deals
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.loading.interface import Item, Loaded, Loader, Source
from xltargets.rollup.loading.pipeline import source_of
from xltargets.rollup.persons import people_of
from xltargets.units.days import day_of, is_serial, months_later, serial_of
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.loading.interface import Given
    from xltargets.rollup.persons import Person
    from xltargets.workbooks.contents import CellValue

NOBODY = N_("{source}: {amount} was won by {names}, not in Team; it is in nobody's actuals until the name is mended.")


def load_sold(given: Given) -> Loaded:
    """A member's won deals of each month up to the last day of the log; a month without any is 0."""
    plan = given.others.get(PLAN)
    if plan is None:
        return Loaded(own=True, missing=(PLAN,))
    if not counts_deals(plan):
        return Loaded(own=True)
    log = given.others.get(LOG)
    if log is None:
        return Loaded(missing=(LOG,))
    found = Loaded()
    people = [person for person in people_of(plan, given.own) if person.member is not None]
    rows = _rows(given.own)
    strangers: list[Row] = []
    for first, last in _months(given, known_of(log)):
        deals: dict[str, list[Row]] = {}
        for deal in won_deals(log, first, last):
            deals.setdefault(name_key(deal.values.get("owner")), []).append(deal)
        for person in people:
            own = [deal for name in names_of(person) for deal in deals.pop(name, ())]
            assert person.member is not None
            member = str(person.member.values["member"])
            row = rows.pop((first, name_key(member)), None)
            if own or row is not None or _is_there(person, first, last):
                amount = fsum(one for deal in own if isinstance(one := deal.values.get("amount"), float))
                values: dict[str, CellValue] = {"month": first, "member": member, "actual": amount}
                found.items.append(Item(values, source_of(log, "opportunities", "amount", own), row))
        strangers += [deal for rest in deals.values() for deal in rest]
    if strangers:
        found.notes.append(_of_nobody(log, strangers))
    return found


def _months(given: Given, known: float) -> Iterator[tuple[float, float]]:
    """The months of the year that have begun by the last day of the log, up to that day."""
    start = given.own.fields.get("settings.year_start")
    if not isinstance(start, float) or not is_serial(start):
        return
    for number in range(MONTHS_OF_YEAR):
        first = float(serial_of(months_later(day_of(start), number)))
        if first <= min(known, given.now):
            yield first, min(float(serial_of(months_later(day_of(start), number + 1))) - 1, known)


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
    return Phrase(NOBODY, source=str(source), amount=amount_shown(amount), names=", ".join(names))


SOLD = Loader(SCORECARD, "actuals", ("actual",), load_sold)
