"""A server of its own for each set of tests, on a free port, and a client that is not ours."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn

from xltargets.addin.officejs.files import products
from xltargets.hosts.officejs.server import Service, application


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(f"{self.url}/{path}", headers=headers))

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self._ask(urllib.request.Request(f"{self.url}/{path}", data, given))

    def preflight(self, path: str, **headers: str) -> Answer:
        """What a browser asks before it posts JSON to another site."""
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type", **headers}
        return self._ask(urllib.request.Request(f"{self.url}/{path}", headers=asked, method="OPTIONS"))

    @staticmethod
    def _ask(request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.read(), dict(response.headers))
        except urllib.error.HTTPError as problem:
            with problem:
                return Answer(problem.code, problem.read(), dict(problem.headers))


class Here:
    """Work done in this process, where a test has put something in place of a part of it."""

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return work(*arguments)

    def beforehand(self, work: Callable[..., Any]) -> None:
        """Everything is loaded in a process of tests."""

    def close(self) -> None:
        """There is nothing to end."""


@contextmanager
def running(service: Service) -> Iterator[Client]:
    """The real server in a thread: uvicorn, HTTP and all."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(service), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    until = time.monotonic() + 120
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    try:
        yield Client(taken.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        taken.close()


@dataclass
class Clock:
    """Today as a case wants it."""

    day: float = 46037.0

    def __call__(self) -> float:
        return self.day


@pytest.fixture(scope="session")
def pages() -> dict[str, bytes]:
    return products()


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def client(pages: dict[str, bytes], clock: Callable[[], float]) -> Iterator[Client]:
    with running(Service(pages, clock=clock)) as found:
        yield found


@pytest.fixture
def here(pages: dict[str, bytes]) -> Iterator[Client]:
    """A server that does everything in this process."""
    with running(Service(pages, apart=Here)) as found:
        yield found
