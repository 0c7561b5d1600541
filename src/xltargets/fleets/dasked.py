"""On a Dask cluster what `check_all` does on one computer: the same answers in the same order, limits for each file.

A task is a batch of files; `fleets.batch` is what a worker does with it. Only so many are on their way that memory
stays flat, here and at the scheduler. A scheduler that goes is waited for, and gets again what it had.
"""

from __future__ import annotations

import itertools
import logging
import os
import time
import uuid
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.fleets.batch import Job, Placed, check_batch, tidy
from xltargets.fleets.edition import edition
from xltargets.fleets.fitting import connected, reached, refuse_what_does_not_fit
from xltargets.validation.fleet import Crew

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xltargets.fleets.fitting import Say
    from xltargets.validation.fleet import Checker
    from xltargets.validation.limits import Limits

BATCH = 20
"""Files of a task: fewer would make the scheduler work more than it saves."""
_FOR_EACH = 2
"""Batches on their way for each thread of the cluster."""
_AT_LEAST = 8
_LOOK = 10.0
"""How often the cluster is asked for its size, in seconds."""
_PATIENCE = 60.0
"""So long a scheduler that is gone is waited for, in seconds."""
_AGAIN = 5.0
"""How long it may take to answer when it is asked again, in seconds."""
_TRIES = 3


def _quiet() -> None:
    """What happens is told in sentences; Dask's log, whose parts have levels of their own, says it in tracebacks."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def cluster(address: str | None, jobs: int | None, say: Say) -> Iterator[DaskEngine]:
    """An engine on the scheduler's cluster, or on one that is started here and ended with the run."""
    try:
        import distributed
    except ImportError:
        message = N_("--engine dask needs Dask, which is not installed here: {install}")
        raise Problem(message, install='pip install "xltargets[fleet]"') from None
    _quiet()
    if address is not None:
        with reached(address, _TRIES, say) as client:
            engine = DaskEngine(client, address, say)
            try:
                yield engine
            finally:
                engine.end()
        return
    count = jobs or os.cpu_count() or 1
    say(Problem(N_("No scheduler is named: a cluster of {count} {count:worker|workers} is started here."), count=count))
    with warnings.catch_warnings():
        # Where another cluster has the port of the page that Dask shows, it takes another one, and warns of it.
        warnings.simplefilter("ignore")
        started = distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, memory_limit=0, dashboard_address=None, silence_logs=50
        )
    with started as local, distributed.Client(local) as client:
        engine = DaskEngine(client, local.scheduler_address, say)
        try:
            yield engine
        finally:
            engine.end()


class DaskEngine:
    """Gives batches to a cluster and takes the answers in their order."""

    def __init__(self, client: Any, address: str, say: Say) -> None:
        """Use a client that is connected."""
        self._client = client
        self._address = address
        self._say = say
        self._fits = False
        self._gone = False
        self._size = (0.0, _AT_LEAST)

    def __call__(self, files: Iterable[Any], checker: Checker[Any, Any], limits: Limits) -> Iterator[Any]:
        """The answers, each as soon as it and those before it are there."""
        files = iter(files)
        first = list(itertools.islice(files, BATCH))
        if not first:
            return
        if not self._fits:
            refuse_what_does_not_fit(self._client, self._address, first[0])
            self._fits = True
        folder = str(Path.cwd())
        job = Job(uuid.uuid4().hex, Placed(checker, folder), limits, edition())
        batches = itertools.chain([first], iter(lambda: list(itertools.islice(files, BATCH)), []))
        yield from _Run(self, job, batches).answers()

    @property
    def client(self) -> Any:
        """The client, which is another one after the scheduler was gone."""
        return self._client

    def say(self, problem: Problem) -> None:
        """Tell the user."""
        self._say(problem)

    def room(self) -> int:
        """How many batches may be on their way."""
        asked, size = self._size
        if time.monotonic() - asked > _LOOK:
            size = max(_AT_LEAST, _FOR_EACH * sum(self._client.nthreads().values()))
            self._size = time.monotonic(), size
        return size

    def lost(self, problem: BaseException | None = None) -> bool:
        """Whether the scheduler is gone, as the client knows or a problem says."""
        from distributed import CancelledError  # of futures, when their scheduler went

        self._gone |= self._client.status != "running" or isinstance(problem, CancelledError)
        return self._gone

    def reconnect(self) -> None:
        """Wait for the scheduler to come back; a `Problem` where it does not."""
        message = N_("The scheduler at {address} is gone; waiting for it for up to {seconds} seconds.")
        self._say(Problem(message, address=self._address, seconds=f"{_PATIENCE:g}"))
        self._close()
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                self._client = connected(self._address, _AGAIN)
            except (OSError, TimeoutError, ValueError):
                time.sleep(0.5)
                continue
            self._gone, self._size = False, (0.0, _AT_LEAST)
            self._say(Problem(N_("The scheduler at {address} is back."), address=self._address))
            return
        message = N_("The scheduler at {address} is gone. With --store, the same command goes on from here.")
        raise Problem(message, address=self._address)

    def _close(self) -> None:
        with suppress(Exception):  # it may be gone
            self._client.close(timeout=2)

    def end(self) -> None:
        """Let the workers end the processes that wait for more."""
        with suppress(Exception):  # they end by themselves after a minute
            if not self.lost():
                self._client.run(tidy, 0.0)
        self._close()


