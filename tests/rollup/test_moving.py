"""A member who moves in April with a plan of the year: scorecards and ledger agree on what comes along."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.validation.closed_months import collected
from xltargets.actions.files.renewals import renew_file
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED
from xltargets.ledger.file import LedgerFile
from xltargets.ledger.terms import Terms as LedgerTerms
from xltargets.rollup.closing.close import Closing, close
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.closing.what_if import what_if
from xltargets.rollup.extraction import Extract, extract_view
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

NOW = float(serial_of(datetime.date(2026, 7, 2)))
JUNE = float(serial_of(datetime.date(2026, 6, 30)))


def _day(month: int) -> datetime.date:
    return datetime.date(2026, month, 1)


def _unit(path: Path, name: str, months: range, sold: dict[int, float], **member: Any) -> Path:
    """Ann in one unit: 1,000 a month as quota, 10 % of the year's sales up to quota, 15 % above it, at most 1,700."""
    plan = {"plan": "AE", "span": "year", "counted": "attainment", "mode": "marginal", "change": "prospective"}
    plan |= {"cap": 1_700.0, "cap_span": "year", **member.pop("plan", {})}
    begins, late = member.pop("begins", months[0]), member.pop("late", name == "South")
    rates, product = member.pop("rates", ((0, 0.1), (1, 0.15))), member.pop("product", None)
    who = {"member": "Ann", "person_id": "007"}
    tables = {
        "team": [{**who, "role": "Seller", "quota": 12_000, **member}],
        "lists": [{"role": "Seller"}],
        "quotas": [{"month": _day(number), **who, "quota": 1_000.0} for number in months],
        "actuals": [{"month": _day(number), "member": "Ann", "actual": amount} for number, amount in sold.items()],
        "plans": [plan],
        "plan_rates": [
            {"plan": "AE", "effective": _day(1), "start": start, "rate": rate, "product": product}
            for start, rate in rates
        ],
        "plan_members": [{"member": "Ann", "begins": _day(begins), "plan": "AE"}],
    }
    if late:
        own = {"month": _day(5), "member": "Ann", "of": _day(4), "sale": "O-1", "amount": 400.0}
        tables["adjustments"] = [own]
    if product:
        tables["credits"] = [
            {"deal": f"O-{number}", "sold": _day(number), "booked": _day(number), "amount": amount}
            | {"member_1": "Ann", "product": product}
            for number, amount in sold.items()
            if amount
        ]
    settings = {"unit": name, "unit_id": name.lower(), "owner": "Dana Fox", "currency": "USD", "decimals": 2}
    forms = {
        "settings": {**settings, "year_start": _day(1), "as_of": datetime.date(2026, 6, 30)},
        "statement": {"member": "Ann", "month": _day(6)},
    }
    build(TEMPLATES["team-scorecard"], path, Filling(forms, tables))
    return path


def _extract(path: Path) -> Extract:
    return extract_view(View.of(read(path), JUNE), path.name)


def _close(ledger: Ledger, number: int, extract: Extract) -> Closing:
    """One unit's period; the other has nobody."""
    terms, other = Terms.of(NOW), "south" if "north" in extract.file else "north"
    return close([collected(extract)], ledger, f"2026-{number:02d}", terms, by="Ola", day="2026-07-02", without=[other])


