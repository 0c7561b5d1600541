"""XL3: cells that a refresh fills, and that nobody types in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.spine.loaded import Records, fingerprint, is_whole, rows_there, single_cells
from xltargets.templates.loaded import TABLE
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.location import Location
from xltargets.views.reading import NUMERIC
from xltargets.views.showing import written

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot


@rule("XL412", "typed-over-loaded", Severity.WARNING)
def typed_over_loaded(submission: Submission) -> Iterator[Fault]:
    """A cell that a refresh fills holds something else than was loaded.

    What it does
        Compares the cells and tables that nobody types in with the sheet Loaded, which says what a refresh put there.

    Why it matters
        The figure belongs to another workbook. What is typed over it is in this one alone, and the next refresh takes
        it away.

    Example
        In the plan's What lies ahead, the weighted pipeline is 900,000, and the CRM log's is 567,700.

    How to repair
        Refresh the workbook: xltargets refresh plan.xlsx, or the button. Correct the figure in the workbook that it
        comes from.

    Safe repair
        Yes: a refresh puts it right.
    """
    view = submission.view
    if TABLE not in view.tables:
        return
    lines = Records.of(view).before
    for slot, key in single_cells(view):
        value = None if slot.value == "" else slot.value
        line = lines.get(key)
        loaded = "" if line is None else line.value
        if written(slot.column, value) != loaded or slot.formula is not None:
            yield Fault(
                slot.at,
                N_("{label} is {found}; {expected} was loaded."),
                N_("Refresh the workbook; correct the figure where it comes from."),
                value if slot.formula is None else "=" + slot.formula,
                _figure(slot, loaded),
                {"label": slot.label},
            )
    for table in view.tables.values():
        if is_whole(table) and table.declared.name != TABLE:
            title = view.translate(table.declared.title)
            line = lines.get((title, ""))
            if (line.value if line is not None else "") != _held(table):
                yield Fault(
                    Location(table.sheet.name, table.declared.name, cell=str(table.area)),
                    N_("{label} was changed by hand; its rows are loaded from another workbook."),
                    N_("Refresh the workbook; correct the figures where they come from."),
                    values={"label": title},
                )


def _figure(slot: Slot, loaded: str) -> object:
    """What was loaded into a cell, as the number that it is where the column has numbers."""
    try:
        return float(loaded) if slot.column.kind in NUMERIC else loaded or None
    except ValueError:
        return loaded or None


def _held(table: BoundTable) -> str:
    rows = rows_there(table)
    return fingerprint([column for column in table.columns if column.loaded], rows) if rows else ""
