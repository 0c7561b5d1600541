"""Excel everywhere: the server behind the Office.js add-in.

It serves the add-in's files, answers batches of function calls and runs actions on a posted workbook. It keeps nothing,
logs no content, and takes no path from a client: the files come from memory, and the one folder that actions may read
is fixed when the server starts. Workbooks, and whatever else is not small, are worked on apart from it.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from xltargets.actions.beforehand import prepare
from xltargets.actions.registry import ACTIONS
from xltargets.hosts.officejs.actions import answer, told
from xltargets.hosts.officejs.apart import Apart, BrokenOff, Place
from xltargets.hosts.officejs.body import json_object
from xltargets.hosts.officejs.explaining import answers
from xltargets.hosts.officejs.guard import LARGEST_BODY, Guard
from xltargets.hosts.wire.calls import answer_batch
from xltargets.hosts.wire.clock import today
from xltargets.hosts.wire.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from starlette.requests import Request

_log = logging.getLogger(__name__)
SMALL = 2**16
"""Bytes of a batch of calls that is answered at once. Nothing in it can cost much."""
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Service:
    """What a server is started with."""

    pages: Mapping[str, bytes]
    """The add-in's files by relative path."""
    folder: Path | None = None
    """The folder of workbooks that actions may read; None if they may read none."""
    token: str | None = None
    """What a client must know."""
    hosts: frozenset[str] = frozenset()
    """Names and addresses, besides this computer's own, under which clients may ask."""
    clock: Callable[[], float] = today
    largest_body: int = LARGEST_BODY
    apart: Callable[[], Place] = Apart
    """Where the work on what clients post is done."""


def application(service: Service) -> Starlette:
    """The server as an ASGI application."""
    # Functions have processes of their own, so that they do not wait for whoever has a folder consolidated.
    for_functions, for_actions = service.apart(), service.apart()

    def answer_functions(body: bytes) -> list[dict[str, Any]]:
        if len(body) <= SMALL:
            asked = json_object(body)
            if asked.get("workbook") is None:
                return answer_batch(asked, service.clock)
        try:
            return list(for_functions.do(answers, body, service.clock()))
        except BrokenOff as gave_up:
            return list(for_functions.do(answers, body, service.clock(), gave_up))

    def answer_action(key: str, body: bytes) -> dict[str, Any]:
        try:
            return dict(for_actions.do(answer, key, body, service.folder, service.clock()))
        except BrokenOff as gave_up:
            return dict(for_actions.do(told, body, gave_up))

    async def functions(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(answer_functions, await request.body()))

    async def action(request: Request) -> Response:
        key = request.path_params["key"]
        if key not in ACTIONS or ACTIONS[key].into_folder:
            raise Refusal(404, "There is no such action.")
        return JSONResponse(await run_in_threadpool(answer_action, key, await request.body()))

    async def page(request: Request) -> Response:
        return _page(service.pages, request.path_params["path"] or "taskpane.html")

    @asynccontextmanager
    async def lifespan(_server: Starlette) -> AsyncIterator[None]:
        for_actions.beforehand(prepare)
        yield
        for place in (for_functions, for_actions):
            place.close()

    return Starlette(
        routes=[
            Route("/functions", functions, methods=["POST"]),
            Route("/actions/{key}", action, methods=["POST"]),
            Route("/{path:path}", page, methods=["GET"]),
        ],
        middleware=[Middleware(Guard, token=service.token, hosts=service.hosts, largest_body=service.largest_body)],
        exception_handlers={Refusal: _refused, BrokenOff: _broken_off, HTTPException: _http_problem},
        lifespan=lifespan,
    )


def _page(pages: Mapping[str, bytes], name: str) -> Response:
    """One of the add-in's files. The names are compared as they are: nothing is looked up on a disk."""
    if name not in pages:
        if ".." in name or name.startswith(("/", "\\")):
            raise Refusal(403, "This is outside the add-in's files.")
        raise Refusal(404, "The add-in has no such file.")
    kind = TYPES[name[name.rindex(".") :]]
    # Excel on the web fetches metadata and script from its own origin, and registers no function without the second.
    # These files are the same for everybody and hold nothing of anybody; what is posted stays with our own pages.
    headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    return Response(pages[name], media_type=kind, headers=headers)


def _refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Refusal)
    if problem.status == 500:
        # A mistake of ours; its sentence names nothing but the kind.
        _log.error("An internal error: %s", problem.sentence)
    return JSONResponse({"message": problem.sentence}, problem.status)


def _broken_off(_request: Request, problem: Exception) -> Response:
    """Not even the request could be taken apart."""
    assert isinstance(problem, BrokenOff)
    return JSONResponse({"message": problem.sentence()}, 400)


def _http_problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return JSONResponse({"message": problem.detail}, problem.status_code)
