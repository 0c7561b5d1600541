"""Buttons in Excel on Windows, with a stand-in for xlwings' objects (fake_excel): the same cells as in a file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.hosts.fake_excel import Book
from xltargets.actions.files.headless import apply
from xltargets.actions.files.writes import plan as planned
from xltargets.actions.registry import ACTIONS, Action, Outcome, Request
from xltargets.building.builder import build
from xltargets.errors import CellError, NumProblem, Phrase, in_english
from xltargets.hosts.excel import actions as excel_actions
from xltargets.hosts.excel.book import ExcelBook
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

pytestmark = pytest.mark.nightly

DAY = 46112.0  # 2026-03-31


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 for the year; three months closed at 80 of 100."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    settings = {
        "unit": "North",
        "owner": "Ann Lee",
        "currency": "USD",
        "year_start": datetime.date(2026, 1, 1),
        "agreed": 1200,
    }
    tables = {
        "units": [{"person": "Ann Lee", "own_weight": 1}],
        "periods": [{} for _ in range(12)],
        "review": [{"actual": 80}] * 3 + [{}] * 9,
        "changes": [],
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    return path


def stated(path: Path) -> dict[tuple[str, int, int], object]:
    """What a file holds that a person could have typed: values, and formulas instead of their results."""
    contents = read(path)
    return {
        (name, *position): cell.formula if cell.formula is not None else cell.value
        for name, sheet in contents.sheets.items()
        for position, cell in sheet.cells.items()
        if cell.formula is not None or cell.value not in (None, "")
    }


def saved(book: Book, folder: Path) -> Path:
    path = folder / "saved.xlsx"
    book.kept.save(path)
    return path


def write(book: Book, path: Path, outcome: Outcome) -> None:
    ExcelBook(book).write(planned(read(path), outcome, in_english))


def unchanged(plan: Path, folder: Path) -> dict[tuple[str, int, int], object]:
    return stated(saved(Book(plan), folder))


class StandInAction:
    """In place of what an action does: it notes the requests, and gives or raises what it was told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.requests: list[Request] = []

    def __call__(self, outcome: Outcome | Exception) -> None:
        def run(_self: Action, _contents: Contents | None, request: Request) -> Outcome:
            self.requests.append(request)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        self.monkeypatch.setattr(Action, "run", run)


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> StandInAction:
    return StandInAction(monkeypatch)


def test_a_button_leaves_the_cells_that_the_command_line_leaves(plan: Path, tmp_path: Path) -> None:
    contents = read(plan)
    outcome = ACTIONS["replan"].run(contents, Request(lambda: DAY, path=plan))
    apply(outcome, plan, tmp_path / "file.xlsx", lambda: DAY)
    book = Book(plan)
    excel_actions.press_in(book, "replan", "en", lambda: DAY)
    by_file, by_button = stated(tmp_path / "file.xlsx"), stated(saved(book, tmp_path))
    before = unchanged(plan, tmp_path)
    new = {key: value for key, value in by_file.items() if before.get(key) != value}
    assert new, "the action changes something"
    assert {key: by_button.get(key) for key in new} == new
    assert {key for key in by_button if key[0] == "Changes"} == {key for key in by_file if key[0] == "Changes"}
    assert read(saved(book, tmp_path)).tables["changes"].area == read(tmp_path / "file.xlsx").tables["changes"].area
    mode, message = book.said[0]
    assert mode == "info"
    assert message.startswith("240 of 300 are there")


def test_a_protected_sheet_is_protected_again_as_it_was(plan: Path) -> None:
    book = Book(plan)
    sheet = next(sheet for sheet in book.sheets.values() if sheet.ProtectContents)
    outcome = Outcome(Phrase("done"), changes={sheet.name: {(2, 2): 5.0}})
    write(book, plan, outcome)
    assert sheet.kept.cell(2, 2).value == 5.0
    assert sheet.ProtectContents
    assert book.protected == {sheet.name: {"AllowSorting"}}


def test_a_sheet_with_a_password_is_told_and_left_alone(plan: Path, tmp_path: Path, pressed: StandInAction) -> None:
    book = Book(plan)
    sheet = next(sheet for sheet in book.sheets.values() if sheet.ProtectContents)
    sheet.password = True
    pressed(Outcome(Phrase("done"), changes={sheet.name: {(2, 2): 5.0}}))
    excel_actions.press_in(book, "split", "en", lambda: DAY)
    mode, message = book.said[0]
    assert mode == "critical"
    assert "unprotect it first" in message
    assert stated(saved(book, tmp_path)) == unchanged(plan, tmp_path)


def test_a_table_shrinks_and_its_other_columns_keep_their_formulas(plan: Path, tmp_path: Path) -> None:
    contents = read(plan)
    table = contents.tables["review"]
    header = next(
        column.name
        for number, column in enumerate(table.columns, table.area.left)
        if (cell := contents.sheets[table.sheet].cells.get((table.area.top + 1, number))) is None or not cell.formula
    )
    rows = [{header: 1.0}, {header: 2.0}]
    apply(Outcome(Phrase("done"), rows={"review": rows}), plan, tmp_path / "file.xlsx", lambda: DAY)
    book = Book(plan)
    write(book, plan, Outcome(Phrase("done"), rows={"review": rows}))
    result = saved(book, tmp_path)
    assert read(result).tables["review"].area == read(tmp_path / "file.xlsx").tables["review"].area
    sheet = table.sheet
    by_file, by_button = (
        {key: value for key, value in stated(path).items() if key[0] == sheet and key[1] <= table.area.bottom}
        for path in (tmp_path / "file.xlsx", result)
    )
    assert by_button == by_file


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "1-2", "007", "TRUE", "'quoted", "#N/A"])
def test_text_stays_text(plan: Path, value: str) -> None:
    book = Book(plan)
    name = next(iter(book.sheets))
    write(book, plan, Outcome(Phrase("done"), changes={name: {(40, 1): value}}))
    cell = book.sheets[name].kept.cell(40, 1)
    assert (cell.value, cell.data_type) == (value, "s")


