"""A team of the real CRM's export through twelve closes by a plan of the year, whose rates change in July."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import pytest

from tests.rollup.test_a_year_of_closes import CRM, PERIODS, SENT_TWICE, Company, _close, _deals, _extract, _filling
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED, PAID
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import statements_of
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

pytestmark = [
    pytest.mark.skipif(not CRM.is_dir(), reason="the CRM's export is not beside the checkout"),
    pytest.mark.nightly,
]
DAY = datetime.date
CAP = 20_000.0


def _by_hand(credit: float, quota: float) -> float:
    """By the rates of July: 3 % up to the quota and 7 % above it, at most the cap of the year."""
    return min(CAP, 0.03 * min(credit, quota) + 0.07 * max(0.0, credit - quota))


def test_the_year_ends_at_what_its_rates_pay_for_all_that_was_sold(tmp_path: Path) -> None:
    """Whatever was booked late or given back, and though half of the year was paid by other rates."""
    company = Company(_deals(), tmp_path)
    filling = _filling(company, SENT_TWICE)
    names = [row["member"] for row in filling.tables["team"]]
    approved = {"approved_by": "Ola", "approved_on": DAY(2016, 12, 1)}
    plan = {"plan": "AE", "span": "year", "counted": "attainment", "mode": "marginal", "change": "trues_up"}
    rates = [(1, 0.0, 0.02), (1, 1.0, 0.05), (7, 0.0, 0.03), (7, 1.0, 0.07)]
    tables = {
        **filling.tables,
        "team": [{**row, "quota": 150_000} for row in filling.tables["team"]],
        "plans": [{**plan, "cap": CAP, "draw": 900.0, "recoverable": "Yes", **approved}],
        "plan_rates": [
            {"plan": "AE", "effective": DAY(2017, first, 1), "start": start, "rate": rate, **approved}
            for first, start, rate in rates
        ],
        "plan_members": [{"member": name, "begins": DAY(2017, 1, 1), "plan": "AE"} for name in names],
    }
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["team-scorecard"], path, Filling(filling.forms, tables))
    extract, ledger = _extract(path), Ledger()
    for period in PERIODS:
        done = _close(ledger, period, {SENT_TWICE: extract})
        assert [one.sentence() for one in done.refusals] == [], period
        ledger = done.ledger
        found, refused = statements_of(Scorecard(extract), period, ledger)
        assert refused == []
        paid = {one.person: one.amount("payout") for one in ledger.standing(PAID) if one.period == period}
        assert {one.person: one.payout for one in found} == paid
    assert flaws_of(ledger) == []
    own = company.deals[company.deals["team"] == SENT_TWICE]
    credited = own.groupby("person")["amount"].sum()
    reached = 0
    for name in names:
        entries = [one for one in ledger.standing(EARNED) if one.person == name]
        due = _by_hand(float(credited[name]), 150_000.0)
        assert math.fsum(float(one.amount("commission")) for one in entries) == pytest.approx(due, abs=0.00501)
        reached += float(credited[name]) > 150_000.0
    assert reached
