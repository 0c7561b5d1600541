"""The registry says all that a host must know: an action that is added to it is everywhere at once."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

import xltargets
from tests.hosts.fake_excel import Book
from tests.hosts.one_outcome import write_book
from xltargets.actions.registry import ACTIONS, Action, Choice, Option, OptionKind, Outcome, Request, by_group, pressed
from xltargets.addin.excel import ribbon, vba
from xltargets.addin.libreoffice import oxt
from xltargets.addin.officejs.files import products
from xltargets.errors import Phrase
from xltargets.hosts.excel import actions as excel_actions
from xltargets.hosts.libreoffice.worker import answer
from xltargets.hosts.officejs.actions import Posted, run
from xltargets.hosts.wire.perform import perform
from xltargets.hosts.wire.refusal import Refusal
from xltargets.locale import LANGUAGES

DAY = 46112.0
PRETEND = Action(
    key="pretend-so",
    label="Pretend",
    tip="Pretends, and says so.",
    group="Plan",
    icon="HappyFace",
    key_tip="Z",
    needs="book",
    options=(
        Option("mood", "Mood", OptionKind.CHOICE, lambda: (Choice("merry", "Merry"), Choice("sad", "Sad"))),
        Option("rate", "Rate", OptionKind.AMOUNT, words=("usual",)),
        Option("who", "Who", OptionKind.TEXT),
    ),
)


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Action:
    """One more action; its group's other actions stand far before it."""
    module = ModuleType("xltargets.actions.pretend_so")

    def act(contents: Any, request: Request) -> Outcome:
        said = Phrase("{mood}, {sheets} sheets.", mood=request.options.get("mood", "calm"), sheets=len(contents.sheets))
        return Outcome(said, changes={"My notes": {(1, 1): 5.0}})

    module.run = act  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(ACTIONS, PRETEND.key, PRETEND)
    return PRETEND


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_book(path)
    return path


@pytest.mark.usefixtures("pretend")
class TestOneMore:
    def test_on_excel_s_ribbon(self) -> None:
        root = etree.fromstring(ribbon.custom_ui().encode())
        [menu] = root.xpath("//*[@id='xlt_pretend_so']")
        assert [child.get("tag") for child in menu] == ["pretend-so:merry", "pretend-so:sad"]
        assert menu.getparent().get("id") == "xlt_group_plan"
        source = vba.modules()[ribbon.MODULE]
        for key in ("xlt_pretend_so", "xlt_pretend_so_merry"):
            assert f'Case "{key}"' in source

    def test_in_the_manifest_and_the_pane_of_excel_everywhere(self) -> None:
        files = products()
        manifest = files["manifest.xml"].decode()
        assert "<FunctionName>run_pretend_so</FunctionName>" in manifest.replace("ov:", "")
        assert "icons/pretend-so-32.png" in files
        actions = _constant(files["taskpane.js"].decode(), "ACTIONS")
        [found] = [action for action in actions if action["key"] == "pretend-so"]
        assert (found["command"], found["needsBook"]) == ("run_pretend_so", True)
        assert [choice["key"] for choice in found["menu"]["choices"]] == ["merry", "sad"]

    def test_on_the_tool_bar_of_libreoffice(self) -> None:
        files = oxt.files()
        urls = etree.fromstring(files["Addons.xcu"]).xpath("//prop[@*='URL']/value/text()")
        assert {"org.xltargets:pretend-so", "org.xltargets:pretend-so:merry"} <= set(urls)
        assert json.loads(files["actions.json"])["pretend-so"] == {
            "needs": "book",
            "asks_folder": False,
            "option": "mood",
            "asks": {"who": dict.fromkeys(LANGUAGES, "Who")},
        }

    def test_every_host_performs_it(self, book: Path) -> None:
        done = perform(PRETEND, Request(lambda: DAY, options={"mood": "merry"}), book)
        assert (done.message, done.problem) == ("merry, 2 sheets.", False)
        live = Book(book)
        excel_actions.press_in(live, "pretend-so:sad", "en", lambda: DAY)
        assert live.said == [("info", "sad, 2 sheets.")]
        assert live.sheets["My notes"].kept["A1"].value == 5.0
        told = answer({"action": "pretend-so", "copy": str(book), "options": {"mood": "merry"}}, lambda: DAY)
        assert (told["text"], told["changes"]) == ("merry, 2 sheets.", [["My notes", 1, 1, 5.0]])

    @pytest.mark.parametrize(
        ("options", "taken"),
        [
            ({"mood": "merry", "rate": 2}, True),
            ({"rate": "usual", "who": "Ann"}, True),
            ({"who": "A" * 201}, False),
            ({"mood": "angry"}, False),
            ({"mood": ["merry"]}, False),
            ({"rate": "much"}, False),
            ({"template": "target-plan"}, False),
        ],
    )
    def test_the_server_takes_what_the_option_declares(self, book: Path, options: Any, taken: bool) -> None:
        body = {"workbook": "AAAA", "options": options}
        if taken:
            posted = Posted.read(PRETEND, body)
            assert posted.options == options
            told = run(PRETEND, Posted("en", str, book.read_bytes(), options=options), None, lambda: DAY)
            assert told["changes"] == [["My notes", 1, 1, 5.0]]
        else:
            with pytest.raises(Refusal):
                Posted.read(PRETEND, body)


