"""Before a workbook is written over: a copy of it is kept, and nobody has it open."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.workbooks.temporary import file_beside

OWN_FOLDER = ".xltargets"
"""Our folder beside people's workbooks. What is in it is never read as a submission."""


def keep(path: Path) -> Path:
    """Keep a copy as the file is now in `.xltargets/backup`, named by the time; no earlier one is overwritten."""
    folder = path.parent / OWN_FOLDER / "backup"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    backup, number = folder / f"{path.stem}.{stamp}{path.suffix}", 1
    while backup.exists():
        number += 1
        backup = folder / f"{path.stem}.{stamp}-{number}{path.suffix}"
    # A disk that is full must not leave half a copy that looks like a whole one.
    with file_beside(backup) as partial:
        shutil.copy2(path, partial)
        partial.replace(backup)
    return backup


def refuse_if_open(path: Path) -> None:
    """A `ValueProblem` where the file that Excel or LibreOffice puts beside an open workbook is there."""
    for name in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        if (path.parent / name).exists():
            raise ValueProblem(
                path.name,
                Phrase(N_("{lock} beside it, so it is open elsewhere"), lock=name),
                N_("expected a workbook that nobody has open; close it first"),
            )
