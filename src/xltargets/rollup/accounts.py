"""Targets and actuals of units and people, each read where it is typed: the plan's targets, the scorecard's actuals.

A plan may say that the actuals are the won deals of the unit's CRM log; then they are read there.
"""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from xltargets.rollup.credits import in_place_of_deals
from xltargets.rollup.working_calendar import working_calendar
from xltargets.rollup.year_kinds import name_of, year_of
from xltargets.spine.figures import Account, Span
from xltargets.units.days import day_of, is_serial, months_later, serial_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.calc.named_year import NamedYear
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.persons import Person

FROM_DEALS = "deals"
WON = "Won"


def counts_deals(plan: Extract | None) -> bool:
    """Whether the unit's actuals are the won deals of its CRM log."""
    return plan is not None and plan.fields.get("settings.actuals_from") == FROM_DEALS


def of_unit(plan: Extract | None, scorecard: Extract | None, log: Extract | None = None) -> Account:
    """A unit's year. The plan's Review has actuals only for a unit that keeps no scorecard.

    With a `log`, the actuals are its won deals, as the scorecard's Credits book them.
    """
    if plan is not None:
        targets = _spans(plan, "periods", "target", _period_months(plan))
    else:
        targets = _spans(scorecard, "months", "target", 1) if scorecard is not None else ()
    if log is not None:
        actuals = _won_by_month(log, year_of(plan or log), scorecard)
    elif scorecard is not None:
        actuals = _by_month(scorecard, targets)
    else:
        assert plan is not None
        actuals = _spans(plan, "review", "actual", _period_months(plan))
    return Account(targets, actuals, working_calendar(plan or scorecard))


def of_person(
    plan: Extract | None, scorecard: Extract | None, person: Person, unit: Account, log: Extract | None = None
) -> Account:
    """A person's year: the rows of the plan's Grid, and the own rows of the scorecard's Actuals or won deals."""
    member = person.member
    if plan is not None:
        targets = _together([_grid_row(plan, planned) for planned in person.planned])
    elif scorecard is not None and member is not None:
        key = name_key(member.values.get("member"))
        own = [row for row in scorecard.rows["commission"] if name_key(row.values.get("member")) == key]
        targets = _spans_of(own, "quota", 1, year_of(scorecard))
    else:
        targets = ()
    if log is not None:
        won = _sums_of_won(log, scorecard, names_of(person))
        actuals = tuple(replace(span, amount=won.get(span.name, 0.0)) for span in unit.actuals)
        return Account(targets, actuals, unit.calendar)
    sold: dict[float, float] = {}
    if scorecard is not None and member is not None:
        sold = _sums(scorecard, name_key(member.values.get("member")))
    actuals = tuple(replace(span, amount=sold.get(span.name, 0.0)) for span in unit.actuals)
    return Account(targets, actuals if scorecard is not None and member is not None else (), unit.calendar)


