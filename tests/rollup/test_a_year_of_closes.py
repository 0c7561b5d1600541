"""A real CRM's export through twelve closes: pandas, scorecards, ledger, statements and payroll agree to the cent.

Of its last year. On the way: a joiner in April, a leaver in August, a move in October with a draw that is still owed,
deals that are booked two months late, refunds after their month was closed, a close that is taken back and made anew,
and the next year begun.
"""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.crm_export import CRM, needs_crm
from tests.validation.closed_months import collected
from xltargets.actions.files.renewals import renew_file
from xltargets.building.builder import build
from xltargets.ledger.book import Ledger, reopened, to_payroll
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED, PAID, UNIT
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

pytestmark = [pytest.mark.nightly, needs_crm]
DAY = datetime.date
NOW = float(serial_of(DAY(2018, 1, 2)))
PERIODS = [f"2017-{month:02d}" for month in range(1, 13)]
TIERS = ((0.0, 0.02), (0.8, 0.04), (1.0, 0.06))
DRAW, CAP = 900.0, 4_000.0
JOINER, LEAVER, MOVER = "Anna Snelling", "Moses Frase", "Versie Hillebrand"
OLD_TEAM, NEW_TEAM = "Dustin Brinkmann", "Melvin Marxen"
SENT_TWICE = "Cara Losch"


@dataclass
class Company:
    """The deals, and the scorecards that are made of them."""

    deals: pd.DataFrame
    """Person, team, the month of the sale, the month it is booked in, amount; refunds are rows of their own."""
    folder: Path
    extracts: dict[str, Extract] = field(default_factory=dict)
    ledgers: list[Ledger] = field(default_factory=list)
    """After each period."""


def _deals() -> pd.DataFrame:
    won = pd.read_csv(CRM / "sales_pipeline.csv", parse_dates=["close_date"])
    won = won[(won["deal_stage"] == "Won") & (won["close_date"].dt.year == 2017)]
    won = won.merge(pd.read_csv(CRM / "sales_teams.csv"), on="sales_agent").sort_values("opportunity_id")
    month = won["close_date"].dt.month.to_numpy()
    deals = pd.DataFrame(
        {
            "person": won["sales_agent"],
            "team": won["manager"],
            "of": month,
            "booked": month,
            "amount": won["close_value"],
        }
    ).reset_index(drop=True)
    deals["deal"] = won["opportunity_id"].to_numpy()
    late = (deals.index % 37 == 5) & (deals["of"] <= 10)
    deals.loc[late, "booked"] = deals.loc[late, "of"] + 2
    back = deals[(deals.index % 61 == 7) & (deals["of"] <= 9) & ~late].copy()
    back["booked"], back["amount"] = back["of"] + 3, -back["amount"]
    deals = pd.concat([deals, back], ignore_index=True)
    moved = (deals["person"] == MOVER) & (deals["of"] >= 10)
    deals.loc[moved, "team"] = NEW_TEAM
    return deals[
        ~((deals["person"] == JOINER) & (deals["of"] < 4)) & ~((deals["person"] == LEAVER) & (deals["of"] > 8))
    ]


def _filling(company: Company, team: str, wrong: float = 0.0) -> Filling:
    """A scorecard of the whole year; what is booked later stands in Adjustments."""
    own = company.deals[company.deals["team"] == team]
    people = sorted(own["person"].unique())
    in_time = own[own["of"] == own["booked"]].groupby(["person", "of"])["amount"].sum()
    actuals = [
        {"month": DAY(2017, month, 1), "member": person, "actual": float(in_time.get((person, month), 0.0))}
        for month in range(1, 13)
        for person in people
    ]
    actuals[4 * len(people)]["actual"] += wrong  # the first member's May
    late = own[own["of"] != own["booked"]].sort_values(["booked", "of", "deal"])
    adjustments = [
        {
            "month": DAY(2017, row.booked, 1),
            "member": row.person,
            "of": DAY(2017, row.of, 1),
            "sale": row.deal,
            "amount": float(row.amount),
        }
        for row in late.itertuples()
    ]
    from_, until = {JOINER: DAY(2017, 4, 1)}, {LEAVER: DAY(2017, 8, 31)}
    if team == OLD_TEAM:
        until[MOVER] = DAY(2017, 9, 30)
    if team == NEW_TEAM:
        from_[MOVER] = DAY(2017, 10, 1)
    members = [
        {
            "member": one,
            "person_id": f"P-{one}",
            "quota": 300_000,
            "member_from": from_.get(one),
            "member_until": until.get(one),
        }
        for one in people
    ]
    day = DAY(2017, 1, 1)
    settings = {"unit": team, "unit_id": team.lower().replace(" ", "-"), "owner": team, "currency": "USD"}
    approved = {"approved_by": "Ola", "approved_on": DAY(2016, 12, 1)}
    return Filling(
        {"settings": {**settings, "year_start": day, "decimals": 2}},
        {
            "team": members,
            "actuals": actuals,
            "adjustments": adjustments,
            "tiers": [{"effective": day, "attainment": start, "rate": rate, **approved} for start, rate in TIERS],
            "terms": [{"effective": day, "draw": DRAW, "cap": CAP, "recoverable": "Yes", "window": 90, **approved}],
        },
    )


