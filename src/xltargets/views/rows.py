"""What is asked of tables: rows in use, the codes of words, numbers that can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.views.columns import TEXT, places_of
from xltargets.views.reading import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.templates.schema import Column
    from xltargets.views.columns import Mask, TypedColumn
    from xltargets.views.slots import BoundTable, Heading, Slot
    from xltargets.views.view import View


def rows_with(view: View, *wanted: Column) -> Iterator[tuple[BoundTable, int]]:
    """The rows in use of the table that these columns belong to, if it has all of them."""
    table = view.tables.get(wanted[0].table)
    if table is not None and {one.identifier for one in wanted} <= table.column_index.keys():
        for row in table.rows_in_use:
            yield table, row


def rows_where(view: View, suspects: Callable[..., Mask], *wanted: Column) -> Iterator[tuple[BoundTable, int]]:
    """The same, but only the rows that `suspects` marks, given the table and what each of these columns holds.

    These are all that can be at fault, and may be more. A rule that looks at few of them one by one
    costs nothing where nothing is wrong.
    """
    for table in (view.tables.get(wanted[0].table),):
        if table is None or not {one.identifier for one in wanted} <= table.column_index.keys():
            return
        marked = suspects(table, *(table.column(one.identifier) for one in wanted)) & table.in_use
        for position in marked.nonzero()[0].tolist():
            yield table, position + table.rows.start


def has_code(heading: Heading, held: TypedColumn, *codes: str) -> Mask:
    """Where a cell shows a word of one of these codes."""
    return places_of(held, TEXT, lambda text: heading.code_of(text) in codes)


def code_in(slot: Slot) -> str:
    """The stable code of the word that a cell shows, \"\" if it shows none."""
    return slot.heading.code_of(slot.value) if isinstance(slot.value, str) else ""


def number_in(slot: Slot | None) -> float | None:
    """What a cell holds as a number; None where it holds none, one that another rule tells of, or is not there."""
    if slot is None or (slot.column.is_input and slot.reading.verdict is not Verdict.FITS):
        return None
    return slot.value if isinstance(slot.value, float) else None


def is_empty(slot: Slot) -> bool:
    """Whether nothing is filled in."""
    return slot.reading.verdict is Verdict.EMPTY
