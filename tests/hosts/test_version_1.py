"""Add-ins of version 1 that people have installed keep working with the hosts of today."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.hosts.one_outcome import OUTCOME, write_book
from xltargets.actions.registry import Action
from xltargets.hosts.libreoffice.worker import answer

DAY = 46112.0


@pytest.mark.parametrize(
    ("module", "name"),
    [("excel_actions", "press"), ("excel_addin", "TARGET_SPLIT"), ("libreoffice_worker", "main")],
)
def test_what_they_ask_for_is_where_it_was(module: str, name: str) -> None:
    assert callable(getattr(importlib.import_module(f"xltargets.hosts.{module}"), name))


class TestLibreOffice:
    """The extension of version 1 sends and reads what stands here; its component cannot be changed from outside."""

    def test_an_answer_has_what_it_reads(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "book.xlsx"
        write_book(path)
        monkeypatch.setattr(Action, "run", lambda *_given: OUTCOME)
        request = {"action": "replan", "language": "en", "path": None, "folder": None, "sheet": "Plan"}
        told = answer({**request, "selection": "A1", "options": {}, "copy": str(path)}, lambda: DAY)
        assert not told["problem"]
        assert {"message", "details", "files", "show"} <= told.keys()
        assert ["Plan", 20, 1, "007"] in told["changes"]
        assert ["Plan", 21, 1, {"error": "#N/A"}] in told["changes"]
        [parts] = [table for table in told["tables"] if table["name"] == "parts"]
        assert {key: parts[key] for key in ("sheet", "before", "after", "totals")} == {
            "sheet": "Plan",
            "before": [1, 1, 4, 4],
            "after": [1, 1, 6, 4],
            "totals": True,
        }
        assert parts["columns"][1] == [10.0, 20.0, 30.0, 40.0]
        assert parts["columns"][3] is None, "a column with a formula in every row"

    def test_it_reconnects_by_itself_and_asks_for_the_sentence(self) -> None:
        told = answer({"action": "reconnect", "count": 3, "language": "en"}, lambda: DAY)
        assert told == {"problem": False, "message": "3 formulas of xlTargets were entered again."}

    def test_a_new_workbook(self, tmp_path: Path) -> None:
        request = {"action": "new", "language": "en", "path": None, "folder": str(tmp_path), "sheet": "S"}
        told = answer({**request, "selection": None, "options": {"template": "risk-register"}}, lambda: DAY)
        assert not told["problem"], told["message"]
        assert [Path(file).exists() for file in told["files"]] == [True]
