"""XL112 hidden-sheet: A sheet is hidden that the template does not have."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def hidden(state: str) -> bytes:
    workbook = bad_files.PARTS["xl/workbook.xml"].replace('sheetId="1"', f'sheetId="1" state="{state}"')
    return bad_files.package(**{"xl/workbook.xml": workbook.replace('"One"', '"old figures"')})


def test_the_example(tmp_path: Path) -> None:
    """A sheet "old figures" that was hidden instead of deleted."""
    report = judged(tmp_path, hidden("hidden"))
    assert codes(report) == ["XL112"]


@pytest.mark.parametrize(("state", "words"), [("hidden", "is hidden."), ("veryHidden", "dialog cannot show it")])
def test_how_it_is_hidden(tmp_path: Path, state: str, words: str) -> None:
    report = judged(tmp_path, hidden(state))
    assert codes(report) == ["XL112"]
    assert words in next(one for one in report.findings if one.code == "XL112").message()
