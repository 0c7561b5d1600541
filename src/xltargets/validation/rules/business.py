"""XL5: what the figures say together, as the columns' declared checks have it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Ascending, Before, Check, SumsTo
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.reading import Verdict
from xltargets.views.tracing import Cells
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot

Declared = TypeVar("Declared", SumsTo, Ascending, Before)


@rule("XL501", "sum-mismatch", Severity.ERROR)
def sum_mismatch(submission: Submission) -> Iterator[Fault]:
    """The parts do not sum to their whole.

    What it does
        Adds up each column that is declared to sum to a setting or to a fixed number, and compares.

    Why it matters
        If the months come to less than the year's target, everybody can reach their part and the year is missed.

    Example
        The monthly targets of Periods come to 99,000, and the total target in Settings is 100,000.

    How to repair
        Look for the part that was typed over, and let the formula split the total again.

    Safe repair
        None.
    """
    wrong: dict[str, Fault] = {}
    cells: dict[str, list[Slot]] = {}
    for slots, check in _checked(submission, SumsTo):
        whole = _number_of(submission, check.total)
        parts = [number for slot in slots if (number := _number(slot)) is not None]
        if whole is None or not slots or len(parts) < len(slots):
            continue
        total = math.fsum(parts)
        if not math.isclose(total, whole, rel_tol=1e-9, abs_tol=check.tolerance):
            column = str(slots[0].column)
            cells[column] = slots
            wrong[column] = _mismatch(slots, total, whole)
    for column, fault in wrong.items():
        # A column that only repeats the parts of another is as wrong as that one, and not told again.
        others = Cells(slot.place for other in cells if other != column for slot in cells[other])
        if not any(submission.view.readings.read_by(slot.place, others) for slot in cells[column]):
            yield fault


def _mismatch(slots: list[Slot], total: float, whole: float) -> Fault:
    first = slots[0]
    area = Area(first.row, first.column_index, slots[-1].row, first.column_index)
    side = Phrase(N_("missing")) if total < whole else Phrase(N_("too much"))
    return Fault(
        replace(first.at, row_key=None, cell=str(area)),
        N_("{label} sums to {found}; expected {expected}, so {difference} is {side}."),
        N_("Correct the parts, so that they come to the whole.")
        if first.column.is_input
        else N_("Look for a part that was typed over, and let the formula split the total again."),
        total,
        whole,
        {"label": first.label, "difference": abs(total - whole), "side": side},
    )


@rule("XL502", "not-ascending", Severity.ERROR)
def not_ascending(submission: Submission) -> Iterator[Fault]:
    """A column that must rise from row to row does not.

    What it does
        Compares each row of such a column with the one above, which must be less. Two rows of one month or name are
        told by XL306.

    Why it matters
        Splits, pace and charts take the rows in their order. A month out of its place gets another month's weight, and
        of two rows that begin on one day nobody can say which holds.

    Example
        In a table of months, March stands above February.

    How to repair
        Put the rows in order, smallest first.

    Safe repair
        None: sorting would move the other columns with it.
    """
    for slots, _check in _checked(submission, Ascending):
        for above, slot in pairwise(slots):
            one, two = _number(above), _number(slot)
            if one is not None and two is not None and (two < one or (two == one and not slot.column.key)):
                yield Fault(
                    slot.at,
                    N_("{label} is {shown}, less than {above} in the row above.")
                    if two < one
                    else N_("{label} is {shown}, the same as in the row above."),
                    N_("Put the rows in order.") if two < one else N_("Delete one of the two, or correct it."),
                    slot.value,
                    Phrase(N_("more than {above}"), above=above.shown),
                    {"label": slot.label, "shown": slot.shown, "above": above.shown},
                )


@rule("XL503", "not-before", Severity.ERROR)
def not_before(submission: Submission) -> Iterator[Fault]:
    """A date lies after the one that it must come before.

    What it does
        Compares the two dates in each row: a start with its due date.

    Why it matters
        A task that is due before it starts has no length, and no pace can be worked out for it.

    Example
        A start of 1 March with a due date of 1 February.

    How to repair
        Correct the one that is wrong.

    Safe repair
        None.
    """
    for slots, check in _checked(submission, Before):
        table = submission.view.tables[slots[0].column.table]
        if check.column not in table.column_index:
            continue
        for slot in slots:
            other = table.slot(table.declared[check.column], slot.row)
            one, two = _number(slot), _number(other)
            if one is not None and two is not None and one >= two:
                yield Fault(
                    slot.at,
                    N_("{label} is {shown}, not before {other_label}, {other}."),
                    N_("Correct the one that is wrong."),
                    slot.value,
                    Phrase(N_("before {other}"), other=other.shown),
                    {"label": slot.label, "shown": slot.shown, "other_label": other.label, "other": other.shown},
                )


def _checked(submission: Submission, kind: type[Declared]) -> Iterator[tuple[list[Slot], Declared]]:
    """The cells, in the rows in use, of each column that declares a check of this kind."""
    for table in submission.view.tables.values():
        for column in table.columns:
            declared: tuple[Check, ...] = column.checks + column.judged
            for check in declared:
                if isinstance(check, kind) and table.rows_in_use:
                    yield [table.slot(column, row) for row in table.rows_in_use], check


def _number(slot: Slot) -> float | None:
    """What a cell holds as a number; None where it holds none, or one that another rule tells of."""
    if slot.column.is_input and slot.reading.verdict is not Verdict.FITS:
        return None
    value = slot.value
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _number_of(submission: Submission, total: str | float) -> float | None:
    """The whole: a number, or what a setting holds; None where that is no number."""
    if isinstance(total, str):
        slot = submission.view.fields.get(total)
        return _number(slot) if slot else None
    return float(total)
