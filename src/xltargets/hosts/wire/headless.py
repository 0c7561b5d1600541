"""A workbook file without any spreadsheet program: an action's outcome written into it, with a backup beside it."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.workbooks.growth import replace_rows
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate
from xltargets.workbooks.respelling import convert

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.registry import Outcome

PLAIN = "windows"
"""The spelling of files as xltargets writes them."""


def apply(outcome: Outcome, source: Path, target: Path, clock: Callable[[], float]) -> Path | None:
    """Write the outcome into a copy of the source, with every formula worked out anew; the target appears whole.

    A target that is there already is kept beside it as a backup, whose path is returned.
    """
    with tempfile.TemporaryDirectory(prefix=".xltargets-", dir=target.parent) as folder:
        working = Path(folder) / source.name
        shutil.copyfile(source, working)
        if outcome.rows:
            replace_rows(read(working), working, outcome.rows)
        if outcome.changes:
            patch_values(read(working), working, outcome.changes, over_formulas=True)
        if outcome.formulas:
            convert(working, working, PLAIN)
        recalculate(working, working, clock)
        backup = _backup(target) if target.exists() else None
        working.replace(target)
    return backup


def _backup(path: Path) -> Path:
    """A copy beside the file, with the time in its name; no earlier one is overwritten."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.stem}.backup-{stamp}{path.suffix}")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.stem}.backup-{stamp}-{number}{path.suffix}")
    shutil.copy2(path, backup)
    return backup
