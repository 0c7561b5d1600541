"""The sample register has no findings; what is found when it is broken in one way is in `rules`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.validation.built_register import END_OF_MAY, TEMPLATE, Register

from xltargets.building.builder import build
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_register_is_accepted_without_a_finding(language: str) -> None:
    assert Register(language).found() == []


def test_an_empty_register_lacks_only_settings_that_nobody_else_can_fill_in(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    build(TEMPLATE, path)
    report = Validator(Settings(), END_OF_MAY).check(path)
    assert {(finding.code, finding.at.table) for finding in report.findings} == {("XL301", "settings")}
