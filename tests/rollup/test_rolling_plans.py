"""What a plan's draws left owed at the end of a closed year is where the next year begins."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from tests.validation.closed_months import collected
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import PAID
from xltargets.rollup.closing.close import close
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.rolling.forward import forward
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
NOW = float(serial_of(DAY(2027, 2, 1)))


def _extract(path: Path, filling: Filling) -> Extract:
    build(TEMPLATES["team-scorecard"], path, filling)
    return extract_view(View.of(read(path), NOW), path.name)


def _year() -> Filling:
    """Ann and Bo by a plan of the year: 10 %, a draw of 500 a month that is paid back; Ann's ID is a number."""
    plan = {"plan": "AE", "span": "year", "counted": "attainment", "mode": "marginal", "change": "prospective"}
    people = {"Ann": (7, 3_000.0), "Bo": ("008", 6_000.0)}
    tables: dict[str, list[dict[str, Any]]] = {
        "team": [{"member": name, "person_id": held[0], "quota": 12_000} for name, held in people.items()],
        "actuals": [
            {"month": DAY(2026, month, 1), "member": name, "actual": held[1]}
            for month in range(1, 13)
            for name, held in people.items()
        ],
        "plans": [{**plan, "draw": 500.0, "recoverable": "Yes"}],
        "plan_rates": [{"plan": "AE", "effective": DAY(2026, 1, 1), "start": 0, "rate": 0.1}],
        "plan_members": [{"member": name, "begins": DAY(2026, 1, 1), "plan": "AE"} for name in people],
    }
    settings = {"unit": "North", "unit_id": "north", "owner": "Dana Fox", "currency": "USD", "decimals": 2}
    return Filling({"settings": {**settings, "year_start": DAY(2026, 1, 1), "as_of": DAY(2026, 12, 31)}}, tables)


def _closed(ledger: Ledger, period: str, extract: Extract) -> Ledger:
    done = close([collected(extract)], ledger, period, Terms.of(NOW), by="Ola", day="2027-02-01")
    assert [one.sentence() for one in done.refusals] == [], period
    return done.ledger


def test_what_is_owed_in_december_is_where_january_begins(tmp_path: Path) -> None:
    """Ann earns 300 a month, 200 below her draw: 2,400 are owed; Bo earns 600 and owes nothing.

    In January she sells 10,000, counted anew: 1,000, of which the 500 above the draw pay back, so 1,900 stay.
    """
    extract, ledger = _extract(tmp_path / "scorecard.xlsx", _year()), Ledger()
    for month in range(1, 13):
        ledger = _closed(ledger, f"2026-{month:02d}", extract)
    made = forward(extract, {"team-scorecard": extract}, float(serial_of(DAY(2027, 1, 1))), ledger)
    tables = made.filling.tables
    assert {row["member"]: row["owed"] for row in tables["team"]} == {"Ann": 2_400.0, "Bo": None}
    assert [row["plan"] for row in tables["plan_members"]] == ["AE", "AE"]
    january = {"month": DAY(2027, 1, 1), "actual": 10_000.0}
    tables["actuals"] = [{**january, "member": name} for name in ("Ann", "Bo")]
    early = forward(extract, {"team-scorecard": extract}, float(serial_of(DAY(2027, 1, 1))), Ledger())
    assert [note.sentence().split(",")[0] for note in early.notes] == ["scorecard.xlsx: the ledger ends with –"]
    assert made.notes == []
    ledger = _closed(ledger, "2027-01", _extract(tmp_path / "next.xlsx", made.filling))
    assert flaws_of(ledger) == []
    ann = next(one for one in ledger.standing(PAID) if one.period == "2027-01" and one.person == "Ann")
    amounts = [float(ann.amount(name)) for name in ("commission", "recovered", "payout", "owed")]
    assert amounts == [1_000.0, 500.0, 500.0, 1_900.0]
