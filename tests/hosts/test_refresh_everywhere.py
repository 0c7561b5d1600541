"""A refresh leaves the same cells in every workbook of a unit, by whichever program it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin_officejs.pane_in_node import NODE, applied, book_of
from tests.hosts.fake_excel import Book
from tests.hosts.one_outcome import areas_of
from tests.rollup.small_unit import END_OF_MARCH, KINDS, put, unit
from tests.rollup.test_loading import collected
from xltargets.actions.files.headless import apply
from xltargets.actions.registry import ACTIONS, Request
from xltargets.errors import in_english
from xltargets.hosts.excel import actions as excel_actions
from xltargets.hosts.libreoffice.worker import answer
from xltargets.hosts.officejs.actions import Posted, run
from xltargets.hosts.wire.perform import perform
from xltargets.rollup.extraction import Collected
from xltargets.workbooks.reader import read

needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed")
Cells = dict[tuple[str, int, int], Any]


def clock() -> float:
    return END_OF_MARCH


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In January somebody had typed an actual, which stays."""
    where = unit(tmp_path_factory.mktemp("everywhere") / "north")
    put(where / "plan.xlsx", {("review.actual", 0): 25.0})
    return where


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def collect(files: Sequence[Path], now: float, **_options: object) -> list[Collected]:
        return collected(files, now)

    monkeypatch.setattr("xltargets.actions.refresh.collect", collect)


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, folder: Path) -> Path:
    return folder / f"{request.param}.xlsx"


def typed(cells: Cells) -> Cells:
    """What is no formula's: that follows."""
    return {
        place: content
        for place, content in cells.items()
        if content not in (None, "") and not str(content).startswith("=")
    }


def in_file(path: Path) -> Cells:
    return {
        (name, *place): cell.value
        for name, sheet in read(path).sheets.items()
        for place, cell in sheet.cells.items()
        if cell.formula is None and cell.value not in (None, "")
    }


@pytest.fixture
def expected(path: Path, tmp_path: Path) -> tuple[Cells, Path]:
    done = perform(ACTIONS["refresh"], Request(clock, path=path), path)
    assert done.outcome is not None, done.message
    target = tmp_path / "refreshed.xlsx"
    apply(done.outcome, path, target, clock)
    # A spilled result is no formula of its own cell, and follows as well.
    cells = in_file(target)
    before = in_file(path)
    changed = {place for place in cells.keys() | before.keys() if cells.get(place) != before.get(place)}
    assert {"Loaded"} < {sheet for sheet, _row, _column in changed}, "something was loaded, and says where from"
    return {place: cells.get(place) for place in changed}, target


def test_in_excel_on_windows(path: Path, tmp_path: Path, expected: tuple[Cells, Path]) -> None:
    live = Book(path)
    excel_actions.press_in(live, "refresh", "en", clock)
    assert live.said[0][0] == "info", live.said
    saved = tmp_path / "saved.xlsx"
    live.kept.save(saved)
    sheets = openpyxl.load_workbook(saved)
    found = {place: sheets[place[0]].cell(*place[1:]).value for place in expected[0]}
    days = {place: value for place, value in found.items() if hasattr(value, "year")}
    assert {place: value for place, value in found.items() if place not in days} == {
        place: value for place, value in expected[0].items() if place not in days
    }
    assert areas_of(saved) == areas_of(expected[1])
    assert path.read_bytes() != saved.read_bytes()


@needs_node
def test_in_excel_everywhere(path: Path, folder: Path, expected: tuple[Cells, Path]) -> None:
    posted = Posted("en", in_english, path.read_bytes(), path.name)
    told = run(ACTIONS["refresh"], posted, folder, clock)
    assert told["problem"] is False, told["message"]
    done = applied(book_of(path), told | {"files": []})
    assert done.problem is None
    assert {place: done.cells().get(place) for place in expected[0]} == expected[0]


def test_in_libreoffice_the_same_is_to_be_written(path: Path, folder: Path) -> None:
    """The extension writes what it is told, for real in tests/addin_libreoffice/test_one_outcome.py."""
    told = answer({"action": "refresh", "copy": str(path), "path": str(path)}, clock)
    posted = Posted("en", in_english, path.read_bytes(), path.name)
    other = run(ACTIONS["refresh"], posted, folder, clock)
    assert told["problem"] is False, told["message"]
    assert [told[step] for step in told["order"]] == [other[step] for step in other["order"]]
    assert told["changes"]


def test_a_book_that_is_saved_nowhere_is_told_so(folder: Path) -> None:
    done = perform(ACTIONS["refresh"], Request(clock), folder / "plan.xlsx")
    assert (done.problem, done.bug) == (True, None)
    assert "expected a workbook that is saved in the folder of its unit's other workbooks" in done.message