def _together(rows: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Several rows of the Grid, period by period."""
    if len(rows) == 1:
        return rows[0]
    return tuple(
        replace(spans[0], amount=sum(span.amount or 0.0 for span in spans))
        for spans in zip(*(row for row in rows if row), strict=True)
    )


def _spans(extract: Extract, table: str, key: str, months: int) -> tuple[Span, ...]:
    """The amounts of a table's periods."""
    return _spans_of(extract.rows[table], key, months, year_of(extract))


def _spans_of(rows: Iterable[Row], key: str, months: int, year: NamedYear | None) -> tuple[Span, ...]:
    found = []
    for row in rows:
        first, amount = row.values.get("month"), row.values.get(key)
        if is_serial(first) and isinstance(first, float):
            found.append(_span(first, months, amount if isinstance(amount, float) else None, year))
    return tuple(sorted(found, key=lambda span: span.first))


def _span(name: float, months: int, amount: float | None, year: NamedYear | None) -> Span:
    if year is None or year.pattern is None:
        return Span(name, serial_of(months_later(day_of(name), months)) - 1, amount)
    return Span(*year.days(name, months), amount, name)


def _by_month(scorecard: Extract, targets: tuple[Span, ...]) -> tuple[Span, ...]:
    """The year's months. One without any row is missing, unless there was nothing to be sold in it yet."""
    year = year_of(scorecard)
    if year is None:
        return ()
    sold = _sums(scorecard)
    found = []
    for name, first, last_day in year.spans:
        span = Span(first, last_day, sold.get(name), name)
        if span.amount is None and _nothing_due(span, targets):
            span = replace(span, amount=0.0)
        found.append(span)
    last = max((span.first for span in found if span.name in sold), default=0.0)
    # Zeros after the last month that is filled in would say that months to come are known.
    return tuple(span if span.first <= last else replace(span, amount=None) for span in found)


def known_of(log: Extract) -> float:
    """The last day of which a CRM log knows."""
    return log.number("standing.as_of") or 0.0


def won_deals(log: Extract, first: float, last: float) -> list[Row]:
    """The deals that were won in some days, both included."""
    rows = []
    for row in log.rows["opportunities"]:
        day = row.values.get("closed")
        if row.values.get("stage") == WON and isinstance(day, float) and first <= day < last + 1:
            rows.append(row)
    return rows


def names_of(person: Person) -> frozenset[str]:
    """The names under which the unit's workbooks know somebody, to be compared with."""
    rows = [(row, "person") for row in person.planned] + ([(person.member, "member")] if person.member else [])
    return frozenset(name_key(row.values.get(column)) for row, column in rows)


def _won_by_month(log: Extract, year: NamedYear | None, scorecard: Extract | None) -> tuple[Span, ...]:
    """The months that have begun by the last day of which the log knows: without a deal, they are 0."""
    if year is None:
        return ()
    known, won = known_of(log), _sums_of_won(log, scorecard)
    found = []
    for name, first, last in year.spans:
        span = Span(first, last, won.get(name, 0.0) if first <= known else None, name)
        found.append(replace(span, last=min(span.last, known // 1)) if first <= known else span)
    return tuple(found)


def _sums_of_won(log: Extract, scorecard: Extract | None, names: frozenset[str] | None = None) -> dict[float, float]:
    """What was won by month, by all or by one person; where there are credits, by the month that they are booked in."""
    sums: dict[float, list[float]] = {}
    known = known_of(log)
    credited, others = in_place_of_deals(scorecard, log)
    for credit in others:
        parts = credit.parts if credit.parts or names is not None else (("", credit.amount),)
        sums.setdefault(credit.month, []).extend(
            part for member, part in parts if names is None or name_key(member) in names
        )
    for row in log.rows["opportunities"]:
        day, amount = row.values.get("closed"), row.values.get("amount")
        if row.values.get("stage") != WON or not isinstance(day, float) or not is_serial(day) or day >= known + 1:
            continue
        if name_key(row.values.get("id")) in credited:
            continue
        if names is not None and name_key(row.values.get("owner")) not in names:
            continue
        if isinstance(amount, float):
            sums.setdefault(name_of(log, day) or 0.0, []).append(amount)
    return {first: fsum(amounts) for first, amounts in sums.items()}


def _nothing_due(span: Span, targets: tuple[Span, ...]) -> bool:
    return any(one.first <= span.first and span.last <= one.last and one.amount == 0.0 for one in targets)


def _sums(scorecard: Extract, member: str | None = None) -> dict[float, float]:
    """What was sold by month, by all or by one member."""
    sold: dict[float, float] = {}
    for row in scorecard.rows["actuals"]:
        month, amount = row.values.get("month"), row.values.get("actual")
        if member is not None and name_key(row.values.get("member")) != member:
            continue
        if is_serial(month) and isinstance(month, float) and isinstance(amount, float):
            first = serial_of(day_of(month).replace(day=1))
            sold[first] = sold.get(first, 0.0) + amount
    return sold


def _grid_row(plan: Extract, planned: Row) -> tuple[Span, ...]:
    grid = plan.grids.get("grid")
    place = planned.number - grid.first_row if grid is not None else -1
    if grid is None or not 0 <= place < len(grid.values):
        return ()
    months = [row.values.get("month") for row in plan.rows["periods"]]
    year = year_of(plan)
    return tuple(
        _span(first, _period_months(plan), amount, year)
        for first, amount in zip(months, grid.values[place], strict=False)
        if isinstance(first, float) and isinstance(amount, float)
    )


def _period_months(plan: Extract) -> int:
    return int(plan.number("settings.period_months") or 1)
