"""Looked at from an earlier day, deals and risks are as they were then: what came or was decided later had not."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.terms import Terms
from xltargets.samples.submissions import team_filling
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of

UNIT = "North Harbour"
NOW = serial_of(datetime.date(2026, 6, 2))
MARCH = serial_of(datetime.date(2026, 3, 31))
SETTINGS = {"unit": UNIT, "owner": "Ana", "currency": "USD", "year_start": datetime.date(2026, 1, 1)}


def on(month: int, day: int = 1) -> datetime.date:
    return datetime.date(2026, month, day)


def deal(number: str, **values: Any) -> dict[str, Any]:
    usual = {
        "id": number,
        "customer": "Acme",
        "stage": "Proposal",
        "amount": 1000,
        "created": on(2),
        "expected": on(12),
    }
    return usual | values


DEALS = [
    deal("open"),
    deal("new", created=on(4)),
    deal("won since", stage="Won", closed=on(4)),
    deal("won since, rated", stage="Won", closed=on(5), own=0.3),
    deal("won before", stage="Won", closed=on(3, 31)),
    deal("late since", expected=on(4, 15)),
]
RISK = {"risk": "A customer leaves", "category": "Market", "likelihood": 4, "impact": 5, "control": 0.25}
RISKS = [
    {**RISK, "id": "R1", "probability": 0.2, "loss": 5000, "due": on(3), "done": on(5)},
    {**RISK, "id": "R2", "probability": 0.1, "loss": 3000, "due": on(5), "closed": on(4, 2)},
    {**RISK, "id": "R3", "probability": 0.5, "loss": 1000, "closed": on(3, 31)},
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    where = tmp_path_factory.mktemp("past")
    categories = TEMPLATES["risk-register"].tables["risks"]["category"].choices
    risks = [{**risk, "category": categories.codes[0], "owner": "Ana", "response": "Reduce"} for risk in RISKS]
    build(TEMPLATES["target-plan"], where / "plan.xlsx", team_filling(UNIT))
    log = Filling({"settings": SETTINGS}, {"customers": [{"customer": "Acme", "tier": "A"}], "opportunities": DEALS})
    build(TEMPLATES["crm-log"], where / "log.xlsx", log)
    build(TEMPLATES["risk-register"], where / "register.xlsx", Filling({"settings": SETTINGS}, {"risks": risks}))
    return sorted(where.glob("*.xlsx"))


def company(files: list[Path], as_of: float | None) -> Company:
    found = Company(collect(files, NOW), terms=Terms(NOW, as_of))
    assert found.left_out == {}
    refused = [finding.sentence() for one in found.collected if one.extract is None for finding in one.findings]
    assert not refused, refused
    return found


def test_deals_of_today(files: list[Path]) -> None:
    found = {row["id"]: row["state"] for row in company(files, None).pipeline()}
    assert found == {"open": "Open", "new": "Open", "late since": "Slipping"}


def test_deals_of_an_earlier_day(files: list[Path]) -> None:
    """One had not come up, two were still open, one of them with a probability that somebody typed."""
    found = company(files, MARCH)
    deals = {row["id"]: row for row in found.pipeline()}
    assert {key: row["state"] for key, row in deals.items()} == dict.fromkeys(
        ("open", "won since", "won since, rated", "late since"), "Open"
    )
    assert deals["won since"]["stage"] is None
    assert deals["won since"]["probability"] is None
    assert deals["won since, rated"]["probability"] == 0.3
    assert found.weighted(gross=True) == {UNIT: 4000.0}
    told = [phrase.sentence() for phrase in found.admission.notes["log.xlsx"]]
    assert told == ["how likely a deal was on that day is not known of 1; such deals count in full only"]


def test_risks_of_today(files: list[Path]) -> None:
    found = {row["id"]: row["status"] for row in company(files, None).risks()}
    assert found == {"R1": "Done"}


def test_risks_of_an_earlier_day(files: list[Path]) -> None:
    """4 × 5 × (1 − 0.25) is 15, a high one; a tenth of 3,000 is 300."""
    found = {row["id"]: row for row in company(files, MARCH).risks()}
    assert {key: row["status"] for key, row in found.items()} == {"R1": "Overdue", "R2": "Open"}
    assert (found["R2"]["residual"], found["R2"]["level"], found["R2"]["expected"]) == (15.0, "High", 300.0)
    assert found["R1"]["expected"] == 1000.0
