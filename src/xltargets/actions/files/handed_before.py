"""What a hand-out left behind it: what is as it left it needs not be read, or not be judged, again.

Kept in `.xltargets` beside the workbooks, as the hashes of all that a hand-out goes by. A missing note costs time only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from xltargets import __version__
from xltargets.validation.paths import expand
from xltargets.workbooks.safekeeping import OWN_FOLDER
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NOTE = "handed-out.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a hand-out has to know of a workbook before it reads it."""

    template: str
    unit_id: str
    unit: str
    year_start: float | None
    is_newest: bool
    is_accepted: bool = False
    """Whether it was accepted, or is what we wrote; nobody has typed in it since."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the last hand-out noted."""

    state: dict[str, object] = field(default_factory=dict)
    """All that it went by, where a further one would have changed nothing and told nothing."""
    handed: tuple[str, ...] = ()
    known: dict[str, Facts] = field(default_factory=dict)
    """By the hash of a workbook's bytes."""
    accepted: dict[str, object] = field(default_factory=dict)
    """The company plan that was accepted, and on which day."""


def state(plan: Path, folder: Path, now: float, language: str) -> dict[str, object]:
    """All that decides what a hand-out does: the program, the day, the company plan, and what lies in the folder."""
    files = {path.relative_to(folder).as_posix(): hash_of(path) for path in expand([str(folder)]).files}
    return {"version": __version__, "day": int(now), "language": language, "plan": hash_of(plan), "files": files}


def hash_of(path: Path) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def note_of(folder: Path) -> Note:
    """The note of the last hand-out of this version of the program; an empty one where there is none."""
    try:
        kept = json.loads((folder / OWN_FOLDER / NOTE).read_text(encoding="utf-8"))
        if kept["version"] != __version__:
            return Note()
        known = {name: Facts(**facts) for name, facts in kept["known"].items()}
        accepted = dict(kept.get("accepted", {}))
        return Note(dict(kept["state"]), tuple(map(str, kept["handed"])), known, accepted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Note()


def settled(folder: Path, note: Note, here: dict[str, object]) -> list[Path]:
    """The workbooks that the last hand-out wrote or left, if all is as it was after it; none otherwise."""
    files = here["files"]
    assert isinstance(files, dict)
    return [folder / name for name in note.handed if name in files] if note.state == here else []


def judged_by(here: Mapping[str, object]) -> dict[str, object]:
    """What decides whether a company plan is accepted: its bytes, and the day by which it is judged."""
    return {key: here[key] for key in ("plan", "day")}


def keep(
    folder: Path,
    here: Mapping[str, object],
    handed: Iterable[Path],
    known: Mapping[str, Facts],
    accepted: Mapping[str, object],
) -> None:
    """Note what is known of the workbooks and of the company plan that was `accepted`.

    By `here` and `handed` it notes that all is as the company plan says.
    """
    note = folder / OWN_FOLDER / NOTE
    note.parent.mkdir(exist_ok=True)
    names = [path.relative_to(folder).as_posix() for path in handed]
    facts = {name: asdict(one) for name, one in known.items()}
    noted = {"version": __version__, "state": here, "handed": names, "known": facts, "accepted": accepted}
    text = json.dumps(noted, indent=1)
    with file_beside(note) as partial:
        partial.write_text(text, encoding="utf-8")
        partial.replace(note)
