"""XL116 unreadable: the file cannot be opened on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.validation import bad_files
from tests.validation.in_files import VALIDATOR, codes


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason="nothing is forbidden here"
)
def test_the_example(tmp_path: Path) -> None:
    """A workbook in another user's private folder."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(bad_files.package())
    path.chmod(0)
    assert codes(VALIDATOR.check(path)) == ["XL116"]


def test_a_folder_named_as_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert codes(VALIDATOR.check(tmp_path / "plan.xlsx")) == ["XL116"]
