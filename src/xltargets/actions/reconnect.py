"""Formulas of ours entered again where a spreadsheet program did not know the functions when it opened the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, CellError, Phrase
from xltargets.functions import FUNCTIONS
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.respelling import entered

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents

UNKNOWN = CellError("#NAME?")


def run(contents: Contents | None, _request: Request) -> Outcome:
    """The button: every formula with a function of ours in a sheet that shows `#NAME?` somewhere.

    All of them, because what refers to an unknown function may hide it behind an IFERROR.
    """
    assert contents is not None
    formulas: dict[str, dict[tuple[int, int], str]] = {}
    broken = 0
    for name, sheet in contents.sheets.items():
        ours = {
            place: entered(cell.formula)
            for place, cell in sheet.cells.items()
            if cell.formula is not None and functions_used(cell.formula) & FUNCTIONS.keys()
        }
        unknown = sum(sheet.cells[place].value == UNKNOWN for place in ours)
        broken += unknown
        if unknown:
            formulas[name] = ours
    if not formulas:
        return Outcome(Phrase(N_("No formula of xlTargets shows #NAME? here.")))
    count = sum(map(len, formulas.values()))
    message = N_("{broken} formulas showed #NAME?; {count} were entered again.")
    return Outcome(Phrase(message, broken=broken, count=count), formulas=formulas)
