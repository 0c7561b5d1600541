"""How long the Office.js server waits for its clients, and for how many: one that never ends its request is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

HEADERS = 10.0
"""Seconds from the first byte of a request, or from the connection, to the end of its headers."""
CONNECTIONS = 64
"""At a time; more are told to come again."""
KEPT = 5
"""Seconds for which a connection is kept without a request."""
ENDING = 5
"""Seconds for answers that are under way when the server is stopped."""


class PatientProtocol(H11Protocol):
    """HTTP that gives up on a client whose headers do not come to an end."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._waiting: asyncio.TimerHandle | None = None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting if this was not the end of the headers."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEADERS, self._give_up)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if self.transport is not None and (self.cycle is None or self.cycle.response_complete):
            self.transport.abort()


def options() -> dict[str, Any]:
    """What uvicorn is started with."""
    return {
        "http": PatientProtocol,
        "limit_concurrency": CONNECTIONS,
        "timeout_keep_alive": KEPT,
        "timeout_graceful_shutdown": ENDING,
        "ws": "none",
    }
