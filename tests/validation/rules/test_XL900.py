"""XL900 internal-error: A rule failed by a mistake of xltargets, not of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.validation.small_plan import contents, submission

from xltargets.validation.finding import Fault
from xltargets.validation.registry import rules_of_a_file
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission


def did_not_think_of_it(_submission: Submission) -> Iterator[Fault]:
    raise KeyError("weight")
    yield


def test_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule meets a form of workbook that its author did not think of."""
    monkeypatch.setitem(rules_of_a_file(), "XL304", replace(rules_of_a_file()["XL304"], check=did_not_think_of_it))
    report = Validator(Settings(select=("XL3",)), 46023.0).judge(submission(contents()))
    assert [finding.code for finding in report.findings] == ["XL900"]
    assert report.crashed
    assert "XL304 could not be checked: KeyError('weight')" in report.findings[0].message()
