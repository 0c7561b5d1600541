"""What holds where a command was typed: the process is its own, and nothing else runs in it."""

from __future__ import annotations

import os
import sys


def is_ours_alone() -> bool:
    """Whether this is a process of ours alone: not a test, and not a host that called a command."""
    try:
        return sys.stdout.fileno() == 1 and sys.stderr.fileno() == 2
    except (OSError, ValueError, AttributeError):
        return False


def one_thread_for_numpy() -> None:
    """Let NumPy begin no threads, unless the person wants some.

    They only help to multiply large matrices, which nothing here does; beginning them is a quarter of what NumPy takes
    to load, and a process that has none can be copied for a worker.
    """
    if is_ours_alone():
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
