"""Workbooks that are made to harm: whatever one does to the process that reads it, the server goes on."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.addin_officejs.conftest import Client, running
from xltargets.building.builder import build
from xltargets.hosts.officejs import apart, guard
from xltargets.hosts.officejs.apart import Apart, BrokenOff
from xltargets.hosts.officejs.guard import Guard
from xltargets.hosts.officejs.server import Service
from xltargets.hosts.wire.refusal import Refusal
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.validation.limits import Limits
from xltargets.workbooks.patch import Formula, patch_values
from xltargets.workbooks.reader import read

LIMITS = Limits(seconds=1.0)
TO_HARM = f"SUM({','.join(['TARGET_SPLIT(10000000,SEQUENCE(1000000))'] * 30)})"
"""A minute of computing."""
DAY = 46173.0
only_posix = pytest.mark.skipif(os.name != "posix", reason="Windows limits no process's memory, and has no groups")


def add(first: int, second: int) -> int:
    return first + second


def number_of_process() -> int:
    return os.getpid()


def spin() -> None:
    while True:
        pass


def die() -> None:
    os._exit(11)


def greedy() -> int:
    return len(bytearray(64 * 2**30))


def refuse() -> None:
    raise Refusal(400, "Not so.")


def fail() -> None:
    raise KeyError("Confidential revenue 4711")


def leave_behind_and_spin() -> None:
    """A file on its way and a process, as a folder of workbooks has them."""
    Path(tempfile.mkdtemp(), "plan.xlsx").write_text("Confidential revenue 4711")
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ["TO_TELL"]).write_text(str(child.pid))
    spin()


@pytest.fixture
def workers() -> Iterator[Apart]:
    found = Apart(1, LIMITS)
    yield found
    found.close()


def test_one_process_does_one_thing_after_the_other(workers: Apart) -> None:
    assert workers.do(add, 2, 3) == 5
    first, second = workers.do(number_of_process), workers.do(number_of_process)
    assert first == second != os.getpid()


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (spin, "This was broken off: it took more than 1 seconds of computing time. Nothing was changed."),
        (die, "This was broken off: the program that read it was ended by the system"),
        pytest.param(greedy, "This was broken off: it needs more memory than is allowed.", marks=only_posix),
    ],
    ids=["hangs", "dies", "takes all memory"],
)
def test_one_that_harms_costs_its_own_answer_only(workers: Apart, work: Any, told: str) -> None:
    with pytest.raises(BrokenOff) as problem:
        workers.do(work)
    assert problem.value.sentence().startswith(told)
    assert workers.do(add, 2, 3) == 5


def test_one_that_waits_for_ever_is_ended(workers: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    workers.do(add, 2, 3)  # the process has begun, however long that takes
    monkeypatch.setattr(apart, "DEADLINE", 2.0)
    with pytest.raises(BrokenOff, match="it stood still for 2 seconds"):
        workers.do(time.sleep, 600)


def test_refusals_come_through_and_mistakes_of_ours_by_their_kind(workers: Apart) -> None:
    with pytest.raises(Refusal) as refused:
        workers.do(refuse)
    assert (refused.value.status, refused.value.sentence) == (400, "Not so.")
    with pytest.raises(Refusal) as failed:
        workers.do(fail)
    expected = (500, "xlTargets could not finish this (KeyError). Please report it.")
    assert (failed.value.status, failed.value.sentence) == expected


@only_posix
def test_nothing_is_left_of_one_that_is_ended(workers: Apart, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told, temporary = tmp_path / "told", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TO_TELL", str(told))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with pytest.raises(BrokenOff):
        workers.do(leave_behind_and_spin)
    assert list(temporary.iterdir()) == []
    until = time.monotonic() + 10
    while _runs(int(told.read_text())) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(int(told.read_text()))


def _runs(process: int) -> bool:
    """A process that has ended may still have to be told to its parent."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_process_that_was_ended_meanwhile_is_replaced(workers: Apart) -> None:
    before = workers.do(number_of_process)
    os.kill(before, 9)
    time.sleep(0.5)
    assert workers.do(number_of_process) != before


