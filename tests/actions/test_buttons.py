"""The buttons that look, split and begin: what they find in a plan worked out by hand, and what they refuse."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.actions.registry import ACTIONS, Outcome, Request
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import InputProblem
from xltargets.locale import LANGUAGES, translator
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.contents import Cell
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read

DAY = 46112.0  # 2026-03-31


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2026, month, number)


SMART = {
    "objective": "Win twelve new customers in the north",
    "metric": "New customers",
    "baseline": 10,
    "target": 12,
    "start": day(4, 1),
    "due": day(9, 30),
    "owner": "Ann Lee",
    "serves": "Grow in the north",
}
VAGUE = {"objective": "Do better", "metric": "Mood", "baseline": 3, "target": 3, "start": day(4, 1), "due": day(9, 30)}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One objective that is SMART, and one that is not."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    settings = {"unit": "North", "owner": "Ann Lee", "year_start": day(1, 1), "agreed": 1000}
    tables = {"goals": [{"goal": "Grow in the north"}], "objectives": [SMART, VAGUE]}
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    return path


def press(key: str, path: Path, **request: object) -> Outcome:
    return ACTIONS[key].run(read(path), Request(lambda: DAY, path=path, **request))


def said(outcome: Outcome) -> str:
    return outcome.message.sentence()


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.key)
def test_every_button_has_its_code_and_its_command(action) -> None:
    assert importlib.util.find_spec(f"xltargets.actions.{action.module}"), "a button that does nothing"
    command = action.command or action.key
    arguments = [command] if command.startswith("-") else [command, "--help"]
    assert CliRunner().invoke(main, arguments).exit_code == 0, f"xltargets {command}"


def test_check_smart_tells_what_an_objective_lacks(plan: Path) -> None:
    """Do better: vague and without an owner; 3 to 3 is no change; nothing it serves. Its days are in order."""
    outcome = press("check-smart", plan)
    assert said(outcome) == "1 of 2 objectives lacks something."
    [line] = outcome.details
    assert "Do better: Specific, Measurable, Achievable, Relevant." in line
    sheet, cell = outcome.show or ("", "")
    assert read(plan).sheets[sheet].value(*_place(cell)) == "Fail"


def test_check_smart_reads_selected_sentences_elsewhere(plan: Path, tmp_path: Path) -> None:
    path = _typed(plan, tmp_path, {(60, 1): "Improve things", (61, 1): "Win 12 new customers by 30 September 2026"})
    outcome = press("check-smart", path, sheet="Guide", selection="$A$60:$A$61")
    assert said(outcome) == "1 of 2 sentences fails a criterion of SMART."
    assert outcome.details[0].startswith("Guide!A60  Improve things: ")
    assert outcome.show == ("Guide", "A60")


def test_split_writes_exact_parts_beside_the_weights(plan: Path, tmp_path: Path) -> None:
    """1,000 by 1, 1, 1: the odd unit goes to the first."""
    path = _typed(plan, tmp_path, {(60, 1): 1.0, (61, 1): 1.0, (62, 1): 1.0})
    outcome = press("split", path, sheet="Guide", selection="A60:A62")
    assert outcome.changes == {"Guide": {(60, 2): 334.0, (61, 2): 333.0, (62, 2): 333.0}}
    assert said(outcome) == "1,000 is split into 3 parts, which sum to it exactly; see Guide!B60:B62."
    across = _typed(plan, tmp_path, {(60, 1): 3.0, (60, 2): 1.0})
    outcome = press("split", across, sheet="Guide", selection="A60:B60", options={"total": 8})
    assert outcome.changes == {"Guide": {(61, 1): 6.0, (61, 2): 2.0}}


@pytest.mark.parametrize(
    ("cells", "selection", "sentence"),
    [
        ({(60, 1): 1.0, (61, 1): "many"}, "A60:A61", 'Guide!A61: found "many"; expected a number'),
        ({(60, 1): 1.0, (61, 1): 1.0, (60, 2): 5.0}, "A60:A61", "Guide!B60: found 5; expected empty cells"),
        ({(60, 1): 1.0}, "A60", "expected one row or one column of weights"),
        ({(60, 1): 1.0}, "A60:B61", "expected one row or one column of weights"),
        ({(60, 1): 1.0}, "A60:A61,C1", "expected one row or one column of weights"),
        ({(60, 1): -1.0, (61, 1): 2.0}, "A60:A61", "found -1"),
    ],
)
def test_split_refuses_in_a_sentence(plan: Path, tmp_path: Path, cells, selection: str, sentence: str) -> None:
    path = _typed(plan, tmp_path, cells)
    with pytest.raises(InputProblem) as problem:
        press("split", path, sheet="Guide", selection=selection)
    assert sentence in problem.value.sentence()


def test_validate_judges_as_the_command_does_and_shows_the_gravest_cell(plan: Path, tmp_path: Path) -> None:
    contents = read(plan)
    table = contents.tables["periods"]
    row = table.area.top + 1
    column = table.area.left + [one.name for one in table.columns].index("Target")
    path = tmp_path / "typed.xlsx"
    patch_values(contents, path, {table.sheet: {(row, column): 1.0}}, over_formulas=True)
    outcome = press("validate", path)
    result = CliRunner().invoke(main, ["validate", str(path), "--as-of", "2026-03-31", "--isolated"])
    codes = [word for line in outcome.details for word in line.split() if word.startswith("XL")]
    assert "XL401" in codes
    assert all(code in result.output for code in codes)
    assert said(outcome).startswith("This workbook would be refused: ")
    assert outcome.show is not None
    assert f"{outcome.show[0]}!{outcome.show[1]}  " in outcome.details[0]


def test_validate_accepts_what_is_whole(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "good.xlsx"
    build(TEMPLATES["target-plan"], path, Filling({"settings": {"unit": "North", "owner": "Ann", "agreed": 1000}}))
    assert said(press("validate", path)).startswith("This workbook can be accepted: 0 errors")


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_writes_a_workbook_that_is_accepted_but_for_its_owner(language: str, tmp_path: Path) -> None:
    say = translator(language)
    for number in (1, 2):
        request = Request(lambda: DAY, language, say, folder=tmp_path, options={"template": "risk-register"})
        [file] = ACTIONS["new"].run(None, request).files
        assert read(file).properties["xltargets.language"] == language
        title = say(TEMPLATES["risk-register"].title)
        assert file.name == (f"{title}.xlsx" if number == 1 else f"{title} 2.xlsx"), "nothing is overwritten"


def test_new_of_an_unknown_template(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="budget"):
        ACTIONS["new"].run(None, Request(lambda: DAY, folder=tmp_path, options={"template": "budget"}))
    assert not list(tmp_path.iterdir())


def test_help_has_a_line_for_each_button() -> None:
    outcome = ACTIONS["help"].run(None, Request(lambda: DAY))
    for action in ACTIONS.values():
        if action.key != "help":
            assert any(line.startswith(f"{action.label}: ") for line in outcome.details)


def test_split_and_check_smart_on_the_command_line(plan: Path, tmp_path: Path) -> None:
    path = _typed(plan, tmp_path, {(60, 1): 1.0, (61, 1): 3.0})
    output = tmp_path / "split.xlsx"
    result = CliRunner().invoke(main, ["split", str(path), "--weights", "Guide!A60:A61", "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert [read(output).sheets["Guide"].value(row, 2) for row in (60, 61)] == [250, 750]
    again = CliRunner().invoke(main, ["split", str(path), "--weights", "Guide!A60:A61", "-o", str(output)])
    assert (again.exit_code, "already there" in again.output) == (2, True)
    smart = CliRunner().invoke(main, ["check-smart", str(plan), "--as-of", "2026-03-31"])
    assert smart.exit_code == 1
    assert "1 of 2 objectives lacks something." in smart.output


def _place(cell: str) -> tuple[int, int]:
    from xltargets.workbooks.contents import Area

    area = Area.parse(cell)
    return area.top, area.left


def _typed(plan: Path, folder: Path, cells: dict[tuple[int, int], object]) -> Path:
    """The plan with something typed on its first sheet, far below everything."""
    contents = read(plan)
    sheet = contents.sheets["Guide"]
    for place in cells:
        sheet.cells.setdefault(place, Cell(*place))
    path = folder / "typed.xlsx"
    patch_values(contents, path, {"Guide": cells})
    return path
