"""What is asked of tables: rows in use, the codes of words, numbers that can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.views.reading import Verdict

if TYPE_CHECKING:
    from xltargets.templates.schema import Column
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View


def rows_with(view: View, *wanted: Column) -> Iterator[tuple[BoundTable, int]]:
    """The rows in use of the table that these columns belong to, if it has all of them."""
    table = view.tables.get(wanted[0].table)
    if table is not None and {one.identifier for one in wanted} <= table.column_index.keys():
        for row in table.rows_in_use:
            yield table, row


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
