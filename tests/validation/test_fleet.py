"""Workers that hang, die or run out of memory: a finding on that file, and nothing for the others."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from xltargets.validation.fleet import check_all
from xltargets.validation.limits import LIMITS, Limits
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings


class Misbehaving(Validator):
    """Does to its worker what the file's name says."""

    def check(self, file):
        if file.stem == "hang":
            while True:
                pass
        if file.stem == "wait":
            time.sleep(60)
        if file.stem == "panic":
            os.write(2, b"thread panicked\nstack backtrace:\n")
            os.abort()
        if file.stem == "die":
            os._exit(11)
        if file.stem == "greedy":
            try:
                bytearray(64 * 2**30)
            except MemoryError:
                return self.given_up(file, __import__("xltargets.errors").errors.Phrase("too much memory"))
        if file.stem == "slow":
            time.sleep(0.3)
        return FileReport(str(file))


VALIDATOR = Misbehaving(Settings(), 46023.0)


def run(names, **options):
    return list(check_all([Path(name) for name in names], VALIDATOR, **options))


def test_reports_come_in_the_order_of_the_files():
    names = ["slow", "a", "b", "slow", "c"]
    assert [report.file for report in run(names, jobs=3)] == names


def test_a_worker_that_dies_costs_one_file_only():
    reports = run(["a", "die", "b", "die", "c"], jobs=2)
    assert [report.accepted for report in reports] == [True, False, True, False, True]
    assert [finding.code for report in reports for finding in report.findings] == ["XL117", "XL117"]
    assert "ended by the system" in reports[1].findings[0].message()


def test_a_worker_that_hangs_is_ended():
    began = time.monotonic()
    reports = run(["a", "hang", "b"], jobs=1, seconds=1.0)
    assert time.monotonic() - began < 60
    assert [len(report.findings) for report in reports] == [0, 1, 0]
    assert "more than 1 seconds of computing time" in reports[1].findings[0].message()


def test_waiting_is_no_computing():
    """On a busy computer, or with a slow drive, the verdict is the same."""
    assert [report.accepted for report in run(["slow", "slow"], jobs=1, seconds=0.2)] == [True, True]


def test_a_worker_that_stands_still_is_ended():
    began = time.monotonic()
    reports = run(["a", "wait", "b"], jobs=1, seconds=1.0, stall=3.0)
    assert time.monotonic() - began < 50
    assert [len(report.findings) for report in reports] == [0, 1, 0]
    assert "stood still for 3 seconds" in reports[1].findings[0].message()


def test_what_foreign_code_writes_by_itself_is_not_seen(capfd):
    reports = run(["panic", "a"], jobs=1)
    assert [len(report.findings) for report in reports] == [1, 0]
    assert capfd.readouterr() == ("", "")


def test_the_limits_of_the_run_hold_where_none_are_given():
    token = LIMITS.set(Limits(seconds=1.0))
    try:
        (report,) = run(["hang"], jobs=1)
    finally:
        LIMITS.reset(token)
    assert "more than 1 seconds" in report.findings[0].message()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's memory")
def test_memory_is_limited():
    greedy, other = run(["greedy", "a"], jobs=1)
    assert [finding.code for finding in greedy.findings] == ["XL117"]
    assert other.accepted
