"""Plans that add months up: what a scorecard pays, as it was published, and as the ledger has it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.rollup.paid_by_plan import END_OF_JUNE, Payees, extract_of, month, scorecard_of, two_plans
from tests.validation.across_units import with_row
from tests.validation.closed_months import closing
from tests.validation.typed_book import TypedBook
from xltargets.actions.files.renewals import renew_file
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED
from xltargets.ledger.file import LedgerFile
from xltargets.ledger.terms import Terms as Rates
from xltargets.rollup.closing.scorecards import Scorecard, amount
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.closing.what_if import by_person, what_if
from xltargets.rollup.rolling.forward import forward
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

MONTHS = [f"2026-0{number}" for number in range(1, 7)]


@cache
def contents() -> Contents:
    """All plans in one workbook."""
    return all_payees().contents()


def all_payees() -> Payees:
    """Members, each by another plan."""
    payees = Payees()
    thirds = [300e3, 400e3, 300e3]
    steps = {0: 0.01, 0.5: 0.03}
    payees.add("Annual", [250e3, 350e3, 200e3], [100e3] * 8 + [50e3] * 4, steps, span="year")
    payees.add("Highest", [250e3, 350e3, 200e3], thirds * 4, steps, span="quarter", mode="retroactive")
    payees.add("Accelerated", [100e3, 120e3, 40e3], [80e3, 80e3, 40e3] * 4, {0: 0.05, 1: 0.08}, span="quarter")
    payees.add("Forum", [60e3, 50e3, 40e3], [30e3, 30e3, 40e3] * 4, {0: 0.05, 1: 0.06, 1.25: 0.07}, span="quarter")
    slides = {0: 0.1, 100: 0.15, 200: 0.2, 300: 0.25}
    payees.add("Sliding", [325.0], [0.0] * 12, slides, counted="amount")
    gross = [2750.0, 3000.0, 1500.0, 2375.0, 3000.0, 2750.0]
    payees.add("Smythe", gross, [0.0] * 12, {0: 1.0}, counted="amount", draw=2000, recoverable="Yes")
    rates = {0: 0.1, 1: 0.15}
    payees.add("Capped", [2000.0] * 4, [1000.0] * 12, rates, cap=560, cap_span="year")
    payees.add("Late", [8000.0, 6000.0, 2000.0], [1000.0] * 12, rates, span="year")
    payees.late("Late", 1, 3, -3000.0)
    payees.add("From then", [2000.0, 1000.0], [1000.0] * 12, {0: 0.1}, span="year")
    payees.rates("From then", 2, {0: 0.2})
    payees.add("For all", [2000.0, 1000.0], [1000.0] * 12, {0: 0.1}, span="year", change="trues_up")
    payees.rates("For all", 2, {0: 0.2})
    payees.add("Own rates", [1000.0], [1000.0] * 12, {0: 0.1})
    payees.rates("Own rates", 1, {0: 0.2}, role="Seller")
    payees.rates("Own rates", 1, {0: 0.3}, member="Own rates")
    payees.rates("Own rates", 1, {0: 0.4}, member="Annual")
    _by_sale(payees)
    payees.add("Clawback", [100e3, 80e3], [0.0] * 12, {0: 0.1}, counted="amount")
    refund = {"month": month(2), "member": "Clawback", "amount": 100e3, "refunded": 50e3, "paid": 10e3}
    payees.tables["refunds"] = [refund | {"deal": "C-1", "sold": month(1), "returned": month(2)}]
    payees.tables["terms"] = [{"effective": month(1), "window": 90}]
    payees.add("Manager", [], [0.0] * 12, {0: 0.01}, measure="team", counted="amount")
    return payees


def _by_sale(payees: Payees) -> None:
    """Plans whose rates depend on the sale."""
    of_amounts = {"counted": "amount"}
    payees.add("Products", [180e3], [0.0] * 12, {0: 0.05}, span="quarter", **of_amounts)
    payees.rates("Products", 1, {0: 0.1}, product="Strategic")
    payees.rates("Products", 1, {0: 0.03}, product="Legacy")
    sold = (("P-1", 100e3, "Core"), ("P-2", 30e3, "Strategic"), ("P-3", 50e3, "Legacy"))
    payees.sales("Products", *((deal, 1, amount, product, "") for deal, amount, product in sold))
    tiers = {0: 0.05, 100: 0.1, 350: 0.15}
    payees.add("Items", [260.0], [0.0] * 12, {0: 0.01}, span="year", **of_amounts)
    for item in ("Item A", "Item B"):
        payees.rates("Items", 1, tiers, product=item)
    payees.sales("Items", ("N-1", 1, 60.0, "Item A", ""), ("N-2", 1, 200.0, "Item B", ""))
    payees.add("Distributor", [25e3, 10e3, 6e3], [0.0] * 12, {0: 0.02}, span="year", **of_amounts)
    payees.rates("Distributor", 1, {0: 0.01, 20e3: 0.03}, category="Retail")
    payees.sales(
        "Distributor",
        ("D-1", 1, 15e3, "Paint", "Retail"),
        ("D-2", 1, 10e3, "Paint", "Trade"),
        ("D-3", 2, 10e3, "Tools", "Retail"),
        ("D-4", 3, 6e3, "", ""),
    )
    payees.add("By deal", [9e3, 3e3], [0.0] * 12, {0: 0.05, 5e3: 0.08}, span="deal", mode="retroactive", **of_amounts)
    payees.sales("By deal", ("E-1", 1, 6e3, "", ""), ("E-2", 1, 3e3, "", ""), ("E-3", 2, 5e3, "", ""))
    payees.sales("By deal", ("E-1", 2, -2e3, "", ""))


EARNED_BY = {
    # help.simplycomp.com, "Apply highest rate": credit of three months on a quota of 1,000,000, tier by tier …
    "Annual": [2500, 2500 + 3000, 6000],
    # … and at the highest rate for all deals of the quarter: what was paid at 1 % is paid 2 % more.
    "Highest": [2500, 5000 + 2500 + 5000 + 3000, 6000],
    # hyperbots.com, "Accelerator commission": 200,000 × 5 % + 60,000 × 8 % = 14,800.
    "Accelerated": [5000, 5000 + 1600, 3200],
    # excelforum.com, thread 861932: 150,000 in a quarter pay 5,000 + 1,500 + 1,750.
    "Forum": [3000, 2000 + 600, 15_000 * 0.06 + 25_000 * 0.07],
    # docs.meevo.com, "Commission scales", tiered sliding: 325 pay 51.25.
    "Sliding": [51.25],
    # By hand, as in tests/ledger/test_adding_up.py.
    "Capped": [250, 250, 60, 0],
    "Late": [800, 700, 300],
    "From then": [200, 200],
    "For all": [200, 400],
    # sparrowgenie.com, "Product-specific commission": core 5 %, strategic 10 %, legacy 3 % pay 9,500.
    "Products": [5000 + 3000 + 1500],
    # docs.oracle.com, NetSuite, "Calculation methods for volume rebates", volume amount, example 2: a distributor's
    # purchases of each item reach the tiers by themselves: 60 x 5 % = 3, and 100 x 5 % + 100 x 10 % = 15.
    "Items": [3 + 15],
    # By hand. Retail by itself over the year: 15,000 × 1 %, then 5,000 × 1 % + 5,000 × 3 %; the rest at 2 %.
    "Distributor": [150 + 200, 50 + 150, 120],
    # 6,000 at 8 % and 3,000 at 5 %; then 5,000 at 8 %, and of the first 4,000 are left at 5 %: 480 less 200 go back.
    "By deal": [480 + 150, 400 - 280],
    # By name goes before by role, and that before all.
    "Own rates": [300],
}


def _months(member: str, column: str) -> list[float]:
    rows = extract_of(contents()).rows["commission"]
    return [amount(row, column) for row in rows if row.values["member"] == member][:6]


@pytest.mark.parametrize("member", EARNED_BY)
def test_what_each_month_earns(member: str) -> None:
    expected = [float(amount) for amount in EARNED_BY[member]]
    assert _months(member, "earned") == pytest.approx(expected + [0.0] * (6 - len(expected)))


def test_a_clawback() -> None:
    """docs.core8.co, "Clawbacks and early exit": 10,000 earned, half is taken back: -5,000, here of 8,000."""
    assert _months("Clawback", "clawback")[1] == 5000.0
    assert _months("Clawback", "payout")[:2] == [10_000.0, 3000.0]


def test_an_override_is_paid_for_the_sales_of_all() -> None:
    """1 % of what the team sold, and of what was booked late in the month; each rounded to cents."""
    sold = [amount(row, "actual") for row in extract_of(contents()).rows["actuals"]]
    assert sum(_months("Manager", "earned")) == pytest.approx((sum(sold) - 3000) / 100)


def test_what_comes_late_is_paid_by_the_sum_to_date() -> None:
    """16,000 to date in March bring 1,800; 3,000 of them go back at 15 %."""
    assert _months("Late", "late")[2] == -450.0
    assert sum(_months("Late", "net")) == 1350.0


def test_a_draw_is_recovered() -> None:
    """Oracle Sales Compensation, "Recoverable draw scenario", table 4: net earnings of Terry Smythe."""
    assert _months("Smythe", "payout") == [2750.0, 3000.0, 2000.0, 2000.0, 2875.0, 2750.0]
    assert _months("Smythe", "balance") == [0.0, 0.0, 500.0, 125.0, 0.0, 0.0]


def test_all_is_worked_out_by_columns() -> None:
    worked = work_out(contents())
    assert worked is not None
    assert worked.left == []


def test_no_formula_is_longer_than_excel_takes() -> None:
    cells = (cell for sheet in contents().sheets.values() for cell in sheet.cells.values())
    assert max(len(cell.formula) for cell in cells if cell.formula) < 8192


def _closed() -> Ledger:
    ledger, extract = Ledger(), extract_of(contents())
    for period in MONTHS:
        done = closing(ledger, period, extract)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    return ledger


def test_the_ledger_earns_the_same() -> None:
    """Six closes take the scorecard's figures, and add up by their own terms."""
    ledger = _closed()
    assert flaws_of(ledger) == []
    terms = {one.person: one.terms for one in ledger.standing(EARNED) if one.of == "2026-02"}
    assert terms["Annual"] == "marginal; 0=0.01 0.5=0.03; from=2026-01; quota=1000000"
    assert terms["Capped"] == "marginal; 0=0.1 1=0.15; cap=560; cap from=2026-01"
    assert terms["From then"] == "marginal; 0=0.2; from=2026-02; quota=11000"
    by_deal = [one for one in ledger.standing(EARNED) if (one.person, one.of) == ("By deal", "2026-02")]
    assert [one.terms.rpartition("; ")[2] for one in by_deal] == ["for=E-3", "for=E-1"]
    for member, amounts in EARNED_BY.items():
        booked = sum(float(one.amount("commission")) for one in ledger.standing(EARNED) if one.person == member)
        assert booked == pytest.approx(sum(amounts) + (-450 if member == "Late" else 0)), member