def _path(company: Company, team: str) -> Path:
    return company.folder / f"{team}.xlsx"


def _extract(path: Path) -> Extract:
    return extract_view(View.of(read(path), NOW), path.name)


def _close(ledger: Ledger, period: str, extracts: dict[str, Extract], *without: str) -> Closing:
    held = [collected(one) for one in extracts.values()]
    return close(held, ledger, period, Terms.of(NOW), by="Ola Ops", day="2018-01-02", without=without)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Twelve periods closed, each sent to payroll, but for May at first."""
    made = Company(_deals(), tmp_path_factory.mktemp("closes"))
    for team in sorted(made.deals["team"].unique()):
        build(TEMPLATES["team-scorecard"], _path(made, team), _filling(made, team))
        made.extracts[team] = _extract(_path(made, team))
    wrong = made.folder / "wrong.xlsx"
    build(TEMPLATES["team-scorecard"], wrong, _filling(made, SENT_TWICE, 50_000.0))
    first = {**made.extracts, SENT_TWICE: replace(_extract(wrong), file=f"{SENT_TWICE}.xlsx")}
    ledger = Ledger()
    for period in PERIODS:
        if period == "2017-05":
            early = _close(ledger, period, first)
            assert [one.sentence() for one in early.refusals] == []
            ledger = reopened(early.ledger, period, by="Ola", day="2018-01-02", reason="an order was entered twice")
        if period == "2017-10":
            _refresh(made, NEW_TEAM, ledger)
        done = _close(ledger, period, made.extracts)
        assert [one.sentence() for one in done.refusals] == [], period
        ledger = to_payroll(done.ledger, period, period.encode().hex().ljust(64, "0"), by="Ola", day="2018-01-02")
        made.ledgers.append(ledger)
    return made


def _refresh(company: Company, team: str, ledger: Ledger) -> None:
    path = _path(company, team)
    terms = replace(Terms.of(NOW), ledger=LedgerFile("ledger.csv", ledger))
    renew_file(path, path, [], terms)
    company.extracts[team] = _extract(path)


def test_the_ledger_is_whole_at_each_period(company: Company) -> None:
    assert [flaws_of(one) for one in company.ledgers] == [[]] * 12


def test_closed_entries_never_change(company: Company) -> None:
    for before, after in zip(company.ledgers, company.ledgers[1:], strict=False):
        assert after.entries[: len(before.entries)] == before.entries


def test_company_and_units_are_pandas_by_booked_at_each_period(company: Company) -> None:
    """The unit's actual and what was booked late in the period: all of the deals that were booked then."""
    for number, (period, ledger) in enumerate(zip(PERIODS, company.ledgers, strict=True), 1):
        found = ledger.of(period)
        assert found is not None
        booked = company.deals[company.deals["booked"] == number].groupby("team")["amount"].sum()
        for team in company.extracts:
            mine = [one for one in found.entries if one.unit == team]
            actual = sum(one.amount("credit") for one in mine if one.entry == UNIT)
            late = sum(one.amount("credit") for one in mine if one.entry == EARNED and one.of != period)
            assert float(actual + late) == pytest.approx(float(booked.get(team, 0.0)), abs=1e-6), (period, team)
        total = sum(one.amount("credit") for one in found.entries if one.entry == EARNED)
        assert float(total) == pytest.approx(float(booked.sum()), abs=1e-6)


def _by_hand(credit: float, quota: float) -> float:
    """T, slice by slice."""
    if credit <= 0 or quota <= 0:
        return 0.0
    ends = [start for start, _rate in TIERS[1:]] + [float("inf")]
    parts = (
        (max(0.0, min(credit, end * quota) - start * quota) * rate)
        for (start, rate), end in zip(TIERS, ends, strict=True)
    )
    return min(CAP, sum(parts))


