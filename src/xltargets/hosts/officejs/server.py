"""Excel everywhere: the server behind the Office.js add-in.

It serves the add-in's files, answers batches of function calls and runs actions on a posted workbook. It keeps nothing,
logs no content, and takes no path from a client: the files come from memory, and the one folder that actions may read
is fixed when the server starts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from xltargets.actions.registry import ACTIONS
from xltargets.hosts.officejs.actions import Posted, run
from xltargets.hosts.officejs.explaining import answers
from xltargets.hosts.officejs.guard import LARGEST_BODY, Guard
from xltargets.hosts.wire.clock import today
from xltargets.hosts.wire.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from starlette.requests import Request

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


def application(service: Service) -> Starlette:
    """The server as an ASGI application."""

    async def functions(request: Request) -> Response:
        body = _json_object(await request.body())
        return JSONResponse(await run_in_threadpool(answers, body, service.clock))

    async def action(request: Request) -> Response:
        key = request.path_params["key"]
        if key not in ACTIONS:
            raise Refusal(404, "There is no such action.")
        body = _json_object(await request.body())
        posted = Posted.read(ACTIONS[key], body)
        return JSONResponse(await run_in_threadpool(run, ACTIONS[key], posted, service.folder, service.clock))

    async def page(request: Request) -> Response:
        return _page(service.pages, request.path_params["path"] or "taskpane.html")

    return Starlette(
        routes=[
            Route("/functions", functions, methods=["POST"]),
            Route("/actions/{key}", action, methods=["POST"]),
            Route("/{path:path}", page, methods=["GET"]),
        ],
        middleware=[Middleware(Guard, token=service.token, hosts=service.hosts, largest_body=service.largest_body)],
        exception_handlers={Refusal: _refused, HTTPException: _http_problem},
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


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise Refusal(400, "The body must be a JSON object.")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _refused(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Refusal)
    return JSONResponse({"message": problem.sentence}, problem.status)


def _http_problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return JSONResponse({"message": problem.detail}, problem.status_code)
