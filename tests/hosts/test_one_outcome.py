"""The same outcome through every host leaves the same cells; what stands in the way is refused by all alike.

LibreOffice does it for real, in tests/addin_libreoffice/test_one_outcome.py.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin_officejs.pane_in_node import NODE, applied, book_of
from tests.hosts.fake_excel import Book
from tests.hosts.one_outcome import (
    AREAS,
    EXPECTED,
    OUTCOME,
    RESULTS,
    SPILLED,
    areas_of,
    cells_of,
    plainly,
    write_book,
)
from xltargets.actions.files.headless import apply
from xltargets.actions.files.writes import ORDER, plan
from xltargets.actions.registry import ACTIONS, Action, Outcome, Request
from xltargets.errors import InputProblem, Phrase, in_english
from xltargets.hosts.excel import actions as excel_actions
from xltargets.hosts.excel.book import ExcelBook
from xltargets.hosts.libreoffice.worker import answer
from xltargets.hosts.officejs.actions import Posted, run
from xltargets.hosts.wire.perform import perform
from xltargets.workbooks.reader import read

needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")
DAY = 46112.0


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_book(path)
    return path


@pytest.fixture
def every_action(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes every action come to this outcome."""

    def says(outcome: Outcome) -> None:
        monkeypatch.setattr(Action, "run", lambda *_given: outcome)

    return says


def written(path: Path, outcome: Outcome) -> dict[str, Any]:
    return plan(read(path), outcome, in_english).plain()


