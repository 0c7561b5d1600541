"""XL104 legacy-format: the workbook is in another format than .xlsx."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """plan.xls, saved as "Excel 97-2003 Workbook"."""
    report = judged(tmp_path, bad_files.LEGACY, "plan.xls")
    assert codes(report) == ["XL104"]
    assert ".xls" in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (bad_files.LEGACY, "plan.xlsx", ".xls"),
        (bad_files.OPEN_DOCUMENT, "plan.ods", ".ods"),
    ],
)
def test_one_clear_finding(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    report = judged(tmp_path, content, name)
    assert [finding.code for finding in report.findings] == ["XL104"]
    assert words in report.findings[0].message()
