"""ONLYOFFICE's engine as another spreadsheet program to compare with. Skipped where it is absent.

It is `document-builder` of PyPI (100 MB), looked for in the Python of the tests, or in the one that
XLTARGETS_ONLYOFFICE names. Nothing of ours uses it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_HERE = sys.executable if importlib.util.find_spec("docbuilder") else None
PYTHON = os.environ.get("XLTARGETS_ONLYOFFICE") or _HERE
needs_onlyoffice = pytest.mark.skipif(PYTHON is None, reason="ONLYOFFICE's engine is not there: pip's document-builder")
_ENGINE = Path(__file__).with_name("onlyoffice_engine.py")


Entry = tuple[str, str, list[list[float | str]]]
"""A sheet, an area, and the rows of values to enter there."""


def recalculated(*asked: tuple[Path, list[Entry], list[Path]]) -> list[dict[str, Any]]:
    """What the sheets of each workbook show once values have been entered; each is then saved as what is asked."""
    assert PYTHON
    request = [[str(path), entered, [str(one) for one in targets]] for path, entered, targets in asked]
    run = subprocess.run(
        [PYTHON, str(_ENGINE)], input=json.dumps(request), capture_output=True, text=True, check=False, timeout=900
    )
    assert run.returncode == 0, run.stderr[-2000:] or run.stdout[-2000:]
    found: list[dict[str, Any]] = json.loads(run.stdout.splitlines()[-1])
    for (path, *_), one in zip(asked, found, strict=True):
        assert "problem" not in one, f"{path.name}: {one['problem']}"
    return found
