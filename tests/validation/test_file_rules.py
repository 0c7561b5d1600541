"""Files that were damaged anywhere: a finding, and never an exception. Files that are no plan are in `rules`."""

from __future__ import annotations

import pytest
from tests.validation import bad_files
from tests.validation.in_files import judged


@pytest.mark.parametrize("cut", range(0, len(bad_files.package()), 97))
def test_a_package_cut_anywhere_is_told_and_not_a_crash(tmp_path, cut):
    report = judged(tmp_path, bad_files.package()[:cut])
    assert report.findings[0].code in {"XL101", "XL102"}
    assert not report.crashed


@pytest.mark.parametrize("place", range(0, len(bad_files.package()), 61))
def test_a_package_with_a_wrong_byte_is_never_a_crash(tmp_path, place):
    content = bytearray(bad_files.package())
    content[place] ^= 0xFF
    report = judged(tmp_path, bytes(content))
    assert not report.crashed
    assert not report.accepted
