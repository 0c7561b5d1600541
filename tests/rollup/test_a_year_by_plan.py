"""A team of the real CRM's export through twelve closes by a plan of the year, whose rates change in July.

On the way: a phasing that is approved in June, a dispute that is settled in May, draws that are owed at the year's end.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.crm_export import needs_crm
from tests.rollup.company_plans import append
from tests.rollup.test_a_year_of_closes import (
    NOW,
    PERIODS,
    SENT_TWICE,
    Company,
    _close,
    _deals,
    _extract,
    _filling,
)
from xltargets.actions.files.renewals import renew_file
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED, PAID
from xltargets.ledger.file import LedgerFile
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.collecting import collect
from xltargets.rollup.extraction import Extract
from xltargets.rollup.rolling.forward import forward
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of

pytestmark = [
    needs_crm,
    pytest.mark.nightly,
]
DAY = datetime.date
JUNE = float(serial_of(DAY(2017, 6, 5)))
CAP, DRAW, QUOTA, MISSING = 20_000.0, 900.0, 150_000.0, 4_000.0


def _by_hand(credit: float, quota: float) -> float:
    """By the rates of July: 3 % up to the quota and 7 % above it, at most the cap of the year."""
    return min(CAP, 0.03 * min(credit, quota) + 0.07 * max(0.0, credit - quota))


def _target_plan(path: Path, names: list[str]) -> None:
    """150,000 for each, 12,500 a month."""
    settings = {"unit": SENT_TWICE, "unit_id": SENT_TWICE.lower().replace(" ", "-"), "owner": SENT_TWICE}
    settings |= {"currency": "USD", "year_start": DAY(2017, 1, 1), "agreed": QUOTA * len(names)}
    months: list[dict[str, Any]] = [{} for _month in range(12)]
    people = [{"person": name, "person_id": f"P-{name}", "own_weight": 1.0} for name in names]
    tables = {"units": people, "periods": months, "review": months, "approvers": [{"approver": "Hanna"}]}
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))


def _phasing(path: Path, names: list[str]) -> None:
    """600 of each one's June go to September."""
    before = 12_500.0 * len(names)
    row = {"day": JUNE - 20, "kind": "Phasing", "scope": "2017-06", "counterpart": "2017-09", "before": before}
    row |= {"after": before - 600.0 * len(names), "reason": "A trade fair was moved", "by": "Cara", "approved": "Hanna"}
    append(path, "changes", [row], JUNE)


def _scorecard(company: Company, path: Path) -> list[str]:
    """All by plan AE, whose rates change in July; a deal of February that was missing is settled in May."""
    filling = _filling(company, SENT_TWICE)
    names = [row["member"] for row in filling.tables["team"]]
    approved = {"approved_by": "Ola", "approved_on": DAY(2016, 12, 1)}
    plan = {"plan": "AE", "span": "year", "counted": "attainment", "mode": "marginal", "change": "trues_up"}
    rates = [(1, 0.0, 0.02), (1, 1.0, 0.05), (7, 0.0, 0.03), (7, 1.0, 0.07)]
    own = {"member": names[0], "sale": "D-1"}
    settled = {"month": DAY(2017, 5, 1), "of": DAY(2017, 2, 1), "amount": MISSING, "approved_by": "Ola", **own}
    dispute = {"day": DAY(2017, 4, 20), "claim": "D-1 of February is missing, 4,000", "outcome": "agreed", **own}
    tables = {
        **filling.tables,
        "adjustments": [*filling.tables["adjustments"], settled],
        "disputes": [
            {**dispute, "answer": "It was booked for another", "answered_by": "Ola", "answered_on": DAY(2017, 5, 9)}
        ],
        "plans": [{**plan, "cap": CAP, "draw": DRAW, "recoverable": "Yes", **approved}],
        "plan_rates": [
            {"plan": "AE", "effective": DAY(2017, first, 1), "start": start, "rate": rate, **approved}
            for first, start, rate in rates
        ],
        "plan_members": [{"member": name, "begins": DAY(2017, 1, 1), "plan": "AE"} for name in names],
    }
    build(TEMPLATES["team-scorecard"], path, Filling(filling.forms, tables))
    return names