class _Run:
    """The batches of one call that are on their way."""

    def __init__(self, engine: DaskEngine, job: Job, batches: Iterator[list[Any]]) -> None:
        self._engine = engine
        self._job = job
        self._batches = enumerate(batches)
        self._under_way: dict[int, list[Any]] = {}
        self._futures: dict[Any, int] = {}
        self._done: dict[int, list[Any]] = {}
        self._tries: dict[int, int] = {}

    def answers(self) -> Iterator[Any]:
        """All of them, in order."""
        emitted, taken, more = 0, 0, True
        try:
            while more or emitted < taken:
                try:
                    while more and taken - emitted < self._engine.room():
                        following = next(self._batches, None)
                        more = following is not None
                        if following is not None:
                            self._under_way[following[0]] = following[1]
                            taken += 1
                            self._submit(following[0])
                    self._gather(wanted=emitted)
                except Exception as problem:  # of the network, of the event loop, or that futures are gone with it
                    if isinstance(problem, Problem) or not self._engine.lost(problem):
                        raise
                if self._engine.lost():
                    self._again()
                while emitted in self._done:
                    yield from self._done.pop(emitted)
                    emitted += 1
        finally:
            if self._futures and not self._engine.lost():
                self._engine.client.cancel(list(self._futures))

    def _submit(self, number: int) -> None:
        tried = self._tries[number] = self._tries.get(number, -1) + 1
        key = f"xltargets-{self._job.key}-{number}-{tried}"
        future = self._engine.client.submit(check_batch, self._job, self._under_way[number], key=key, pure=False)
        self._futures[future] = number

    def _gather(self, wanted: int) -> None:
        """Wait until something is there, and take it."""
        from distributed import wait

        if wanted in self._done or not self._futures:
            return
        try:
            with self._engine.client.as_current():
                ready = wait(list(self._futures), timeout=2, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return
        for future in ready:
            number = self._futures.pop(future)
            if future.status == "finished":
                self._done[number] = self._engine.client.gather(future)
                self._under_way.pop(number)
            elif not self._engine.lost():
                self._failed(future, number)
            else:
                self._futures[future] = number

    def _failed(self, future: Any, number: int) -> None:
        from distributed import KilledWorker

        problem = future.exception() if future.status == "error" else None
        if isinstance(problem, Problem):
            raise problem
        if isinstance(problem, KilledWorker):
            # Several workers went while they had it. Here a process has a file at a time, and tells which it is.
            self._engine.say(Problem(N_("A batch has ended several workers; it is checked here."), number=number))
            crew = Crew(self._job.checker.checker, self._job.limits, 1)
            try:
                self._done[number] = list(crew.answers(self._under_way.pop(number)))
            finally:
                crew.stop()
        elif problem is not None and self._tries[number] >= _TRIES:
            raise problem
        else:
            self._submit(number)

    def _again(self) -> None:
        """After the scheduler was gone: give what is not done to the one that came back."""
        self._futures.clear()
        self._engine.reconnect()
        for number in self._under_way:
            if number not in self._done:
                self._submit(number)
