"""A cluster of processes as people start them, and what processes cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil


class Measured:
    """Computing time and memory of a process with all that it starts, looked at ten times a second until it ends.

    What was computed before counts from the first look on.
    """

    def __init__(self, process: int) -> None:
        self.process = psutil.Process(process)
        self.times: dict[tuple[int, float], float] = {}
        self.before: float | None = None
        self.memory = 0
        """The largest of the process itself, in bytes."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        pause = threading.Event()
        while not pause.wait(0.1):
            try:
                self.memory = max(self.memory, self.process.memory_info().rss)
                there = [self.process, *self.process.children(recursive=True)]
            except psutil.Error:
                return
            for one in there:
                try:
                    spent = one.cpu_times()
                    self.times[one.pid, one.create_time()] = spent.user + spent.system
                except psutil.Error:
                    continue  # it has just ended

    @property
    def seconds(self) -> float:
        return sum(self.times.values())


class Cluster:
    """A scheduler and two workers, each with a group of its own processes."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._log = (folder / "cluster.log").open("ab")
        self._folder = folder
        self._scheduler = self._start_scheduler()
        self._workers = [self._start_worker() for _ in range(2)]

    @property
    def all(self) -> list[subprocess.Popen[bytes]]:
        """The scheduler first."""
        return [self._scheduler, *self._workers]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        for one in self.all:
            _kill(one)
        self._log.close()

    def kill_a_worker(self) -> None:
        """And start another, as whoever runs it would."""
        _kill(self._workers.pop(0))
        self._workers.append(self._start_worker())

    def restart_scheduler(self) -> None:
        """Its workers end when it goes; others come."""
        _kill(self._scheduler)
        for one in self._workers:
            _kill(one)
        self._scheduler = self._start_scheduler()
        self._workers = [self._start_worker() for _ in range(2)]

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nworkers", "1", "--nthreads", "1", "--memory-limit", "0")

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        return subprocess.Popen(command, cwd=self._folder, stdout=self._log, stderr=self._log, start_new_session=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
