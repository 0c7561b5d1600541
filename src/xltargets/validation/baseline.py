"""Findings that are known already: an earlier report, so that only what is new is told."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

Known = frozenset[tuple[str, str]]
"""File name and fingerprint of each known finding."""


NOTHING: Known = frozenset()


class BaselineProblem(Exception):  # noqa: N818  (a problem of the input, not of the program)
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
        raise BaselineProblem(f"{path}: cannot be read: {problem.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise BaselineProblem(
            f'{path}: is no report; expected what "xltargets validate ... --format json" wrote.'
        ) from None
