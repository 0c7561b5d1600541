"""XL109 embedded-object: another file or a control is embedded in the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import codes, judged


def test_the_example(tmp_path: Path) -> None:
    """A Word document dropped on the Guide."""
    report = judged(tmp_path, bad_files.package(**{"xl/embeddings/Microsoft_Word_Document.docx": b"x"}), "plan.xlsx")
    assert codes(report) == ["XL109"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"xl/embeddings/oleObject1.bin": b"x"}, "Another file or a control is embedded"),
        ({"xl/activeX/activeX1.xml": "<x/>"}, "Another file or a control is embedded"),
    ],
)
def test_parts_that_a_workbook_should_not_have(tmp_path: Path, changes: dict[str, bytes | str], message: str) -> None:
    report = judged(tmp_path, bad_files.package(**changes))
    assert codes(report) == ["XL109"]
    assert report.findings[0].message().startswith(message)


def test_a_workbook_without_them(tmp_path: Path) -> None:
    assert codes(judged(tmp_path, bad_files.package())) == []
