"""Clients that never end: each is dropped, and others are answered meanwhile."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

uvicorn = pytest.importorskip("uvicorn")

from xltargets.hosts.officejs import guard, patience  # noqa: E402
from xltargets.hosts.officejs.server import Service, application  # noqa: E402


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(patience, "HEADERS", 1.0)
    monkeypatch.setattr(guard, "BODY", 1.0)
    monkeypatch.setattr(patience, "CONNECTIONS", 8)
    config = uvicorn.Config(
        application(Service({"taskpane.html": b"<p>here</p>"})), port=0, log_level="critical", **patience.options()
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(timeout=10)


def ask(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        found = b""
        while more := client.recv(4096):
            found += more
    return found


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTT",
        b"POST /functions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 999\r\n\r\n{",
    ],
    ids=["nothing", "half a request", "half a second one", "half a body"],
)
def test_a_client_that_does_not_end_is_dropped(port: int, said: bytes) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(said)
        assert b"here" in ask(port)
        while client.recv(4096):
            pass
    assert time.monotonic() - began < 15


def test_many_of_them_shut_nobody_out_for_long(port: int) -> None:
    clients = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(30)]
    try:
        assert b"503" in ask(port)
        time.sleep(3)
        assert b"here" in ask(port)
    finally:
        for client in clients:
            client.close()
