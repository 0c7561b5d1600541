"""XL107 document-type: A part of the workbook declares an XML document type."""

from __future__ import annotations

from pathlib import Path

from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A sheet with "<!DOCTYPE" and ten entities that contain each other."""
    report = judged(tmp_path, bad_files.DOCTYPE, "plan.xlsx")
    assert codes(report) == ["XL107"]
    assert "document type" in report.findings[0].message()
    assert report.findings[0].repair()
    assert not report.accepted
    assert not report.crashed
