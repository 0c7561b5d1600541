"""A workbook file without any spreadsheet program: an action's outcome written into it, with a backup kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.actions.files.writes import ORDER, plan
from xltargets.errors import in_english
from xltargets.workbooks.growth import replace_rows
from xltargets.workbooks.package import are_same
from xltargets.workbooks.patch import Constant, Formula, Gone, patch_values
from xltargets.workbooks.properties import stamp, stamped
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate
from xltargets.workbooks.respelling import convert, entered
from xltargets.workbooks.safekeeping import keep, refuse_if_open
from xltargets.workbooks.temporary import folder_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.registry import Outcome
    from xltargets.workbooks.patch import Content, Position

PLAIN = "windows"
"""The spelling of files as xltargets writes them."""
_OTHERS = (Formula, Constant, Gone)


def apply(outcome: Outcome, source: Path, target: Path, clock: Callable[[], float]) -> Path | None:
    """Write the outcome into a copy of the source, with every formula worked out anew; the target appears whole.

    A target that is there already is kept as a backup (`workbooks.safekeeping`), whose path is returned. A file that is
    as it should be already is not written, so that nothing seems to have changed.
    """
    refuse_if_open(target)
    plan(read(source), outcome, in_english)  # refuses what every other host refuses
    with folder_beside(target) as folder:
        working = folder / source.name
        if _is_of_values(outcome):
            recalculate(source, working, clock, entered=outcome.changes, along=lambda package: stamped(package, clock))
            is_same = are_same(working, source)
        else:
            shutil.copyfile(source, working)
            for step in ORDER:
                _WRITES[step](outcome, working)
            recalculate(working, working, clock)
            is_same = are_same(working, source)
            if not is_same:
                stamp(working, clock)
        if is_same and target.exists() and target.samefile(source):
            return None
        backup = keep(target) if target.exists() else None
        working.replace(target)
    return backup


def _is_of_values(outcome: Outcome) -> bool:
    """Whether all of it is values in cells, which are written together with what they change."""
    cells = (value for sheet in outcome.changes.values() for value in sheet.values())
    return not outcome.rows and not outcome.formulas and not any(isinstance(one, _OTHERS) for one in cells)


def _write_tables(outcome: Outcome, working: Path) -> None:
    if outcome.rows:
        replace_rows(read(working), working, outcome.rows)


def _write_changes(outcome: Outcome, working: Path) -> None:
    if outcome.changes:
        patch_values(read(working), working, outcome.changes, over_formulas=True)


def _write_formulas(outcome: Outcome, working: Path) -> None:
    """Formulas that are there are only respelled, so that they keep what a file knows of them besides."""
    if not outcome.formulas:
        return
    convert(working, working, PLAIN)
    contents = read(working)
    new: dict[str, dict[Position, Content]] = {}
    for sheet, formulas in outcome.formulas.items():
        for place, text in formulas.items():
            cell = contents.sheets[sheet].cells.get(place)
            if cell is None or cell.formula is None or entered(cell.formula) != text:
                new.setdefault(sheet, {})[place] = Formula(text)
    if new:
        patch_values(contents, working, new, over_formulas=True)


_WRITES: dict[str, Callable[[Outcome, Path], None]] = {
    "tables": _write_tables,
    "changes": _write_changes,
    "formulas": _write_formulas,
}
