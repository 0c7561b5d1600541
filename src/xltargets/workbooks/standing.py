"""Where a formula stands that is given as text, as FORMULATEXT gives it: what it means may depend on its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.workbooks.formulas import canonical
from xltargets.workbooks.rewriting import own_table
from xltargets.workbooks.structured import parse_structured
from xltargets.workbooks.tokens import Kind, tokens

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents


def standing(contents: Contents, formula: str, sheet: str, row: int | None) -> tuple[int, int] | None:
    """The cell of a sheet that has this formula: in the row from which it is asked for, else the only one.

    None if there is none, or if several could be meant.
    """
    found: list[tuple[int, int]] = []
    known: dict[tuple[str, str | None], bool] = {}
    for place, cell in contents.sheets[sheet].cells.items():
        if cell.formula is None:
            continue
        table = own_table(contents, cell.formula, sheet, *place) or own_table(contents, formula, sheet, *place)
        if (cell.formula, table) not in known:
            known[cell.formula, table] = canonical(cell.formula, table) == canonical(formula, table)
        if known[cell.formula, table]:
            found.append(place)
    beside = [place for place in found if place[0] == row]
    if beside:
        return beside[0]
    return found[0] if len(found) == 1 else None


def reads_its_row(formula: str) -> bool:
    """Whether a formula reads the row of the table that it stands in.

    >>> reads_its_row("SUM(periods[Weight])"), reads_its_row("[@Weight]*2")
    (False, True)
    """
    structured = [parse_structured(piece.text) for piece in tokens(formula) if piece.kind is Kind.STRUCTURED]
    return any(one.table is None or one.part == "#this row" for one in structured)
