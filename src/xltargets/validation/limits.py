"""What one workbook may cost: computing time, memory, and how long it may stand still.

Time is that of the processor, not of the clock: a file is judged the same on a busy computer as on an idle one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from xltargets.errors import N_, Phrase

SECONDS = 120.0
"""What one file may take. A filled plan takes well under one."""
MEMORY = 4 * 2**30
"""What one process may allocate, in bytes, where the platform can limit it."""
STALL = 120.0
"""So long a process may wait without computing anything, as for a drive that is gone."""
BROKEN_OFF = N_("The work was broken off: {reason}. Nothing was changed.")
TIME_IS_UP = 121
"""The exit status of a process that watches itself, where the system does not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file, or for one command that works on one."""

    seconds: float = SECONDS
    memory: int = MEMORY
    stall: float = STALL
    alone: bool = False
    """Whether nothing but this run is in this process, as when a command was typed: a worker may be a copy of it."""


LIMITS: ContextVar[Limits] = ContextVar("LIMITS", default=Limits())  # noqa: B039  (it cannot be changed)
"""Those of this run, as its command was told."""


def limit_memory(memory: int) -> None:
    """Limit the memory of this process; Windows has no such limit, so there only the time is limited."""
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))


def limit_time(seconds: float) -> None:
    """End this process once it has computed for so long from now on; 0 takes the limit away."""
    if hasattr(signal, "setitimer"):
        # Without a handler the signal ends the process wherever it is, in foreign code too.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    else:
        _Watch.until = time.process_time() + seconds if seconds else float("inf")
        _Watch.start()


class _Watch:
    """A thread that looks at the processor's clock, for systems that give no signal."""

    until = float("inf")
    _thread: threading.Thread | None = None

    @classmethod
    def start(cls) -> None:
        """Begin, if it has not begun yet."""
        if cls._thread is None:
            cls._thread = threading.Thread(target=cls._run, daemon=True)
            cls._thread.start()

    @classmethod
    def _run(cls) -> None:
        while True:
            time.sleep(0.25)
            if time.process_time() > cls.until:
                os._exit(TIME_IS_UP)


def silence() -> None:
    """Let nothing that foreign code writes by itself, such as an engine's own backtrace, reach the screen."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    os.close(null)


def computed(process: int | None) -> float | None:
    """For how many seconds another process has computed; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def why_it_ended(status: int | None, seconds: float) -> Phrase:
    """Why a process that should have given an answer did not; `status` is negative for a signal."""
    by_signal = -int(getattr(signal, "SIGPROF", 0))
    if status == TIME_IS_UP or (by_signal and status == by_signal):
        return Phrase(N_("it took more than {seconds} seconds of computing time"), seconds=f"{seconds:g}")
    return Phrase(N_("the program that read it was ended by the system, as when memory runs out"))
