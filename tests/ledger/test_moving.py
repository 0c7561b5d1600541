"""Who moves to another unit takes along what the plan has added up: credit, commission, and what of the cap is used."""

from __future__ import annotations

from tests.ledger.small import NORTH, close, month
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import Month, Person, Team, Unit
from xltargets.ledger.entry import EARNED
from xltargets.ledger.terms import Terms

SOUTH = Unit(unit_id="south", unit="South", currency="EUR")
YEAR = Terms("marginal", ((0.0, 0.1), (1.0, 0.15)), start="2026-01", quota=12_000.0)


def _ann(unit: Unit, *months: Month, plan: str = "AE 2026-01-01") -> Team:
    from dataclasses import replace

    own = tuple(replace(one, plan=plan) for one in months)
    return Team(unit=unit, people=(Person(person_id="007", person="Ann Lee", months=own),))


def _moved(terms: Terms, plan: str = "AE 2026-01-01") -> Ledger:
    """8,000 in North in January, then 6,000 and 2,000 in South."""
    ledger = close(Ledger(), "2026-01", _ann(NORTH, month("2026-01", 8_000.0, terms=terms)))
    february = month("2026-02", 6_000.0, terms=terms)
    ledger = close(ledger, "2026-02", _ann(SOUTH, february, plan=plan))
    return close(ledger, "2026-03", _ann(SOUTH, february, month("2026-03", 2_000.0, terms=terms), plan=plan))


def _earned(ledger: Ledger) -> list[float]:
    assert flaws_of(ledger) == []
    return [float(one.amount("commission")) for one in ledger.standing(EARNED)]


def test_the_tiers_of_the_year_are_reached_by_what_was_sold_before() -> None:
    """800; then 4,000 at 10 % and 2,000 at 15 %; then 2,000 at 15 %."""
    assert _earned(_moved(YEAR)) == [800.0, 700.0, 300.0]


def test_of_the_cap_is_left_what_was_not_earned_before() -> None:
    """Of 1,200 a year 800 were earned."""
    terms = Terms("marginal", ((0.0, 0.1),), 1_200.0, cap_start="2026-01")
    assert _earned(_moved(terms)) == [800.0, 400.0, 0.0]


def test_another_plan_begins_anew() -> None:
    assert _earned(_moved(YEAR, "AM 2026-01-01")) == [800.0, 600.0, 200.0]


def test_what_the_old_unit_books_later_it_pays_for_itself() -> None:
    """North gets 1,000 more for January in March: 10 % of it, and South goes on from what was there before."""
    ledger = close(Ledger(), "2026-01", _ann(NORTH, month("2026-01", 8_000.0, terms=YEAR)))
    february = month("2026-02", 6_000.0, terms=YEAR)
    ledger = close(ledger, "2026-02", _ann(SOUTH, february))
    late = _ann(NORTH, month("2026-01", 9_000.0, terms=YEAR))
    ledger = close(ledger, "2026-03", late, _ann(SOUTH, february, month("2026-03", 2_000.0, terms=YEAR)))
    assert _earned(ledger) == [800.0, 700.0, 100.0, 300.0]
