"""xlwings Lite: functions and scripts with stand-ins for its objects, which no test here can run."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import xlwings
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.addin_lite.lite_stand_in import Recorder, book
from xltargets.actions.registry import ACTIONS
from xltargets.addin.lite import files
from xltargets.cli import main
from xltargets.functions import FUNCTIONS
from xltargets.functions.reference import reference_pages
from xltargets.functions.vba_names import vba_name
from xltargets.hosts.lite.scripts import press
from xltargets.locale import LANGUAGES, translator

ROOT = Path(__file__).parents[2]
DAY = 46112.0  # 2026-03-31
WEIGHTS = {(2, 1): 1.0, (3, 1): 1.0, (4, 1): 1.0}
SETTINGS = {(3, 2): 100, (4, 2): 0}
NAMES = {"settings_total": "='My settings'!$B$3", "settings_decimals": "='My settings'!$B$4"}
HEAVY = ("pandas", "formualizer", "xlsxwriter", "click", "rich", "jinja2", "statsmodels", "openpyxl", "pygal")
BUILT_FOR_PYODIDE = {"numpy", "pandas", "markupsafe"}
"""The compiled ones among Pyodide's own list of packages; a browser takes all others from PyPI if they are pure."""


@pytest.fixture
def functions(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as Lite imports it, with decorators that note what they are told."""
    monkeypatch.setattr(xlwings, "func", Recorder.func)
    monkeypatch.setattr(xlwings, "arg", Recorder.arg)
    name = "xltargets.hosts.lite.functions"
    module = sys.modules.pop(name, None)
    fresh = importlib.import_module(name)
    yield fresh
    sys.modules[name] = module or fresh


def test_lite_is_told_every_function_with_its_help(functions: ModuleType) -> None:
    assert functions.__all__ == sorted(FUNCTIONS)
    pages = reference_pages()
    for name, function in FUNCTIONS.items():
        exposed, documentation = getattr(functions, name), function.documentation
        assert exposed.__name__ == name
        assert inspect.getdoc(exposed) == documentation.summary
        arguments = {vba_name(one): text for one, text in documentation.arguments.items()}
        assert list(exposed.told["arguments"].items()) == [
            (vba_name(one.name), arguments[vba_name(one.name)]) for one in function.parameters
        ]
        assert exposed.told["volatile"] == ("as_of" in function.signature)
        folder, _, page = exposed.told["help_url"].partition("/main/")[2].rpartition("/")
        assert folder == "docs/functions"
        assert page in pages
        parameters = inspect.signature(exposed).parameters.values()
        assert [one.name for one in parameters] == list(exposed.told["arguments"])
        assert [one.default is inspect.Parameter.empty for one in parameters] == [
            one.required for one in function.parameters
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_and_sentences_are_in_the_workbook_s_language(functions: ModuleType, language: str) -> None:
    translate = translator(language)
    told = functions.in_language(language)
    for name, function in FUNCTIONS.items():
        documentation = function.documentation
        assert inspect.getdoc(told[name]) == translate(documentation.summary)
        helps = [translate(documentation.arguments[one.name]) for one in function.parameters]
        assert list(told[name].told["arguments"].values()) == helps
    assert inspect.getdoc(functions.in_language("zh-TW")["ACHIEVEMENT"]) == "目標的達成率：1 為 100%。"
    with pytest.raises(xlwings.XlwingsError, match="weights 的第 2 个值：现为 “a”；应为数字。"):
        functions.in_language("zh-CN")["TARGET_SPLIT"]([[100]], [[1], ["a"]])


def test_error_values_go_as_lite_takes_them(functions: ModuleType) -> None:
    assert functions.TARGET_SPLIT([[100]], [[1], [1], [1]]) == [[34.0], [33.0], [33.0]]
    assert functions.TARGET_SPLIT([[100]], [[1], [-1]], None, None, None) == "#NUM!"
    assert functions.ACHIEVEMENT([[50], [60]], [[100], [0]]) == [[0.5], ["#DIV/0!"]]
    assert functions.ACHIEVEMENT([["#N/A"]], [[100]]) == "#N/A"
    with pytest.raises(xlwings.XlwingsError, match=r"weights, element 2: found \"a\"; expected a number"):
        functions.TARGET_SPLIT([[100]], [[1], ["a"]])


def test_the_lines_of_main_py_bring_all_in(tmp_path: Path) -> None:
    for language in LANGUAGES:
        source = files(language)["main.py"]
        found: dict[str, Any] = {}
        exec(compile(source, "main.py", "exec", dont_inherit=True), found)
        assert set(FUNCTIONS) <= set(found)
        scripts = [action for action in ACTIONS.values() if action.by_values]
        assert {"split", "check-smart", "help"} <= {action.key for action in scripts}
        for action in scripts:
            assert inspect.signature(found[action.module]).parameters["book"].annotation is xlwings.Book
        assert source.count("@script(") == len(scripts)
        assert len(source.splitlines()) < 30
    assert '@script(name="分解目標")' in files("zh-TW")["main.py"]


def test_an_action_that_goes_by_values_needs_no_file_and_no_folder() -> None:
    assert not [one.key for one in ACTIONS.values() if one.by_values and (one.reads_folder or one.makes)]


def test_split_writes_the_parts_beside_the_weights(capsys: pytest.CaptureFixture[str]) -> None:
    shown = book(dict(WEIGHTS), "A2:A4", dict(SETTINGS), NAMES)
    found: dict[str, Any] = {}
    exec(compile(files()["main.py"], "main.py", "exec", dont_inherit=True), found)
    found["split"](shown)
    sheet = shown.sheets["Weights"]
    # 100 in three equal parts: 33 each, and the one that is left over to the first.
    assert [sheet.cells[row, 2] for row in (2, 3, 4)] == [34.0, 33.0, 33.0]
    assert (sheet.active, sheet.selected) == (True, "$B$2:$B$4")
    assert capsys.readouterr().out == ("100 is split into 3 parts, which sum to it exactly; see Weights!B2:B4.\n")


@pytest.mark.parametrize(
    ("cells", "settings", "selection", "said"),
    [
        ({**WEIGHTS, (3, 2): "kept"}, SETTINGS, "A2:A4", 'Weights!B3: found "kept"; expected empty cells'),
        ({**WEIGHTS, (3, 1): "much"}, SETTINGS, "A2:A4", 'Weights!A3: found "much"; expected a number'),
        ({**WEIGHTS, (3, 1): "#N/A"}, SETTINGS, "A2:A4", "Weights!A3: found #N/A; expected a number"),
        (WEIGHTS, {}, "A2:A4", "expected a target plan with a target of the year in Settings"),
        (WEIGHTS, SETTINGS, "A2", "expected one row or one column of weights, two cells at least"),
    ],
)
def test_what_stands_in_the_way_is_a_sentence_and_nothing_is_written(
    cells: dict[tuple[int, int], Any], settings: dict[tuple[int, int], Any], selection: str, said: str
) -> None:
    shown = book(dict(cells), selection, dict(settings), NAMES)
    assert said in press(shown, "split", "en", lambda: DAY)
    assert shown.sheets["Weights"].cells == cells


def test_a_protected_sheet_is_told() -> None:
    shown = book(dict(WEIGHTS), "A2:A4", dict(SETTINGS), NAMES)
    shown.sheets["Weights"].protected = True
    assert "protected sheet" in press(shown, "split", "en", lambda: DAY)


def test_selected_sentences_are_checked_and_help_is_given() -> None:
    shown = book({(1, 1): "Do better."}, "A1")
    said = press(shown, "check-smart", "zh-CN", lambda: DAY)
    assert "Weights!A1  Do better." in said
    assert shown.sheets["Weights"].selected == "$A$1"
    assert f"{len(FUNCTIONS)} worksheet functions" in press(shown, "help", "en", lambda: DAY)


@pytest.mark.parametrize(
    ("modules", "given"),
    [
        (["xltargets.calc", "xltargets.functions"], []),
        (["xltargets.hosts.lite.functions", "xltargets.hosts.lite.scripts"], ["xlwings"]),
    ],
)
def test_nothing_heavier_than_numpy_is_loaded(modules: list[str], given: list[str]) -> None:
    """In a process of its own, in which what a browser may lack cannot be imported."""
    script = (
        "import importlib, json, sys\n"
        f"for name in {HEAVY!r}: sys.modules[name] = None\n"
        f"for name in {given!r}: importlib.import_module(name)\n"
        "before = {name.partition('.')[0] for name in sys.modules}\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "from xltargets.functions import call\n"
        "assert call('TARGET_SPLIT', [100.0, [[1.0], [1.0], [1.0]]]) == [[34.0], [33.0], [33.0]]\n"
        "new = {name.partition('.')[0] for name in sys.modules} - before\n"
        "print(json.dumps(sorted(new - set(sys.stdlib_module_names))))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(json.loads(run.stdout)) - {"numpy"} == {"xltargets"}


def test_the_wheel_asks_for_nothing_that_a_browser_s_python_has_not() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [Requirement(one) for one in project["dependencies"]]

    def names(platform: str) -> set[str]:
        return {one.name for one in needed if one.marker is None or one.marker.evaluate({"sys_platform": platform})}

    assert names("emscripten") == {"click", "rich", "numpy", "pandas", "XlsxWriter", "openpyxl", "jinja2", "pygal"}
    assert names("linux") == names("emscripten") | {"formualizer"}
    found = _with_what_they_need(names("emscripten"))
    assert {"et-xmlfile", "importlib-metadata", "pygments"} <= found, "what openpyxl, pygal and rich need is seen"
    assert [name for name in sorted(found) if not _is_pure(name)] == []
    assert not _is_pure("formualizer"), "why it is not asked for"


def _with_what_they_need(names: set[str]) -> set[str]:
    """The packages, and all that these need in a browser, but what Pyodide has built already."""
    found, waiting = set[str](), {canonicalize_name(name) for name in names}
    while waiting:
        name = waiting.pop()
        if name in BUILT_FOR_PYODIDE | found:
            continue
        found.add(name)
        needed = [Requirement(one) for one in distribution(name).requires or ()]
        browser = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
        waiting |= {canonicalize_name(one.name) for one in needed if one.marker is None or one.marker.evaluate(browser)}
    return found


def _is_pure(name: str) -> bool:
    """Whether the installed wheel runs on any platform."""
    tags = [line for line in (distribution(name).read_text("WHEEL") or "").splitlines() if line.startswith("Tag:")]
    return bool(tags) and all(tag.endswith("-none-any") for tag in tags)


def test_the_command_shows_or_writes_both_files(tmp_path: Path) -> None:
    run = CliRunner()
    shown = run.invoke(main, ["addin", "lite"])
    assert shown.exit_code == 0
    for name, text in files().items():
        assert f"----- {name}\n{text}" in shown.output
    folder = tmp_path / "lite"
    written = run.invoke(main, ["addin", "lite", "-o", str(folder), "--language", "zh-TW"])
    assert written.exit_code == 0
    assert {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()} == files("zh-TW")
    again = run.invoke(main, ["addin", "lite", "-o", str(folder)])
    assert (again.exit_code, "already there" in again.output) == (2, True)


@pytest.mark.parametrize(("page", "language"), [("", "en"), (".zh-CN", "zh-CN"), (".zh-TW", "zh-TW")])
def test_the_page_s_lines_are_those_of_the_command(page: str, language: str) -> None:
    """What a manager pastes from the page is the beginning of what the command prints, with one of its scripts."""
    document = (ROOT / "docs" / f"excel-lite{page}.md").read_text(encoding="utf-8")
    pasted = document.partition("```python\n")[2].partition("```")[0]
    printed = files(language)["main.py"].splitlines()
    assert [line for line in pasted.splitlines() if line not in printed] == []
    shown = book(dict(WEIGHTS), "A2:A4", dict(SETTINGS), NAMES)
    found: dict[str, Any] = {}
    exec(compile(pasted, "main.py", "exec", dont_inherit=True), found)
    found["split"](shown)
    assert shown.sheets["Weights"].cells[2, 2] == 34.0
