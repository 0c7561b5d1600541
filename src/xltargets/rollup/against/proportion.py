"""XL565: figures and sums that are ten times or half of what they were last time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.against.closed import EFFECTIVE
from xltargets.rollup.against.given import figures, month_of, number
from xltargets.templates.schema import Kind
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.showing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.against.given import Beside
    from xltargets.rollup.extraction import Row
    from xltargets.templates.schema import Column

_MANY, _FEW = 10.0, 0.1
"""So many times as much as before, or as little of it, is a slip of the comma."""
_HALF = 0.5
_FEWEST = 3
"""Figures that a column must have had for its sum to say anything."""


@rule("XL565", "out-of-proportion", Severity.WARNING, scope=Scope.AGAINST, since="0.4.0")
def out_of_proportion(beside: Beside) -> Iterator[Fault]:
    """A figure is ten times what it was last time, or a column comes to half of it.

    What it does
        With --against, compares each amount, number and count with that in the same row of last time, and the sum of
        each column of amounts with its sum of then. Told are figures of ten times or a tenth, sums of ten times, and
        sums of half or less. Rows of months have XL562, and rates XL563.

    Why it matters
        A zero too many or too few, amounts in thousands, or rows that got lost look like figures.

    Example
        The amounts of all opportunities came to 440 in last month's file, and come to 200 now.

    How to repair
        Look for a zero too many or too few, another unit, or rows that are missing; or keep it if it is so.

    Safe repair
        None.
    """
    for table, columns in beside.tables:
        if EFFECTIVE in {column.identifier for column in columns}:
            continue
        for column in figures(columns):
            told = [] if month_of(columns) is not None else list(_figures(beside, table, column))
            if not told and column.kind is Kind.AMOUNT:
                told = list(_sum(beside, table, column))
            yield from told


def _figures(beside: Beside, table: str, column: Column) -> Iterator[Fault]:
    repair = N_("Look for a zero too many or too few, or keep it if it is so.")
    for now, then in beside.pairs(table):
        mine, theirs = number(now, column), number(then, column)
        if mine and theirs and not _FEW < mine / theirs < _MANY:
            message = N_("{label} of {row} is {mine}; it was {theirs} in {source}.")
            yield beside.fault(message, repair, table, column, now, then)


def _sum(beside: Beside, table: str, column: Column) -> Iterator[Fault]:
    assert beside.then is not None
    then = [row for row in beside.then.rows[table] if number(row, column) is not None]
    now = [row for row in beside.now.rows[table] if number(row, column) is not None]
    mine, theirs = _total(now, column), _total(then, column)
    if len(then) < _FEWEST or not theirs or _HALF < mine / theirs < _MANY:
        return
    first = beside.at(table, column, now[0] if now else None, "sum")
    yield Fault(
        first,
        N_("{label} comes to {mine} in all; it came to {theirs} in {source}."),
        N_("Look for another unit, a zero too many or too few, and rows that are missing; or keep it if it is so."),
        mine,
        theirs,
        {
            "label": beside.now.translate(column.label),
            "mine": shown(column.kind, mine),
            "theirs": shown(column.kind, theirs),
            "source": beside.source_then(table, column, then),
        },
    )


def _total(rows: list[Row], column: Column) -> float:
    return math.fsum(value for row in rows if (value := number(row, column)) is not None)
