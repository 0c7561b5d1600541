"""XL103 password-protected: the workbook is encrypted with a password to open it."""

from __future__ import annotations

from pathlib import Path

from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """The workbook asks for a password when it is opened."""
    report = judged(tmp_path, bad_files.ENCRYPTED, "plan.xlsx")
    assert codes(report) == ["XL103"]
    assert "password" in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed
