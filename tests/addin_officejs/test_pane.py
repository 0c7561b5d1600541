"""The task pane in headless Chromium on the real server; office_stand_in.js stands in for Microsoft's office.js."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.addin_officejs.conftest import Here, running
from xltargets.actions.registry import Action, Outcome, Request, served
from xltargets.errors import Phrase, ValueProblem
from xltargets.hosts.officejs.server import Service
from xltargets.locale import LANGUAGES
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet, Table, TableColumn

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

OFFICE_JS = b"https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
DRIVER = """
addEventListener("load", () => setTimeout(async () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const until = async (holds) => { for (let i = 0; i < 200 && !holds(); i += 1) await pause(); };
  const idle = () => until(() => !document.querySelector("#actions button:disabled"));
  const press = async (key) => { document.getElementById(`action-${key}`).click(); await idle(); };
  const shown = (id) => document.getElementById(id).innerText.trim();
  let result;
  const steps = async () => { STEPS };
  try { result = { value: await steps() }; } catch (problem) { result = { broken: String(problem.stack) }; }
  const told = document.createElement("script");
  told.type = "application/json";
  told.id = "result";
  told.textContent = JSON.stringify(result).replaceAll("<", "\\u003c");
  document.body.append(told);
}, 50));
"""


class Pane:
    """Opens the pane, takes some steps in it, and gives what they return."""

    def __init__(self, pages: dict[str, bytes], folder: Path) -> None:
        self.pages = dict(pages)
        self.folder = folder
        page = self.pages["taskpane.html"].replace(OFFICE_JS, b"office_stand_in.js")
        self.pages["taskpane.html"] = page.replace(b"</body>", b'<script src="drive.js"></script></body>')
        here = Path(__file__).parent
        parts = (here / name for name in ("book_stand_in.js", "office_stand_in.js"))
        self.pages["office_stand_in.js"] = b"\n".join(part.read_bytes() for part in parts)

    def drive(
        self, steps: str, *, language: str = "en-US", token: str | None = None, picture: Path | None = None
    ) -> Any:
        self.pages["drive.js"] = DRIVER.replace("STEPS", steps).encode()
        with running(Service(self.pages, token=token, apart=Here)) as client:
            look = [f"--screenshot={picture}"] if picture else ["--dump-dom"]
            done = subprocess.run(
                [
                    str(CHROMIUM),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    f"--user-data-dir={self.folder}",
                    "--window-size=360,760",
                    "--virtual-time-budget=20000",
                    *look,
                    f"{client.url}/taskpane.html?language={language}",
                ],
                capture_output=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
        if picture:
            return None
        found = re.search(r'<script type="application/json" id="result">(.*?)</script>', done.stdout, re.DOTALL)
        assert found, done.stdout[-2000:] + done.stderr[-2000:]
        result = json.loads(found[1])
        assert "broken" not in result, result
        return result.get("value")


@pytest.fixture
def pane(pages: dict[str, bytes], tmp_path: Path) -> Pane:
    return Pane(pages, tmp_path / "profile")


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What every action answers, and what the last one was asked."""
    said: dict[str, Any] = {"outcome": Outcome(Phrase("Done."))}

    def run(action: Action, contents: Any, request: Request) -> Outcome:
        said["action"], said["contents"], said["request"] = action.key, contents, request
        if isinstance(said["outcome"], Exception):
            raise said["outcome"]
        found = said["outcome"]
        assert isinstance(found, Outcome)
        return found

    monkeypatch.setattr("xltargets.actions.registry.Action.run", run)
    monkeypatch.setattr("xltargets.hosts.wire.perform.read", lambda path: said.setdefault("book", BookOf(path)))
    return said


class BookOf(Contents):
    """Contents of three sheets and a table, as the stand-in has them, and the bytes that they came from."""

    def __init__(self, path: Path) -> None:
        names = ("Plan", "Periods", "Jan's plan")
        columns = [TableColumn("Month"), TableColumn("Target"), TableColumn("Share")]
        table = Table("periods", "Plan", Area(1, 1, 3, 3), columns)
        super().__init__(path, {name: Sheet(name, "") for name in names}, {"periods": table})
        self.sheets["Plan"].cells = {(2, 3): Cell(2, 3, 10.0, "B2"), (3, 3): Cell(3, 3, 20.0, "B3")}
        self.content = path.read_bytes()
        self.name = path.name


