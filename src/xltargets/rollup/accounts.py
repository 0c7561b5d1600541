"""Targets and actuals of units and people, each read where it is typed: the plan's targets, the scorecard's actuals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xltargets.spine.figures import Account, Span
from xltargets.units.days import day_of, is_serial, months_later, serial_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.persons import Person

MONTHS_OF_YEAR = 12


def of_unit(plan: Extract | None, scorecard: Extract | None) -> Account:
    """A unit's year. The plan's Review has actuals only for a unit that keeps no scorecard."""
    if plan is not None:
        targets = _spans(plan.rows["periods"], "target", _period_months(plan))
    else:
        targets = _spans(scorecard.rows["months"], "target", 1) if scorecard is not None else ()
    if scorecard is not None:
        actuals = _by_month(scorecard, targets)
    else:
        assert plan is not None
        actuals = _spans(plan.rows["review"], "actual", _period_months(plan))
    return Account(targets, actuals, holidays_of(plan or scorecard))


def of_person(plan: Extract | None, scorecard: Extract | None, person: Person, unit: Account) -> Account:
    """A person's year: the rows of the plan's Grid, and the own rows of the scorecard's Actuals."""
    member = person.member
    if plan is not None:
        targets = _together([_grid_row(plan, planned) for planned in person.planned])
    elif scorecard is not None and member is not None:
        key = name_key(member.values.get("member"))
        own = [row for row in scorecard.rows["commission"] if name_key(row.values.get("member")) == key]
        targets = _spans(own, "quota", 1)
    else:
        targets = ()
    sold: dict[float, float] = {}
    if scorecard is not None and member is not None:
        sold = _sums(scorecard, name_key(member.values.get("member")))
    actuals = tuple(Span(span.first, span.last, sold.get(span.first, 0.0)) for span in unit.actuals)
    return Account(targets, actuals if scorecard is not None and member is not None else (), unit.holidays)


def _together(rows: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Several rows of the Grid, period by period."""
    if len(rows) == 1:
        return rows[0]
    return tuple(
        Span(spans[0].first, spans[0].last, sum(span.amount or 0.0 for span in spans))
        for spans in zip(*(row for row in rows if row), strict=True)
    )


def _spans(rows: Iterable[Row], key: str, months: int) -> tuple[Span, ...]:
    """The amounts of a table's periods."""
    found = []
    for row in rows:
        first, amount = row.values.get("month"), row.values.get(key)
        if is_serial(first) and isinstance(first, float):
            found.append(_span(first, months, amount if isinstance(amount, float) else None))
    return tuple(sorted(found, key=lambda span: span.first))


def _span(first: float, months: int, amount: float | None) -> Span:
    return Span(first, serial_of(months_later(day_of(first), months)) - 1, amount)


def _by_month(scorecard: Extract, targets: tuple[Span, ...]) -> tuple[Span, ...]:
    """The year's months. One without any row is missing, unless there was nothing to be sold in it yet."""
    start = scorecard.fields.get("settings.year_start")
    if not is_serial(start) or not isinstance(start, float):
        return ()
    sold = _sums(scorecard)
    found = []
    for month in range(MONTHS_OF_YEAR):
        first = serial_of(months_later(day_of(start), month))
        span = _span(first, 1, sold.get(first))
        if span.amount is None and _nothing_due(span, targets):
            span = _span(first, 1, 0.0)
        found.append(span)
    last = max((span.first for span in found if span.first in sold), default=0.0)
    # Zeros after the last month that is filled in would say that months to come are known.
    return tuple(span if span.first <= last else Span(span.first, span.last, None) for span in found)


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
    return tuple(
        _span(first, _period_months(plan), amount)
        for first, amount in zip(months, grid.values[place], strict=False)
        if isinstance(first, float) and isinstance(amount, float)
    )


def _period_months(plan: Extract) -> int:
    return int(plan.number("settings.period_months") or 1)


def holidays_of(extract: Extract | None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The days off that a workbook lists, as serial numbers."""
    rows = extract.rows.get("holidays", []) if extract is not None else []
    days = [row.values.get("day") for row in rows]
    return np.array([day for day in days if isinstance(day, float)], dtype=np.float64)
