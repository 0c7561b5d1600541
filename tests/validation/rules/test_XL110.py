"""XL110 external-link: formulas or names link to another workbook."""

from __future__ import annotations

from pathlib import Path

from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    r"""='C:\Plans\[budget.xlsx]Total'!B2 in a cell of Settings."""
    linked = bad_files.linked("file:///C:/Plans/budget.xlsx")
    assert codes(judged(tmp_path, linked)) == ["XL110"]


def test_the_add_in_is_no_other_workbook(tmp_path: Path) -> None:
    assert codes(judged(tmp_path, bad_files.linked("xltargets.xlam"))) == []
