"""A pool is shared to the cent: in the workbook, in the ledger, for payroll and on each member's page."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rollup.paid_by_plan import END_OF_JUNE, extract_of, month, scorecard_of
from tests.rollup.pools import NAMES, pool, share
from tests.validation.across_units import with_row
from tests.validation.closed_months import closing
from tests.validation.typed_book import TypedBook
from xltargets.ledger.book import Ledger
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.entry import EARNED, LedgerProblem
from xltargets.ledger.terms import Terms
from xltargets.locale import translator
from xltargets.reporting.statement import render_statement
from xltargets.rollup.closing.payroll import payroll_text
from xltargets.rollup.closing.statement import statements_of
from xltargets.rollup.extraction import Extract
from xltargets.templates import TEMPLATES
from xltargets.units.days import serial_of
from xltargets.validation.finding import Severity
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.program.running import work_out

SOLD = [1000.0, 2001.0, 12_000.0]
EARNED_BY = {
    # 7 % of 1,000.00: 70.00. By 3, 2 and 2 that is 30, 20, 20.
    # 7 % of 3,001.00: 210.07 to date: 90.03, 60.02, 60.02.
    # 12,000 at 7 % and 3,001 at 10 %: 1,140.10 to date: 488.614…, 325.742… twice. 488.61 and twice 325.74 leave a cent,
    # which goes to the greatest remainder: 488.62, 325.74, 325.74.
    "Ann": (Decimal("30.00"), Decimal("60.03"), Decimal("398.59")),
    "Bo": (Decimal("20.00"), Decimal("40.02"), Decimal("265.72")),
    "Cy": (Decimal("20.00"), Decimal("40.02"), Decimal("265.72")),
}


def _closed(extract: Extract, until: int) -> Ledger:
    ledger = Ledger()
    for number in range(1, until + 1):
        done = closing(ledger, f"2026-{number:02d}", extract)
        assert [one.sentence() for one in done.refusals] == []
        ledger = done.ledger
    assert flaws_of(ledger) == []
    return ledger


def _earned(ledger: Ledger) -> dict[str, tuple[Decimal, ...]]:
    rows = ledger.standing(EARNED)
    return {name: tuple(one.amount("commission") for one in rows if one.person == name) for name in NAMES}


def test_the_parts_are_worked_out_and_closed_alike() -> None:
    contents = pool((3, 2, 2), SOLD).contents()
    worked = work_out(contents)
    assert worked is not None
    assert worked.left == []
    extract = extract_of(contents)
    ledger = _closed(extract, 3)
    assert _earned(ledger) == EARNED_BY
    terms = {one.person: one.terms for one in ledger.standing(EARNED) if one.of == "2026-03"}
    assert terms["Bo"] == "marginal; 0=0.07 1=0.1; from=2026-01; quota=12000; pool=3 2 2; part=2"
    paid = list(csv.DictReader(io.StringIO(payroll_text(ledger, "2026-03"))))
    assert {row["person"]: Decimal(row["payout"]) for row in paid} == {name: EARNED_BY[name][2] for name in NAMES}
    assert sum(Decimal(row["payout"]) for row in paid) == Decimal("930.03"), "1,140.10 less 210.07"
    [changed] = closing(ledger, "2026-04", with_row(extract, "plan_members", 1, share=9.0)).refusals[:1]
    assert "2026-01 of Ann was paid were changed" in changed.sentence()


def test_a_members_page_adds_up() -> None:
    """1,140.10, less 814.36 for the others, less 60.02 from before are 265.72."""
    scorecard = scorecard_of(pool((3, 2, 2), SOLD).contents())
    found, refused = statements_of(scorecard, "2026-03", None)
    assert refused == []
    for one in found:
        assert one.pool is not None
        assert one.uncapped + one.pool.earlier + one.cut == one.pool.total
        assert one.pool.total + one.pool.others + one.before == one.commission == EARNED_BY[one.person][2]
    assert sum(one.pool.part for one in found if one.pool) == Decimal("1140.10")
    page = render_statement(found[1], translator("en"))
    for text in ("1,140.10", "your share is 28.6%", "−814.36", "325.74", "−60.02", "265.72"):
        assert text in page
    assert "Ann" not in page


def test_the_workbook_adds_up_line_by_line() -> None:
    book = TypedBook(TEMPLATES["team-scorecard"], pool((3, 2, 2), SOLD).contents(), END_OF_JUNE)
    book.put_field("statement.member", "Bo")
    book.put_field("statement.month", float(serial_of(month(3))))
    report = book.judged()
    assert [one for one in report.findings if one.severity is Severity.ERROR] == []
    view = book.submission().view
    legs, form = view.tables["legs"], view.fields
    lines = [legs.slot(legs.declared["commission"], row).value for row in legs.rows]
    assert [one for one in lines if one != ""] == [840.0, 300.1, -874.38]
    assert [form[f"settlement.{one}"].value for one in ("pool", "part", "commission", "payout")] == [
        1140.1,
        325.74,
        265.72,
        265.72,
    ]
    assert form["settlement.share"].value == pytest.approx(2 / 7)


def test_who_joins_begins_a_new_sum_for_all() -> None:
    """The year's quota is 12,000 until March, from April on 9,000; 9,000 at 7 % and 1,000 at 10 % are 730."""
    payees = pool((1, 1, 1), [1000.0, 0.0, 0.0, 10_000.0])
    payees.tables["plan_members"] = [*share((1, 1), 1, 3), *share((2, 2, 1), 4)]
    ledger = _closed(extract_of(payees.contents()), 4)
    earned = {
        one.person: one.amount("commission") for one in ledger.standing(EARNED) if one.of in ("2026-01", "2026-04")
    }
    assert earned == {"Ann": Decimal(292), "Bo": Decimal(292), "Cy": Decimal(146)}
    assert sum(one.amount("commission") for one in ledger.standing(EARNED)) == 70 + 730


