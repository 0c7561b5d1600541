"""What XLT_EXPLAIN asks: why a formula gives an error, among the cells of a workbook that a host has read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.workbooks.engine import evaluate_formula
from xltargets.workbooks.respelling import entered
from xltargets.workbooks.standing import reads_its_row, standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate
    from xltargets.hosts.wire.calls import Asker, Explain
    from xltargets.workbooks.contents import Contents

WHICH_ROW = N_("It reads its own row of a table: ask in the row of the cell that it is from.")


def among(contents: Contents, clock: Callable[[], float], *, as_shown: bool = False) -> Explain:
    """The sentence of a formula's error among these cells; on the first sheet, if its own is not known.

    With `as_shown` the values are those that a program shows now, and no formula but the asked one is worked out.
    """
    given = _values_of(contents) if as_shown else contents

    def explain(formula: str, asker: Asker, translate: Translate) -> str:
        sheet = asker.sheet if asker.sheet in contents.sheets else next(iter(contents.sheets))
        text = entered(formula.strip().removeprefix("="))
        at = standing(contents, text, sheet, asker.row)
        if at is None and reads_its_row(text):
            return translate(WHICH_ROW)
        return evaluate_formula(formula, given, sheet, clock, translate, at).message

    return explain


def _values_of(contents: Contents) -> Contents:
    sheets = {
        name: replace(sheet, cells={place: replace(cell, formula=None) for place, cell in sheet.cells.items()})
        for name, sheet in contents.sheets.items()
    }
    return replace(contents, sheets=sheets)
