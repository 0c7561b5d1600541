"""What may be appended: one period after the other, reopened only at the end and before payroll."""

from __future__ import annotations

import pytest

from tests.ledger.small import YEAR, ann, close, month, year
from xltargets.ledger.book import Ledger, reopened, to_payroll
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import CLOSE, EARNED, PAID, LedgerProblem

WHO = {"by": "Ola Ops", "day": "2026-04-03"}


def test_periods_are_closed_one_after_the_other() -> None:
    with pytest.raises(LedgerProblem, match="2026-02 cannot be closed: 2026-01 comes next"):
        close(Ledger(), "2026-02", ann(month(YEAR, 1)))
    with pytest.raises(LedgerProblem, match="2026-01 is closed already"):
        close(year([100]), YEAR, ann(month(YEAR, 1)))


def test_the_last_close_is_taken_back_with_a_reason_and_made_anew() -> None:
    """Its entries stay to be read, and count no more."""
    ledger = reopened(year([100, 200]), "2026-02", **WHO, reason="Bo's sales were missing")
    assert ledger.last == YEAR
    assert sum(one.entry == CLOSE for one in ledger.entries) == 2
    again = close(ledger, "2026-02", ann(month(YEAR, 100), month("2026-02", 300)))
    assert [str(one.commission) for one in again.standing(EARNED)] == ["2.00", "6.00"]
    assert [one.reopened for one in again.closes] == [False, True, False]
    assert flaws_of(again) == []


def test_what_may_not_be_reopened() -> None:
    two = year([100, 200])
    with pytest.raises(LedgerProblem, match="only the last closed period can, and that is 2026-02"):
        reopened(two, YEAR, **WHO, reason="x")
    with pytest.raises(LedgerProblem, match="say why 2026-02 is reopened"):
        reopened(two, "2026-02", **WHO, reason="  ")
    with pytest.raises(LedgerProblem, match="no period is closed"):
        reopened(Ledger(), YEAR, **WHO, reason="x")
    paid = to_payroll(two, "2026-02", "a" * 64, **WHO)
    with pytest.raises(LedgerProblem, match="it went to payroll on 2026-04-03"):
        reopened(paid, "2026-02", **WHO, reason="x")


def test_payroll_is_of_a_closed_period_and_noted_once_for_one_file() -> None:
    with pytest.raises(LedgerProblem, match="2026-02 is not closed"):
        to_payroll(year([100]), "2026-02", "a" * 64, **WHO)
    once = to_payroll(year([100]), YEAR, "a" * 64, **WHO)
    assert to_payroll(once, YEAR, "a" * 64, **WHO) is once
    assert len(to_payroll(once, YEAR, "b" * 64, **WHO).entries) == len(once.entries) + 1


def test_closed_entries_change_by_nothing_that_is_appended() -> None:
    one = year([100])
    later = reopened(close(one, "2026-02", ann(month(YEAR, 900), month("2026-02", 5))), "2026-02", **WHO, reason="x")
    assert later.entries[: len(one.entries)] == one.entries
    assert [str(entry.payout) for entry in later.standing(PAID)] == ["2.00"]
