"""Texts that would be formulas once somebody edits them carry the quote prefix; openpyxl reads the styles."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling


@pytest.mark.parametrize("text", ["=Dept 1", "+Sales", "-Sales", "@home", "\tTab", "Ann", "007"])
def test_only_such_texts_have_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, Filling({"settings": {"unit": text}}, {"units": [{"person": text}]}))
    book = openpyxl.load_workbook(path)
    found = [
        cell for sheet in ("Settings", "Units") for row in book[sheet].iter_rows() for cell in row if cell.value == text
    ]
    assert len(found) == 2
    for cell in found:
        assert cell.data_type == "s" or text.startswith("=")
        assert bool(cell.quotePrefix) is (text[0] in "=+-@\t")
    again = [cell for row in book["Units"].iter_rows() for cell in row if cell.quotePrefix and cell.value != text]
    assert again == []
