"""XL901 waiver-stale: a waiver accepts a finding that is not there any more, or whose time is over."""

from __future__ import annotations

import datetime
from dataclasses import replace

from tests.validation.built_plan import MID_MARCH, TEMPLATE, VALIDATOR, plan, put

from xltargets.validation.report import FileReport
from xltargets.validation.submission import Submission
from xltargets.validation.waivers import Waiver, Waivers
from xltargets.views.view import View
from xltargets.workbooks.contents import Contents


def judged(workbook: Contents, *waivers: Waiver) -> FileReport:
    submission = Submission(workbook.path, MID_MARCH, View(workbook, TEMPLATE, MID_MARCH))
    return replace(VALIDATOR, waivers=Waivers(waivers)).judge(submission)


def without_history() -> Contents:
    workbook = plan()
    for row in range(36):
        put(workbook, "history.amount", 0.0, row, settled=row == 35)
    return workbook


def test_the_example() -> None:
    """A waiver for a missing sales history, which has been filled in since."""
    (finding,) = judged(without_history()).findings
    waiver = Waiver("north.xlsx", finding.fingerprint, "A new team")
    assert judged(without_history(), waiver).findings == ()
    assert judged(without_history(), waiver).waived == 1
    (stale,) = judged(plan(), waiver).findings
    assert (stale.code, stale.message()) == (
        "XL901",
        f"The waiver of {finding.fingerprint} (A new team) is not needed any more.",
    )


def test_its_time_is_over() -> None:
    (finding,) = judged(without_history()).findings
    waiver = Waiver("*.xlsx", finding.fingerprint, "A new team", datetime.date(2026, 2, 28))
    assert {one.code for one in judged(without_history(), waiver).findings} == {finding.code, "XL901"}


def test_of_another_workbook() -> None:
    (finding,) = judged(without_history()).findings
    waiver = Waiver("south.xlsx", finding.fingerprint, "A new team")
    assert judged(without_history(), waiver).findings == (finding,)
