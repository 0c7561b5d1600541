"""XL106 suspicious-size: the file unfolds to far more than a plan can hold."""

from __future__ import annotations

from pathlib import Path

from tests.validation import bad_files
from tests.validation.in_files import judged


def test_the_example(tmp_path: Path) -> None:
    """A package of 1 MB with a part of 1 GB, or a cell far down at XFD1048576."""
    bomb = judged(tmp_path, bad_files.BOMB)
    assert [finding.code for finding in bomb.findings] == ["XL106"]
    assert "MB" in bomb.findings[0].message()
    assert not bomb.accepted
    far = judged(tmp_path, bad_files.FAR_CELLS)
    assert [finding.code for finding in far.findings] in (["XL113"], ["XL106"]), "cells in between do not count"


def test_a_spill_over_the_whole_sheet(tmp_path: Path) -> None:
    report = judged(tmp_path, bad_files.VAST_SPILL)
    assert [finding.code for finding in report.findings] == ["XL106"]
    assert "cells" in report.findings[0].message()
