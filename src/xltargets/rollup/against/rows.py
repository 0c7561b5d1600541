"""XL566 to XL568: columns and rows that people stopped filling, and workbooks that nothing can be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.against.closed import APPROVAL, EFFECTIVE
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Choosable, When
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.rollup.against.given import Beside
    from xltargets.rollup.extraction import Row
    from xltargets.templates.schema import Column

_FEWEST = 3
"""Rows, new or of last time, that say something of a habit."""
_MOST, _ALL = 0.5, 0.9
"""The share of rows of last time that were filled in where people used to fill the column in, and did so at once."""


@rule("XL566", "column-no-longer-filled", Severity.WARNING, scope=Scope.AGAINST, since="0.4.0")
def column_no_longer_filled(beside: Beside) -> Iterator[Fault]:
    """People stopped filling in a column.

    What it does
        With --against, looks at columns that need not be filled in. Half of the rows or more had one filled in before,
        three at least, and now no row has; or nine in ten had, and none of three or more new rows has. Days on which
        something came to an end are not expected of new rows.

    Why it matters
        What is counted by the column falls without a word, and everybody thinks that it was so.

    Example
        All five opportunities of last month's file had an amount, and none of three new ones has.

    How to repair
        Fill it in; or say in a waiver that it is not needed any more.

    Safe repair
        None.
    """
    for table, columns in beside.tables:
        new = beside.new(table) if any(column.key for column in columns) else _added(beside, table)
        for column in columns:
            if not column.is_input or column.key or column.required or column.identifier in APPROVAL:
                continue
            assert beside.then is not None
            before = _filled(beside.then.rows[table], column)
            if len(before) < _FEWEST or len(before) < _MOST * len(beside.then.rows[table]):
                continue
            mine = beside.now.rows[table]
            none_left = len(mine) >= _FEWEST and not _filled(mine, column)
            comes_later = column.when is When.PAST
            is_habit = not comes_later and len(before) >= _ALL * len(beside.then.rows[table])
            none_new = len(new) >= _FEWEST and is_habit and not _filled(new, column)
            if none_left or none_new:
                rows = mine if none_left else new
                yield Fault(
                    beside.at(table, column, rows[0], "filled"),
                    N_("{label} is empty in all of these {count} rows; {before} of {all} had it in {source}.")
                    if none_left
                    else N_("{label} is empty in all of {count} new rows; {before} of {all} had it in {source}."),
                    N_("Fill it in, or say in a waiver that it is not needed any more."),
                    None,
                    None,
                    {
                        "label": beside.now.translate(column.label),
                        "count": len(rows),
                        "before": len(before),
                        "all": len(beside.then.rows[table]),
                        "source": beside.source_then(table, column, before),
                    },
                )


def _filled(rows: Sequence[Row], column: Column) -> list[Row]:
    return [row for row in rows if row.values.get(column.identifier) is not None]


def _added(beside: Beside, table: str) -> list[Row]:
    """The rows of a table without a key that stand below as many as there were last time."""
    assert beside.then is not None
    return beside.now.rows[table][len(beside.then.rows[table]) :]


@rule("XL567", "row-gone", Severity.WARNING, scope=Scope.AGAINST, since="0.4.0")
def row_gone(beside: Beside) -> Iterator[Fault]:
    """A row of last time is gone.

    What it does
        With --against, looks for each row of last time by its key, and people also by their Person ID. Words for
        drop-downs and rates are left out; rates have XL563.

    Why it matters
        Who left has a last day, a lost deal is lost, a risk that threatens no more is closed: those rows stay, and
        figures of the year rest on them. What is deleted is in no figure, also not in those of the past.

    Example
        Opportunity O-5 was in last month's file, and is not here.

    How to repair
        Bring the row back, and enter how it ended; or keep it deleted if it was one too many.

    Safe repair
        None: its cells can be read in the earlier file.
    """
    for table, columns in beside.tables:
        keys = [column for column in columns if column.key]
        declared = TEMPLATES[beside.now.template].tables[table]
        is_typed = any(column.is_input for column in keys)
        if not is_typed or issubclass(declared, Choosable) or EFFECTIVE in {column.identifier for column in columns}:
            continue
        here = {beside.key_of(table, row) for row in beside.now.rows[table]}
        for row in beside.gone(table):
            key = beside.key_of(table, row)
            if key and key not in here and any(row.values.get(column.identifier) for column in keys if column.required):
                yield Fault(
                    beside.at(table, keys[0], None, key),
                    N_("{row} is gone; it stood in {source}."),
                    N_("Bring the row back and enter how it ended, or keep it deleted if it was one too many."),
                    None,
                    key,
                    {"row": key, "source": beside.source_then(table, keys[0], [row])},
                )


@rule("XL568", "nothing-before", Severity.INFO, scope=Scope.AGAINST, since="0.4.0")
def nothing_before(beside: Beside) -> Iterator[Fault]:
    """Nothing of the same unit and year was handed in last time.

    What it does
        With --against, looks in the folder for a workbook of the same kind, the same unit, by its Unit ID where both
        have one, and the same year.

    Why it matters
        Nothing was compared, so that nothing is known of what changed.

    Example
        North's plan is the first one of the year.

    How to repair
        Nothing, if it is new; otherwise name the folder in which the earlier one is, or correct the unit in Settings.

    Safe repair
        None.
    """
    if beside.then is None:
        yield Fault(
            Location(row_key="last time"),
            N_("No earlier workbook of {unit} was found to compare with."),
            N_("If there is one, see that its unit, Unit ID and year are the same, and that it can be read."),
            values={"unit": beside.now.text("settings.unit") or "–"},
        )