def test_each_month_ends_at_the_commission_on_all_that_was_ever_credited_to_it(company: Company) -> None:
    """In whatever order deals and refunds came. The quota is the one of its first close."""
    credited = company.deals.groupby(["team", "person", "of"])["amount"].sum()
    checked = 0
    for (unit, _person, of), entries in company.ledgers[-1].earned.items():
        team = next(one for one in company.extracts if one.lower().replace(" ", "-") == unit)
        credit = float(credited.get((team, entries[0].person, int(of[-2:])), 0.0))
        due = _by_hand(credit, float(entries[0].amount("quota")))
        assert float(sum(one.amount("commission") for one in entries)) == pytest.approx(due, abs=0.00501)
        checked += len(entries) > 1
    assert checked > 10  # months to which something came late


def test_payroll_statements_scorecards_and_ledger_are_the_same(company: Company) -> None:
    last = company.ledgers[-1]
    for period in PERIODS:
        rows = list(csv.DictReader(io.StringIO(payroll_text(last, period))))
        entries = [one for one in last.standing(PAID) if one.period == period]
        payroll = {(one.unit, one.person): one.amount("payout") for one in entries}
        of_person = {name: sum(paid for (_unit, who), paid in payroll.items() if who == name) for _, name in payroll}
        assert {row["person"]: Decimal(row["payout"]) for row in rows} == of_person
        told: dict[tuple[str, str], Decimal] = {}
        for team, extract in company.extracts.items():
            found, refused = statements_of(Scorecard(extract), period, last)
            assert refused == []
            told |= {(team, one.person): one.payout for one in found}
            for row in extract.rows["commission"]:
                here = row.values["month"] == float(serial_of(DAY(2017, int(period[-2:]), 1)))
                # The draws of the one who moved, and for whom deals come late in the old team, only the ledger knows.
                if here and (row.values["member"] != MOVER or period < "2017-10"):
                    paid = payroll.get((team, str(row.values["member"])), Decimal(0))
                    assert float(paid) == row.values["payout"]
        assert {key: value for key, value in payroll.items() if value} == {key: one for key, one in told.items() if one}
        assert told.items() <= payroll.items()


def test_who_comes_leaves_and_moves(company: Company) -> None:
    paid = company.ledgers[-1].standing(PAID)

    def payouts(person: str, unit: str) -> dict[str, Any]:
        return {one.period: one for one in paid if one.person == person and one.unit == unit}

    before = payouts(JOINER, OLD_TEAM)
    assert min(before) == "2017-04"
    assert before["2017-04"].amount("payout") >= Decimal(900)
    after = payouts(LEAVER, OLD_TEAM)
    assert all(after[one].amount("draw") == 0 for one in after if one > "2017-08")
    assert after["2017-08"].amount("draw") == 900
    old, new = payouts(MOVER, OLD_TEAM), payouts(MOVER, NEW_TEAM)
    owed = old["2017-09"].amount("owed")
    assert owed > 0
    [team] = [row.values for row in company.extracts[NEW_TEAM].rows["team"] if row.values["member"] == MOVER]
    assert team["owed"] == float(owed)
    net = new["2017-10"].amount("commission")
    assert new["2017-10"].amount("owed") == owed + max(Decimal(0), Decimal(900) - net) - new["2017-10"].amount(
        "recovered"
    )


def test_the_next_year_begins_with_what_is_owed(company: Company) -> None:
    """A scorecard of 2018 for one team; the others hand theirs in later."""
    last = company.ledgers[-1]
    team = OLD_TEAM
    filling = _filling(company, team)
    day = DAY(2018, 1, 1)
    members = [{**row, "member_from": None, "member_until": None} for row in filling.tables["team"]]
    tables: dict[str, Any] = {
        "team": members,
        "actuals": [{"month": day, "member": row["member"], "actual": 10_000.0} for row in members],
        "tiers": filling.tables["tiers"],
        "terms": filling.tables["terms"],
    }
    path = company.folder / "2018.xlsx"
    settings = {**filling.forms["settings"], "year_start": day, "as_of": DAY(2018, 1, 31)}
    build(TEMPLATES["team-scorecard"], path, Filling({"settings": settings}, tables))
    others = [one for one in company.extracts if one != team]
    now = replace(Terms.of(float(serial_of(DAY(2018, 2, 1)))), ledger=LedgerFile("ledger.csv", last))
    unrefreshed = close([collected(_extract(path))], last, "2018-01", now, by="Ola", day="2018-02-01", without=others)
    renew_file(path, path, [], now)
    done = close([collected(_extract(path))], last, "2018-01", now, by="Ola", day="2018-02-01", without=others)
    assert [one.sentence() for one in done.refusals] == []
    owing = {one.person_key for one in last.standing(PAID) if last.owed(one.person_key)}
    mine = {one.person_key: one for one in done.ledger.standing(PAID) if one.period == "2018-01"}
    assert bool(unrefreshed.refusals) == bool(owing & mine.keys())
    assert flaws_of(done.ledger) == []
