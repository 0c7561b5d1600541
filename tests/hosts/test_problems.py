"""One place knows what a person can mend; every host says it in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.hosts.fake_excel import Book
from tests.hosts.one_outcome import write_book
from xltargets.actions.registry import ACTIONS, Action
from xltargets.errors import NumProblem, in_english
from xltargets.hosts.excel import actions as excel_actions
from xltargets.hosts.libreoffice.worker import answer
from xltargets.hosts.officejs.actions import Posted, run
from xltargets.hosts.wire.refusal import Refusal

DAY = 46112.0
TAKEN = PermissionError(13, "Permission denied", "/teams/north/plan.xlsx")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_book(path)
    return path


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes every action run into this."""

    def fail(problem: Exception) -> None:
        def run(*_given: Any) -> None:
            raise problem

        monkeypatch.setattr(Action, "run", run)

    return fail


def said(book: Path) -> list[str]:
    """What each host says."""
    live = Book(book)
    excel_actions.press_in(live, "validate", "en", lambda: DAY)
    [(_mode, in_excel)] = live.said
    in_libreoffice = answer({"action": "validate", "copy": str(book)}, lambda: DAY)
    try:
        everywhere = run(ACTIONS["validate"], Posted("en", in_english, book.read_bytes()), None, lambda: DAY)["message"]
    except Refusal as refusal:
        everywhere = {500: refusal.sentence}[refusal.status]
    assert in_libreoffice["problem"]
    return [in_excel, in_libreoffice["message"], everywhere]


def test_what_a_person_can_mend(book: Path, raising: Any) -> None:
    raising(NumProblem("weights", -2.0, "expected 0 or more"))
    assert said(book) == ["weights: found -2; expected 0 or more."] * 3


def test_a_file_that_is_in_use(book: Path, raising: Any) -> None:
    """Over the network only its name is told."""
    raising(TAKEN)
    here = "/teams/north/plan.xlsx: Permission denied."
    assert said(book) == [here, here, "plan.xlsx: Permission denied."]


def test_a_workbook_that_needs_too_much(book: Path, raising: Any) -> None:
    raising(MemoryError())
    assert said(book) == ["This needs more memory than there is. Nothing was changed."] * 3


@pytest.mark.parametrize("problem", [KeyError("North"), OSError("North"), RuntimeError("North")])
def test_a_mistake_of_ours_is_to_be_reported(book: Path, raising: Any, problem: Exception) -> None:
    """Nobody is told to close without saving: what is open has other work in it. No cells go over the network."""
    raising(problem)
    kind = type(problem).__name__
    here = f"xlTargets could not finish this ({kind}: {problem}). Please report it."
    assert said(book) == [here, here, f"xlTargets could not finish this ({kind}). Please report it."]


def test_what_libreoffice_runs_into_while_it_writes() -> None:
    told = answer({"action": "replan", "failed": "RuntimeException: no cell", "language": "zh-CN"}, lambda: DAY)
    assert told["problem"]
    assert "RuntimeException: no cell" in told["message"]
