"""No button without an answer: every action of the registry, asked for over HTTP with a filled plan."""

from __future__ import annotations

import base64

import pytest

from tests.addin_officejs.conftest import Client, Clock
from xltargets.actions.registry import ACTIONS, served
from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, sample("target-plan"))
    return base64.b64encode(path.read_bytes()).decode()


END_OF_MAY = 46173.0


@pytest.fixture(autouse=True)
def end_of_may(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample has actuals of five months; earlier they would lie in the future."""
    monkeypatch.setattr(clock, "day", END_OF_MAY)


def test_every_action_answers(client: Client, workbook: str) -> None:
    offered = {action.key: action for action in served()}
    assert ACTIONS.keys() - offered.keys() == {"close", "hand-out", "statements"}, "these write files"
    for key, action in offered.items():
        body = {"language": "en", "name": "plan.xlsx", "sheet": "Periods", "selection": "B5:B16", "options": {}}
        if action.needs == "book":
            body["workbook"] = workbook
        answer = client.post(f"actions/{key}", body)
        assert answer.status == 200, f"{key}: {answer.body!r}"
        assert answer.json["message"]
        if action.reads_folder:
            assert answer.json["problem"], "this server was started without a folder"
        elif key == "adopt":
            assert "expected an approver of the sheet" in answer.json["message"], "nobody was named"
        elif key == "split":
            assert "expected empty cells beside the weights" in answer.json["message"], "the table goes on there"
        else:
            assert not answer.json["problem"], f"{key}: {answer.json['message']}"
    assert client.post("actions/hand-out", {"language": "en", "workbook": workbook}).status == 404
    findings = client.post("actions/validate", {"language": "zh-CN", "name": "plan.xlsx", "workbook": workbook}).json
    assert findings["message"].startswith("此工作簿可以通过")


def test_what_check_smart_finds_leads_to_its_cell(client: Client, workbook: str) -> None:
    told = client.post("actions/check-smart", {"language": "en", "name": "plan.xlsx", "workbook": workbook}).json
    assert told["message"] == "1 of 4 objectives lacks something."
    [line] = told["details"]
    assert (line["sheet"], line["cell"]) == tuple(told["show"])
