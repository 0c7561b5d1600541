"""A server of the Office.js add-in looked at from outside, as Excel would: what is wrong, and what to do."""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import xltargets
from xltargets.addin.officejs.files import MANIFEST, products
from xltargets.addin.officejs.metadata import metadata_file
from xltargets.locale import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20
"""Seconds for one answer."""
SOON = 21
"""Days before a certificate ends, from which on that is told."""
EXCEL_ON_THE_WEB = "https://excel.officeapps.live.com"
SHARED = (*map(metadata_file, LANGUAGES), "functions.js")
"""What Excel on the web fetches from its own origin."""
LARGEST = 8 * 2**20
_VERSION = re.compile(r"<Version>([0-9.]+)</Version>")


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and how it is asked."""

    url: str
    token: str | None = None
    authorities: Path | None = None
    """A file of certificates to trust besides this computer's own."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    shared_with: str | None
    """Whom Access-Control-Allow-Origin names."""


def problems(server: Server) -> list[str]:
    """All that is wrong, in the order in which it is mended."""
    address = server.url.rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return [f"{server.url} is no address such as https://xltargets.example.com."]
    found: list[str] = []
    if parts.scheme != "https":
        found.append("Excel loads add-ins over TLS only: the address must begin with https.")
    else:
        refused, told = _certificate(server, parts.hostname, parts.port or 443)
        if refused:
            return [refused]
        found += told
    try:
        return [*found, *_files(server, address), *_functions(server, address)]
    except (OSError, http.client.HTTPException) as problem:
        return [*found, f"{address} does not answer ({_reason(problem)}): start it with xltargets addin serve."]


def _certificate(server: Server, host: str, port: int) -> tuple[str, list[str]]:
    """What makes Excel refuse the connection, and what will soon."""
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as plain,
            _context(server).wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as problem:
        return f"The certificate of {host} is not trusted here ({problem.verify_message}): Excel refuses it too.", []
    except ssl.SSLError as problem:
        return f"{host}:{port} does not speak TLS ({problem.reason}).", []
    except OSError as problem:
        return f"{host}:{port} cannot be reached ({_reason(problem)}).", []
    days = (ssl.cert_time_to_seconds(str(certificate["notAfter"])) - time.time()) / 86400
    return "", [f"The certificate ends in {days:.0f} days: renew it."] if days < SOON else []


def _files(server: Server, address: str) -> Iterator[str]:
    """The manifest, and all that it leads Excel to."""
    expected = products(address)
    answer = _ask(server, f"{address}/{MANIFEST}")
    if answer.status != 200:
        yield f"{MANIFEST} cannot be fetched from {address} (status {answer.status})."
        return
    if answer.body != expected[MANIFEST]:
        there = _VERSION.search(answer.body.decode(errors="replace"))
        here = _VERSION.search(expected[MANIFEST].decode())
        assert here is not None
        if there is None:
            yield f"{address}/{MANIFEST} is no manifest of ours."
            return
        if there[1] != here[1]:
            yield f"The server is of version {there[1]}, and this is {here[1]}: bring both to the same."
            return
        if address.encode() not in answer.body:
            yield f"The manifest leads to another address than {address}: give the server this one with --url."
            return
        yield "The manifest is not the one of this version: start the server anew after an update."
    different = []
    for name, content in expected.items():
        answer = _ask(server, f"{address}/{name}", Origin=EXCEL_ON_THE_WEB)
        if answer.status != 200:
            yield f"{name} cannot be fetched (status {answer.status}): have what stands in front pass it on."
        elif answer.body != content and name != MANIFEST:
            different.append(name)
        if answer.status == 200 and name in SHARED and answer.shared_with not in {"*", EXCEL_ON_THE_WEB}:
            yield (
                f"{name} comes without Access-Control-Allow-Origin, so Excel on the web registers no function: let what"
                " stands in front of the server leave that header in place."
            )
    if different:
        yield f"{', '.join(different)} are not those of this version: start the server anew, and empty caches."


def _functions(server: Server, address: str) -> Iterator[str]:
    """Whether it works functions out, for those only who may ask."""
    call = {"calls": [{"function": "XLT_VERSION", "arguments": []}]}
    own = {"Origin": "{0.scheme}://{0.netloc}".format(urlsplit(address))}
    if server.token:
        own["Authorization"] = f"Bearer {server.token}"
    answer = _ask(server, f"{address}/functions", call, **own)
    if answer.status == 401:
        yield (
            "The server refuses the token."
            if server.token
            else "The server wants a token: set XLTARGETS_TOKEN to have functions tried as well."
        )
    elif answer.status == 403:
        yield "The server refuses its own pages: what stands in front of it must pass the header Host on."
    elif answer.status != 200:
        yield f"Functions cannot be worked out (status {answer.status})."
    elif (version := _value(answer.body)) != xltargets.__version__:
        yield f"The functions are of version {version}, and this is {xltargets.__version__}: bring both to the same."
    foreign = _ask(server, f"{address}/functions", call, **{**own, "Origin": "https://example.com"})
    if foreign.status not in {401, 403}:
        yield "Pages of other sites may ask the server: let what stands in front of it pass the header Origin on."
    if answer.shared_with or foreign.shared_with:
        yield "Answers may be read by pages of other sites: Access-Control-Allow-Origin belongs to files only."


def _value(body: bytes) -> str:
    try:
        return str(json.loads(body)[0]["value"])
    except (ValueError, LookupError, TypeError):
        return "unknown"


def _ask(server: Server, url: str, body: object = None, **headers: str) -> _Answer:
    data = None if body is None else json.dumps(body).encode()
    kind = {} if data is None else {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data, {**kind, **headers})  # noqa: S310  (http or https, looked at before)
    context = _context(server) if url.startswith("https:") else None
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirect())
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            return _Answer(answer.status, answer.read(LARGEST), answer.headers.get("Access-Control-Allow-Origin"))
    except urllib.error.HTTPError as problem:
        with problem:
            return _Answer(problem.code, b"", problem.headers.get("Access-Control-Allow-Origin"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Excel's script does not follow to another site, and the token must not go there."""

    def redirect_request(self, *_given: object) -> None:
        """Follow nowhere."""


def _context(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.authorities is not None:
        context.load_verify_locations(server.authorities)
    return context


def _reason(problem: Exception) -> str:
    inner = getattr(problem, "reason", None)
    return getattr(problem, "strerror", None) or str(inner or problem) or type(problem).__name__
