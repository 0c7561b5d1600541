"""One workbook through all rules: order, severities, known findings, and rules that fail."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date

import pytest
from tests.validation import bad_files
from tests.validation.small_plan import contents, put, submission

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.validation import validate_files
from xltargets.validation.finding import Severity
from xltargets.validation.registry import rules_of_a_file
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.workbooks.contents import Contents

DAY = 46023.0


def boom(_submission):
    raise KeyError("weight")
    yield


@pytest.fixture
def broken_rule(monkeypatch):
    monkeypatch.setitem(rules_of_a_file(), "XL304", replace(rules_of_a_file()["XL304"], check=boom))


def spoilt():
    workbook = contents()
    put(workbook.sheets["Units"], "A5", "Ann Lee ")
    put(workbook.sheets["Parts"], "C7", -2.0)
    put(workbook.sheets["Parts"], "C5", "high")
    put(workbook.sheets["Settings"], "B6", 10.0)
    return submission(workbook)


def codes(report):
    return [finding.code for finding in report.findings]


def test_findings_come_in_the_order_of_reading():
    report = Validator(Settings(select=("XL3",)), DAY).judge(spoilt())
    assert codes(report) == ["XL308", "XL310", "XL302", "XL304"]
    assert (report.file, report.template, report.accepted) == ("small.xlsx", "small", False)


def test_severities_can_be_changed():
    settings = Settings(select=("XL3",), severity=dict.fromkeys(("XL302", "XL304", "XL308"), Severity.INFO))
    report = Validator(settings, DAY).judge(spoilt())
    assert report.accepted
    assert {finding.severity for finding in report.findings} == {Severity.INFO, Severity.WARNING}


def test_what_is_known_is_left_out_and_counted():
    first = Validator(Settings(select=("XL3",)), DAY).judge(spoilt())
    known = frozenset(("small.xlsx", finding.fingerprint) for finding in first.findings[:2])
    second = Validator(Settings(select=("XL3",)), DAY, known).judge(spoilt())
    assert (codes(second), second.known) == (["XL302", "XL304"], 2)


def test_a_rule_that_fails_is_told_and_the_others_go_on(broken_rule):
    report = Validator(Settings(select=("XL3",)), DAY).judge(spoilt())
    assert codes(report) == ["XL900", "XL308", "XL310", "XL302"]
    assert report.crashed
    message = report.findings[0].message()
    assert message.startswith("XL304 could not be checked: KeyError('weight') at test_runner.py:")


def test_a_rule_that_fails_cannot_be_ignored_away_but_be_left_out(broken_rule):
    assert Validator(Settings(select=("XL3",), ignore=("XL9",)), DAY).judge(spoilt()).crashed
    assert not Validator(Settings(select=("XL3",), ignore=("XL304",)), DAY).judge(spoilt()).crashed


def test_a_reader_that_fails_is_told_too(tmp_path, monkeypatch):
    monkeypatch.setattr("xltargets.workbooks.reader.read_with_surface", boom_at_once)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(bad_files.package())
    report = Validator(Settings(), DAY).check(path)
    assert codes(report) == ["XL900"]
    assert report.crashed


def boom_at_once(_path):
    raise RuntimeError("oops")


def test_from_python_one_report_after_the_other(tmp_path):
    for name, content in {"a.xlsx": bad_files.TEXT, "b.xlsx": bad_files.LEGACY}.items():
        (tmp_path / name).write_bytes(content)
    files = sorted(tmp_path.iterdir())
    here = list(validate_files(files, Settings(), lambda: DAY))
    assert [codes(report) for report in here] == [["XL101"], ["XL104"]]
    assert list(validate_files(files, Settings(), lambda: DAY, jobs=2)) == here


def test_the_day_is_a_date():
    assert Validator(Settings(), DAY).day == date(2026, 1, 1)


@pytest.mark.parametrize("key", TEMPLATES)
def test_nothing_of_a_workbook_stays_once_it_is_judged(key, tmp_path):
    """Else a batch would grow by all that it has read."""
    path = tmp_path / f"{key}.xlsx"
    build(TEMPLATES[key], path, sample(key))
    assert not Validator(Settings(), DAY).check(path).crashed
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, Contents) and one.path == path] == []
