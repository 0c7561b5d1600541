"""Many workbooks, in worker processes with limits: one bad file never stops the rest, nor the whole run.

Each worker has one file at a time, so a worker that dies or hangs tells which file did it. It is replaced, the file
gets a finding, and no other file is touched.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.validation.limits import LIMITS, Limits, computed, limit_memory, limit_time, silence, why_it_ended
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

_TOGETHER = 10
"""So many files leave what is looked for at once."""
_GLANCE = 1.0
"""How often the workers are looked at, in seconds of the clock."""


def check_all(
    files: Sequence[Path],
    validator: Validator,
    jobs: int,
    *,
    seconds: float | None = None,
    memory: int | None = None,
    stall: float | None = None,
) -> Iterator[FileReport]:
    """The reports in the order of the files, each as soon as it and those before it are done.

    Limits that are not given are those of the run.
    """
    run = LIMITS.get()
    limits = Limits(seconds or run.seconds, memory or run.memory, stall or run.stall)
    pending = deque(enumerate(files))
    done: dict[int, FileReport] = {}
    workers: list[_Worker] = []
    emitted = 0
    try:
        while pending or workers:
            while pending and len(workers) < max(1, jobs):
                workers.append(_Worker(validator, limits))
                workers[-1].take(*pending.popleft())
            for worker in _ready(workers):
                done[worker.number] = worker.result()
                if worker.is_alive and pending:
                    worker.take(*pending.popleft())
                else:
                    workers.remove(worker)
                    worker.stop()
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1
    finally:
        for worker in workers:
            worker.stop()


@contextmanager
def one_by_one(validator: Validator) -> Iterator[Callable[[Path], FileReport]]:
    """Files checked as they come, within the limits of the run, in one worker that is replaced when it dies."""
    workers: list[_Worker] = []

    def check(file: Path) -> FileReport:
        if not workers:
            workers.append(_Worker(validator, LIMITS.get()))
        [worker] = workers
        worker.take(0, file)
        while not _ready(workers):
            pass
        report = worker.result()
        if not worker.is_alive:
            workers.remove(worker)
            worker.stop()
        return report

    try:
        yield check
    finally:
        for worker in workers:
            worker.stop()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Those that have an answer, have died, or stand still; waits for a while if there are none."""
    answered = wait([worker.connection for worker in workers], timeout=_GLANCE)
    return [worker for worker in workers if worker.connection in answered or worker.stands_still()]


class _Worker:
    """A process that checks one file after the other."""

    def __init__(self, validator: Validator, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._validator = validator
        self._limits = limits
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs, validator, limits), daemon=True)
        self._process.start()
        theirs.close()
        self.is_alive = True

    def take(self, number: int, file: Path) -> None:
        """Give it a file."""
        self.number = number
        self._file = file
        self._moved = (time.monotonic(), computed(self._process.pid))
        try:
            self.connection.send(file)
        except OSError:
            # It died between two files: the connection is at its end, which `result` reports.
            self.is_alive = False

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

    def result(self) -> FileReport:
        """Its report, or one that says why there is none."""
        try:
            if self.connection.poll():
                answer: FileReport = self.connection.recv()
                return answer
            reason = Phrase(N_("it stood still for {seconds} seconds"), seconds=f"{self._limits.stall:g}")
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


def _serve(connection: Connection, validator: Validator, limits: Limits) -> None:
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
        limit_time(limits.seconds)
        report = validator.check(file)
        limit_time(0)
        connection.send(report)
