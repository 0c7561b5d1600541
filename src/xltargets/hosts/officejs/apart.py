"""What clients post is worked on apart from the server: in processes with limits, which can be ended at any time.

A workbook is made by anybody. Whatever it does to the process that reads it, its answer is lost and no other: the
process is ended with all that it started, what it wrote is removed, and the next request gets a new one.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import queue
import signal
import tempfile
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from xltargets.errors import N_, Phrase, Problem
from xltargets.hosts.wire.background import in_the_background
from xltargets.hosts.wire.problems import unfinished
from xltargets.hosts.wire.refusal import Refusal
from xltargets.validation.limits import LIMITS, Limits, limit_memory, limit_time, silence, why_it_ended

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

PROCESSES = max(2, min(8, os.cpu_count() or 1))
"""So many work at a time."""
WAITING = 16
"""So many requests may be worked on or wait; more are told to come again."""
TURN = 60.0
"""Seconds of the clock that one waits for its turn."""
DEADLINE = 600.0
"""Seconds of the clock for one request, which the limits of computing time do not hold: for a drive that is gone."""
BUSY = "Too many ask at once. Try again in a minute."


class BrokenOff(Problem):
    """A request whose process did not come to its end."""

    def __init__(self, reason: Phrase) -> None:
        """Take what ended it."""
        super().__init__(N_("This was broken off: {reason}. Nothing was changed."), reason=reason)


class Place(Protocol):
    """Where the work on what a client posted is done."""

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What `work` gives for the arguments."""

    def beforehand(self, work: Callable[..., Any]) -> None:
        """Have something done that makes what comes next faster, and go on."""

    def close(self) -> None:
        """End."""


class Apart:
    """Processes, begun when they are needed; each does one thing at a time."""

    def __init__(self, processes: int = PROCESSES, limits: Limits | None = None) -> None:
        """Take how many, and what one request may cost; the limits of the run if none are given."""
        self._limits = limits or LIMITS.get()
        self._lock = threading.Lock()
        self._asked = 0
        self._workers: set[_Worker] = set()
        self._closed = False
        # The one that was used last comes first, so that no more are begun than are needed.
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(processes):
            self._places.put(None)
        atexit.register(self.close)

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Call `work` in a process; a refusal is raised here as it was there."""
        with self._lock:
            if self._asked >= WAITING:
                raise Refusal(503, BUSY)
            self._asked += 1
        try:
            return self._in_turn(work, arguments)
        finally:
            with self._lock:
                self._asked -= 1

    def beforehand(self, work: Callable[..., Any]) -> None:
        """Begin a process, and have it do this while nobody has asked for anything; whatever comes of it."""
        in_the_background(lambda: self._in_turn(work, ()))

    def _in_turn(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        try:
            worker = self._places.get(timeout=TURN)
        except queue.Empty:
            raise Refusal(503, BUSY) from None
        try:
            with tempfile.TemporaryDirectory(prefix="xltargets-", ignore_cleanup_errors=True) as own:
                if worker is None or not worker.take(own, work, arguments):
                    # It was ended while it had nothing to do, or there was none yet.
                    worker = self._replaced(worker)
                    worker.take(own, work, arguments)
                try:
                    return worker.answer()
                except BrokenOff:
                    # Before its folder goes, so that nothing is written there any more.
                    self._end(worker)
                    worker = None
                    raise
        finally:
            self._places.put(worker)

    def _replaced(self, old: _Worker | None) -> _Worker:
        if old is not None:
            self._end(old)
        new = _Worker(self._limits)
        with self._lock:
            self._workers.add(new)
            closed = self._closed
        if closed:
            # Nobody would end it, and Python waits for it.
            self._end(new)
        return new

    def _end(self, worker: _Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.stop()

    def close(self) -> None:
        """End them all, whatever they do."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
            there = list(self._workers)
        for worker in there:
            self._end(worker)


class _Worker:
    """A process that does one thing after the other."""

    def __init__(self, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self._limits = limits
        self._connection, theirs = context.Pipe()
        # No daemon: those may start no processes, as a folder of workbooks needs them.
        self._process = context.Process(target=_serve, args=(theirs, limits))
        self._process.start()
        theirs.close()
        self._ending = threading.Lock()
        self._ended = False

    def take(self, own: str, work: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
        """Give it something to do; whether it is there to do it."""
        try:
            self._connection.send((own, work, arguments))
        except OSError:
            return False
        return True

    def answer(self) -> Any:
        """What came of it."""
        try:
            if not self._connection.poll(DEADLINE):
                raise BrokenOff(Phrase(N_("it stood still for {seconds} seconds"), seconds=f"{DEADLINE:g}"))
            done, refused = self._connection.recv()
        except (EOFError, OSError):
            self._end_group()  # at once, while the number is still its own
            self._process.join(timeout=1.0)
            raise BrokenOff(why_it_ended(self._process.exitcode, self._limits.seconds)) from None
        if refused is not None:
            raise refused
        return done

    def stop(self) -> None:
        """End it and all that it started; a second thread that asks for it waits until it is done."""
        with self._ending:
            if self._ended:
                return
            if self._process.exitcode is None:
                self._end_group()
            self._process.kill()
            self._process.join()
            self._connection.close()
            self._ended = True

    def _end_group(self) -> None:
        if hasattr(os, "killpg") and self._process.pid is not None:
            with suppress(OSError):  # it has no group of its own yet, or none any more
                os.killpg(self._process.pid, signal.SIGKILL)


def _serve(connection: Connection, limits: Limits) -> None:
    """What runs in the process, until the server is gone."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own, so that what it starts is ended with it
    limit_memory(limits.memory)
    LIMITS.set(limits)
    silence()
    while True:
        try:
            own, work, arguments = connection.recv()
        except EOFError:
            return
        # Whatever it writes lies there, and goes with it if it is ended.
        os.environ["TMPDIR"], tempfile.tempdir = own, own
        limit_time(limits.seconds)
        told = _told(work, arguments)
        limit_time(0)
        try:
            connection.send(told)
        except OSError:
            return
        del work, arguments, told
        gc.collect()


def _told(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return work(*arguments), None
    except Refusal as refusal:
        return None, refusal
    except MemoryError:
        return None, BrokenOff(Phrase(N_("it needs more memory than is allowed")))
    except Exception as problem:  # noqa: BLE001  (its message could hold cells)
        return None, Refusal(500, unfinished(type(problem).__name__, str))
