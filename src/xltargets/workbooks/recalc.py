"""Recalculating somebody's workbook: new results into its cells, everything else as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.workbooks.engine import Unverified, evaluate
from xltargets.workbooks.formualizer_engine import Place
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.sameness import same_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.workbooks.contents import Area, CellValue


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


def recalculate(source: Path, target: Path, clock: Callable[[], float] | None = None) -> Recalculation:
    """Write a copy of a workbook with every formula worked out anew. `target` may be the source itself.

    Raises a `PackageProblem` for a file that cannot be read, an OSError for a target that cannot be written.
    """
    contents = read(source)
    results = evaluate(contents, clock)
    changed: dict[Place, tuple[CellValue, CellValue]] = {}
    for place in sorted(results.differing):
        sheet, row, column = place
        changed[place] = (contents.sheets[sheet].value(row, column), results.values[place])
    values: dict[str, dict[tuple[int, int], CellValue]] = {}
    for (sheet, row, column), (_before, after) in changed.items():
        values.setdefault(sheet, {})[row, column] = after
    spills: dict[str, dict[tuple[int, int], Area]] = {}
    for (sheet, row, column), area in results.spills.items():
        if area != contents.sheets[sheet].cells[row, column].spill:
            spills.setdefault(sheet, {})[row, column] = area
            # The anchor is written again for its new area, even if its own value is the same.
            values.setdefault(sheet, {})[row, column] = results.values[sheet, row, column]
    patch_values(contents, target, values, spills)
    computed = sum(
        place not in results.not_verified
        for sheet in contents.sheets.values()
        for place in ((sheet.name, *position) for position, cell in sheet.cells.items() if cell.formula is not None)
    )
    return Recalculation(computed, changed, results.not_verified)
