"""What currencies add is at the rates of closed months as their closes booked them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.validation.closed_months import END_OF_MAY
from tests.validation.rules.test_XL625 import EUR, FEBRUARY, JANUARY, january, plan
from xltargets.cli import main
from xltargets.ledger.file import LedgerFile, as_text
from xltargets.rollup.admission import Admission
from xltargets.rollup.rates import Rates
from xltargets.rollup.terms import Terms
from xltargets.spine.figures import Account, Span

RATE = {"currency": "EUR", "plan": 1.25}
SOLD = Account((), (Span(JANUARY, FEBRUARY - 1, 125.0), Span(FEBRUARY, FEBRUARY + 27, 250.0)))
"""100 EUR in January and 200 in February, at the plan's 1.25."""


def rates(*actual: dict[str, object], closed: bool = True) -> Rates:
    """Those that hold where a company plan has these actual rates now; January was closed with 1.5."""
    parent = plan(*actual)
    parent = replace(parent, rows={**parent.rows, "rates": [replace(parent.rows["actual_rates"][0], values=RATE)]})
    ledger = LedgerFile("ledger.csv", january()) if closed else None
    found = Admission([], parent, replace(Terms.of(END_OF_MAY), ledger=ledger)).rates
    assert found is not None
    return found


def test_a_closed_month_stays_at_its_rate_and_an_open_one_follows_the_plan() -> None:
    """January: 100 EUR at 1.5 are 25 more; February: 200 at 1.3 are 10 more. By the plan of now it were 35 and 10."""
    now = {**EUR, "rate": 1.6}, {**EUR, "month": FEBRUARY, "rate": 1.3}
    assert rates(*now).effect("EUR", SOLD, END_OF_MAY) == pytest.approx(25 + 10)
    assert rates(*now, closed=False).effect("EUR", SOLD, END_OF_MAY) == pytest.approx(35 + 10)


def test_a_rate_that_was_deleted_since_is_there() -> None:
    only_february = {**EUR, "month": FEBRUARY, "rate": 1.3}
    assert rates(only_february).actual == {("EUR", JANUARY): 1.5, ("EUR", FEBRUARY): 1.3}


@pytest.mark.parametrize(("command", "name"), [("report", "page.html"), ("consolidate", "company.xlsx")])
def test_a_ledger_that_was_changed_is_refused(tmp_path: Path, command: str, name: str) -> None:
    ledger, page = tmp_path / "ledger.csv", tmp_path / name
    ledger.write_text(as_text(january()).replace("1.5 USD", "1.6 USD"), encoding="utf-8")
    (tmp_path / "north.xlsx").write_bytes(b"")
    done = CliRunner().invoke(main, [command, str(tmp_path / "north.xlsx"), "-o", str(page), "--ledger", str(ledger)])
    assert done.exit_code == 2
    assert "The ledger is not as it was written, so that none of its figures can be taken." in done.output
    assert not page.exists()
