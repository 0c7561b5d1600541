"""A small company for the tests of the ledger: two teams, terms that one can work out in the head."""

from __future__ import annotations

from xltargets.ledger.book import Ledger, closed, month_after
from xltargets.ledger.earning import Month, Person, Team, Unit, entries_of
from xltargets.ledger.terms import Terms

TIERS = Terms("marginal", ((0.0, 0.02), (1.0, 0.05)), 100.0)
"""Two per cent up to the quota, five above it, 100 a month at most."""
YEAR = "2026-01"
NORTH = Unit(unit_id="north", unit="North", currency="EUR")


def month(of: str, credit: float, **values: object) -> Month:
    """A month with a quota of 1,000."""
    given = {"quota": 1000.0, "plan": "2026-01-01", "terms": TIERS} | values
    return Month(of=of, credit=credit, **given)  # type: ignore[arg-type]


def ann(*months: Month) -> Team:
    """North, in which Ann sells."""
    figures = {one.of: (1000.0, one.credit) for one in months}
    return Team(unit=NORTH, people=(Person(person_id="007", person="Ann Lee", months=months),), figures=figures)


def close(ledger: Ledger, period: str, *teams: Team) -> Ledger:
    """A period closed with what the teams' workbooks say."""
    return closed(ledger, period, YEAR, entries_of(ledger, period, teams), by="Ola Ops", day="2026-04-02")


def year(sold: list[float], **values: object) -> Ledger:
    """Months closed one after the other, each with its credit."""
    ledger, period, months = Ledger(), YEAR, []
    for credit in sold:
        months.append(month(period, credit, **values))
        ledger = close(ledger, period, ann(*months))
        period = month_after(period)
    return ledger
