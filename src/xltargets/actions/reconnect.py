"""Formulas of ours entered again where a spreadsheet program did not know the functions when it opened the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, CellError, Phrase
from xltargets.functions import FUNCTIONS
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.respelling import entered, respell

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Cell, Contents

UNKNOWN = CellError("#NAME?")
ENTERED_AGAIN = N_("{count} {count:formula|formulas} of xlTargets {count:was|were} entered again.")


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: every formula with a function of ours in a sheet that shows `#NAME?` somewhere.

    All of them, because what refers to an unknown function may hide it behind an IFERROR. Where the host spells the
    functions that it knows in a way of its own, all others are unknown to it, whatever result is stored with them.
    """
    assert contents is not None
    formulas: dict[str, dict[tuple[int, int], str]] = {}
    broken = 0
    for name, sheet in contents.sheets.items():
        ours = {
            place: cell
            for place, cell in sheet.cells.items()
            if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys()
        }
        unknown = sum(_is_unknown(cell, request.known_as) for cell in ours.values())
        broken += unknown
        if unknown:
            formulas[name] = {place: entered(cell.formula or "") for place, cell in ours.items()}
    if not formulas:
        return Outcome(Phrase(N_("No formula of xlTargets shows #NAME? here.")))
    count = sum(map(len, formulas.values()))
    message = N_("{broken} {broken:formula|formulas} showed #NAME?; {count} {count:was|were} entered again.")
    return Outcome(
        Phrase(ENTERED_AGAIN if request.known_as else message, broken=broken, count=count), formulas=formulas
    )


def _is_unknown(cell: Cell, known_as: str | None) -> bool:
    if cell.value == UNKNOWN:
        return True
    return known_as is not None and cell.formula is not None and respell(cell.formula, known_as) != cell.formula