def test_groups_may_be_declared_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and the last of each group change places with those of others: still one group of each name."""
    usual = {title: {action.key for action in actions} for title, actions in by_group().items()}
    mixed = list(ACTIONS.items())[::3] + list(ACTIONS.items())[1::3] + list(ACTIONS.items())[2::3]
    groups = [action.group for _key, action in mixed]
    assert len([one for one, before in zip(groups, [None, *groups], strict=False) if one != before]) > len(usual)
    monkeypatch.setattr("xltargets.actions.registry.ACTIONS", dict(mixed))
    monkeypatch.setattr("xltargets.addin.libreoffice.oxt_buttons.ACTIONS", dict(mixed))
    assert {title: {action.key for action in actions} for title, actions in by_group().items()} == usual
    root = etree.fromstring(ribbon.custom_ui().encode())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(root.xpath("//*[local-name()='group']")) == len(usual)
    assert len(root.xpath("//*[@keytip]")) == len(ACTIONS) + 1, "every action, and the tab"
    files = products()
    manifest = ElementTree.fromstring(files["manifest.xml"])
    assert len([one for one in manifest.iter() if one.tag.endswith("}Group")]) == len(usual)
    titles = [action["group"]["en"] for action in _constant(files["taskpane.js"].decode(), "ACTIONS")]
    assert len([one for one, before in zip(titles, [None, *titles], strict=False) if one != before]) == len(usual)


def _constant(script: str, name: str) -> Any:
    found = re.search(rf"^const {name} = (\[.*?^\]);$", script, re.MULTILINE | re.DOTALL)
    assert found
    return json.loads(re.sub(r",\n\]", "\n]", found[1]))


def test_no_host_knows_an_action_by_its_name() -> None:
    """The sets of names that hosts once kept by hand do not come back: no action's name stands in their code."""
    package = Path(xltargets.__file__).parent
    names = ACTIONS.keys() - {"help", "close"}  # which are also what a function's argument has, and a header of HTTP
    found = []
    for path in [*(package / "hosts").rglob("*.py"), *(package / "addin").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            f"{path.name}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names
        ]
    for script in (package / "addin").rglob("*.js"):
        found += [
            f"{script.name}: {word}"
            for word in re.findall(r"""["']([a-z-]+)["']""", script.read_text(encoding="utf-8"))
            if word in names
        ]
    assert found == []


def test_a_tag_names_an_action_and_what_its_menu_chose(pretend: Action) -> None:
    assert pressed("pretend-so:merry") == (pretend, {"mood": "merry"})
    assert pressed("validate")[1] == {}