def test_in_a_file(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "done.xlsx"
    apply(OUTCOME, book, target, lambda: DAY)
    assert cells_of(target) == EXPECTED
    assert areas_of(target) == AREAS
    contents = read(target)
    found = {(name, row, column): contents.sheets[name].value(row, column) for name, row, column in RESULTS | SPILLED}
    assert found == RESULTS | SPILLED


def test_in_excel_on_windows(book: Path, tmp_path: Path) -> None:
    live = Book(book)
    ExcelBook(live).write(plan(read(book), OUTCOME, in_english))
    saved = tmp_path / "saved.xlsx"
    live.kept.save(saved)
    found = {
        (sheet.title, cell.row, cell.column): plainly(
            f"={cell.value.text}" if hasattr(cell.value, "text") else cell.value
        )
        for sheet in openpyxl.load_workbook(saved).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    comparable = {
        place: str(content) if not isinstance(content, (str, float, bool)) else content
        for place, content in EXPECTED.items()
    }
    assert {place: content for place, content in found.items() if place not in SPILLED} == comparable
    assert areas_of(saved) == AREAS
    assert live.sheets["Plan"].ProtectContents


@needs_node
def test_in_excel_everywhere(book: Path) -> None:
    done = applied(book_of(book), written(book, OUTCOME) | {"files": [], "show": None})
    assert done.problem is None
    comparable = {
        place: str(content) if not isinstance(content, (str, float, bool)) else content
        for place, content in EXPECTED.items()
    }
    found = {place: plainly(content) for place, content in done.cells().items() if place not in SPILLED}
    assert found == comparable
    assert {name: table["area"] for name, table in done.book["tables"].items()} == {
        "parts": [1, 1, 6, 4],
        "people": [1, 6, 2, 7],
        "risks": [1, 9, 3, 10],
    }
    assert done.book["sheets"]["Plan"]["locked"] == {"allowSort": True}


@needs_node
def test_rows_come_first_and_formulas_last_in_excel_everywhere(book: Path) -> None:
    log = applied(book_of(book), written(book, OUTCOME) | {"files": [], "show": None}).log
    last_resize = max(index for index, (kind, *_place) in enumerate(log) if kind == "resize")
    formulas = [index for index, (kind, *_place) in enumerate(log) if kind == "formulas"]
    change = log.index(["values", "Plan", 5, 2, 5, 2])
    assert last_resize < change < min(formulas)
    assert ORDER == ("tables", "changes", "formulas")


class TestInTheWay:
    """One more row than there is room for: one sentence for all hosts, and nothing is changed in any."""

    OUTCOME = Outcome(Phrase("done"), changes={"My notes": {(1, 2): "gone"}}, rows={"parts": [{"Name": "N"}] * 18})
    SENTENCE = "parts: found something in Plan!A20; expected room below the table for 16 more rows; move it elsewhere."

    @pytest.fixture(autouse=True)
    def grows(self, every_action: Any) -> None:
        every_action(self.OUTCOME)

    def test_in_a_file(self, book: Path, tmp_path: Path) -> None:
        with pytest.raises(InputProblem) as problem:
            apply(self.OUTCOME, book, tmp_path / "done.xlsx", lambda: DAY)
        assert problem.value.sentence() == self.SENTENCE
        assert not (tmp_path / "done.xlsx").exists()

    def test_in_excel_on_windows(self, book: Path) -> None:
        live = Book(book)
        excel_actions.press_in(live, "replan", "en", lambda: DAY)
        assert live.said == [("critical", self.SENTENCE)]
        assert live.sheets["My notes"].kept["B1"].value == "stays"

    def test_in_excel_everywhere(self, book: Path) -> None:
        posted = Posted("en", in_english, book.read_bytes())
        told = run(ACTIONS["replan"], posted, None, lambda: DAY)
        assert (told["problem"], told["message"]) == (True, self.SENTENCE)
        assert [told[step] for step in told["order"]] == [[], [], []]

    def test_in_libreoffice(self, book: Path) -> None:
        told = answer({"action": "replan", "copy": str(book)}, lambda: DAY)
        assert (told["problem"], told["message"]) == (True, self.SENTENCE)
        assert (told["changes"], told["tables"]) == ([], [])


class TestPassword:
    """A sheet that only a password opens: one sentence for all hosts, before anything is changed."""

    SENTENCE = 'sheet: found "My notes"; expected a sheet without a password; unprotect it first.'
    OUTCOME = Outcome(Phrase("done"), changes={"Plan": {(20, 1): 1.0}, "My notes": {(1, 1): 1.0}})

    @pytest.fixture
    def locked(self, book: Path) -> Path:
        kept = openpyxl.load_workbook(book)
        kept["My notes"].protection.set_password("secret")
        kept["My notes"].protection.enable()
        kept.save(book)
        return book

    def test_it_is_seen_in_the_copy(self, locked: Path, tmp_path: Path, every_action: Any) -> None:
        every_action(self.OUTCOME)
        done = perform(ACTIONS["replan"], Request(lambda: DAY), locked)
        assert (done.problem, done.message, done.bug) == (True, self.SENTENCE, None)
        with pytest.raises(InputProblem, match="expected a sheet without a password"):
            apply(self.OUTCOME, locked, tmp_path / "done.xlsx", lambda: DAY)
        assert read(locked).sheets["Plan"].protected
        other = Outcome(Phrase("done"), changes={"Plan": {(20, 1): 1.0}})
        assert plan(read(locked), other, in_english).changes == other.changes, "protected against slips only"

    @needs_node
    def test_it_is_seen_in_excel_everywhere(self, book: Path) -> None:
        """Where the copy does not show it, Excel says so; and the other sheet is protected again, as it was."""
        open_book = book_of(book)
        open_book["sheets"]["My notes"] |= {"locked": {}, "password": True}
        done = applied(open_book, written(book, self.OUTCOME) | {"files": [], "show": None})
        assert done.problem == {"refused": True, "message": self.SENTENCE}
        assert done.log == []
        assert done.book["sheets"]["Plan"]["locked"] == {"allowSort": True}

    def test_it_is_seen_in_excel_on_windows(self, book: Path, every_action: Any) -> None:
        every_action(self.OUTCOME)
        live = Book(book)
        live.sheets["My notes"].kept.protection.sheet = live.sheets["My notes"].password = True
        excel_actions.press_in(live, "replan", "en", lambda: DAY)
        assert live.said == [("critical", self.SENTENCE)]
        assert live.sheets["Plan"].kept["A20"].value == "old"
        assert live.sheets["Plan"].ProtectContents


@needs_node
def test_reconnect_works_in_excel_everywhere(book: Path) -> None:
    """What the add-in of another computer left, showing #NAME?, is entered again by its plain name."""
    kept = openpyxl.load_workbook(book)
    kept["My notes"]["A5"] = "=[1]!TARGET_SPLIT(10,Plan!B22:B24)+_xldudf_ACHIEVEMENT(1,2)"
    kept.save(book)
    _store(book, "#NAME?")
    posted = Posted("en", in_english, book.read_bytes())
    told = run(ACTIONS["reconnect"], posted, None, lambda: DAY)
    assert told["message"] == "1 formula showed #NAME?; 1 was entered again."
    done = applied(book_of(book), told)
    assert done.cells()["My notes", 5, 1] == "=TARGET_SPLIT(10,Plan!B22:B24)+ACHIEVEMENT(1,2)"


def _store(path: Path, error: str) -> None:
    """Give the formula that openpyxl wrote without a result an error as its result."""
    from xltargets.errors import CellError
    from xltargets.workbooks.patch import patch_values

    patch_values(read(path), path, {"My notes": {(5, 1): CellError(error)}})


def test_nothing_is_pushed_away_by_a_plan_without_rows(book: Path) -> None:
    """A table that is to have no rows keeps one, blank but for its formulas."""
    writes = plan(read(book), replace(OUTCOME, rows={"parts": []}), in_english)
    [table] = writes.tables
    assert (str(table.after), table.columns) == ("A1:D3", [[None], [None], None, None])
