"""What runs in a worker of a cluster: a batch of files, each within its limits, in a process that stays for more.

A file that kills the process costs itself, and not the worker with all that it has.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.fleets.edition import edition
from xltargets.validation.fleet import Crew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.errors import Phrase
    from xltargets.validation.fleet import Checker
    from xltargets.validation.limits import Limits

_IDLE = 60.0
"""So long a process stays for the next batch, in seconds."""


@dataclass(frozen=True)
class Placed:
    """A checker that understands paths as the client does."""

    checker: Checker[Any, Any]
    folder: str

    def check(self, file: Any) -> Any:
        """Check it, seen from the client's folder."""
        os.chdir(self.folder)
        return self.checker.check(file)

    def given_up(self, file: Any, reason: Phrase) -> Any:
        """As the checker says."""
        return self.checker.given_up(file, reason)


@dataclass(frozen=True)
class Job:
    """What holds for all batches of a run."""

    key: str
    checker: Placed
    limits: Limits
    edition: str


_RESTING: dict[str, list[tuple[float, Crew]]] = {}
"""In a worker: processes that wait for the next batch of a run."""
_LOCK = threading.Lock()


def check_batch(job: Job, batch: list[Any]) -> list[Any]:
    """What runs in a worker."""
    if edition() != job.edition:
        message = N_("A worker joined that has another xltargets ({there}; here {here}). Install the same everywhere.")
        raise Problem(message, there=edition(), here=job.edition)
    with _LOCK:
        resting = _RESTING.get(job.key)
        crew = resting.pop()[1] if resting else Crew(job.checker, job.limits, 1)
    try:
        with _may_start_processes():
            found = list(crew.answers(batch))
    except BaseException:
        crew.stop()
        raise
    with _LOCK:
        _RESTING.setdefault(job.key, []).append((time.monotonic(), crew))
    _tidy_later()
    return found


def _tidy_later() -> None:
    timer = threading.Timer(_IDLE + 1, tidy)
    timer.daemon = True
    timer.start()


def tidy(idle: float = _IDLE) -> None:
    """End the processes that have had nothing to do for so long."""
    now = time.monotonic()
    with _LOCK:
        over = [entry for resting in _RESTING.values() for entry in resting if now - entry[0] >= idle]
        for key, resting in list(_RESTING.items()):
            _RESTING[key] = [entry for entry in resting if entry not in over]
            if not _RESTING[key]:
                del _RESTING[key]
    for _since, crew in over:
        crew.stop()


@contextmanager
def _may_start_processes() -> Iterator[None]:
    """A worker of Dask is marked as one that has no children. Ours end with it: their pipe is closed then."""
    import multiprocessing

    marks: dict[str, Any] = getattr(multiprocessing.current_process(), "_config", {})
    if marks.get("daemon"):
        marks["daemon"] = False  # stays: other threads may be starting theirs
    yield
