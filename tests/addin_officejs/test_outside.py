"""`xltargets doctor --server`: a server with one thing wrong at a time, and the sentence that names it."""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import xltargets
from tests.addin_officejs.conftest import running
from tests.addin_officejs.test_serve import certificate, started  # noqa: F401  (a fixture)
from xltargets.addin.officejs.files import products
from xltargets.addin.officejs.outside import Server, problems
from xltargets.cli import main
from xltargets.hosts.officejs.server import Service

pytestmark = pytest.mark.nightly

TOKEN = "correct-horse-battery"
TLS = "Excel loads add-ins over TLS only: the address must begin with https."


@contextmanager
def stand_in(**faults: Any) -> Iterator[str]:
    """A server that does what ours does, but for its faults: it is not ours, so that both sides are held."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            body = {**pages, **faults.get("files", {})}.get(name)
            header = {} if faults.get("closed") else {"Access-Control-Allow-Origin": "*"}
            self.answer(404 if body is None else 200, body or b"", header)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            header = {"Access-Control-Allow-Origin": "*"} if faults.get("open_answers") else {}
            if self.headers["Origin"] != url and not faults.get("anybody"):
                self.answer(403, b"{}", header)
                return
            version = faults.get("version", xltargets.__version__)
            self.answer(faults.get("status", 200), f'[{{"value": "{version}"}}]'.encode(), header)

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    pages = products(url)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


def told(server: Server) -> list[str]:
    """What is wrong with it, in English."""
    return [one.sentence() for one in problems(server)]


def said(**faults: Any) -> list[str]:
    with stand_in(**faults) as url:
        return told(Server(url))


def test_our_own_server_over_http_lacks_tls_only() -> None:
    pages: dict[str, bytes] = {}
    with running(Service(pages)) as client:
        pages.update(products(client.url))
        assert told(Server(client.url)) == [TLS]


def test_a_faultless_stand_in_is_told_the_same() -> None:
    assert said() == [TLS]


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ({"closed": True}, "functions.json comes without Access-Control-Allow-Origin"),
        ({"files": {"manifest.xml": b"<html></html>"}}, "is no manifest of ours"),
        ({"files": {"manifest.xml": b"<Version>9.9.9.0</Version>"}}, "The server is of version 9.9.9.0, and this is "),
        ({"files": {"manifest.xml": products("https://other.example.com")["manifest.xml"]}}, "to another address"),
        ({"files": {"functions.js": b"old"}}, "functions.js are not those of this version"),
        ({"files": {"taskpane.html": None}}, "taskpane.html cannot be fetched (status 404)"),
        ({"version": "0.0.1"}, "The functions are of version 0.0.1"),
        ({"status": 502}, "Functions cannot be worked out (status 502)"),
        ({"status": 401}, "The server wants a token"),
        ({"anybody": True}, "Pages of other sites may ask the server"),
        ({"open_answers": True}, "Answers may be read by pages of other sites"),
    ],
)
def test_each_fault_has_its_sentence(faults: dict[str, Any], told: str) -> None:
    found = said(**faults)
    assert found[0] == TLS
    assert any(told in sentence for sentence in found[1:]), found


def test_a_token_that_is_wrong_or_right() -> None:
    pages: dict[str, bytes] = {}
    with running(Service(pages, token=TOKEN)) as client:
        pages.update(products(client.url))
        assert told(Server(client.url, TOKEN)) == [TLS]
        assert told(Server(client.url, "another-token-than-this")) == [TLS, "The server refuses the token."]


def test_the_certificate(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    cert, key = certificate
    run = CliRunner()
    with started("--cert", str(cert), "--key", str(key)) as (port, _lines):
        url = f"https://localhost:{port}"
        stranger = run.invoke(main, ["doctor", "--server", url])
        assert stranger.exit_code == 1
        assert "The certificate of localhost is not trusted here (self-signed certificate)" in stranger.output
        trusted = run.invoke(main, ["doctor", "--server", url, "--ca", str(cert)])
        assert (trusted.exit_code, "has all that Excel needs" in trusted.output) == (0, True), trusted.output
        # By another name than the one that it is for.
        other = run.invoke(main, ["doctor", "--server", f"https://127.0.0.2:{port}", "--ca", str(cert)])
        assert other.exit_code == 1
        ends = ssl.cert_time_to_seconds
        monkeypatch.setattr("ssl.cert_time_to_seconds", lambda text: ends(text) - 350 * 86400)
        late = run.invoke(main, ["doctor", "--server", url, "--ca", str(cert)])
        assert late.exit_code == 1
        assert "The certificate ends in 1" in late.output


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("xltargets.example.com", "is not an address such as"),
        ("https://127.0.0.1:1", "127.0.0.1:1 cannot be reached"),
        ("http://127.0.0.1:1", "does not answer"),
    ],
)
def test_a_server_that_is_not_there(url: str, told: str) -> None:
    done = CliRunner().invoke(main, ["doctor", "--server", url])
    assert done.exit_code == 1
    assert told in done.output


DOCS = Path(__file__).parents[2] / "docs"
ADMIN = ("excel-admin.md", "excel-admin.zh-CN.md", "excel-admin.zh-TW.md")


@pytest.mark.parametrize("name", ADMIN[1:])
def test_the_administrator_s_page_in_another_language_has_the_same_commands(name: str) -> None:
    pages = [(DOCS / one).read_text(encoding="utf-8") for one in (ADMIN[0], name)]
    blocks, words = ([re.findall(form, page, flags) for page in pages] for form, flags in _CODE)
    assert blocks[0] == blocks[1]
    assert set(words[0]) == set(words[1])
    assert pages[0].count("\n## ") == pages[1].count("\n## ")


_CODE = ((r"^```.+?^```$", re.M | re.S), (r"(?<!`)`[^`\n]+`(?!`)", 0))


@pytest.mark.parametrize("name", ADMIN)
def test_the_administrator_s_page_names_options_that_there_are(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    for command in (["addin", "serve"], ["doctor"]):
        help_text = CliRunner().invoke(main, [*command, "--help"]).output
        lines = re.findall(rf"xltargets {' '.join(command)}((?: +[^ `\n]+)*)", page.replace("\\\n", " "))
        options = {word for line in lines for word in line.split() if word.startswith("--")}
        assert options
        assert not {option for option in options if option not in help_text}
    listed = {"CustomFunctionsRuntime": "1.3", "SharedRuntime": "1.1"}
    manifest = products()["manifest.xml"].decode()
    for name, version in listed.items():
        assert f'<Set Name="{name}" MinVersion="{version}" />' in manifest
        assert f"{name} {version}" in page
