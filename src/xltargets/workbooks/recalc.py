"""Recalculating somebody's workbook: new results into its cells, everything else as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.workbooks.contents import Cell
from xltargets.workbooks.engine import Unverified, evaluate
from xltargets.workbooks.formualizer_engine import Place
from xltargets.workbooks.patch import Constant, patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.sameness import same_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.workbooks.contents import Area, CellValue, Contents
    from xltargets.workbooks.package import Package
    from xltargets.workbooks.patch import Content


__all__ = ["Recalculation", "recalculate", "same_value"]


@dataclass(frozen=True, slots=True)
class Recalculation:
    """What a recalculation did."""

    computed: int
    """Formulas that were worked out."""
    changed: dict[Place, tuple[CellValue, CellValue]]
    """Cells whose stored value was another: before and after."""
    not_verified: dict[Place, Unverified]
    """Formulas that keep their stored value, and why."""


def recalculate(
    source: Path,
    target: Path,
    clock: Callable[[], float] | None = None,
    *,
    entered: Mapping[str, Mapping[tuple[int, int], CellValue]] | None = None,
    along: Callable[[Package], Mapping[str, bytes]] | None = None,
) -> Recalculation:
    """Write a copy of a workbook with every formula worked out anew. `target` may be the source itself.

    `entered` are values in place of whatever cells held, by sheet name and (row, column); `along` gives further parts
    to write, where any cell becomes another.
    Raises a `PackageProblem` for a file that cannot be read, an OSError for a target that cannot be written.
    """
    contents = _with_entered(read(source), entered or {})
    results = evaluate(contents, clock)
    changed: dict[Place, tuple[CellValue, CellValue]] = {}
    for place in sorted(results.differing):
        sheet, row, column = place
        changed[place] = (contents.sheets[sheet].value(row, column), results.values[place])
    values: dict[str, dict[tuple[int, int], Content]] = {
        sheet: {place: Constant(value) for place, value in cells.items() if place in contents.sheets[sheet].cells}
        for sheet, cells in (entered or {}).items()
    }
    for (sheet, row, column), (_before, after) in changed.items():
        values.setdefault(sheet, {})[row, column] = after
    spills: dict[str, dict[tuple[int, int], Area]] = {}
    for (sheet, row, column), area in results.spills.items():
        if area != contents.sheets[sheet].cells[row, column].spill:
            spills.setdefault(sheet, {})[row, column] = area
            # The anchor is written again for its new area, even if its own value is the same.
            values.setdefault(sheet, {})[row, column] = results.values[sheet, row, column]
    patch_values(contents, target, values, spills, along=along)
    computed = sum(
        place not in results.not_verified
        for sheet in contents.sheets.values()
        for place in ((sheet.name, *position) for position, cell in sheet.cells.items() if cell.formula is not None)
    )
    return Recalculation(computed, changed, results.not_verified)


def _with_entered(contents: Contents, entered: Mapping[str, Mapping[tuple[int, int], CellValue]]) -> Contents:
    """The workbook as it is read once these values are in it; a blank is nothing where there was no cell."""
    sheets = dict(contents.sheets)
    for name, values in entered.items():
        cells = dict(sheets[name].cells)
        for (row, column), value in values.items():
            before = cells.get((row, column))
            if before is not None or value is not None:
                is_date = before is not None and before.is_date
                held = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
                cells[row, column] = Cell(row, column, held, is_date=is_date)
        sheets[name] = replace(sheets[name], cells=cells)
    return replace(contents, sheets=sheets)