def test_what_the_ledger_has_counts_as_earned_before() -> None:
    """A quota of 10,000 instead of 12,000 from March on: 1,750 to date by it; 1,500 were earned in closed months."""

    def sold(open_quota: float) -> Path:
        payees = Payees()
        quotas = [1000.0] * 2 + [open_quota] * 10
        payees.add("Ann", [8000.0, 6000.0, 1000.0], quotas, {0: 0.1, 1: 0.15}, span="year", change="trues_up")
        return payees.file()

    ledger = Ledger()
    for period in MONTHS[:2]:
        ledger = closing(ledger, period, extract_of(read(sold(1000.0)))).ledger
    path = sold(800.0)
    now = replace(Terms.of(END_OF_JUNE), ledger=LedgerFile("ledger.csv", ledger))
    [told] = closing(ledger, "2026-03", extract_of(read(path))).refusals
    assert "Refresh the scorecard with --ledger" in told.sentence()
    renew_file(path, path, [], now)
    extract = extract_of(read(path))
    done = closing(ledger, "2026-03", extract)
    assert [one.sentence() for one in done.refusals] == []
    assert flaws_of(done.ledger) == []
    months = [row.values for row in extract.rows["commission"]][:3]
    assert [row["earned"] for row in months] == [800.0, 700.0, 250.0]
    assert [row["earned_before"] for row in months] == [0.0, 800.0, 1500.0]
    [march] = statements_of(Scorecard(extract), "2026-03", done.ledger)[0]
    assert (march.uncapped, march.before, march.payout) == (1750, -1500, 250)
    [told] = closing(done.ledger, "2026-04", with_row(extract, "plan_rates", 1, rate=0.2)).refusals
    assert told.sentence().startswith("plans.xlsx · Rates by plan!H6: the terms by which 2026-01 of Ann was paid")


