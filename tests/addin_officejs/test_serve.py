"""`xltargets addin serve` as a person starts it: a process of its own, with TLS, and an action on a real workbook."""

from __future__ import annotations

import base64
import datetime
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.addin_officejs.conftest import Client, running
from xltargets.cli import main
from xltargets.hosts.officejs.server import Service

TOKEN = "correct-horse-battery"
OPENSSL = shutil.which("openssl")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def started(*options: str, **environment: str) -> Iterator[tuple[int, list[str]]]:
    """The command in a process of its own: its port, and the lines that it printed when it is stopped."""
    port, lines = free_port(), []
    process = subprocess.Popen(
        [sys.executable, "-m", "xltargets", "addin", "serve", "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
    )
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port, lines
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        printed, _ = process.communicate(timeout=20)
        lines += printed.splitlines()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Made by the command that the documentation names."""
    if OPENSSL is None:
        pytest.skip("OpenSSL is not installed")
    document = (Path(__file__).parents[2] / "docs" / "excel-everywhere.md").read_text(encoding="utf-8")
    command = re.search(r"^ +openssl req .*?[^\\]$", document, re.MULTILINE | re.DOTALL)
    assert command, "the documentation has no command"
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(["sh", "-c", command[0]], cwd=folder, check=True, capture_output=True)
    return folder / "localhost.pem", folder / "localhost-key.pem"


def test_over_tls(certificate: tuple[Path, Path]) -> None:
    cert, key = certificate
    trusting = ssl.create_default_context(cafile=str(cert))
    body = {"calls": [{"function": "TARGET_SPLIT", "arguments": [100, [[1], [1], [1]]]}]}
    with started("--cert", str(cert), "--key", str(key)) as (port, lines):
        address = f"https://localhost:{port}"
        with urllib.request.urlopen(f"{address}/manifest.xml", context=trusting, timeout=20) as answer:
            manifest = answer.read().decode()
        request = urllib.request.Request(
            f"{address}/functions", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, context=trusting, timeout=20) as answer:
            assert json.load(answer) == [{"value": [[34.0], [33.0], [33.0]]}]
    assert f'DefaultValue="{address}/taskpane.html"' in manifest
    assert lines[0] == f"Manifest for Excel: {address}/manifest.xml"
    assert not [line for line in lines if "Traceback" in line]


def test_excel_on_the_web_may_fetch_the_files_from_its_own_origin_and_nothing_else(client: Client) -> None:
    from_excel = {"Origin": "https://excel.officeapps.live.com"}
    for page in ("functions.json", "functions.js", "taskpane.html", "manifest.xml", "icons/xltargets-32.png"):
        assert client.get(page, **from_excel).headers.get("access-control-allow-origin") == "*"
    others = [
        client.get("nothing.js", **from_excel),
        client.post("functions", {"calls": []}),
        client.post("functions", {"calls": []}, **from_excel),
        client.post("actions/help", {}),
        client.preflight("functions", **from_excel),
        client.preflight("functions.json", **from_excel),
    ]
    assert [answer.status for answer in others] == [404, 200, 403, 200, 405, 405]
    assert not [name for answer in others for name in answer.headers if name.lower().startswith("access-control")]


def test_a_token_from_the_environment(tmp_path: Path) -> None:
    with started("--folder", str(tmp_path), XLTARGETS_TOKEN=TOKEN) as (port, lines):
        client = Client(port)
        assert client.post("functions", {"calls": []}).status == 401
        assert client.post("functions", {"calls": []}, Authorization=f"Bearer {TOKEN}").status == 200
    assert TOKEN not in "\n".join(lines)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "set a --token"),
        (["--url", "https://excel.example.com"], "set a --token"),
        (["--host", "0.0.0.0", "--token", "short"], "at least 16"),
        (["--host", "0.0.0.0", "--token", "with a space in it"], "at least 16"),
        (["--url", "excel.example.com"], "is not an address"),
        (["--url", "ftp://localhost"], "is not an address"),
        (["--url", "https://localhost:port"], "is not an address"),
        (["--url", "https://[localhost"], "is not an address"),
        (["--url", "https://localhost/?token=x"], "is not an address"),
        (["--cert", __file__, "--key", __file__], "Cannot use the certificate"),
        (["--cert", __file__], "both --cert and --key"),
        (["--folder", "/nowhere/at/all"], "does not exist"),
    ],
)
def test_what_it_refuses_to_start_with(options: list[str], told: str) -> None:
    done = CliRunner().invoke(main, ["addin", "serve", *options])
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


@pytest.fixture
def never_served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server would be started with."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("uvicorn.run", lambda _application, **options: calls.append(options))
    return calls


def test_behind_another_server(never_served: list[dict[str, Any]]) -> None:
    url = "https://excel.example.com/xl/"
    done = CliRunner().invoke(main, ["addin", "serve", "--host", "0.0.0.0", "--token", TOKEN, "--url", url])
    assert done.exit_code == 0, done.output
    assert "Manifest for Excel: https://excel.example.com/xl/manifest.xml" in done.output
    assert TOKEN not in done.output
    assert (never_served[0]["host"], never_served[0]["access_log"]) == ("0.0.0.0", False)


def test_this_computer_only_unless_told_otherwise(never_served: list[dict[str, Any]]) -> None:
    done = CliRunner().invoke(main, ["addin", "serve"])
    assert done.exit_code == 0, done.output
    assert never_served[0]["host"] == "localhost"
    assert "over TLS only" in done.output


def test_a_proxy_that_keeps_its_own_name(pages: dict[str, bytes]) -> None:
    with running(Service(pages, token=TOKEN, hosts=frozenset({"excel.example.com"}))) as client:
        given = {"Authorization": f"Bearer {TOKEN}", "Host": "excel.example.com", "Origin": "https://excel.example.com"}
        assert client.post("functions", {"calls": []}, **given).status == 200


def test_an_action_on_a_real_workbook(client: Client, tmp_path: Path) -> None:
    """The sample plan, re-planned over HTTP, against the same action called directly."""
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.workbooks.reader import read

    plan = tmp_path / "plan.xlsx"
    made = CliRunner().invoke(main, ["new", "target-plan", "--sample", "-o", str(plan)])
    assert made.exit_code == 0, made.output
    body = {"workbook": base64.b64encode(plan.read_bytes()).decode(), "sheet": "Periods", "selection": "B5"}
    answer = client.post("actions/replan", body)
    assert answer.status == 200
    assert not answer.json["problem"], answer.json["message"]
    today = float((datetime.date(2026, 1, 15) - datetime.date(1899, 12, 30)).days)
    expected = ACTIONS["replan"].run(read(plan), Request(lambda: today))
    assert answer.json["message"] == expected.message.sentence()
    assert [one["text"] for one in answer.json["details"]] == list(expected.details)
    assert {(sheet, row, column): value for sheet, row, column, value in answer.json["changes"]} == {
        (sheet, *place): value for sheet, cells in expected.changes.items() for place, value in cells.items()
    }
    assert answer.json["changes"] or answer.json["tables"]


@pytest.mark.nightly
def test_teams_are_consolidated_and_refreshed(pages: dict[str, bytes], tmp_path: Path) -> None:
    """The company scorecard of a folder comes back, and is renewed when another team has handed in."""
    teams, nobody = tmp_path / "teams", tmp_path / "nobody"
    teams.mkdir()
    nobody.mkdir()

    def hand_in(template: str) -> None:
        made = CliRunner().invoke(main, ["new", template, "--sample", "-o", str(teams / f"{template}.xlsx")])
        assert made.exit_code == 0, made.output

    hand_in("target-plan")
    with running(Service(pages, teams)) as client:
        answer = client.post("actions/consolidate", {}).json
        assert answer["message"] == "teams-consolidate.xlsx has the figures of 1 workbook; none was left out."
        [company] = answer["files"]
        hand_in("crm-log")
        renewed = client.post("actions/refresh", {"workbook": company["content"]}).json
        assert not renewed["problem"], renewed["message"]
        [sources] = [one for one in renewed["tables"] if one["name"] == "sources"]
        assert [len(values) for values in sources["columns"] if values] == [2] * len(sources["columns"])
    with running(Service(pages, nobody)) as client:
        answer = client.post("actions/refresh", {"workbook": company["content"]}).json
        # Nothing to read must not empty the scorecard's tables.
        assert (answer["problem"], answer["tables"]) == (True, [])
    assert sorted(path.name for path in tmp_path.rglob("*.xlsx")) == ["crm-log.xlsx", "target-plan.xlsx"]
