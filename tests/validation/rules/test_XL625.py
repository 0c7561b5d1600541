"""XL625 closed-rate-changed: an actual rate of a closed month is not what the ledger says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.ledger.small import YEAR
from tests.validation.across_units import company_plan, with_rows
from tests.validation.closed_months import END_OF_MAY, collected, scorecard

from xltargets.ledger.book import Ledger, appended, reopened
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import RATE
from xltargets.ledger.file import LedgerFile, as_text, parse
from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.closing.close import Closing, close
from xltargets.rollup.extraction import Extract
from xltargets.rollup.terms import Terms
from xltargets.validation.finding import Finding

JANUARY, FEBRUARY = 46023.0, 46054.0
EUR = {"month": JANUARY, "currency": "EUR", "rate": 1.5}
LATE = {"month": JANUARY, "currency": "JPY", "rate": 0.0081}


def plan(*rates: dict[str, object]) -> Extract:
    return with_rows(company_plan(), "actual_rates", *rates)


def closing(ledger: Ledger, period: str, *rates: dict[str, object]) -> Closing:
    terms = Terms.of(END_OF_MAY)
    return close([collected(scorecard())], ledger, period, terms, by="Ola Ops", day="2026-06-01", company=plan(*rates))


@cache
def january() -> Ledger:
    """Closed with one rate."""
    done = closing(Ledger(), YEAR, EUR)
    assert done.refusals == []
    return done.ledger


def findings(*rates: dict[str, object], ledger: Ledger | None = None) -> list[Finding]:
    terms = replace(Terms.of(END_OF_MAY), ledger=LedgerFile("ledger.csv", ledger or january()))
    across = Across([], plan(*rates), terms)
    return [one for those in findings_across(across, ["XL624", "XL625"]).values() for one in those]


def test_the_example() -> None:
    """One EUR was 1.5 USD when January was closed, and the company plan has 1.6 now."""
    [found] = findings({**EUR, "rate": 1.6})
    assert (found.code, found.at.cell) == ("XL625", "G5")
    number = january().standing(RATE)[0].number
    assert found.message() == (f"One EUR of 2026-01 is closed: 1.6 USD here, 1.5 USD in entry {number} of the ledger.")
    assert findings(EUR) == []


def test_a_rate_that_is_gone() -> None:
    [found] = findings()
    assert found.message().startswith("One EUR of 2026-01 is 1.5 USD in entry ")


def test_the_next_close_books_what_came_late_and_refuses_what_changed() -> None:
    """Yen of January, entered in February, are booked with February; then both months stay as they are."""
    refused = closing(january(), "2026-02", {**EUR, "rate": 1.6}, LATE)
    assert refused.ledger is january() or refused.ledger == january()
    [said] = [one.sentence() for one in refused.refusals]
    assert "the actual rate of EUR of 2026-01 is closed: 1.6 USD here, 1.5 USD in entry" in said
    done = closing(january(), "2026-02", EUR, LATE, {**EUR, "month": FEBRUARY, "rate": 1.4})
    assert done.refusals == []
    booked = [(one.period, one.of, one.currency, one.terms) for one in done.ledger.standing(RATE)]
    assert booked == [
        ("2026-01", "2026-01", "EUR", "1.5 USD"),
        ("2026-02", "2026-01", "JPY", "0.0081 USD"),
        ("2026-02", "2026-02", "EUR", "1.4 USD"),
    ]
    assert flaws_of(done.ledger) == []
    assert parse(as_text(done.ledger), "ledger.csv") == done.ledger
    # A close that is taken back takes its rates back.
    back = reopened(done.ledger, "2026-02", by="Ola Ops", day="2026-06-02", reason="A refund was missing.")
    assert [one.currency for one in back.standing(RATE)] == ["EUR"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"terms": "cheap"}, "The rate cheap cannot be read"),
        ({"terms": "1.7 USD"}, "books another rate of EUR of 2026"),
    ],
)
def test_a_ledger_whose_rates_cannot_be(changes: dict[str, str], says: str) -> None:
    """Written with right hashes by whoever can write the file."""
    ledger = january()
    rate = ledger.standing(RATE)[0]
    head = replace(ledger.entries[0], note=str(len(ledger.entries)), hash="")
    entries = [head, *(replace(one, hash="") for one in ledger.entries[1:]), replace(rate, hash="", **changes)]
    flaws = flaws_of(appended(Ledger(), entries))
    assert any(says in flaw.phrase.sentence().replace('"', "") for flaw in flaws), [
        one.phrase.sentence() for one in flaws
    ]
