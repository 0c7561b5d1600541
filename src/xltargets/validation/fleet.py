"""Many workbooks, in worker processes with limits: one bad file never stops the rest, nor the whole run.

Each worker has one file at a time, so a worker that dies or hangs tells which file did it. It is replaced, the file
gets a finding, and no other file is touched.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from xltargets.errors import N_, Phrase
from xltargets.validation.limits import LIMITS, Limits, computed, limit_memory, limit_time, silence, why_it_ended

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

_TOGETHER = 10
"""So many files leave what is looked for at once."""
_WARM = 5
"""Before so many files a worker has read what is the same for those that come."""
_GLANCE = 1.0
"""How often the workers are looked at, in seconds of the clock."""
_AHEAD = 1_000
"""So many answers at most wait for a slow file before them."""
STOOD_STILL = N_("it stood still for {seconds} seconds")

Item_contra = TypeVar("Item_contra", contravariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)


class Checker(Protocol[Item_contra, Answer_co]):
    """What a worker does with each file; it goes to each worker once. A `Validator` is one."""

    def check(self, file: Item_contra, /) -> Answer_co:
        """The answer on one file; never raises for anything that it holds."""

    def given_up(self, file: Item_contra, reason: Phrase, /) -> Answer_co:
        """The answer on one whose checking was broken off."""


Engine = Callable[[Iterable[Any], Checker[Any, Any], Limits], Iterator[Any]]
"""Does what `check_all` does on other computers; the answers come in the order of the files."""
ENGINE: ContextVar[Engine | None] = ContextVar("ENGINE", default=None)
"""That of this run, as its command was told; None for processes of this computer."""


def check_all(
    files: Iterable[Item_contra],
    validator: Checker[Item_contra, Answer_co],
    jobs: int,
    *,
    seconds: float | None = None,
    memory: int | None = None,
    stall: float | None = None,
) -> Iterator[Answer_co]:
    """The reports in the order of the files, each as soon as it and those before it are done.

    Limits that are not given are those of the run.
    """
    run = LIMITS.get()
    limits = Limits(seconds or run.seconds, memory or run.memory, stall or run.stall, run.alone)
    engine = ENGINE.get()
    if engine is not None:
        yield from engine(files, validator, replace(limits, alone=False))  # what runs there is not known here
        return
    crew = Crew(validator, limits, jobs)
    try:
        yield from crew.answers(files)
    finally:
        crew.stop()


class Crew:
    """Some workers, which stay for the next files until they are stopped."""

    def __init__(self, checker: Checker[Any, Any], limits: Limits, jobs: int) -> None:
        """Workers are started when there is a file for them."""
        self._checker = checker
        self._limits = limits
        self._jobs = max(1, jobs)
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []

    def answers(self, files: Iterable[Any]) -> Iterator[Any]:
        """The answers in the order of the files."""
        pending = enumerate(files)
        done: dict[int, Any] = {}
        taken = emitted = 0
        more = True
        while more or self._busy:
            while more and len(self._busy) < self._jobs and taken - emitted < _AHEAD:
                following = next(pending, None)
                more = following is not None
                if following is not None:
                    self._worker().take(*following)
                    taken += 1
            for worker in _ready(self._busy):
                done[worker.number] = worker.result()
                self._busy.remove(worker)
                if worker.is_alive:
                    self._idle.append(worker)
                else:
                    worker.stop()
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1

    def _worker(self) -> _Worker:
        """One that has nothing to do, else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.runs():
                break
            worker.stop()
        else:
            worker = _Worker(self._checker, self._limits)
        self._busy.append(worker)
        return worker

    def stop(self) -> None:
        """End all of them, whatever they do."""
        for worker in (*self._busy, *self._idle):
            worker.stop()
        self._busy, self._idle = [], []


