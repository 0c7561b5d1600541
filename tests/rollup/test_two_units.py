"""Ann in North and in South at the same time, half of the time in each: each unit pays its part."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.validation.across_units import with_row
from tests.validation.closed_months import collected, with_new_row
from xltargets.actions.files.renewals import renew_file
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import OPENING, PAID
from xltargets.ledger.file import LedgerFile
from xltargets.rollup.closing.close import Closing, close
from xltargets.rollup.closing.payroll import payroll_text
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
JUNE = float(serial_of(DAY(2026, 6, 30)))
SOLD = {"North": (1_000.0, 6_000.0), "South": (5_000.0, 4_000.0)}
"""In January and February. Each unit pays 10 %, and a draw of 300 a month, which later commission pays back."""


def _built(name: str, **ann: Any) -> Path:
    path = Path(mkdtemp(prefix="xltargets-two-")) / f"{name.lower()}.xlsx"
    first = DAY(2026, 1, 1)
    months = [DAY(2026, number, 1) for number in range(1, 13)]
    who = {"member": "Ann", "person_id": "007"}
    sold = (*SOLD[name], 0.0, 0.0, 0.0, 0.0)
    tables = {
        "team": [{**who, "role": "Seller", "quota": 12_000, "member_share": 0.5, **ann}],
        "lists": [{"role": "Seller"}],
        "quotas": [{"month": month, **who, "quota": 1_000.0} for month in months],
        "actuals": [{"month": month, "member": "Ann", "actual": one} for month, one in zip(months, sold, strict=False)],
        "tiers": [{"effective": first, "attainment": 0, "rate": 0.1}],
        "terms": [{"effective": first, "draw": 300, "recoverable": "Yes"}],
    }
    settings = {"unit": name, "unit_id": name.lower(), "owner": "Dana Fox", "currency": "USD", "decimals": 2}
    forms = {"settings": {**settings, "year_start": first, "as_of": DAY(2026, 6, 30)}}
    build(TEMPLATES["team-scorecard"], path, Filling(forms, tables))
    return path


@cache
def _file(name: str, owed: float | None = None) -> Path:
    return _built(name, owed=owed)


def _extract(path: Path) -> Extract:
    return extract_view(View.of(read(path), JUNE), path.name)


def _close(ledger: Ledger, number: int, *extracts: Extract) -> Closing:
    held = [collected(one) for one in extracts]
    return close(held, ledger, f"2026-{number:02d}", Terms.of(JUNE), by="Ola", day="2026-07-02")


def _closed(*extracts: Extract, until: int = 2) -> Ledger:
    ledger = Ledger()
    for number in range(1, until + 1):
        done = _close(ledger, number, *extracts)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    assert flaws_of(ledger) == []
    return ledger


def _told(*extracts: Extract) -> list[str]:
    return [one.sentence() for one in _close(Ledger(), 1, *extracts).refusals]


def test_each_unit_pays_its_part_and_payroll_has_one_line() -> None:
    """North earns 100 of a draw of 300 in January: 200 are owed. In February it earns 600 and recovers them.

    South pays 500 and 400. Together 800 in both months.
    """
    north, south = _extract(_file("North")), _extract(_file("South"))
    ledger = _closed(north, south)
    paid = [
        (one.unit_id, one.of, float(one.amount("payout")), float(one.amount("owed"))) for one in ledger.standing(PAID)
    ]
    assert paid == [
        ("north", "2026-01", 300, 200),
        ("south", "2026-01", 500, 0),
        ("north", "2026-02", 400, 0),
        ("south", "2026-02", 400, 0),
    ]
    for month, parts in (("2026-01", (300, 500)), ("2026-02", (400, 400))):
        [row] = csv.DictReader(io.StringIO(payroll_text(ledger, month)))
        assert (row["unit_id"], float(row["payout"])) == ("north; south", sum(parts))
        assert row["parts"] == f"north {month} {parts[0]}.00; south {month} {parts[1]}.00"
    for extract, payout in ((north, 400), (south, 400)):
        [statement], refused = statements_of(Scorecard(extract), "2026-02", ledger)
        assert (refused, statement.payout) == ([], payout)


def test_what_was_owed_before_is_recovered_in_the_unit_that_says_so() -> None:
    """250 in South: January's 500 pay back 200 down to the draw, February's 400 the other 50."""
    north, south = _extract(_file("North")), _extract(_file("South", 250.0))
    ledger = _closed(north, south)
    [opened] = ledger.standing(OPENING)
    assert (opened.unit_id, float(opened.amount("owed"))) == ("south", 250)
    paid = [one for one in ledger.standing(PAID) if one.unit_id == "south"]
    assert [(one.amount("recovered"), one.amount("payout")) for one in paid] == [(200, 300), (50, 350)]


def test_in_both_units_it_is_refused() -> None:
    [told] = _told(_extract(_file("North", 250.0)), _extract(_file("South", 250.0)))
    assert told.startswith("south.xlsx, Team!")
    assert "Ann owes 250 from earlier draws here, and 250 in north.xlsx · Team!" in told


def test_a_sale_in_both_units_is_refused_and_two_sales_are_not() -> None:
    north, south = _extract(_file("North")), _extract(_file("South"))
    sale = {"sold": 46030.0, "booked": 46023.0, "amount": 500.0, "member_1": "Ann"}
    both = [with_new_row(one, "credits", deal="O-1", **sale) for one in (north, south)]
    [told] = _told(*both)
    assert told.startswith("south.xlsx, Credits!")
    assert "O-1 is credited to Ann with 500 here and in north.xlsx · Credits!" in told
    assert _told(both[0], with_new_row(south, "credits", deal="O-2", **sale)) == []


def test_a_refresh_leaves_the_balance_in_the_other_unit() -> None:
    """Ann owes 200 in North after January, and comes to South for half of the time in February."""
    south = _built("South", member_from=DAY(2026, 2, 1))
    north = _extract(_file("North"))
    ledger = _closed(north, until=1)
    renew_file(south, south, [], replace(Terms.of(JUNE), ledger=LedgerFile("ledger.csv", ledger)))
    extract = _extract(south)
    assert extract.rows["team"][0].values["owed"] is None
    done = _close(ledger, 2, north, extract)
    assert [one.sentence() for one in done.refusals] == []
    typed = with_row(extract, "team", 0, owed=200.0)
    [told] = [one.sentence() for one in _close(ledger, 2, north, typed).refusals]
    assert "Ann owes 200.00 from earlier draws here; by the ledger it is 0.00." in told
