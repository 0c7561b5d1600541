"""One writer at a time: a lock that the system lets go when the process ends, however it ends."""

from __future__ import annotations

import os
import platform
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from xltargets.errors import N_, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 60.0
"""So long another run is waited for, in seconds."""
_PAUSE = 0.2
_FAR = 2**30
"""The byte that is locked, behind all text, so that Windows lets the text be read."""
_UNKNOWN = "?"


@contextmanager
def only_writer(state: Path, say: Callable[[Problem], None], patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a store; another run is waited for, which `say` tells, and then it is a `Problem`."""
    path = lock_of(state)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + patience
        told = False
        while not _lock(descriptor):
            who = holder(state)
            if time.monotonic() >= until:
                message = N_("{store} is used by another run ({who}). Wait until it has ended, or name another store.")
                raise Problem(message, store=str(state), who=who)
            if not told:
                told = True
                message = N_("{store} is used by another run ({who}); waiting for up to {seconds} seconds.")
                say(Problem(message, store=str(state), who=who, seconds=f"{patience:g}"))
            time.sleep(_PAUSE)
        os.ftruncate(descriptor, 0)
        since = datetime.now().isoformat(" ", "seconds")
        os.write(descriptor, f"{platform.node()}, PID {os.getpid()}, {since}".encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def lock_of(state: Path) -> Path:
    """The file of the lock, beside the store."""
    return state.with_name(state.name + ".lock")


def holder(state: Path) -> str:
    """Who has the lock, as far as it says."""
    try:
        return lock_of(state).read_text(encoding="utf-8") or _UNKNOWN
    except OSError:
        return _UNKNOWN


def is_held(state: Path) -> bool:
    """Whether a run writes to the store now; one on another computer may go unseen."""
    try:
        descriptor = os.open(lock_of(state), os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool = False) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.lockf(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB, 1, _FAR)
    except OSError:
        return False
    return True
