"""What a hand-out left behind it: where nothing has changed since, no workbook needs to be read again.

Kept in `.xltargets` beside the workbooks, as the hashes of all that a hand-out goes by. A wrong or missing note costs
time only.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from xltargets import __version__
from xltargets.validation.paths import expand
from xltargets.workbooks.safekeeping import OWN_FOLDER
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "handed-out.json"


def state(plan: Path, folder: Path, now: float, language: str) -> dict[str, object]:
    """All that decides what a hand-out does: the program, the day, the company plan, and what lies in the folder."""
    files = {path.relative_to(folder).as_posix(): _hash(path) for path in expand([str(folder)]).files}
    return {"version": __version__, "day": int(now), "language": language, "plan": _hash(plan), "files": files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def settled(folder: Path, here: dict[str, object]) -> list[Path]:
    """The workbooks that the last hand-out wrote or left, if all is as it was after it; none otherwise."""
    try:
        kept = json.loads((folder / OWN_FOLDER / NOTE).read_text(encoding="utf-8"))
        if kept["state"] != here:
            return []
        return [folder / name for name in kept["handed"] if name in kept["state"]["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def settle(folder: Path, here: dict[str, object], handed: list[Path]) -> None:
    """Note that the folder is as the company plan says."""
    note = folder / OWN_FOLDER / NOTE
    note.parent.mkdir(exist_ok=True)
    text = json.dumps({"state": here, "handed": [path.relative_to(folder).as_posix() for path in handed]}, indent=1)
    with file_beside(note) as partial:
        partial.write_text(text, encoding="utf-8")
        partial.replace(note)