@contextmanager
def one_by_one(checker: Checker[Item_contra, Answer_co]) -> Iterator[Callable[[Item_contra], Answer_co]]:
    """Files checked as they come, within the limits of the run, in one worker that is replaced when it dies."""
    crew = Crew(checker, LIMITS.get(), 1)
    try:
        yield lambda file: next(crew.answers([file]))
    finally:
        crew.stop()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Those that have an answer, have died, or stand still; waits for a while if there are none."""
    if not workers:
        return []
    answered = wait([worker.connection for worker in workers], timeout=_GLANCE)
    return [worker for worker in workers if worker.connection in answered or worker.stands_still()]


def _context(limits: Limits) -> SpawnContext | ForkContext:
    """How a worker begins: as a copy of this process, which has loaded everything, where that is safe.

    Only Linux copies processes safely, and only those with a single thread, of foreign code too: locks that others hold
    would stay locked in the copy.
    """
    if limits.alone and sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


class _Worker:
    """A process that checks one file after the other."""

    def __init__(self, validator: Checker[Any, Any], limits: Limits) -> None:
        context = _context(limits)
        self.connection, theirs = context.Pipe()
        self._validator = validator
        self._limits = limits
        copied = context.get_start_method() == "fork"
        self._process: BaseProcess = context.Process(
            target=_serve_as_copy if copied else _serve, args=(theirs, validator, limits), daemon=True
        )
        self._process.start()
        theirs.close()
        self.is_alive = True

    def take(self, number: int, file: Any) -> None:
        """Give it a file."""
        self.number = number
        self._file = file
        self._moved = (time.monotonic(), computed(self._process.pid))
        try:
            self.connection.send(file)
        except OSError:
            # It died between two files: the connection is at its end, which `result` reports.
            self.is_alive = False

    def runs(self) -> bool:
        """Whether its process is still there."""
        return self._process.is_alive()

    def stands_still(self) -> bool:
        """Whether it has computed nothing for so long that it will not, or has died."""
        since, before = self._moved
        now, spent = time.monotonic(), computed(self._process.pid)
        if spent is None:
            # Only the clock can be asked, and it goes on while others compute: it has to be generous.
            return not self.is_alive or now - since > self._limits.stall + 10 * self._limits.seconds
        if spent != before:
            self._moved = (now, spent)
            return not self.is_alive
        return not self.is_alive or now - since > self._limits.stall

    def result(self) -> Any:
        """Its report, or one that says why there is none."""
        try:
            if self.connection.poll():
                return self.connection.recv()
            reason = Phrase(STOOD_STILL, seconds=f"{self._limits.stall:g}")
        except (EOFError, OSError):
            self._process.join(timeout=_GLANCE)
            reason = why_it_ended(self._process.exitcode, self._limits.seconds)
        self.is_alive = False
        return self._validator.given_up(self._file, reason)

    def stop(self) -> None:
        """End it, whatever it does."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _serve_as_copy(connection: Connection, validator: Checker[Any, Any], limits: Limits) -> None:
    """The same in a copy of the process that began it, of which it keeps what is in memory, and nothing else."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _let_go_of_files({0, 1, 2, connection.fileno()})
    _serve(connection, validator, limits)


def _let_go_of_files(kept: set[int]) -> None:
    """Put the null device in the place of every open file but these.

    A copy of the other end of its own connection would keep a worker waiting when whoever began it has died. Closed,
    their numbers would be given to other files, which what still knows the old ones could write to or close.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for number in {int(one.name) for one in Path("/proc/self/fd").iterdir()} - kept - {null}:
        with suppress(OSError):  # that of the listing itself
            os.fstat(number)
            os.dup2(null, number, inheritable=False)
    os.close(null)


def _serve(connection: Connection, validator: Checker[Any, Any], limits: Limits) -> None:
    """What runs in the worker."""
    limit_memory(limits.memory)
    silence()
    for number in itertools.count(1):
        try:
            file = connection.recv()
        except EOFError:
            return
        if number % _TOGETHER == 0:
            # What files leave in cycles is large and few: left to itself, Python would wait for hundreds of files.
            gc.collect()
        if number == _WARM:
            # What is known of the templates by now stays; searched again and again, it took a twentieth of the time.
            gc.collect()
            gc.freeze()
        limit_time(limits.seconds)
        report = validator.check(file)
        limit_time(0)
        connection.send(report)
