"""Tidy files hold what people typed, and nothing in them runs when a spreadsheet program opens them."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from xltargets.rollup import tidy


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('=HYPERLINK("http://example.com")', '\'=HYPERLINK("http://example.com")'),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        (" =1", "' =1"),
        ("North - South", "North - South"),
        ("a=b", "a=b"),
    ],
)
def test_a_text_that_would_run(typed: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"person": [typed, None], "own_weight": [-5.5, 2.0]})
    monkeypatch.setattr(tidy, "frames", lambda _extracts: {"target-plan.units": frame})
    (path,) = tidy.write([], tmp_path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert rows == [["person", "own_weight"], [written, "-5.5"], ["", "2.0"]]