def test_errors_and_blanks_are_what_they_are(plan: Path) -> None:
    book = Book(plan)
    name = next(iter(book.sheets))
    cells = {(40, 1): CellError("#N/A"), (41, 1): None, (42, 1): True}
    write(book, plan, Outcome(Phrase("done"), changes={name: cells}))
    kept = book.sheets[name].kept
    assert [(kept.cell(row, 1).value, kept.cell(row, 1).data_type) for row in (40, 41, 42)] == [
        ("#N/A", "e"),
        (None, "n"),
        (True, "b"),
    ]


def test_a_problem_is_one_sentence_in_the_person_s_language(plan: Path, pressed: StandInAction) -> None:
    pressed(NumProblem("weights", -2.0, "expected 0 or more"))
    book = Book(plan)
    excel_actions.press_in(book, "split", "en", lambda: DAY)
    assert book.said == [("critical", "weights: found -2; expected 0 or more.")]


def test_a_mistake_of_the_program_is_told_without_a_traceback(
    plan: Path, tmp_path: Path, pressed: StandInAction
) -> None:
    pressed(KeyError("boom"))
    book = Book(plan)
    excel_actions.press_in(book, "split", "xx", lambda: DAY)
    mode, message = book.said[0]
    assert mode == "critical"
    assert message == "xlTargets could not finish this (KeyError: 'boom'). Please report it."
    assert stated(saved(book, tmp_path)) == unchanged(plan, tmp_path)


def test_the_action_is_told_where_and_what(plan: Path, tmp_path: Path, pressed: StandInAction) -> None:
    pressed(Outcome(Phrase("done {count}", count=2), details=tuple(map(str, range(20))), show=("Review", "B5")))
    book = Book(plan, chosen=tmp_path)
    excel_actions.press_in(book, "new:crm-log", "zh-CN", lambda: DAY)
    excel_actions.press_in(book, "split", "en", lambda: DAY)
    excel_actions.press_in(book, "consolidate", "en", lambda: DAY)
    new, split, consolidate = pressed.requests
    assert (new.options, new.language, new.folder) == ({"template": "crm-log"}, "zh-CN", plan.parent)
    assert (split.selection, split.path, split.folder, split.options) == ("B5:B8", plan, None, {})
    assert (new.sheet, split.sheet) == ("Guide", "Review"), "the first one has shown a cell of Review"
    assert consolidate.folder == tmp_path
    assert book.selected == ("Review", "B5:B5")
    assert book.said[1][1].splitlines()[0] == "done 2"
    assert book.said[1][1].splitlines()[-1] == "… and 8 more."


def test_what_is_typed_goes_to_the_action(plan: Path, pressed: StandInAction) -> None:
    pressed(Outcome(Phrase("done")))
    book = Book(plan)
    excel_actions.press_in(book, "adopt", "en", lambda: DAY)
    book.typed = False  # cancelled
    excel_actions.press_in(book, "adopt", "en", lambda: DAY)
    assert [request.options for request in pressed.requests] == [{"by": "Hanna Weiss"}]
    assert book.asked == ["Who approves: the Person ID or name of an approver"] * 2


def test_no_folder_chosen_is_no_action(plan: Path, pressed: StandInAction) -> None:
    pressed(Outcome(Phrase("done")))
    book = Book(plan, chosen=None)
    excel_actions.press_in(book, "consolidate", "en", lambda: DAY)
    assert book.said == []
    assert pressed.requests == []


def test_files_are_opened(plan: Path, tmp_path: Path, pressed: StandInAction, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    pressed(Outcome(Phrase("done"), files=(tmp_path / "a.xlsx", tmp_path / "b.html")))
    book = Book(plan)
    excel_actions.press_in(book, "report", "en", lambda: DAY)
    assert book.opened == [str(tmp_path / "a.xlsx")]
    assert shown == [(tmp_path / "b.html").as_uri()]


@pytest.mark.nightly
def test_no_button_without_code(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every action of the registry, pressed in a plan: it answers, or says in a sentence what it needs."""
    monkeypatch.setattr("webbrowser.open", lambda _address: None)
    copy = tmp_path / "here" / "plan.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(plan.read_bytes())
    for key in ACTIONS:
        book = Book(copy, chosen=copy.parent)
        excel_actions.press_in(book, key, "en", lambda: DAY)
        [(_mode, message)] = book.said
        assert message
        assert "could not finish this" not in message, f"{key}: {message}"


def test_every_button_answers_in_a_book_that_is_only_on_the_web(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On OneDrive or SharePoint without a copy here: what is written goes among the person's documents."""
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "Documents").mkdir()
    for key in ACTIONS:
        book = Book(plan, chosen=plan.parent)
        book.on_the_web = True
        assert ExcelBook(book).path is None
        excel_actions.press_in(book, key, "en", lambda: DAY)
        [(_mode, message)] = book.said
        assert message
        assert "could not finish this" not in message, f"{key}: {message}"
        assert all(Path(path).is_file() for path in book.opened), key
        if key in {"new", "upgrade"}:
            assert [Path(path).parent for path in book.opened] == [tmp_path / "Documents"] * len(book.opened), key
    assert shown == [(tmp_path / "Documents" / "plan.html").as_uri()]