def test_no_more_wait_than_there_is_room_for(workers: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WAITING", 1)
    workers.do(add, 2, 3)
    busy = threading.Thread(target=workers.do, args=(time.sleep, 3))
    busy.start()
    time.sleep(0.5)
    with pytest.raises(Refusal) as refused:
        workers.do(add, 2, 3)
    assert refused.value.status == 503
    busy.join()
    assert workers.do(add, 2, 3) == 5


def test_nobody_waits_for_a_turn_for_ever(workers: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "TURN", 0.2)
    workers.do(add, 2, 3)
    busy = threading.Thread(target=workers.do, args=(time.sleep, 3))
    busy.start()
    time.sleep(0.5)
    with pytest.raises(Refusal) as refused:
        workers.do(add, 2, 3)
    busy.join()
    assert refused.value.status == 503


def test_they_end_with_the_server(pages: dict[str, bytes]) -> None:
    made: list[Apart] = []

    def place() -> Apart:
        made.append(Apart(1))
        return made[-1]

    with running(Service(pages, apart=place)) as served:
        assert served.post("actions/help", {}).status == 200
        [process] = [worker._process for one in made for worker in one._workers]
        assert process.is_alive()
    until = time.monotonic() + 20
    while process.is_alive() and time.monotonic() < until:
        time.sleep(0.05)
    assert not process.is_alive()


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("plans")
    good, harming = folder / "plan.xlsx", folder / "harming.xlsx"
    build(TEMPLATES["target-plan"], good, sample("target-plan"))
    contents = read(good)
    sheet = next(iter(contents.sheets))
    patch_values(contents, harming, {sheet: {(60, 20): Formula(TO_HARM)}}, over_formulas=True)
    return {path.stem: base64.b64encode(path.read_bytes()).decode() for path in (good, harming)}


@pytest.fixture(scope="module")
def served(pages: dict[str, bytes]) -> Iterator[Client]:
    limits = Limits(seconds=6.0)
    with running(Service(pages, clock=lambda: DAY, apart=partial(Apart, 1, limits))) as found:
        yield found


@pytest.mark.nightly
def test_a_workbook_that_computes_for_ever(served: Client, plans: dict[str, str]) -> None:
    """Others are answered meanwhile and after it, and who sent it is told in the own language."""
    answers = []
    body = {"workbook": plans["harming"], "language": "en"}
    asking = threading.Thread(target=lambda: answers.append(served.post("actions/validate", body)))
    asking.start()
    calls = {"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}]}
    while asking.is_alive():
        assert served.post("functions", calls).json == [{"value": [[34.0], [33.0], [33.0]]}]
        time.sleep(0.5)
    [told] = answers
    assert told.status == 200
    assert told.json["problem"]
    assert told.json["message"] == (
        "This was broken off: it took more than 6 seconds of computing time. Nothing was changed."
    )
    assert (told.json["changes"], told.json["tables"], told.json["files"]) == ([], [], [])
    after = served.post("actions/validate", {"workbook": plans["plan"]})
    assert not after.json["problem"]


@pytest.mark.nightly
def test_a_formula_that_computes_for_ever(served: Client, plans: dict[str, str]) -> None:
    """The other calls of the same recalculation get their answers."""
    calls = [
        {"function": "XLT_EXPLAIN", "arguments": [f"={TO_HARM}"]},
        {"function": "ACHIEVEMENT", "arguments": [90, 100]},
    ]
    answer = served.post("functions", {"calls": calls, "workbook": plans["plan"]})
    assert answer.status == 200
    assert answer.json[0]["value"].startswith("This was broken off: it took more than 6 seconds")
    assert answer.json[1] == {"value": 0.9}


def test_a_large_batch_gives_what_a_small_one_gives(served: Client) -> None:
    call = {"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}
    body = {"calls": [call] * 3000}
    assert served.post("functions", body).json == [{"value": [[34.0], [33.0], [33.0]]}] * 3000
    assert served.post("functions", {"calls": [call] * 3000 + [{}]}).status == 400


def test_bodies_are_not_held_without_limit() -> None:
    """Four of the largest are; a fifth is told to come again, and comes when one of them has been answered."""
    largest = 1000
    release = asyncio.Event()
    told: list[int] = []

    async def answering(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guarded = Guard(answering, token=None, hosts=frozenset(), largest_body=largest)

    async def ask() -> None:
        async def receive() -> Any:
            return {"type": "http.request", "body": b" " * largest, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])

        headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
        await guarded({"type": "http", "method": "POST", "headers": headers, "path": "/"}, receive, send)

    async def many() -> None:
        first = [asyncio.create_task(ask()) for _ in range(guard.HELD_BODIES)]
        await asyncio.sleep(0.05)
        await ask()
        assert told == [503]
        release.set()
        await asyncio.gather(*first)
        await ask()

    asyncio.run(many())
    assert told == [503, 200, 200, 200, 200, 200]


def test_two_that_end_a_process_at_once_end_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is stopped while the thread that asked for something sees that its process is gone."""
    worker = apart._Worker(LIMITS)
    closed: list[str] = []
    close = worker._connection.close

    def slowly() -> None:
        closed.append(threading.current_thread().name)
        time.sleep(0.2)
        close()

    monkeypatch.setattr(worker._connection, "close", slowly)
    both = [threading.Thread(target=worker.stop) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(closed) == 1
    assert not worker._process.is_alive()
