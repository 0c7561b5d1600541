"""Findings that are known already: an earlier report, so that only what is new is told."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from xltargets.errors import N_, Problem, system_reason
from xltargets.validation.settings import UNREADABLE

Known = frozenset[tuple[str, str]]
"""File name and fingerprint of each known finding."""


NOTHING: Known = frozenset()


class BaselineProblem(Problem):
    """A baseline that is no report of ours."""


def load(path: Path) -> Known:
    """Read a report written by `--format json`. The folder of a file may have changed since, its name not."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(
            (PurePath(file["file"]).name, finding["fingerprint"])
            for file in document["files"]
            for finding in file["findings"]
        )
    except OSError as problem:
        raise BaselineProblem(UNREADABLE, path=str(path), reason=system_reason(problem)) from None
    except (ValueError, KeyError, TypeError):
        message = N_('{path}: is no report; expected what "xltargets validate ... --format json" wrote.')
        raise BaselineProblem(message, path=str(path)) from None
