"""XL117 given-up: the check of the file took too long or too much memory, and was broken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import VALIDATOR


def test_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook of a few kilobytes that unfolds to gigabytes in a way that no other rule knows."""

    def unfolds(_path: Path) -> None:
        raise MemoryError

    path = tmp_path / "plan.xlsx"
    path.write_bytes(bad_files.package())
    monkeypatch.setattr("xltargets.workbooks.reader.read_with_surface", unfolds)
    report = VALIDATOR.check(path)
    assert [finding.code for finding in report.findings] == ["XL117"]
    assert not report.accepted
