"""The Office.js server's door: who may ask, under which name, and how much.

A page of another web site that a person happens to visit can send requests to this computer too. So a request must
come from our own pages (`Origin`), name this server (`Host`, against rebound names) and be JSON, which a foreign page
cannot send without asking first.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from xltargets.hosts.wire.refusal import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 60.0
"""Seconds for a request to come in whole."""
ANSWER = 60.0
"""Seconds for a client to take a part of an answer."""
LARGEST_BODY = 64 * 2**20
"""Bytes: room for a workbook of 48 MB."""
HELD_BODIES = 4
"""So many of the largest may be held at a time; a client that needs more room is told to come again."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_log = logging.getLogger(__name__)


class Guard:
    """Checks each request before anything reads it."""

    def __init__(self, app: ASGIApp, *, token: str | None, hosts: frozenset[str], largest_body: int) -> None:
        """Take what is allowed."""
        self._app = app
        self._token = token
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._largest = largest_body
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass the request on with its body counted."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        try:
            async with asyncio.timeout(BODY):
                await self._admit(scope, receive, body)
            await self._pass_on(body, scope, receive, send)
        except TimeoutError:
            await _tell(Refusal(408, "The request took too long to come."), scope, receive, send)
        except Refusal as refusal:
            await _tell(refusal, scope, receive, send)
        finally:
            self._held -= len(body)

    async def _pass_on(self, body: bytearray, scope: Scope, receive: Receive, send: Send) -> None:
        """Have it answered."""

        async def read_already() -> Message:
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            async with asyncio.timeout(ANSWER):
                await send(message)

        try:
            await self._app(scope, read_already, answer)
        except TimeoutError:
            _log.warning("A client did not take its answer, and was dropped.")
        except Exception as problem:  # noqa: BLE001
            # A bug of ours. Its message could hold cells, so that only its kind is told and logged.
            _log.error("An internal error: %s", type(problem).__name__)
            await _tell(Refusal(500, "An internal error. Please report it."), scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive, body: bytearray) -> None:
        """Take in the request's body, if the request may come in."""
        if scope["type"] != "http":
            raise Refusal(403, "This server speaks HTTP only.")
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(f"//{host}") not in self._hosts:
            raise Refusal(403, "This server does not answer under that name; see --url.")
        if scope["method"] != "POST":
            return
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            raise Refusal(403, "Only the add-in's own pages may ask.")
        if self._token is not None and not self._knows_token(headers.get("authorization", "")):
            raise Refusal(401, "The token is missing or wrong.")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refusal(415, "The body must be application/json.")
        await self._take(body, headers, receive)

    def _knows_token(self, authorization: str) -> bool:
        assert self._token is not None
        kind, _space, given = authorization.partition(" ")
        # The time that this takes tells nothing about the token.
        return hmac.compare_digest(given.encode(), self._token.encode()) and kind.lower() == "bearer"

    async def _take(self, body: bytearray, headers: Headers, receive: Receive) -> None:
        declared = headers.get("content-length", "")
        too_large = Refusal(413, f"The body is larger than {self._largest / 2**20:.0f} MB.")
        if declared.isdecimal() and int(declared) > self._largest:
            raise too_large
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Refusal(400, "The request was broken off.")
            more = message.get("body", b"")
            body += more
            self._held += len(more)
            if len(body) > self._largest:
                raise too_large
            if self._held > HELD_BODIES * self._largest:
                raise Refusal(503, "Too much comes in at once. Try again in a minute.")
            if not message.get("more_body", False):
                return


async def _tell(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    response = JSONResponse({"message": refusal.sentence}, refusal.status, {"Connection": "close"})
    await response(scope, receive, send)


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
