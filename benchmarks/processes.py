"""Processes as a user has them: with the byte code that installing writes."""

from __future__ import annotations

import compileall
import os
import resource
from pathlib import Path

import xltargets


def as_installed() -> None:
    """Let the processes that a benchmark starts find byte code, as an installed package has it.

    Where the environment forbids writing any, each start would compile all of ours anew, and nothing of others'.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(Path(xltargets.__file__).parent, quiet=1)


def spent() -> float:
    """The computing time of all processes that were started and have ended, with theirs, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
