"""A Dask cluster: the same answers in the same order, whatever goes on the way, and sentences where it does not fit.

The clusters of real processes run nightly; here a client stands in for theirs.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fleets.many import WHEN, counted, run, submissions, told
from tests.validation.test_fleet import Misbehaving
from xltargets.errors import Problem
from xltargets.fleets import batch, dasked, fitting
from xltargets.fleets.batch import Job, Placed, check_batch, tidy
from xltargets.fleets.dasked import BATCH, DaskEngine, cluster
from xltargets.fleets.edition import edition
from xltargets.validation.limits import Limits
from xltargets.validation.settings import Settings

distributed = pytest.importorskip("distributed")

CHECKER = Misbehaving(Settings(), 46023.0)


class Doubling:
    def check(self, number: int) -> int:
        return 2 * number

    def given_up(self, number: int, reason: object) -> str:
        return f"given up {number}"


class Future:
    def __init__(self, batch: list[int], status: str = "finished", problem: BaseException | None = None) -> None:
        self.batch, self.status, self.problem = batch, status, problem

    def exception(self) -> BaseException | None:
        return self.problem


class Client:
    """Does a batch when it is waited for, the last first; `fates` says what becomes of the next ones."""

    status = "running"

    def __init__(self, fates: tuple[BaseException | str, ...] = ()) -> None:
        self.fates = list(fates)
        self.most = 0
        self.under_way: list[Future] = []
        self.cancelled: list[Future] = []

    def submit(self, function, job, batch, key, pure) -> Future:
        fate = self.fates.pop(0) if self.fates else "finished"
        future = Future(batch, fate) if isinstance(fate, str) else Future(batch, "error", fate)
        self.under_way.append(future)
        self.most = max(self.most, len(self.under_way))
        return future

    def gather(self, future: Future) -> list[int]:
        return [2 * one for one in future.batch]

    def cancel(self, futures: list[Future]) -> None:
        self.cancelled += futures

    def nthreads(self) -> dict[str, int]:
        return {"a": 5, "b": 5}

    def as_current(self):
        import contextlib

        return contextlib.nullcontext()

    def close(self, timeout: float) -> None:
        self.status = "closed"


class Waited:
    def __init__(self, done: list[Future]) -> None:
        self.done = done


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []

    def wait(futures, timeout, return_when) -> Waited:
        client = made.client
        if client.status != "running":
            raise distributed.CancelledError("their scheduler is gone")
        last = futures[-1]
        client.under_way.remove(last)
        return Waited([last])

    monkeypatch.setattr(distributed, "wait", wait)
    monkeypatch.setattr(dasked, "refuse_what_does_not_fit", lambda *_: None)
    made = DaskEngine(Client(), "tcp://host:8786", lambda problem: said.append(problem.sentence()))
    made.said = said  # type: ignore[attr-defined]
    return made


def test_the_answers_are_in_order_and_few_batches_are_under_way(engine: DaskEngine) -> None:
    taken: list[int] = []
    numbers = (taken.append(number) or number for number in range(1_005))
    answers = engine(numbers, Doubling(), Limits())
    assert next(answers) == 0
    assert len(taken) <= BATCH * 21  # ten threads, two batches for each, and the next
    assert list(answers) == [2 * number for number in range(1, 1_005)]
    assert engine.client.most <= 20


def test_all_answers_come(engine: DaskEngine) -> None:
    assert list(engine(range(1_005), Doubling(), Limits())) == [2 * number for number in range(1_005)]
    assert list(engine([], Doubling(), Limits())) == []


def test_a_batch_that_fails_is_given_again(engine: DaskEngine) -> None:
    engine._client = Client((ConnectionError("a worker went"), "lost", "cancelled"))
    assert list(engine(range(50), Doubling(), Limits())) == [2 * number for number in range(50)]
    assert engine.client.cancelled == []


def test_a_batch_that_fails_again_and_again_is_told(engine: DaskEngine) -> None:
    engine._client = Client((ZeroDivisionError("a mistake"),) * 9)
    with pytest.raises(ZeroDivisionError):
        list(engine(range(10), Doubling(), Limits()))


def test_a_batch_that_ends_several_workers_is_checked_here(engine: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crew:
        def __init__(self, checker, limits, jobs) -> None:
            self.checker = checker

        def answers(self, files):
            return map(self.checker.check, files)

        def stop(self) -> None:
            pass

    monkeypatch.setattr(dasked, "Crew", Crew)
    killed = distributed.KilledWorker("task", "worker", 4)
    engine._client = Client((killed,))
    assert list(engine(range(30), Doubling(), Limits())) == [2 * number for number in range(30)]
    assert engine.said == ["A batch has ended several workers; it is checked here."]  # type: ignore[attr-defined]


def test_a_scheduler_that_goes_is_waited_for(engine: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    clients = [Client()]
    monkeypatch.setattr(dasked, "connected", lambda *_: clients.pop())
    answers = engine(range(2_000), Doubling(), Limits())
    first = [next(answers) for _ in range(30)]
    engine.client.status = "closed"
    assert first + list(answers) == [2 * number for number in range(2_000)]
    assert engine.said == [  # type: ignore[attr-defined]
        "The scheduler at tcp://host:8786 is gone; waiting for it for up to 60 seconds.",
        "The scheduler at tcp://host:8786 is back.",
    ]


def test_one_that_does_not_come_back_is_a_sentence(engine: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_, **__):
        raise OSError

    monkeypatch.setattr(dasked, "connected", none)
    monkeypatch.setattr(dasked, "_PATIENCE", 0.1)
    answers = engine(range(2_000), Doubling(), Limits())
    next(answers)
    engine.client.status = "closed"
    with pytest.raises(Problem, match="With --store, the same command goes on from here"):
        list(answers)


def test_a_worker_with_another_edition_is_told() -> None:
    job = Job("key", Placed(CHECKER, str(Path.cwd())), Limits(), "0.0.1-abc")
    with pytest.raises(Problem, match="A worker joined that has another xltargets"):
        check_batch(job, [Path("a")])


def test_a_batch_keeps_the_limits_of_each_file(tmp_path: Path) -> None:
    """What runs in a worker: one file kills its process, and the rest of the batch is checked once."""
    job = Job("key", Placed(CHECKER, str(tmp_path)), Limits(), edition())
    found = check_batch(job, [Path(name) for name in ("a", "die", "b")])
    assert [[one.code for one in report.findings] for report in found] == [[], ["XL117"], []]
    assert len(batch._RESTING["key"]) == 1
    tidy(0.0)
    assert batch._RESTING == {}


class Cluster:
    """What a client of a cluster says of it."""

    def __init__(
        self, *, workers: bool = True, theirs: str | None = None, version: str = "1", sees: bool = True
    ) -> None:
        self.workers, self.edition, self.version, self.there = workers, theirs or edition(), version, sees

    def wait_for_workers(self, number: int, timeout: float) -> None:
        if not self.workers:
            raise TimeoutError

    def get_versions(self, check: bool, packages: list[str]):
        ours = {"host": [("python", "3.11.7.final.0")], "packages": dict.fromkeys(packages, "1")}
        theirs = {"host": {"python": "3.11.9.final.0"}, "packages": {**ours["packages"], "dask": self.version}}
        return {"client": ours, "scheduler": ours, "workers": {"tcp://w:1": theirs}}

    def run(self, function, *arguments):
        return {"tcp://w:1": self.edition if function is edition else self.there}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Cluster(workers=False), "has no worker. Start some with: dask worker tcp://s:1"),
        (Cluster(version="0.9"), "dask is 1 here and 0.9 on worker tcp://w:1. Install the same everywhere."),
        (Cluster(theirs="0.0.1-abc"), "0.0.1-abc on worker tcp://w:1. Install the same everywhere."),
        (Cluster(sees=False), "Worker tcp://w:1 does not see"),
    ],
)
def test_a_cluster_that_does_not_fit_is_a_sentence(found: Cluster, said: str) -> None:
    with pytest.raises(Problem) as caught:
        fitting.refuse_what_does_not_fit(found, "tcp://s:1", Path(__file__))
    assert said in caught.value.sentence()
    fitting.refuse_what_does_not_fit(Cluster(), "tcp://s:1", Path(__file__))


def test_the_options_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("validate", "x.xlsx", "--scheduler", "tcp://host:8786")
    assert result.exit_code == 2
    assert "--scheduler goes with --engine dask." in result.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("validate", "x.xlsx", "--engine", "dask")
    assert result.exit_code == 2
    assert 'pip install "xltargets[fleet]"' in result.stderr


@pytest.mark.nightly
@pytest.mark.filterwarnings("ignore")
def test_a_file_that_kills_its_process_on_a_cluster() -> None:
    files = [Path(name) for name in ["a", "die", *"bcdefghij" * 5, "hang", "k"]]
    with cluster(None, 2, print) as engine:
        found = list(engine(files, CHECKER, Limits(seconds=1.0)))
    assert [report.file for report in found] == [str(file) for file in files]
    assert [report.file for report in found if report.findings] == ["die", "hang"]


class Processes:
    """A scheduler and workers as people start them."""

    def __init__(self, folder: Path) -> None:
        import socket

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.address = folder, f"tcp://127.0.0.1:{self.port}"
        self.all: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True)
        log.close()
        self.all.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        return self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nworkers", "1", "--nthreads", "1", "--memory-limit", "0")

    def end(self) -> None:
        for process in self.all:
            if process.poll() is None:
                os.killpg(process.pid, 9)
            process.wait()


@pytest.fixture
def processes(tmp_path: Path):
    made = Processes(tmp_path)
    made.scheduler_process = made.scheduler()  # type: ignore[attr-defined]
    made.workers = [made.worker(), made.worker()]  # type: ignore[attr-defined]
    yield made
    made.end()


def settled(state: Path) -> int:
    try:
        return int(str(counted(state, "select count(*) from files where status <> 'waiting'")[0][0]))
    except sqlite3.Error:
        return 0


def wait_until(state: Path, number: int) -> None:
    until = time.monotonic() + 120
    while settled(state) < number:
        assert time.monotonic() < until, "nothing was written for two minutes"
        time.sleep(0.1)


@pytest.mark.nightly
@pytest.mark.parametrize("harm", ["worker", "scheduler", "client"])
def test_whatever_is_killed_each_file_is_checked_once(processes, tmp_path: Path, harm: str) -> None:
    submissions(tmp_path / "in", 1_500)
    plain = told(run("validate", tmp_path / "in", "--format", "json", *WHEN[:-1], "2"))
    state = tmp_path / "state"
    command = [sys.executable, "-m", "xltargets", "validate", "in", "--format", "json", "-o", "told.json"]
    command += ["--store", "state", "--engine", "dask", "--scheduler", processes.address, *WHEN[:-2]]
    said = (tmp_path / "said").open("ab")
    client = subprocess.Popen(command, cwd=tmp_path, stderr=said)
    wait_until(state, 200)
    if harm == "worker":
        os.killpg(processes.workers[0].pid, 9)
    elif harm == "scheduler":
        processes.scheduler_process.kill()
        processes.scheduler_process.wait()
        processes.scheduler()
        processes.worker()
        processes.worker()
    else:
        client.kill()
        client.wait()
        before = settled(state)
        assert 200 <= before < 1_500
        client = subprocess.Popen(command, cwd=tmp_path, stderr=said)
    assert client.wait(timeout=300) == 1
    said.close()
    assert "Traceback" not in (tmp_path / "said").read_text(encoding="utf-8")

    class Told:
        stdout = (tmp_path / "told.json").read_text(encoding="utf-8")

    assert told(Told) == plain  # type: ignore[arg-type]
    assert counted(state, "select count(*), min(checked), max(checked) from files") == [(1_500, 1, 1)]
    assert counted(state, "select count(*) from findings") == [(sum(map(len, plain.values())),)]
