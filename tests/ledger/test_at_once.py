"""Somebody whom two units pay in the same month, and what was owed from draws before the ledger began."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from tests.ledger.small import NORTH, close, month
from xltargets.ledger.book import Ledger, appended
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import Person, Team, Unit
from xltargets.ledger.entry import EARNED, OPENING, PAID
from xltargets.ledger.terms import Terms
from xltargets.rollup.closing.payroll import payroll_text

SOUTH = Unit(unit_id="south", unit="South", currency="EUR")
ANN = "007"
TEN = Terms("marginal", ((0.0, 0.1),))
"""10 % of everything, for a quota of 1,000."""


def _team(unit: Unit, *sold: float, first: int = 1, draw: float = 300.0, owed: float = 0.0) -> Team:
    months = tuple(
        replace(month(f"2026-{number:02d}", credit, terms=TEN), draw=draw) for number, credit in enumerate(sold, first)
    )
    return Team(unit=unit, people=(Person(person_id=ANN, person="Ann Lee", months=months, owed=owed),))


def _late(unit: Unit, first: Team, credit: float) -> Team:
    """The same team with another credit for its first month, and nothing since."""
    [person] = first.people
    own = replace(person.months[0], credit=credit)
    return Team(unit=unit, people=(replace(person, months=(own,)),))


def _closed(*closes: tuple[Team, ...]) -> Ledger:
    ledger = Ledger()
    for number, teams in enumerate(closes, 1):
        ledger = close(ledger, f"2026-{number:02d}", *teams)
        assert flaws_of(ledger) == []
    return ledger


def _paid(ledger: Ledger) -> list[tuple[str, str, float, float, float]]:
    """Month, unit, what is recovered, paid out and owed then."""
    return [
        (one.of, one.unit_id, *(float(one.amount(name)) for name in ("recovered", "payout", "owed")))
        for one in ledger.standing(PAID)
    ]


def test_each_unit_recovers_its_own_draw() -> None:
    """In North 100 of a draw of 300 is earned, 200 are owed there. South pays its 500 in full; in February North earns
    600 and recovers its 200.
    """
    ledger = _closed(
        (_team(NORTH, 1000.0), _team(SOUTH, 5000.0)), (_team(NORTH, 1000.0, 6000.0), _team(SOUTH, 5000.0, 4000.0))
    )
    assert _paid(ledger) == [
        ("2026-01", "north", 0, 300, 200),
        ("2026-01", "south", 0, 500, 0),
        ("2026-02", "north", 200, 400, 0),
        ("2026-02", "south", 0, 400, 0),
    ]
    assert all(ledger.settles_alone(unit, ANN) for unit in ("north", "south"))


def test_who_goes_on_in_one_unit_takes_the_balance_of_the_other_along() -> None:
    """200 are owed in North in January; from February on there is only South, which recovers them from 500."""
    ledger = _closed((_team(NORTH, 1000.0), _team(SOUTH, 3000.0)), (_team(SOUTH, 3000.0, 5000.0),))
    assert _paid(ledger)[2:] == [("2026-02", "south", 200, 300, 0)]
    assert ledger.owed(ANN) == 0
    assert not ledger.settles_alone("south", ANN), "South's workbook does not know of it"


def test_payroll_has_one_line_for_both() -> None:
    ledger = _closed((_team(NORTH, 1000.0), _team(SOUTH, 5000.0)))
    [row] = csv.DictReader(io.StringIO(payroll_text(ledger, "2026-01")))
    assert (row["person_id"], row["unit_id"], row["of"]) == (ANN, "north; south", "2026-01")
    assert (row["earned"], row["payout"], row["parts"]) == (
        "600.00",
        "800.00",
        "north 2026-01 300.00; south 2026-01 500.00",
    )
    assert [one.rpartition("/")[0] for one in row["reference"].split("; ")] == ["2026-01/3", "2026-01/5"]


def test_what_was_owed_before_is_opened_once_and_recovered_there() -> None:
    """250 were owed in South before; North does not take them, and South recovers 200 in January and 50 in February."""
    january = _team(NORTH, 4000.0), _team(SOUTH, 5000.0, owed=250.0)
    ledger = _closed(january, (_team(NORTH, 4000.0, 4000.0), _team(SOUTH, 5000.0, 5000.0, owed=250.0)))
    [opened] = ledger.standing(OPENING)
    assert (opened.unit_id, opened.of, float(opened.amount("owed"))) == ("south", "2026-01", 250.0)
    assert [one for one in _paid(ledger) if one[1] == "south"] == [
        ("2026-01", "south", 200, 300, 50),
        ("2026-02", "south", 50, 450, 0),
    ]
    assert [one for one in _paid(ledger) if one[1] == "north"] == [
        ("2026-01", "north", 0, 400, 0),
        ("2026-02", "north", 0, 400, 0),
    ]


def test_it_is_not_opened_for_whom_the_ledger_knows() -> None:
    """Of a move it takes the balance that it has itself, 200."""
    ledger = _closed((_team(NORTH, 1000.0),), (_team(SOUTH, 6000.0, first=2, owed=999.0),))
    assert ledger.standing(OPENING) == []
    assert _paid(ledger)[1:] == [("2026-02", "south", 200, 400, 0)]


def test_an_opening_that_was_put_in_is_found() -> None:
    ledger = _closed((_team(NORTH, 1000.0, owed=100.0),))
    again = appended(Ledger(ledger.entries[:-1]), [ledger.standing(OPENING)[0], ledger.entries[-1]])
    assert any("owed from draws before, which the ledger knows already" in one.phrase.sentence()
               for one in flaws_of(again))  # fmt: skip


def test_what_comes_late_in_a_unit_that_was_left_is_settled_with_all() -> None:
    """200 are owed when Ann goes on in South; North pays 1,000 for January late, and recovers 300 of them."""
    january = _team(NORTH, 1000.0, draw=300.0)
    ledger = _closed((january,), (_team(SOUTH, 2000.0, first=2), _late(NORTH, january, 11_000.0)))
    assert _paid(ledger)[1:] == [("2026-02", "south", 0, 300, 300), ("2026-02", "north", 300, 700, 0)]
    assert not ledger.settles_alone("south", ANN)


def test_what_a_plan_adds_up_stays_in_the_unit_that_goes_on() -> None:
    """8,000 of a year's 12,000 in North in January. In February North has 6,000 more: 400 and 300; South begins anew
    with 6,000: 600, and in March 7,000 reach 13,000: 600 and 150.
    """
    year = Terms("marginal", ((0.0, 0.1), (1.0, 0.15)), start="2026-01", quota=12_000.0)

    def team(unit: Unit, first: int, *sold: float) -> Team:
        months = tuple(
            replace(month(f"2026-{number:02d}", credit, terms=year), plan="AE 2026-01-01")
            for number, credit in enumerate(sold, first)
        )
        return Team(unit=unit, people=(Person(person_id=ANN, person="Ann Lee", months=months),))

    ledger = _closed(
        (team(NORTH, 1, 8_000.0),),
        (team(NORTH, 1, 8_000.0, 6_000.0), team(SOUTH, 2, 6_000.0)),
        (team(NORTH, 1, 8_000.0, 6_000.0, 0.0), team(SOUTH, 2, 6_000.0, 7_000.0)),
    )
    assert [(one.unit_id, float(one.amount("commission"))) for one in ledger.standing(EARNED)] == [
        ("north", 800),
        ("north", 700),
        ("south", 600),
        ("north", 0),
        ("south", 750),
    ]
