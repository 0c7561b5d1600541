"""From the ledger into the team scorecard: the months that are closed, and what members owed before they came."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.ledger.entry import EARNED, PAID
from xltargets.rollup.admission import SCORECARD
from xltargets.rollup.closing.carried import TABLE, carried_of
from xltargets.rollup.closing.owing import owed_before
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.loading.interface import Given, Item, Loaded, Loader, Source
from xltargets.units.days import serial_of

if TYPE_CHECKING:
    from decimal import Decimal

    from xltargets.ledger.entry import Entry
    from xltargets.workbooks.contents import CellValue

CARRIED_AMOUNTS = ("quota", "credit", "uncapped", "commission")
PAID_AMOUNTS = ("clawback", "draw", "recovered", "payout", "owed")


def load_closed(given: Given) -> Loaded:
    """A row for each entry of the unit and year that stands, with the payment of its month."""
    if given.ledger is None:
        return Loaded(stays=True)
    book, own = given.ledger.book, Scorecard(given.own)
    found = Loaded()
    for close in book.in_force:
        mine = [one for one in close.entries if one.unit_key == own.unit_key and one.of >= own.year_start]
        paid = {(one.person_key, one.of): one for one in mine if one.entry == PAID}
        for entry in mine:
            if entry.entry == EARNED:
                payment = paid.get((entry.person_key, entry.of))
                values = _of(entry, payment) | {"by": close.head.by or None, "day": _day(close.head.day)}
                found.items.append(Item(values, _source(given, entry)))
    return found


def load_owed(given: Given) -> Loaded:
    """What members owed from draws before their first month in this unit and year."""
    if given.ledger is None:
        return Loaded(stays=True)
    own = Scorecard(given.own)
    found = Loaded()
    for member in own.members:
        before = owed_before(own, member, given.ledger.book) if member.person_id else None
        if before is not None and before[0]:
            values: dict[str, CellValue] = {"owed": float(before[0])}
            found.items.append(Item(values, _source(given, before[1]), member.row.number))
    return found


def load_carried(given: Given) -> Loaded:
    """What members who moved bring along for plans that add months up."""
    if given.ledger is None:
        return Loaded(stays=True)
    found = Loaded()
    for one in carried_of(Scorecard(given.own), given.ledger.book):
        last = one.entries[-1]
        values: dict[str, CellValue] = {
            "member": one.member,
            "plan": one.plan,
            "effective": _day(last.plan[-len("2026-01-01") :]),
            "counts": _day(f"{one.counts}-01"),
            "since_month": _day(f"{one.since}-01"),
            "begins": _day(f"{one.begins}-01"),
            "sales": one.sales or None,
        }
        amounts = {name: float(getattr(one, name)) for name in CARRIED_AMOUNTS}
        found.items.append(Item(values | amounts, _source(given, last)))
    return found


def _of(entry: Entry, paid: Entry | None) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {
        "period": _day(f"{entry.period}-01"),
        "of": _day(f"{entry.of}-01"),
        "person_id": entry.person_id or None,
        "member": entry.person,
        "plan": entry.plan or None,
        "quota": _number(entry.quota),
        "credit": _number(entry.credit),
        "commission": _number(entry.commission),
        "terms": entry.terms or None,
        "entry": float(entry.number),
    }
    values["paid"] = None if paid is None else _number(paid.commission)
    return values | {name: None if paid is None else _number(getattr(paid, name)) for name in PAID_AMOUNTS}


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _day(text: str) -> float:
    return float(serial_of(datetime.date.fromisoformat(text)))


def _source(given: Given, entry: Entry) -> Source:
    assert given.ledger is not None
    return Source(Path(given.ledger.file).name, f"#{entry.number}")


_COLUMNS = ("period", "of", "person_id", "member", "plan", "quota", "credit", "commission", "paid", *PAID_AMOUNTS)
CLOSED = Loader(SCORECARD, "closed", (*_COLUMNS, "terms", "entry", "by", "day"), load_closed)
CARRIED = Loader(
    SCORECARD,
    TABLE,
    ("member", "plan", "effective", "counts", "since_month", "begins", "sales", *CARRIED_AMOUNTS),
    load_carried,
)
OWED = Loader(SCORECARD, "team", ("owed",), load_owed)
