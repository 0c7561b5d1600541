"""XL108 macros: the workbook contains macros."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A recorded macro, and the workbook saved as .xlsm."""
    report = judged(tmp_path, bad_files.MACROS, "plan.xlsm")
    assert codes(report) == ["XL108"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"xl/vbaProject.bin": b"x"}, "It contains macros (xl/vbaProject.bin)."),
        ({"xl/macrosheets/sheet1.xml": "<x/>"}, "It contains macros (xl/macrosheets/sheet1.xml)."),
    ],
)
def test_parts_that_a_workbook_should_not_have(tmp_path: Path, changes: dict[str, bytes | str], message: str) -> None:
    report = judged(tmp_path, bad_files.package(**changes))
    assert codes(report) == ["XL108"]
    assert report.findings[0].message().startswith(message)


def test_a_workbook_without_them(tmp_path: Path) -> None:
    assert codes(judged(tmp_path, bad_files.package())) == []
