"""The task pane's script in Node: an answer of the server put into a stand-in for the open workbook."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xltargets.addin.officejs.pages import pages
from xltargets.errors import CellError
from xltargets.workbooks.reader import read

NODE = shutil.which("node")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Applied:
    """What became of it."""

    book: dict[str, Any]
    log: list[list[Any]]
    problem: dict[str, Any] | None

    def cells(self) -> dict[tuple[str, int, int], Any]:
        """What the cells hold: values, and formulas with their equals sign."""
        return {
            (name, *map(int, place.split(","))): content.get("text", content.get("error"))
            if isinstance(content, dict)
            else content
            for name, sheet in self.book["sheets"].items()
            for place, content in sheet["cells"].items()
        }


def book_of(path: Path) -> dict[str, Any]:
    """A workbook as the stand-in keeps it."""
    contents = read(path)
    sheets = {
        name: {
            "cells": {
                f"{row},{column}": _content(cell)
                for (row, column), cell in sheet.cells.items()
                if cell.formula is not None or cell.value not in (None, "")
            },
            **({"locked": {"allowSort": True}} if sheet.protected else {}),
        }
        for name, sheet in contents.sheets.items()
    }
    tables = {
        table.name: {
            "sheet": table.sheet,
            "area": [table.area.top, table.area.left, table.area.bottom, table.area.right],
            "totals": table.has_totals,
        }
        for table in contents.tables.values()
    }
    return {"sheets": sheets, "tables": tables}


def _content(cell: Any) -> Any:
    if cell.formula is not None:
        return f"={cell.formula}"
    if isinstance(cell.value, CellError):
        return {"error": cell.value.code}
    return {"text": cell.value} if isinstance(cell.value, str) else cell.value


def applied(book: dict[str, Any], outcome: dict[str, Any]) -> Applied:
    """Run the page's `apply` on it."""
    assert NODE
    with tempfile.TemporaryDirectory() as folder:
        scripts = [_HERE / "book_stand_in.js"]
        for name in ("functions.js", "taskpane.js"):
            scripts.append(Path(folder) / name)
            scripts[-1].write_text(pages()[name], encoding="utf-8")
        task = {"scripts": [str(one) for one in scripts], "book": book, "outcome": outcome}
        done = subprocess.run(
            [NODE, str(_HERE / "pane_stand_in.js")],
            input=json.dumps(task),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert not done.returncode, done.stderr
    found = json.loads(done.stdout)
    return Applied(found["book"], found["log"], found["problem"])