def test_statements_add_up_line_by_line() -> None:
    ledger, scorecard = _closed(), scorecard_of(contents())
    for period in MONTHS[:3]:
        found, refused = statements_of(scorecard, period, ledger)
        assert refused == []
        for one in found:
            assert sum(part.commission for part in one.slices) == one.uncapped
            assert one.uncapped + one.before + one.cut == one.commission, (one.person, period)
            assert one.commission + one.late_total - one.taken_total + one.advance - one.recovered == one.payout
    by_name = {one.person: one for one in statements_of(scorecard, "2026-03", ledger)[0]}
    products = next(one for one in statements_of(scorecard, "2026-01", ledger)[0] if one.person == "Products")
    assert {one.kind: float(one.commission) for one in products.slices} == {"": 5000, "Strategic": 3000, "Legacy": 1500}
    assert [float(one.commission or 0) for one in products.sales] == [5000, 3000, 1500]
    items = next(one for one in statements_of(scorecard, "2026-01", ledger)[0] if one.person == "Items")
    assert {one.kind: float(one.commission) for one in items.slices} == {"Item A": 3, "Item B": 15}
    annual, capped = by_name["Annual"], by_name["Capped"]
    assert (annual.counted, annual.quota_counted, annual.before) == (800_000, 1_000_000, -8000)
    assert (capped.before, capped.cut) == (0, -190)


