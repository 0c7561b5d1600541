"""XL105 wrong-extension: the name of the file does not say what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A workbook with macros named plan.xlsx, or a workbook named plan.zip."""
    with_macros = judged(tmp_path, bad_files.MACROS, "plan.xlsx")
    assert codes(with_macros) == ["XL105", "XL108"], "the macros are told too"
    assert codes(judged(tmp_path, bad_files.package(), "plan.zip")) == ["XL105"]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (bad_files.package(), "plan", ["XL105"]),
        (bad_files.package(), "PLAN.XLSX", []),
        (bad_files.MACROS, "plan.xlsm", ["XL108"]),
    ],
)
def test_other_names(tmp_path: Path, content: bytes, name: str, expected: list[str]) -> None:
    assert codes(judged(tmp_path, content, name)) == expected
