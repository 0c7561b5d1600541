"""The outcome that every host is held against (tests/hosts/one_outcome.py), in LibreOffice for real."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import xltargets
from tests.addin_libreoffice.conftest import Office
from tests.hosts.one_outcome import AREAS, EXPECTED, RESULTS, SPILLED, areas_of, cells_of, write_book
from xltargets.errors import CellError
from xltargets.workbooks.formulas import canonical
from xltargets.workbooks.reader import read

WORKER = """\
#!{python}
import sys
sys.path[:0] = {path!r}
from tests.hosts.one_outcome import OUTCOME
from xltargets.actions.registry import Action
Action.run = lambda *_given: OUTCOME
from xltargets.hosts.libreoffice.worker import main
main()
"""
"""In place of the Python that LibreOffice starts: the worker itself, in which every action comes to this outcome."""


@pytest.fixture
def office(start: Callable[..., Office], tmp_path: Path) -> Office:
    path = [str(Path(xltargets.__file__).parents[1]), str(Path(__file__).parents[2])]
    python = tmp_path / "worker"
    python.write_text(WORKER.format(python=sys.executable, path=path), encoding="utf-8")
    python.chmod(0o755)
    configuration = tmp_path / "libreoffice.json"
    configuration.write_text(json.dumps({"python": str(python), "path": []}), encoding="utf-8")
    return start("2026-03-31", configuration)


def test_in_libreoffice(office: Office, tmp_path: Path) -> None:
    book, saved = tmp_path / "book.xlsx", tmp_path / "saved.xlsx"
    write_book(book)
    done = office.ask("pressed", str(book), "replan", "Plan", "A1", str(saved))
    assert {place: plain(content) for place, content in cells_of(saved).items()} == {
        place: plain(content) for place, content in EXPECTED.items()
    }
    assert areas_of(saved) == AREAS
    contents = read(saved)
    found = {(name, row, column): contents.sheets[name].value(row, column) for name, row, column in RESULTS | SPILLED}
    assert found == RESULTS | SPILLED
    assert done["protected"] == ["Plan"]
    assert done["steps"] == 1
    assert known(done["back"]) == known(done["before"]), "one Undo brings all back"


def known(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells with a function that Calc did not know when it opened the file as it spells it once it knows it."""
    spelled = "ORG.XLTARGETS.FUNCTIONS.TARGETSPLIT"
    return {
        place: content.replace("target_split", spelled) if isinstance(content, str) else content
        for place, content in cells.items()
    }


def plain(content: Any) -> Any:
    """A formula in the one form that knows every program's spelling.

    Calc has error values and TRUE as formulas only, and writes TRUE as a function.
    """
    if isinstance(content, CellError):
        return content.code
    if isinstance(content, bool):
        return str(content).upper()
    if isinstance(content, str) and content.startswith("="):
        return canonical(content[1:]).replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")
    return content