@pytest.mark.parametrize(("member", "number", "lines"), [("Annual", 3, [5000, 9000, -8000]), ("Products", 1, [])])
def test_the_workbook_adds_up_line_by_line(member: str, number: int, lines: list[float]) -> None:
    """From the slices of all that adds up, less what was earned before, to the payout."""
    book = TypedBook(TEMPLATES["team-scorecard"], contents(), END_OF_JUNE)
    book.put_field("statement.member", member)
    book.put_field("statement.month", float(serial_of(month(number))))
    book.judged()
    view = book.submission().view
    legs = view.tables["legs"]
    found = [legs.slot(legs.declared["commission"], row).value for row in legs.rows]
    assert [one for one in found if one != ""] == lines
    earned = EARNED_BY[member][number - 1]
    assert view.fields["settlement.commission"].value == view.fields["settlement.payout"].value == earned


def test_other_rates_over_the_same_months() -> None:
    """2 % up to half the quota of the year and 3 % above: 10,000 + 9,000."""
    people = {
        one.person: one
        for one in by_person(what_if(scorecard_of(contents()), Rates("marginal", ((0, 0.02), (0.5, 0.03)))))
    }
    assert (people["Annual"].commission, people["Annual"].other) == (14_000, 19_000)
    assert people["Late"].commission == 1350


def test_plans_go_on_into_the_next_year() -> None:
    """But for who has left a plan before."""
    made = forward(extract_of(two_plans()), {}, 46388.0, None).filling.tables
    assert [(row["member"], row["plan"]) for row in made["plan_members"]] == [("Ann", "AM-2026")]
    assert (len(made["plans"]), len(made["plan_rates"])) == (2, 4)
