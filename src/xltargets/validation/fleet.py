"""Many workbooks, in worker processes with limits: one bad file never stops the rest, nor the whole run.

Each worker has one file at a time, so a worker that dies or hangs tells which file did it. It is replaced, the file
gets a finding, and no other file is touched.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

SECONDS = 120.0
"""What one file may take. A filled plan takes well under one."""
MEMORY = 4 * 2**30
"""What one worker may allocate, in bytes, where the platform can limit it."""


def check_all(
    files: Sequence[Path], validator: Validator, jobs: int, *, seconds: float = SECONDS, memory: int = MEMORY
) -> Iterator[FileReport]:
    """The reports in the order of the files, each as soon as it and those before it are done."""
    pending = deque(enumerate(files))
    done: dict[int, FileReport] = {}
    workers: list[_Worker] = []
    emitted = 0
    try:
        while pending or workers:
            while pending and len(workers) < max(1, jobs):
                workers.append(_Worker(validator, memory))
                workers[-1].take(*pending.popleft(), seconds)
            for worker in _ready(workers):
                done[worker.number] = worker.result()
                if worker.is_alive and pending:
                    worker.take(*pending.popleft(), seconds)
                else:
                    workers.remove(worker)
                    worker.stop()
            while emitted in done:
                yield done.pop(emitted)
                emitted += 1
    finally:
        for worker in workers:
            worker.stop()


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Wait until some worker has an answer, has died, or has used up its time."""
    patience = max(0.0, min(worker.deadline for worker in workers) - time.monotonic())
    answered = wait([worker.connection for worker in workers], timeout=patience)
    now = time.monotonic()
    return [worker for worker in workers if worker.connection in answered or worker.deadline <= now]


class _Worker:
    """A process that checks one file after the other."""

    def __init__(self, validator: Validator, memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._validator = validator
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs, validator, memory), daemon=True)
        self._process.start()
        theirs.close()
        self.is_alive = True

    def take(self, number: int, file: Path, seconds: float) -> None:
        """Give it a file."""
        self.number = number
        self._file = file
        self._seconds = seconds
        self.deadline = time.monotonic() + seconds
        try:
            self.connection.send(file)
        except OSError:
            # It died between two files: the connection is at its end, which `result` reports.
            self.deadline = 0.0

    def result(self) -> FileReport:
        """Its report, or one that says why there is none."""
        try:
            if self.connection.poll():
                answer: FileReport = self.connection.recv()
                return answer
            reason = Phrase(N_("it took more than {seconds} seconds"), seconds=f"{self._seconds:g}")
        except (EOFError, OSError):
            reason = Phrase(N_("the program that read it was ended by the system, as when memory runs out"))
        self.is_alive = False
        return self._validator.given_up(self._file, reason)

    def stop(self) -> None:
        """End it, whatever it does."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, validator: Validator, memory: int) -> None:
    """What runs in the worker."""
    _limit(memory)
    while True:
        try:
            file = connection.recv()
        except EOFError:
            return
        connection.send(validator.check(file))


def _limit(memory: int) -> None:
    """Limit the memory of this process; Windows has no such limit, so there only the time is limited."""
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))
