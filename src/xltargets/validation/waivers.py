"""Findings that somebody accepts for a reason: a file with one entry each, pinned to the finding's fingerprint.

```toml
[[waiver]]
file = "north.xlsx"
finding = "3f2a9c0d1e4b5a67"
reason = "The team has no history; agreed with Dana Fox."
until = 2026-12-31
```

`file` is a name or a pattern, `until` may be left out. A waiver without a reason is none.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase, Problem, system_reason
from xltargets.validation.settings import NO_TOML, UNREADABLE

if TYPE_CHECKING:
    from xltargets.validation.finding import Finding


class WaiverProblem(Problem):
    """A file of waivers that cannot be used: which entry, what was found, what is expected."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding that is accepted."""

    file: str
    """The name of the workbook, or a pattern for names."""
    finding: str
    """The fingerprint."""
    reason: str
    until: datetime.date | None = None
    """The last day on which it holds."""

    def covers(self, file: str, finding: Finding, day: datetime.date) -> bool:
        """Whether it accepts a finding in a workbook of this name on a day."""
        in_time = self.until is None or day <= self.until
        return in_time and self.finding == finding.fingerprint and fnmatchcase(file, self.file)


@dataclass(frozen=True, slots=True)
class Waivers:
    """All of one file."""

    entries: tuple[Waiver, ...] = ()

    def of(self, file: str) -> tuple[Waiver, ...]:
        """Those that mean a workbook of this name."""
        return tuple(one for one in self.entries if fnmatchcase(file, one.file))


NONE = Waivers()
_KEYS = {"file": str, "finding": str, "reason": str, "until": datetime.date}


def load(path: Path) -> Waivers:
    """Read a file of waivers. Anything wrong in it is a `WaiverProblem` that says where."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise WaiverProblem(UNREADABLE, path=str(path), reason=system_reason(problem)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise WaiverProblem(NO_TOML, path=str(path), reason=str(problem)) from None
    entries = document.pop("waiver", [])
    if document or not isinstance(entries, list):
        message = N_("{path}: expected entries [[waiver]] and nothing else; found {found}.")
        raise WaiverProblem(message, path=str(path), found=repr(sorted(document) or entries))
    return Waivers(tuple(_entry(path, number, one) for number, one in enumerate(entries, 1)))


def _entry(path: Path, number: int, given: Any) -> Waiver:
    where = Phrase(N_("{path}: waiver {number}"), path=str(path), number=number)
    if not isinstance(given, dict):
        raise WaiverProblem(N_("{where}: expected file, finding and reason."), where=where)
    for key, value in given.items():
        if key not in _KEYS:
            message = N_("{where}: there is no key {key}; expected {keys}.")
            raise WaiverProblem(message, where=where, key=repr(key), keys=tuple(_KEYS))
        if not isinstance(value, _KEYS[key]):
            message = N_("{where}: {key}: found {found}; expected {expected}.")
            raise WaiverProblem(message, where=where, key=key, found=repr(value), expected=_words(key))
    for key in ("file", "finding", "reason"):
        if not str(given.get(key, "")).strip():
            message = N_("{where}: {key} is missing; expected {expected}.")
            raise WaiverProblem(message, where=where, key=key, expected=_words(key))
    return Waiver(given["file"], given["finding"], given["reason"].strip(), given.get("until"))


def _words(key: str) -> Phrase:
    words = {
        "file": N_("the name of a workbook, or a pattern for names"),
        "finding": N_("the fingerprint of the finding, as --format json tells it"),
        "reason": N_("why the finding is accepted, in a sentence"),
        "until": N_("a day, such as 2026-12-31"),
    }
    return Phrase(words[key])
