"""XL101 not-a-workbook: the file is not an Excel workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A CSV file that was renamed to plan.xlsx."""
    report = judged(tmp_path, bad_files.TEXT, "plan.xlsx")
    assert codes(report) == ["XL101"]
    assert "no Excel workbook" in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (bad_files.EMPTY, "plan.xlsx", "empty"),
        (bad_files.PICTURE, "plan.xlsx", "no Excel workbook"),
        (bad_files.ZIP_WITHOUT_WORKBOOK, "plan.xlsx", "archive"),
        (bad_files.ole("WordDocument"), "plan.xlsx", "no workbook"),
    ],
)
def test_one_clear_finding(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    report = judged(tmp_path, content, name)
    assert [finding.code for finding in report.findings] == ["XL101"]
    assert words in report.findings[0].message()
