"""A scheduler that is reached, or not: its versions are compared first, and each way it fails is a sentence."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest

from xltargets.errors import Problem
from xltargets.fleets import fitting

distributed = pytest.importorskip("distributed")

from distributed.versions import get_versions  # noqa: E402  (what is not installed is skipped first)


@pytest.mark.parametrize("address", ["nonsense", "8786", "host", "tcp://host", "none://host:8786", "tcp://host:many"])
def test_what_is_no_address_is_one_sentence(address: str) -> None:
    """In a process of its own: what is left of a client ends with it, and says so on standard error."""
    command = [sys.executable, "-m", "xltargets", "validate", __file__, "--engine", "dask", "--scheduler", address]
    found = subprocess.run([*command, "--language", "en"], capture_output=True, text=True, check=False, timeout=300)
    assert found.returncode == 2
    assert found.stderr.startswith(f"Error: {address} is no address of a scheduler (")
    assert found.stderr.endswith("). Write it as tcp://host:8786.\n")
    assert found.stderr.count("\n") == 1


@pytest.fixture
def old_scheduler() -> Iterator[str]:
    """The address of a server that tells versions as a scheduler does, and understands nothing else."""
    loop, address = asyncio.new_event_loop(), Queue[str]()

    def versions(packages: list[str]) -> dict[str, object]:
        ours = get_versions(packages)
        return ours | {"packages": ours["packages"] | {"dask": "2024.5.0"}}

    async def serve() -> None:
        async with distributed.core.Server({"versions": versions}) as server:
            await server.listen("tcp://127.0.0.1:0")
            address.put(server.address)
            await ended.wait()

    ended = asyncio.Event()
    thread = Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    yield address.get(timeout=30)
    loop.call_soon_threadsafe(ended.set)
    thread.join(30)
    loop.close()


def test_a_scheduler_of_another_version_is_told_before_a_client_speaks_to_it(old_scheduler: str) -> None:
    """A scheduler of 2024 does not understand how a client of 2026 asks who it is."""
    with pytest.raises(Problem) as caught, fitting.reached(old_scheduler, 1, print):
        pass
    assert "dask is " in caught.value.sentence()
    assert " here and 2024.5.0 on scheduler. Install the same everywhere." in caught.value.sentence()


def test_where_no_scheduler_answers_it_is_said_at_once_that_others_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setattr(fitting, "_ANSWER_WITHIN", 1)
    said: list[str] = []
    with (
        pytest.raises(Problem, match="No scheduler answers at"),
        fitting.reached(address, 3, lambda problem: said.append(problem.sentence())),
    ):
        pass
    assert said == [f"No scheduler answers at {address} yet; trying for 2 seconds more."]


def test_an_address_with_tls_and_no_certificates_is_a_sentence() -> None:
    with pytest.raises(Problem, match="TLS"), fitting.reached("tls://127.0.0.1:8786", 3, print):
        pass