def test_the_year_ends_at_what_its_rates_pay_for_all_that_was_sold(tmp_path: Path) -> None:
    """Whatever was booked late or given back, and though half of the year was paid by other rates."""
    company, ledger = Company(_deals(), tmp_path), Ledger()
    path, plan = tmp_path / "scorecard.xlsx", tmp_path / "plan.xlsx"
    names = _scorecard(company, path)
    _target_plan(plan, names)
    for period in PERIODS:
        if period == "2017-06":
            _phasing(plan, names)
        if period in ("2017-01", "2017-06"):
            terms = replace(Terms.of(NOW), ledger=LedgerFile("ledger.csv", ledger))
            renew_file(path, path, collect([plan], JUNE), terms)
            extract = _extract(path)
        done = _close(ledger, period, {SENT_TWICE: extract})
        assert [one.sentence() for one in done.refusals] == [], period
        ledger = done.ledger
        found, refused = statements_of(Scorecard(extract), period, ledger)
        assert refused == []
        paid = {one.person: one.amount("payout") for one in ledger.standing(PAID) if one.period == period}
        assert {one.person: one.payout for one in found} == paid
    assert flaws_of(ledger) == []
    _the_phasing_moved_quotas_alone(ledger, names)
    _the_dispute_was_paid(ledger, extract)
    _draws_follow_each_other(ledger, extract, names)
    own = company.deals[company.deals["team"] == SENT_TWICE]
    credited = own.groupby("person")["amount"].sum()
    credited[names[0]] += MISSING
    reached = 0
    for name in names:
        entries = [one for one in ledger.standing(EARNED) if one.person == name]
        due = _by_hand(float(credited[name]), QUOTA)
        assert math.fsum(float(one.amount("commission")) for one in entries) == pytest.approx(due, abs=0.00501)
        reached += float(credited[name]) > QUOTA
    assert reached


def _the_phasing_moved_quotas_alone(ledger: Ledger, names: list[str]) -> None:
    """The year's quota, which the tiers are reached against, stays."""
    for name in names:
        quotas = {one.of: float(one.amount("quota")) for one in ledger.standing(EARNED) if one.person == name}
        assert [quotas[f"2017-0{month}"] for month in (5, 6, 9)] == [12_500.0, 11_900.0, 13_100.0]
        assert math.fsum(quotas.values()) == QUOTA


def _the_dispute_was_paid(ledger: Ledger, extract: Extract) -> None:
    """2 % of 4,000, below the quota as all of that person's sales until then."""
    [dispute] = extract.rows["disputes"]
    assert dispute.values["booked"] == 0.02 * MISSING
    own = [one for one in ledger.standing(EARNED) if one.person == dispute.values["member"]]
    assert MISSING in [float(one.amount("credit")) for one in own if (one.period, one.of) == ("2017-05", "2017-02")]


def _draws_follow_each_other(ledger: Ledger, extract: Extract, names: list[str]) -> None:
    """What is owed after each month is what was owed before, with what the draw added and less what was paid back."""
    owing = 0
    for name in names:
        owed = 0.0
        for one in (one for one in ledger.standing(PAID) if one.person == name):
            added = max(0.0, DRAW - float(one.amount("commission")))
            owed = round(owed + added - float(one.amount("recovered")), 2)
            assert float(one.amount("owed")) == owed
            owing += owed > 0
        made = forward(extract, {"team-scorecard": extract}, float(serial_of(DAY(2018, 1, 1))), ledger)
        [opening] = [row["owed"] for row in made.filling.tables["team"] if row["member"] == name]
        assert (opening or 0.0) == owed
    assert owing
