"""XL102 damaged: the workbook is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A download that broke off."""
    report = judged(tmp_path, bad_files.CUT_SHORT, "plan.xlsx")
    assert codes(report) == ["XL102"]
    assert "damaged" in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (bad_files.BROKEN_XML, "plan.xlsx", "sheet1.xml"),
    ],
)
def test_one_clear_finding(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    report = judged(tmp_path, content, name)
    assert [finding.code for finding in report.findings] == ["XL102"]
    assert words in report.findings[0].message()
