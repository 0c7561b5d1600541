"""XL562, XL563: what was settled last time and is another now: months that were over, rates that were in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.against.given import figures, month_of, number
from xltargets.rollup.year_kinds import kind_of
from xltargets.templates.schema import Kind
from xltargets.templates.year_kinds import PATTERN_OF
from xltargets.units.days import day_of, is_serial, months_later, serial_of
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.showing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.against.given import Beside
    from xltargets.rollup.extraction import Row
    from xltargets.templates.schema import Column

CORRECT = N_("Enter it again as it was; if it is a correction, say so in a waiver with its reason.")
EFFECTIVE = "effective"
"""The column of a table of rates that says from when a row holds."""
APPROVAL = ("approved_by", "approved_on")


@rule("XL562", "past-month-changed", Severity.ERROR, scope=Scope.AGAINST, since="0.4.0")
def closed_figure_changed(beside: Beside) -> Iterator[Fault]:
    """A figure of a month that was over last time is another now.

    What it does
        With --against, compares each figure that people fill in by month with the one of last time, where the month was
        over then: the file had been saved after its end, or a later month had a figure already. A blank that was filled
        in since is no change.

    Why it matters
        People were paid by the figure of then, and the company's figures hold it. Nobody looks at a closed month again.

    Example
        The actual of Ann Lee in January was 50 in last month's file, and is 20 now.

    How to repair
        Enter the figure again as it was, or have the correction accepted by a waiver with its reason.

    Safe repair
        None: which of the two is right is not known.
    """
    for table, columns in beside.tables:
        month = month_of(columns)
        if month is None:
            continue
        for column in figures(columns):
            is_over = _over(beside, table, month, column)
            for now, then in beside.pairs(table):
                before = number(then, column)
                if before is None or not is_over(then) or now.values.get(column.identifier) == before:
                    continue
                message = N_("{label} of {row} is {mine}; it was {theirs} in {source}, when the month was over.")
                yield beside.fault(message, CORRECT, table, column, now, then)


class _over:  # noqa: N801  (it is called as a function is)
    """Whether the month of a row was over last time."""

    def __init__(self, beside: Beside, table: str, month: Column, column: Column) -> None:
        assert beside.then is not None
        self.month = month
        self.of_weeks = kind_of(beside.then) in PATTERN_OF
        self.length = int(beside.then.number("settings.period_months") or 1)
        self.saved = beside.saved or 0.0
        rows = beside.then.rows[table]
        days = [day for row in rows if number(row, column) is not None and (day := number(row, month)) is not None]
        self.last = max(days, default=0.0)

    def __call__(self, row: Row) -> bool:
        day = number(row, self.month)
        if day is None or not is_serial(day):
            return False
        if self.of_weeks:  # its last day is not told by the month of its name
            return day < self.last
        return day < self.last or serial_of(months_later(day_of(day), self.length)) <= self.saved


@rule("XL563", "past-rate-changed", Severity.ERROR, scope=Scope.AGAINST, since="0.4.0")
def past_rate_changed(beside: Beside) -> Iterator[Fault]:
    """A rate of a day that was past last time is another now.

    What it does
        With --against, compares the rows of tables of rates whose day of effect was not after the day on which the
        earlier file was saved. An approval that was entered since is no change.

    Why it matters
        What was paid by the old rate cannot be worked out again, and members find another pay for a month that they
        have been paid for.

    Example
        The rate of the tier from 100 % of 1 January was 8 % in last month's file, and is 6 % now.

    How to repair
        Enter the rate again as it was. A new rate gets a new row with a later day of effect.

    Safe repair
        None.
    """
    repair = N_("Enter it again as it was; a new rate gets a new row with a later day of effect.")
    for table, columns in beside.tables:
        held = {column.identifier: column for column in columns}
        effective = held.get(EFFECTIVE)
        if effective is None or effective.kind is not Kind.DATE or not set(APPROVAL) <= held.keys():
            continue
        for mine, theirs in _by_day(beside, table, effective):
            if len(mine) != len(theirs):
                yield _other_rows(beside, table, effective, mine, theirs, repair)
                continue
            for now, then in zip(mine, theirs, strict=True):
                for column in columns:
                    before = then.values.get(column.identifier)
                    entered = column.identifier in APPROVAL and before is None
                    if column.is_input and not entered and now.values.get(column.identifier) != before:
                        message = N_("{label} of {day} is {mine}; it was {theirs} in {source}, and held already.")
                        day = shown(effective.kind, then.values.get(EFFECTIVE))
                        yield beside.fault(message, repair, table, column, now, then, day=day)


def _by_day(beside: Beside, table: str, effective: Column) -> Iterator[tuple[list[Row], list[Row]]]:
    """The rows of now and then of each day of effect that was past then."""
    assert beside.then is not None
    saved = beside.saved or 0.0
    days: dict[float, tuple[list[Row], list[Row]]] = {}
    for place, rows in enumerate((beside.now.rows[table], beside.then.rows[table])):
        for row in rows:
            day = number(row, effective)
            if day is not None and day <= saved:
                days.setdefault(day, ([], []))[place].append(row)
    yield from days.values()


def _other_rows(
    beside: Beside, table: str, effective: Column, mine: list[Row], theirs: list[Row], repair: str
) -> Fault:
    """A row more or less for a day of effect that was past."""
    day = shown(effective.kind, (mine or theirs)[0].values.get(EFFECTIVE))
    at = beside.at(table, effective, mine[-1] if mine else None, day)
    if theirs:
        message = N_("{day} has {count} {count:row|rows} of rates; it had {before} in {source}, and held already.")
        source = beside.source_then(table, effective, theirs)
    else:
        message = N_("{day} has {count} {count:row|rows} of rates, and had none last time, when that day was past.")
        source = ""
    values = {"day": day, "count": len(mine), "before": len(theirs), "source": source}
    return Fault(at, message, repair, len(mine), len(theirs), values)
