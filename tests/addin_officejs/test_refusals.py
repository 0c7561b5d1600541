"""What the server does not do: each with the status that says so, and nothing of the request in logs or answers."""

from __future__ import annotations

import base64
import http.client
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.addin_officejs.conftest import Client, Here, running
from xltargets.actions.registry import ACTIONS, Action, Outcome, Request, served
from xltargets.errors import Phrase
from xltargets.hosts.officejs.server import Service
from xltargets.workbooks.contents import Contents

TOKEN = "correct-horse-battery"
SPLIT = {"calls": [{"function": "TARGET_SPLIT", "arguments": [[[100]], [[1], [1], [1]]]}]}
THIRDS = [{"value": [[34.0], [33.0], [33.0]]}]


@pytest.fixture(scope="module")
def guarded(pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("teams")
    with running(Service(pages, folder, TOKEN, frozenset({"excel.example.com"}), largest_body=20_000)) as found:
        yield found


def asked(client: Client, path: str, **headers: str) -> int:
    """A GET exactly as written, which urllib would tidy up."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in ({"Host": "localhost"} | headers).items():
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


class TestToken:
    def test_the_right_one(self, guarded: Client) -> None:
        answer = guarded.post("functions", SPLIT, Authorization=f"Bearer {TOKEN}")
        assert (answer.status, answer.json) == (200, THIRDS)

    @pytest.mark.parametrize(
        "given", ["", "Bearer", "Bearer ", "Bearer correct-horse-batterx", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN]
    )
    def test_a_wrong_one(self, guarded: Client, given: str) -> None:
        for path in ("functions", "actions/validate"):
            answer = guarded.post(path, SPLIT, Authorization=given)
            assert answer.status == 401
            assert answer.json == {"message": "The token is missing or wrong."}

    def test_none_at_all(self, guarded: Client) -> None:
        assert guarded.post("functions", SPLIT).status == 401

    def test_one_that_is_no_ascii(self, guarded: Client) -> None:
        assert guarded.post("functions", SPLIT, Authorization="Bearer pässwörd").status == 401

    def test_the_pages_hold_no_secret_and_need_none(self, guarded: Client) -> None:
        assert guarded.get("taskpane.html").status == 200

    def test_a_server_without_a_token_needs_none(self, client: Client) -> None:
        assert client.post("functions", SPLIT).json == THIRDS


class TestSize:
    def test_a_declared_size(self, guarded: Client) -> None:
        answer = guarded.post("functions", b" " * 20_001, Authorization=f"Bearer {TOKEN}")
        assert answer.status == 413

    def test_a_size_that_nobody_declared(self, guarded: Client) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", guarded.port, timeout=20)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
        connection.request("POST", "/functions", iter([b" " * 9_000] * 3), headers, encode_chunked=True)
        assert connection.getresponse().status == 413
        connection.close()

    def test_just_small_enough(self, guarded: Client) -> None:
        body = b'{"calls": []}'.ljust(20_000)
        assert guarded.post("functions", body, Authorization=f"Bearer {TOKEN}").json == []


MALFORMED: list[Any] = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b'"calls"',
    b"{}",
    b'{"calls": {}}',
    b'{"calls": [1]}',
    b'{"calls": [{}]}',
    b'{"calls": [{"function": "TARGET_SPLIT"}]}',
    b'{"calls": [{"function": "TARGET_SPLIT", "arguments": 1}]}',
    b'{"calls": [{"function": "os.system", "arguments": []}]}',
    b'{"calls": [{"function": 1, "arguments": []}]}',
    b'{"calls": [{"function": ["TARGET_SPLIT"], "arguments": []}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [NaN, 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [Infinity, 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [{}, 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [{"error": "VALUE"}, 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [{"error": 1}, 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [[], 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [[[]], 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [[1, 2], 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [[[1, 2], [3]], 1]}]}',
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [[[[1]]], 1]}]}',
    b'{"calls": [], "language": "tlh"}',
    b'{"calls": [], "language": ["en"]}',
    b'{"calls": ' + b"[" * 5000,
    b'{"calls": [{"function": "ACHIEVEMENT", "arguments": [1' + b"0" * 5000 + b", 1]}]}",
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: body[:60].decode("ascii", "replace"))
def test_a_malformed_call(client: Client, body: bytes) -> None:
    answer = client.post("functions", body)
    assert answer.status == 400, answer.body
    assert answer.json["message"].endswith(".")


def test_one_malformed_call_refuses_the_batch(client: Client) -> None:
    assert client.post("functions", {"calls": [*SPLIT["calls"], {"function": "NO"}]}).status == 400


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1e308, "#NUM!"),  # 1e308 / 1e-10 is beyond every spreadsheet's numbers
        (10**307, "#NUM!"),
        (10**4000, "#NUM!"),
    ],
)
def test_numbers_beyond_a_spreadsheet(client: Client, value: float, expected: str) -> None:
    answer = client.post("functions", {"calls": [{"function": "ACHIEVEMENT", "arguments": [value, 1e-10]}]})
    assert answer.json[0]["error"] == expected


def test_too_many_arguments_are_an_error_value(client: Client) -> None:
    answer = client.post("functions", {"calls": [{"function": "ACHIEVEMENT", "arguments": [1] * 20}]})
    assert answer.json[0]["error"] == "#VALUE!"


class TestForeignPages:
    """A site that a person visits while the server runs cannot use it."""

    def test_a_foreign_origin(self, client: Client) -> None:
        assert client.post("functions", SPLIT, Origin="https://evil.example").status == 403

    def test_our_own_origin(self, client: Client) -> None:
        assert client.post("functions", SPLIT, Origin=client.url).status == 200

    @pytest.mark.parametrize("origin", ["null", "", "http://[", "127.0.0.1", "https://user@127.0.0.1"])
    def test_an_origin_that_is_none(self, client: Client, origin: str) -> None:
        assert client.post("functions", SPLIT, Origin=origin).status == 403

    def test_a_body_that_a_form_can_send(self, client: Client) -> None:
        assert client.post("functions", SPLIT, Content_Type="text/plain").status == 415

    @pytest.mark.parametrize("name", ["evil.example", "evil.example:8765", "localhost.evil.example", "", "[::1"])
    def test_a_name_that_was_rebound(self, client: Client, name: str) -> None:
        assert asked(client, "/taskpane.html", Host=name) == 403

    @pytest.mark.parametrize("name", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"])
    def test_this_computer(self, client: Client, name: str) -> None:
        assert asked(client, "/taskpane.html", Host=name) == 200

    def test_the_name_that_it_was_given(self, client: Client, guarded: Client) -> None:
        assert asked(guarded, "/taskpane.html", Host="excel.example.com") == 200
        assert asked(client, "/taskpane.html", Host="excel.example.com") == 403


class TestPaths:
    @pytest.mark.parametrize(
        "path", ["/../pyproject.toml", "/icons/../../x", "/%2e%2e/x", "//etc/passwd", "/..%2fx", "/%5c%5cserver%5cx"]
    )
    def test_outside_the_pages(self, client: Client, path: str) -> None:
        assert asked(client, path) == 403

    @pytest.mark.parametrize("path", ["/nothing.html", "/icons", "/icons/", "/taskpane.html/"])
    def test_no_such_page(self, client: Client, path: str) -> None:
        assert asked(client, path) == 404

    @pytest.mark.parametrize("folder", ["..", "../other", "/etc", "a/../../b", "link", "a\0b"])
    def test_outside_the_folder(self, pages: dict[str, bytes], tmp_path: Path, folder: str) -> None:
        (tmp_path / "teams").mkdir()
        (tmp_path / "other").mkdir()
        (tmp_path / "teams" / "link").symlink_to(tmp_path / "other")
        with running(Service(pages, tmp_path / "teams")) as served:
            answer = served.post("actions/consolidate", {"folder": folder})
        assert answer.status == 403
        assert str(tmp_path) not in answer.body.decode()

    @pytest.mark.parametrize(
        "options",
        [
            {"output": "/tmp/x.xlsx"},
            {"output": "x.xlsx"},
            {"template": "../x"},
            {"template": ""},
            {"template": 1},
            {"template": "target-plan\n"},
            {"template": "company-scorecard"},
            {"total": 5},
            {"settings": {}},
            [],
        ],
    )
    def test_options_are_no_way_around(self, client: Client, options: Any) -> None:
        assert client.post("actions/new", {"options": options}).status == 400

    def test_actions_that_read_need_a_folder_of_the_server(self, client: Client) -> None:
        """The workbook's own settings may name a folder, which is a path from a client."""
        reading = [action.key for action in served() if action.reads_folder]
        assert {"refresh", "consolidate"} <= set(reading)
        for key in reading:
            body = {"workbook": "AAAA"} if ACTIONS[key].needs == "book" else {}
            answer = client.post(f"actions/{key}", body)
            assert answer.status == 200
            assert answer.json["problem"]
            assert "--folder" in answer.json["message"]

    def test_no_script_may_give_a_path(self) -> None:
        """Not even where the action takes one from the command line."""
        taken = [option for action in ACTIONS.values() for option in action.options if option.key == "output"]
        assert taken
        assert not any(option.accepts(value) for option in taken for value in ("x.xlsx", "/tmp/x.xlsx", 1, None))


class TestActions:
    @pytest.mark.parametrize("key", ["nothing", "..", "Validate", "validate/x"])
    def test_no_such_action(self, client: Client, key: str) -> None:
        assert client.post(f"actions/{key}", {}).status in {404, 405}

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"workbook": None},
            {"workbook": 7},
            {"workbook": "%%%"},
            {"workbook": "AAAA", "sheet": 5},
            {"workbook": "AAAA", "selection": "=HYPERLINK()"},
            {"workbook": "AAAA", "language": "xx"},
        ],
    )
    def test_malformed(self, client: Client, body: dict[str, Any]) -> None:
        assert client.post("actions/validate", body).status == 400

    @pytest.mark.parametrize(
        ("name", "used"),
        [
            ("Plan (north) 2026.xlsx", "Plan (north) 2026.xlsx"),
            ("计划.xlsm", "计划.xlsm"),
            ("../plan.xlsx", "workbook.xlsx"),
            ("a/b.xlsx", "workbook.xlsx"),
            ("a\\b.xlsx", "workbook.xlsx"),
            (".hidden.xlsx", "workbook.xlsx"),
            ("C:plan.xlsx", "workbook.xlsx"),
            ("plan.exe", "workbook.xlsx"),
            ("plan.xlsx\n", "workbook.xlsx"),
            (None, "workbook.xlsx"),
        ],
    )
    def test_the_name_is_no_way_out(
        self, here: Client, monkeypatch: pytest.MonkeyPatch, name: str | None, used: str
    ) -> None:
        read: list[Path] = []
        monkeypatch.setattr("xltargets.hosts.wire.perform.read", lambda path: read.append(path) or Contents(path))
        monkeypatch.setattr("xltargets.actions.registry.Action.run", lambda *_given: Outcome(Phrase("Done.")))
        answer = here.post("actions/validate", {"workbook": "AAAA", "name": name})
        assert answer.status == 200
        assert [path.name for path in read] == [used]
        assert not read[0].exists()
        assert not read[0].parent.exists()

    def test_what_reads_a_folder_writes_elsewhere(
        self, pages: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The server's folder is read, and nothing in it or beside it is written."""
        (tmp_path / "teams" / "north").mkdir(parents=True)
        asked_for: list[Request] = []

        def run(_action: Action, _contents: Any, request: Request) -> Outcome:
            asked_for.append(request)
            made = Path(request.options["output"])
            made.write_bytes(b"PK")
            return Outcome(Phrase("{output} is ready.", output=made), files=(made,))

        monkeypatch.setattr("xltargets.actions.registry.Action.run", run)
        with running(Service(pages, tmp_path / "teams", apart=Here)) as served:
            answer = served.post("actions/consolidate", {"folder": "north"})
        assert answer.json["files"] == [{"name": "north-consolidate.xlsx", "content": "UEs="}]
        assert answer.json["message"] == "north-consolidate.xlsx is ready."
        assert asked_for[0].folder == tmp_path / "teams" / "north"
        assert list(tmp_path.rglob("*.xlsx")) == []

    def test_a_file_that_is_no_workbook(self, client: Client) -> None:
        answer = client.post("actions/replan", {"workbook": base64.b64encode(b"PK\x03\x04 no workbook").decode()})
        assert answer.status == 200
        assert answer.json["problem"]
        assert answer.json["message"].endswith(".")

    def test_a_bug_is_told_without_content(
        self,
        here: Client,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        def broken(*_given: Any) -> Outcome:
            raise KeyError("Confidential revenue 4711")

        monkeypatch.setattr("xltargets.actions.registry.Action.run", broken)
        with caplog.at_level(logging.DEBUG):
            answer = here.post("actions/new", {})
        assert answer.status == 500
        assert answer.json["message"] == "xlTargets could not finish this (KeyError). Please report it."
        assert b"4711" not in answer.body
        assert "KeyError" in caplog.text
        shown = capfd.readouterr()
        assert "4711" not in caplog.text + shown.out + shown.err

    def test_a_file_outside_is_not_sent(self, here: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "secret.xlsx").write_bytes(b"secret")
        outcome = Outcome(Phrase("Done."), files=(tmp_path / "secret.xlsx",))
        monkeypatch.setattr("xltargets.actions.registry.Action.run", lambda *_given: outcome)
        answer = here.post("actions/new", {})
        assert answer.status == 403


def test_no_content_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "Customer Wagner & Sons"
    with caplog.at_level(logging.DEBUG):
        client.post("functions", {"calls": [{"function": "ACHIEVEMENT", "arguments": [secret, 1]}]})
        client.post("functions", f'{{"calls": "{secret}"'.encode())
        client.post("actions/replan", {"workbook": base64.b64encode(secret.encode()).decode(), "sheet": secret})
    shown = capfd.readouterr()
    assert secret not in caplog.text + shown.out + shown.err
    assert base64.b64encode(secret.encode()).decode() not in caplog.text + shown.out + shown.err