def test_a_cap_is_of_the_pool() -> None:
    """Of 200.00 a year 70.00 are earned in January; then 130.00 are left for all."""
    contents = pool((1, 1, 1), SOLD, span="month", cap=200.0, cap_span="year").contents()
    assert _earned(_closed(extract_of(contents), 3)) == {
        "Ann": (Decimal("23.34"), Decimal("43.33"), Decimal(0)),
        "Bo": (Decimal("23.33"), Decimal("43.34"), Decimal(0)),
        "Cy": (Decimal("23.33"), Decimal("43.33"), Decimal(0)),
    }
    for one in statements_of(scorecard_of(contents), "2026-02", None)[0]:
        assert one.pool is not None
        assert (one.uncapped, one.pool.earlier) == (Decimal("170.10"), Decimal("70.00"))
        assert one.uncapped + one.pool.earlier + one.cut == one.pool.total == Decimal("200.00")


def test_what_comes_late_counts_in_the_open_month() -> None:
    """600 of January come in March: 7 % of 1,600 to date in March, and nobody is paid for it beside."""
    payees = pool((1, 1), [1000.0])
    payees.late("Ann", 1, 3, 600.0)
    ledger = _closed(extract_of(payees.contents()), 3)
    booked = [(one.of, one.person, float(one.amount("commission"))) for one in ledger.standing(EARNED)]
    assert [one for one in booked if one[2]] == [
        ("2026-01", "Ann", 35.0),
        ("2026-01", "Bo", 35.0),
        ("2026-03", "Ann", 21.0),
        ("2026-03", "Bo", 21.0),
    ]


@pytest.mark.parametrize("shares", [(3, None), (0, 0), (-1, 2)])
def test_without_shares_there_is_no_plausible_number(shares: tuple[float | None, ...]) -> None:
    contents: Contents = pool(shares, SOLD).contents()
    for row in extract_of(contents).rows["commission"]:
        assert not isinstance(row.values["earned"], float) or row.values["month"] > 46173


@given(
    some.integers(0, 10**12),
    some.lists(some.floats(0, 1e9).map(lambda one: round(one, 4)), min_size=1, max_size=12).filter(any),
)
@settings(max_examples=200, deadline=None)
def test_parts_sum_to_the_pool_for_any_weights(cents: int, shares: list[float]) -> None:
    """And each is within a cent of its share."""
    total = Decimal(cents).scaleb(-2)
    terms = [Terms.parse(f"marginal; 0=0.1; pool={' '.join(map(_decimal, shares))}; part={place + 1}") for place in
             range(len(shares))]  # fmt: skip
    parts = [one.part_of(total, "EUR") for one in terms]
    assert sum(parts) == total
    exact = [Decimal(repr(one)) for one in shares]
    for part, share_of in zip(parts, exact, strict=True):
        assert abs(part - total * share_of / sum(exact)) < Decimal("0.01")


def _decimal(number: float) -> str:
    return f"{Decimal(repr(number)):f}"


def test_a_pool_that_nobody_shares_is_no_pool() -> None:
    for text in ("marginal; 0=0.1; pool=0 0; part=1", "marginal; 0=0.1; pool=1 1; part=3"):
        with pytest.raises(LedgerProblem):
            Terms.parse(text).part_of(Decimal(1), "EUR")