def test_a_button_for_each_action(pane: Pane) -> None:
    found = pane.drive("return [...document.querySelectorAll('#actions button')].map((one) => [one.id, one.title]);")
    assert found == [[f"action-{action.key}", action.tip] for action in served()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_languages(pane: Pane, language: str) -> None:
    from xltargets.addin.texts import in_languages

    found = pane.drive(
        "return [document.documentElement.lang, shown('actions-title'), shown('action-validate')];", language=language
    )
    assert found == [language, in_languages("Commands")[language], in_languages("Validate")[language]]


class TestValidate:
    """An action that gets the workbook and finds something."""

    @pytest.fixture(autouse=True)
    def findings(self, outcome: dict[str, Any]) -> None:
        outcome["outcome"] = Outcome(
            Phrase("{count} findings.", count=2),
            details=(
                "plan.xlsx  Plan!C7  XL304  Weight is -2; expected 0 or more.",
                "'Jan''s plan'!B2:B4 are blank. <b>Fill them in.</b>",
                "Other!A1 is on a sheet that is not there.",
            ),
            show=("Plan", "C7"),
        )

    def test_the_workbook_travels(self, pane: Pane, outcome: dict[str, Any]) -> None:
        closed = pane.drive("await press('validate'); return stand.closed;")
        assert closed is True
        assert (outcome["book"].content, outcome["book"].name) == (bytes([80, 75, 3, 4]), "North plan.xlsx")
        assert (outcome["request"].sheet, outcome["request"].selection) == ("Plan", "B5:B16")

    def test_findings_are_shown_and_lead_to_their_cells(self, pane: Pane) -> None:
        found = pane.drive(
            """await press('validate');
            const went = stand.selected;
            const places = [...document.querySelectorAll('#findings button')];
            places[1].click();
            await until(() => stand.selected !== went);
            const lines = [...document.querySelectorAll('#findings li')].map((one) => one.textContent);
            const bold = document.querySelectorAll('#findings b').length;
            return { message: shown('message'), lines, places: places.length, went, then: stand.selected, bold };"""
        )
        assert found["message"] == "2 findings."
        assert found["lines"][0] == "plan.xlsx  Plan!C7  XL304  Weight is -2; expected 0 or more."
        assert found["lines"][1].endswith("<b>Fill them in.</b>")
        assert (found["places"], found["bold"]) == (2, 0)
        assert (found["went"], found["then"]) == ("Plan!C7", "Jan's plan!B2:B4")

    def test_from_the_ribbon(self, pane: Pane, outcome: dict[str, Any]) -> None:
        found = pane.drive(
            """await stand.commands.run_validate({ completed: () => { stand.completed += 1; } });
            return [Object.keys(stand.commands).length, stand.shown, stand.completed, shown('message')];"""
        )
        assert found == [len(served()), 1, 1, "2 findings."]
        assert outcome["action"] == "validate"


class TestChanges:
    """What the pane writes is held against the other hosts in tests/hosts/test_one_outcome.py."""

    def test_an_answer_is_written_into_the_open_workbook(self, pane: Pane, outcome: dict[str, Any]) -> None:
        outcome["outcome"] = Outcome(
            Phrase("Done."),
            changes={"Periods": {(1, 1): "=HYPERLINK(1)"}},
            rows={"periods": [{"Month": f"M{number}", "Target": float(number)} for number in range(3)]},
            formulas={"Periods": {(2, 1): "SUM(Plan!B2:B4)"}},
        )
        cells, locked = pane.drive(
            """await press('replan');
            return [{ ...stand.sheets.Plan.cells, ...stand.sheets.Periods.cells }, stand.sheets.Plan.locked];"""
        )
        assert {place: cells[place] for place in ("4,1", "4,2", "4,3")} == {
            "4,1": {"text": "M2"},
            "4,2": 2,
            "4,3": "=B4",
        }
        assert (cells["1,1"], cells["2,1"]) == ({"text": "=HYPERLINK(1)"}, "=SUM(Plan!B2:B4)")
        assert locked == {"allowSort": True}, "protected as it was before"

    def test_it_is_protected_again_after_a_failure(self, pane: Pane, outcome: dict[str, Any]) -> None:
        outcome["outcome"] = Outcome(Phrase("Done."), rows={"periods": [{"Month": "M"}]})
        found = pane.drive(
            """delete stand.tables.periods;
            await press('replan');
            return [shown('message'), document.getElementById('message').className, stand.sheets.Plan.locked];"""
        )
        said = "xlTargets could not finish this (There is no table periods.). Please report it."
        assert found == [said, "problem", {"allowSort": True}]

    def test_a_new_workbook_is_opened_and_offered(
        self, pane: Pane, outcome: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def write(_action: Action, _contents: Any, request: Request) -> Outcome:
            assert request.folder
            made = request.folder / f"{request.options['template']}.xlsx"
            made.write_bytes(b"PK new workbook")
            outcome["request"] = request
            return Outcome(Phrase("{output} is ready.", output=made), files=(made,))

        monkeypatch.setattr("xltargets.actions.registry.Action.run", write)
        found = pane.drive(
            """document.getElementById('new-template').value = 'risk-register';
            await press('new');
            return { opened: stand.opened.map(atob), message: shown('message'), files: shown('files') };"""
        )
        assert found["opened"] == ["PK new workbook"]
        assert found["message"] == "risk-register.xlsx is ready."
        assert found["files"] == "Download risk-register.xlsx"

    def test_what_is_typed_goes_to_the_action(self, pane: Pane, outcome: dict[str, Any]) -> None:
        found = pane.drive(
            """await stand.commands.run_adopt({ completed: () => {} });
            const line = document.activeElement;
            line.value = 'Hanna Weiss';
            await press('adopt');
            return [line.id, line.getAttribute('aria-label')];"""
        )
        assert found == ["adopt-by", "Who approves: the Person ID or name of an approver"]
        assert outcome["request"].options == {"by": "Hanna Weiss"}


class TestProblems:
    def test_one_that_can_be_mended(self, pane: Pane, outcome: dict[str, Any]) -> None:
        outcome["outcome"] = ValueProblem("total", "x", "expected a number")
        found = pane.drive(
            "await press('split'); return [shown('message'), document.getElementById('message').className];"
        )
        assert found == ['total: found "x"; expected a number.', "problem"]

    def test_a_token_is_asked_for_once(self, pane: Pane, outcome: dict[str, Any]) -> None:
        found = pane.drive(
            """const form = document.getElementById('token-form');
            const before = form.hidden;
            await press('validate');
            const asked = [form.hidden, shown('message')];
            document.getElementById('token').value = 'correct-horse-battery';
            form.requestSubmit();
            await press('validate');
            return [before, ...asked, form.hidden, shown('message')];""",
            token="correct-horse-battery",
        )
        assert found[0] is True
        assert found[1] is False
        assert "token" in found[2]
        assert found[3:] == [True, "Done."]

    def test_errors_of_cells_are_listed(self, pane: Pane) -> None:
        found = pane.drive(
            """const cell = stand.functions.TARGET_SPLIT([[9]], [[1], [-2]], null, null, null, { address: 'Plan!B2' });
            await cell.catch(() => {});
            await until(() => !document.getElementById('errors-section').hidden);
            document.querySelector('#errors button').click();
            return [shown('errors'), stand.selected];"""
        )
        assert found == ["Plan!B2 #NUM! weights, element 2: found -2; expected 0 or more.", "Plan!B2"]


def test_a_formula_in_the_browser(pane: Pane) -> None:
    """Chromium itself calls the server, as Excel's web view would."""
    found = pane.drive("return stand.functions.TARGET_SPLIT([[100]], [[1], [1], [1]], null, null, null, {});")
    assert found == [[34], [33], [33]]
