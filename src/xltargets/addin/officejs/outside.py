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
from xltargets.errors import N_, Phrase, system_reason
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


def problems(server: Server) -> list[Phrase]:
    """All that is wrong, in the order in which it is mended."""
    address = server.url.rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = N_("{address} is not an address such as {example}.")
        return [Phrase(message, address=server.url, example="https://xltargets.example.com")]
    found: list[Phrase] = []
    if parts.scheme != "https":
        found.append(Phrase(N_("Excel loads add-ins over TLS only: the address must begin with https.")))
    else:
        refused, told = _certificate(server, parts.hostname, parts.port or 443)
        if refused:
            return [refused]
        found += told
    try:
        return [*found, *_files(server, address), *_functions(server, address)]
    except (OSError, http.client.HTTPException) as problem:
        message = N_("{address} does not answer ({reason}): start it with xltargets addin serve.")
        return [*found, Phrase(message, address=address, reason=_reason(problem))]


def _certificate(server: Server, host: str, port: int) -> tuple[Phrase | None, list[Phrase]]:
    """What makes Excel refuse the connection, and what will soon."""
    address = f"{host}:{port}"
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as plain,
            _context(server).wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as problem:
        message = N_("The certificate of {host} is not trusted here ({reason}): Excel refuses it too.")
        return Phrase(message, host=host, reason=problem.verify_message), []
    except ssl.SSLError as problem:
        return Phrase(N_("{address} does not speak TLS ({reason})."), address=address, reason=str(problem.reason)), []
    except OSError as problem:
        return Phrase(N_("{address} cannot be reached ({reason})."), address=address, reason=_reason(problem)), []
    days = (ssl.cert_time_to_seconds(str(certificate["notAfter"])) - time.time()) / 86400
    ending = Phrase(N_("The certificate ends in {days:.0f} {days:day|days}: renew it."), days=days)
    return None, [ending] if days < SOON else []


def _files(server: Server, address: str) -> Iterator[Phrase]:
    """The manifest, and all that it leads Excel to."""
    expected = products(address)
    answer = _ask(server, f"{address}/{MANIFEST}")
    if answer.status != 200:
        message = N_("{file} cannot be fetched from {address} (status {status}).")
        yield Phrase(message, file=MANIFEST, address=address, status=answer.status)
        return
    if answer.body != expected[MANIFEST]:
        there = _VERSION.search(answer.body.decode(errors="replace"))
        here = _VERSION.search(expected[MANIFEST].decode())
        assert here is not None
        if there is None:
            yield Phrase(N_("{address} is no manifest of ours."), address=f"{address}/{MANIFEST}")
            return
        if there[1] != here[1]:
            message = N_("The server is of version {other}, and this is {version}: bring both to the same.")
            yield Phrase(message, other=there[1], version=here[1])
            return
        if address.encode() not in answer.body:
            message = N_("The manifest leads to another address than {address}: give the server this one with --url.")
            yield Phrase(message, address=address)
            return
        yield Phrase(N_("The manifest is not the one of this version: start the server anew after an update."))
    different = []
    for name, content in expected.items():
        answer = _ask(server, f"{address}/{name}", Origin=EXCEL_ON_THE_WEB)
        if answer.status != 200:
            message = N_("{file} cannot be fetched (status {status}): have what stands in front pass it on.")
            yield Phrase(message, file=name, status=answer.status)
        elif answer.body != content and name != MANIFEST:
            different.append(name)
        if answer.status == 200 and name in SHARED and answer.shared_with not in {"*", EXCEL_ON_THE_WEB}:
            message = N_(
                "{file} comes without Access-Control-Allow-Origin, so Excel on the web registers no function: let what "
                "stands in front of the server leave that header in place."
            )
            yield Phrase(message, file=name)
    if different:
        message = N_("{files} are not those of this version: start the server anew, and empty caches.")
        yield Phrase(message, files=different)


def _functions(server: Server, address: str) -> Iterator[Phrase]:
    """Whether it works functions out, for those only who may ask."""
    call = {"calls": [{"function": "XLT_VERSION", "arguments": []}]}
    own = {"Origin": "{0.scheme}://{0.netloc}".format(urlsplit(address))}
    if server.token:
        own["Authorization"] = f"Bearer {server.token}"
    answer = _ask(server, f"{address}/functions", call, **own)
    if answer.status == 401:
        wanted = N_("The server wants a token: set XLTARGETS_TOKEN to have functions tried as well.")
        yield Phrase(N_("The server refuses the token.") if server.token else wanted)
    elif answer.status == 403:
        yield Phrase(N_("The server refuses its own pages: what stands in front of it must pass the header Host on."))
    elif answer.status != 200:
        yield Phrase(N_("Functions cannot be worked out (status {status})."), status=answer.status)
    elif (version := _value(answer.body)) != xltargets.__version__:
        message = N_("The functions are of version {other}, and this is {version}: bring both to the same.")
        yield Phrase(message, other=version, version=xltargets.__version__)
    foreign = _ask(server, f"{address}/functions", call, **{**own, "Origin": "https://example.com"})
    if foreign.status not in {401, 403}:
        message = N_(
            "Pages of other sites may ask the server: let what stands in front of it pass the header Origin on."
        )
        yield Phrase(message)
    if answer.shared_with or foreign.shared_with:
        message = N_("Answers may be read by pages of other sites: Access-Control-Allow-Origin belongs to files only.")
        yield Phrase(message)


def _value(body: bytes) -> str | Phrase:
    try:
        return str(json.loads(body)[0]["value"])
    except (ValueError, LookupError, TypeError):
        return Phrase(N_("unknown"))


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


def _reason(problem: Exception) -> Phrase | str:
    inner = getattr(problem, "reason", None)
    cause = inner if isinstance(inner, OSError) else problem
    if isinstance(cause, OSError) and cause.strerror:
        return system_reason(cause)
    return getattr(problem, "strerror", None) or str(inner or problem) or type(problem).__name__
