"""The plan's Review: the actual of each period, from the scorecard's Actuals or from the won deals of the CRM log."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import counts_deals, known_of, of_unit, won_deals
from xltargets.rollup.admission import LOG, REGISTER, SCORECARD
from xltargets.rollup.credits import in_place_of_deals
from xltargets.rollup.loading.interface import Given, Item, Loaded, Source, source_of_credits
from xltargets.rollup.loading.pipeline import source_of
from xltargets.rollup.year_kinds import name_of, year_of
from xltargets.units.days import is_serial
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.extraction import Extract, Row

ELSEWHERE = N_("{file}: {amount} was won elsewhere ({cell}); it has no day and is in no period.")


def load_actuals(given: Given) -> Loaded:
    """The actuals of the periods that have ended and are filled in to their end."""
    from_deals = counts_deals(given.own)
    kind = LOG if from_deals else SCORECARD
    source = given.others.get(kind)
    if source is None:
        return Loaded(missing=(kind,))
    return _from_deals(given, source) if from_deals else _from_scorecard(given, source)


def _periods(given: Given) -> Iterator[tuple[Row, float, float]]:
    """Each row of Review with the first and the last day of its period, as far as that has ended."""
    months, year = int(given.own.number("settings.period_months") or 1), year_of(given.own)
    for row in given.own.rows["review"]:
        name = row.values.get("month")
        if isinstance(name, float) and is_serial(name) and year is not None:
            first, last = year.days(name, months)
            if last <= given.now:
                yield row, first, last


def _from_scorecard(given: Given, scorecard: Extract) -> Loaded:
    spans = of_unit(given.own, scorecard).actuals
    found = Loaded()
    for row, first, last in _periods(given):
        inside = [span for span in spans if first <= span.first and span.last <= last]
        amounts = [span.amount for span in inside if span.amount is not None]
        # A month that nobody has filled in is missing, which is not 0.
        if inside and len(amounts) == len(inside):
            cells = _named(scorecard, "actuals", "month", {span.name for span in inside})
            source = source_of(scorecard, "actuals", "actual", cells)
            found.items.append(Item({"actual": fsum(amounts)}, source, row.number))
    return found


def _from_deals(given: Given, log: Extract) -> Loaded:
    found = Loaded()
    known = known_of(log)
    scorecard = given.others.get(SCORECARD)
    credited, others = in_place_of_deals(scorecard, log)
    year = year_of(given.own)
    assert year is not None  # of an accepted plan
    for row, first, last in _periods(given):
        if first > known:
            break
        won = won_deals(log, first, min(last, known))
        deals = [one for one in won if name_key(one.values.get("id")) not in credited]
        own = [one for one in others if first <= year.begins(one.month) <= last]
        amounts = [*(one.values.get("amount") for one in deals), *(one.amount for one in own)]
        total = fsum(one for one in amounts if isinstance(one, float))
        source = source_of(log, "opportunities", "amount", deals)
        if own and scorecard is not None:
            source = source_of_credits(scorecard, own, source if deals else None)
        found.items.append(Item({"actual": total}, source, row.number))
    if elsewhere := log.number("settings.won_before"):
        cell = log.places["settings.won_before"]
        found.notes.append(Phrase(ELSEWHERE, file=log.file, amount=amount_shown(elsewhere), cell=cell))
    return found


def _named(extract: Extract, table: str, column: str, names: set[float]) -> list[Row]:
    """The rows of a table in the months of a period."""
    return [row for row in extract.rows[table] if name_of(None, row.values.get(column)) in names]


def load_risks(given: Given) -> Loaded:
    """What the open risks may cost, from the register's own figures."""
    register = given.others.get(REGISTER)
    if register is None:
        return Loaded(missing=(REGISTER,))
    found = Loaded()
    for key in ("expected", "at_risk"):
        amount = register.number(f"standing.{key}")
        if amount is not None:
            found.items.append(Item({key: amount}, Source.of(register, f"standing.{key}")))
    return found
