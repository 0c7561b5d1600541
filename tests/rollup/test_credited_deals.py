"""Credits between the CRM log and the scorecard's actuals: shared, late, refunded, changed; closed months stay.

Of the small unit's log: Ann won 70 in January (O-3) and 30 in March (O-4); its last entry is of 20 March.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.rollup.small_unit import END_OF_APRIL, KINDS, put, unit, value
from tests.rollup.test_loading import collected, renewed
from tests.rollup.test_sold_deals import DEALS, first_of, rows
from xltargets.rollup.company import Company
from xltargets.rollup.credits import credits_of
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.terms import Terms
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = unit(tmp_path / "north")
    put(where / "plan.xlsx", DEALS)
    put(where / "scorecard.xlsx", {("actuals.actual", row): None for row in range(3)})
    return where


def refreshed(folder: Path) -> tuple[str, ...]:
    return renewed(folder / "scorecard.xlsx", now=END_OF_APRIL).outcome.details


def credited(folder: Path) -> list[tuple[str, float, float, dict[str, float]]]:
    path = folder / "scorecard.xlsx"
    own = extract_view(View.of(read(path)), path.name)
    return [(one.deal, one.month, one.amount, dict(one.parts)) for one in credits_of(own)]


def sold(folder: Path) -> dict[tuple[float, str], float]:
    return {(month, member): amount for month, member, amount in rows(folder / "scorecard.xlsx") if amount}  # type: ignore[misc]


def typed(folder: Path, place: int, **values: Any) -> None:
    days = {key: serial_of(one) if isinstance(one, datetime.date) else one for key, one in values.items()}
    put(folder / "scorecard.xlsx", {(f"credits.{key}", place): one for key, one in days.items()})


def closed_until(folder: Path, month: int, amount: float) -> None:
    """A closed January of Ann, as a refresh with the ledger would bring it."""
    path = folder / "scorecard.xlsx"
    put(
        path,
        {
            ("closed.period", 0): first_of(month),
            ("closed.of", 0): first_of(month),
            ("closed.member", 0): "Ann Lee",
            ("closed.credit", 0): amount,
        },
    )


def test_each_won_deal_gets_its_credit_once(folder: Path) -> None:
    refreshed(folder)
    assert credited(folder) == [
        ("O-3", first_of(1), 70.0, {"Ann Lee": 70.0}),
        ("O-4", first_of(3), 30.0, {"Ann Lee": 30.0}),
    ]
    refreshed(folder)
    assert len(credited(folder)) == 2


def test_a_shared_sale_is_each_ones_part_everywhere(folder: Path) -> None:
    """70.01 halved is 35.01 and 35.00: the cent that is left goes to the first."""
    put(folder / "log.xlsx", {("opportunities.amount", 2): 70.01})
    refreshed(folder)
    typed(folder, 0, member_2="Bo Chen", share_1=0.5, share_2=0.5)
    refreshed(folder)
    assert sold(folder) == {
        (first_of(1), "Ann Lee"): 35.01,
        (first_of(1), "Bo Chen"): 35.0,
        (first_of(3), "Ann Lee"): 30.0,
    }
    assert value(folder / "scorecard.xlsx", "credits.part_1", 0) == 35.01
    company = Company(collected(sorted(folder.glob("*.xlsx")), END_OF_APRIL), terms=Terms(END_OF_APRIL))
    assert {row["person"]: round(row["actual"], 9) for row in company.people()} == {"Ann Lee": 65.01, "Bo Chen": 35.0}


def test_an_open_months_credit_follows_its_deal(folder: Path) -> None:
    refreshed(folder)
    put(folder / "log.xlsx", {("opportunities.amount", 3): 45.0})
    refreshed(folder)
    assert sold(folder)[first_of(3), "Ann Lee"] == 45.0
    put(folder / "log.xlsx", {("opportunities.stage", 3): "Lost"})
    assert any("O-4 is not won any more" in one for one in refreshed(folder))
    assert (first_of(3), "Ann Lee") not in sold(folder)
    assert renewed(folder / "scorecard.xlsx", now=END_OF_APRIL).is_empty


def test_what_people_typed_stays(folder: Path) -> None:
    refreshed(folder)
    typed(folder, 1, amount=25.0)
    assert any("Amount is 25, typed here" in one for one in refreshed(folder))
    assert sold(folder)[first_of(3), "Ann Lee"] == 25.0


def test_a_deal_that_comes_after_its_month_was_closed_is_booked_late(folder: Path) -> None:
    put(folder / "log.xlsx", {("opportunities.stage", 3): "Proposal"})
    refreshed(folder)
    closed_until(folder, 3, 0.0)
    put(folder / "log.xlsx", {("opportunities.stage", 3): "Won"})
    refreshed(folder)
    assert credited(folder)[1] == ("O-4", first_of(4), 30.0, {"Ann Lee": 30.0})
    assert (first_of(3), "Ann Lee") not in sold(folder)


def test_a_credit_of_a_closed_month_stays_and_is_told(folder: Path) -> None:
    refreshed(folder)
    closed_until(folder, 1, 70.0)
    put(folder / "log.xlsx", {("opportunities.amount", 2): 50.0})
    told = refreshed(folder)
    assert any("O-3 is 50 there, and 70 is credited in 2026-01, which is closed" in one for one in told)
    assert credited(folder)[0][2] == 70.0
    assert sold(folder)[first_of(1), "Ann Lee"] == 70.0
    # A refund of 20, booked in the first open month, brings both together.
    typed(folder, 2, deal="O-3", sold=DAY(2026, 1, 15), booked=DAY(2026, 2, 1), amount=-20.0, member_1="Ann Lee")
    refreshed(folder)
    assert sold(folder)[first_of(2), "Ann Lee"] == -20.0


@pytest.mark.parametrize(("paid", "booked"), [(70.0, [1, 3]), (60.0, [3])])
def test_months_closed_before_there_were_credits(folder: Path, paid: float, booked: list[int]) -> None:
    """What was paid is January's credit if it is the sum of its deals; else nobody can tell, and it is asked."""
    put(folder / "scorecard.xlsx", {("actuals.actual", 0): paid})
    closed_until(folder, 1, paid)
    told = refreshed(folder)
    assert sorted(month for _deal, month, *_rest in credited(folder)) == [first_of(month) for month in booked]
    assert sold(folder)[first_of(1), "Ann Lee"] == paid
    assert any("2026-01 is closed with 60 for Ann Lee" in one for one in told) is (paid == 60.0)


def test_without_deals_the_credits_that_are_typed_are_the_actuals_of_their_months(tmp_path: Path) -> None:
    folder = unit(tmp_path / "north", *(name for name in KINDS if name != "log"))
    put(folder / "scorecard.xlsx", {("actuals.actual", 0): None})
    typed(folder, 0, deal="A-1", sold=DAY(2026, 1, 9), amount=100.0, member_1="Ann Lee")
    typed(folder, 1, deal="A-1", sold=DAY(2026, 1, 9), booked=DAY(2026, 1, 1), amount=-40.0, member_1="Ann Lee")
    refreshed(folder)
    assert sold(folder) == {
        (first_of(1), "Ann Lee"): 60.0,
        (first_of(1), "Bo Chen"): 30.0,
        (first_of(2), "Ann Lee"): 20.0,
    }