def test_a_move_carries_attainment_and_cap(tmp_path: Path) -> None:
    """9,000 in the old unit: 900. In the new one 2,000: 200; 1,000 up to the quota and 1,000 above: 250, and 400 late
    at 15 %: 60; then 3,000 at 15 % would be 450, of which the cap of 1,700 leaves 290.

    What-if counts what came late in its own month: 240, then 600 x 10 % + 1,400 x 15 %.
    At 20 % it would be 480, 400, 600.
    """
    sold = dict.fromkeys((1, 2, 3), 3_000.0)
    until = {"member_until": datetime.date(2026, 3, 31)}
    north = _extract(_unit(tmp_path / "north.xlsx", "North", range(1, 13), sold, **until))
    path = _unit(
        tmp_path / "south.xlsx", "South", range(4, 13), {4: 2_000.0, 5: 2_000.0, 6: 3_000.0}, member_from=_day(4)
    )
    ledger = Ledger()
    for number in (1, 2, 3):
        done = _close(ledger, number, north)
        assert done.refusals == []
        ledger = done.ledger
    [refusal] = _close(ledger, 4, _extract(path)).refusals
    assert refusal.sentence().startswith("south.xlsx: Ann moved here, and Carried over does not say")
    for number in (4, 5, 6):
        if number != 5:
            renew_file(path, path, [], replace(Terms.of(NOW), ledger=LedgerFile("ledger.csv", ledger)))
            south = _extract(path)
        done = _close(ledger, number, south)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
        [statement], refused = statements_of(Scorecard(south), f"2026-{number:02d}", ledger)
        assert refused == []
        assert statement.payout == sum(
            one.amount("commission") for one in ledger.standing(EARNED) if one.period == f"2026-{number:02d}"
        )
    assert flaws_of(ledger) == []
    assert [float(one.amount("commission")) for one in ledger.standing(EARNED)] == [300, 300, 300, 200, 250, 60, 290]
    if_so = what_if(Scorecard(_extract(path)), LedgerTerms(tiers=((0.0, 0.2),)))
    assert [float(one.commission) for one in if_so if one.credit] == [240, 270, 290]
    assert [float(one.other) for one in if_so if one.credit] == [480, 400, 600]
    worked = work_out(read(path))
    assert worked is not None
    assert worked.left == []


def _moves(tmp_path: Path, first: int, months: int, north: dict[str, Any], south: dict[str, Any]) -> list[float]:
    """What each entry earns if Ann moves in a month and the scorecard is refreshed once, then."""
    until, came = {"member_until": _day(first) - datetime.timedelta(1)}, {"member_from": _day(first)}
    old = _extract(_unit(tmp_path / "north.xlsx", "North", range(1, 13), north.pop("sold"), **until, **north))
    path = _unit(tmp_path / "south.xlsx", "South", range(first, 13), south.pop("sold"), **came, **south)
    ledger, extract = Ledger(), old
    for number in range(1, months + 1):
        if number == first:
            renew_file(path, path, [], replace(Terms.of(NOW), ledger=LedgerFile("ledger.csv", ledger)))
            extract = _extract(path)
        done = _close(ledger, number, extract)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    assert flaws_of(ledger) == []
    return [float(one.amount("commission")) for one in ledger.standing(EARNED) if one.amount("credit")]


def test_within_a_quarter_under_a_cap_of_the_year(tmp_path: Path) -> None:
    """3,000 in January: 300. 2,000 in April: 200. In May 2,000 in the new unit: of 4,000 in the quarter, 3,000 at 10 %
    and 1,000 at 15 % less the 200 are 250. In June 6,000 at 15 % would be 900; of 1,150 are left 400.
    """
    plan = {"plan": {"span": "quarter", "cap": 1_150.0}, "begins": 1, "late": False}
    sold = {1: 3_000.0, 2: 0.0, 3: 0.0, 4: 2_000.0}
    found = _moves(tmp_path, 5, 6, {"sold": sold, **plan}, {"sold": {5: 2_000.0, 6: 6_000.0}, **plan})
    assert found == [300, 200, 250, 400]


def test_sales_of_a_product(tmp_path: Path) -> None:
    """1 % up to 50,000, then 3 %. 40,000: 400. In the new unit 20,000: 10,000 of each are 400. 50,000 at 3 % would be
    1,500; of 2,000 are left 1,200.
    """
    plan = {"plan": {"counted": "amount", "cap": 2_000.0}, "begins": 1, "late": False, "product": "Hardware"}
    plan["rates"] = ((0, 0.01), (50_000, 0.03))
    sold = {1: 40_000.0, 2: 0.0, 3: 0.0}
    found = _moves(tmp_path, 4, 5, {"sold": sold, **plan}, {"sold": {4: 20_000.0, 5: 50_000.0}, **plan})
    assert found == [400, 400, 1_200]
