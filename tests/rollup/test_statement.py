"""A member's statement: every line adds up to the payout, to the cent, and nothing on it is of anybody else."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser import ask, needs_chromium, to_pdf
from tests.rollup.small_unit import slot
from tests.validation.across_units import with_row, with_rows
from tests.validation.closed_months import rows_of, scorecard, scorecard_file, two_months
from xltargets.actions.registry import ACTIONS, Request
from xltargets.actions.statements import write_statements
from xltargets.building.builder import build
from xltargets.calc import commission_quota
from xltargets.ledger.file import write_ledger
from xltargets.locale import translator
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.closing.statement import Statement, statements_of
from xltargets.rollup.extraction import extract_view
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read

END_OF_MAY = 46173.0
MARCH, BEN = 46082.0, "Ben Okafor"
DAY = datetime.date


def adds_up(one: Statement) -> bool:
    """Line by line as the page has them."""
    slices = sum((part.commission for part in one.slices), Decimal(0))
    late, taken = (sum((part.commission for part in some), Decimal(0)) for some in (one.late, one.taken))
    net = one.commission + late + taken
    return (
        slices == one.uncapped
        and one.uncapped + one.cut == one.commission
        and (late, -taken) == (one.late_total, one.taken_total)
        and net == one.net
        and net + one.advance - one.recovered == one.payout
        and one.owed_before + (one.advance if one.recoverable else 0) - one.recovered == one.owed
        and sum((part.amount for part in one.slices), Decimal(0)) in (one.credit, Decimal(0))
    )


@pytest.mark.parametrize("period", [f"2026-{month:02d}" for month in range(1, 6)])
def test_each_statement_of_the_sample_adds_up(period: str) -> None:
    found, refused = statements_of(Scorecard(scorecard()), period, None)
    assert (len(found), refused) == (6 if period >= "2026-04" else 5, [])  # Erik Lund comes in April
    assert all(adds_up(one) for one in found), [one for one in found if not adds_up(one)]


def test_the_sales_behind_a_month_sum_to_its_credit_and_commission() -> None:
    """Ben's May by hand: 35,750 + 21,300 + 20,200 + 3,123 = 80,373. Quota and tiers say what each brought."""
    found, _refused = statements_of(Scorecard(scorecard()), "2026-05", None)
    [ben] = [one for one in found if one.person == BEN]
    assert [(one.deal, one.day, one.whole, one.part) for one in ben.sales] == [
        ("O-29", "2026-05-13", Decimal("65000.00"), Decimal("35750.00")),
        ("O-27", "2026-05-19", Decimal("71000.00"), Decimal("21300.00")),
        ("O-36", "2026-05-19", Decimal("101000.00"), Decimal("20200.00")),
        ("S-05-2", "2026-05-31", Decimal("3123.00"), Decimal("3123.00")),
    ]
    for one in found:
        assert sum((sale.part for sale in one.sales), Decimal(0)) == one.credit
        assert sum((sale.commission or Decimal(0) for sale in one.sales), Decimal(0)) == one.commission
    # Below 80 % of the quota a sale brings 2 %.
    assert ben.sales[0].commission == Decimal("715.00")
    assert statements_of(Scorecard(scorecard()), "2026-04", None)[0][0].sales == []


@settings(max_examples=60)
@given(
    st.integers(1, 30_000_000),
    st.integers(100, 20_000_000),
    st.sampled_from(["marginal", "retroactive"]),
    st.sampled_from([None, 3000.0]),
    st.lists(st.integers(0, 2500), min_size=1, max_size=5),
)
def test_the_slices_sum_to_the_commission_in_cents(
    credit: int, quota: int, mode: str, cap: float | None, rates: list[int]
) -> None:
    """Whatever the tiers: rounded one by one, they would miss it by a cent."""
    steps = sorted({round(0.3 * number, 1): rate / 10_000 for number, rate in enumerate(sorted(rates))}.items())
    expected = commission_quota(credit / 100, quota / 100, [list(one) for one in steps], mode, cap, decimals=2)
    extract = scorecard()
    [place] = rows_of(extract, "commission", month=MARCH, member=BEN)
    values = {"credit": credit / 100, "quota": quota / 100, "earned": float(expected), "net": float(expected)}
    extract = with_row(extract, "commission", place, **values, payout=float(expected), draw=0.0, recovered=0.0)
    blank = dict(extract.rows["tiers"][0].values)
    tiers = [blank | {"attainment": start, "rate": rate} for start, rate in steps]
    extract = with_rows(extract, "tiers", *tiers)
    extract = with_row(extract, "terms", 0, cap=cap)
    extract.fields["settings.mode"] = mode
    found, _refused = statements_of(Scorecard(extract), "2026-03", None)
    [one] = [one for one in found if one.person == BEN]
    extract.fields["settings.mode"] = "marginal"
    assert adds_up(one), one


def test_a_cap_has_its_line_in_the_workbook_and_on_the_page(tmp_path: Path) -> None:
    """A cap of 3,000, and 355.14 owed from an earlier draw.

    Quota 70,837 of April: 56,669.60 at 3 %, 14,167.40 at 5 %, 11,552 at 7 % are 1,700.09, 708.37 and 808.64; in all
    3,217.10. The cap takes 217.10 off, the refund 300.00.
    """
    filling = sample("team-scorecard")
    day = DAY(2025, 1, 1)
    tables = {
        **filling.tables,
        "tiers": [{"effective": day, "attainment": a, "rate": r} for a, r in ((0, 0.03), (0.8, 0.05), (1, 0.07))],
        "terms": [{"effective": day, "draw": 2_500, "recoverable": "Yes", "cap": 3_000, "window": 90}],
    }
    forms = {**filling.forms, "statement": {"member": BEN, "month": DAY(2026, 4, 1)}}
    path = tmp_path / "capped.xlsx"
    build(TEMPLATES["team-scorecard"], path, Filling(forms, tables))
    extract = extract_view(View.of(read(path), END_OF_MAY), path.name)
    lines = [(slot(path, "legs.what", row).value, slot(path, "legs.commission", row).value) for row in range(4)]
    assert lines == [("Slice", 1700.09), ("Slice", 708.37), ("Slice", 808.64), ("Cap", -217.10)]
    held = {key.partition(".")[2]: value for key, value in extract.fields.items() if key.startswith("settlement.")}
    [row] = [
        one.values
        for one in extract.rows["commission"]
        if (one.values["member"], one.values["month"]) == (BEN, 46113.0)
    ]
    assert (held["commission"], held["clawback"]) == (3000.0, -300.0)
    assert held["payout"] == row["payout"] == extract.fields["statement.payout"]
    assert (
        round(sum(held[key] for key in ("commission", "late", "clawback", "advance", "recovered")), 2) == held["payout"]
    )
    found, _refused = statements_of(Scorecard(extract), "2026-04", None)
    [one] = [one for one in found if one.person == BEN]
    assert [str(part.commission) for part in one.slices] == ["1700.09", "708.37", "808.64"]
    assert (str(one.cut), str(one.commission)) == ("-217.10", "3000.00")
    assert float(one.payout) == held["payout"]
    assert adds_up(one)


def test_a_page_is_in_the_language_of_its_member_and_of_nobody_else(tmp_path: Path) -> None:
    book = scorecard_file(tmp_path)
    cell = slot(book, "team.language", 2)
    say = translator("zh-TW")
    patch_values(read(book), book, {cell.sheet.name: {(cell.row, cell.column_index): "繁體中文"}}, over_formulas=True)
    done = ACTIONS["statements"].run(read(book), Request(lambda: END_OF_MAY, folder=tmp_path / "out"))
    assert done.message.values["period"] == "2026-05"
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files][:2] == ["e101-2026-05.html", "e102-2026-05.html"]
    pages = {file.name[:4]: file.read_text("utf-8") for file in files}
    names = [str(row.values["member"]) for row in scorecard().rows["team"]]
    for name, page in zip(names, pages.values(), strict=True):
        assert [one for one in names if one in page] == [name]
    assert '<html lang="zh-TW">' in pages["e103"]
    assert say("Payout") in pages["e103"]
    assert '<html lang="en">' in pages["e101"]
    assert all("<script" not in page and "http:" not in page and "https:" not in page for page in pages.values())


def test_a_name_from_a_workbook_is_text(tmp_path: Path) -> None:
    """And runs nothing."""
    extract = scorecard()
    extract = with_row(extract, "team", 0, member="<img src=x onerror=alert(1)>")
    rows = rows_of(extract, "commission", member="Alice Moreau")
    for row in rows:
        extract = with_row(extract, "commission", row, member="<img src=x onerror=alert(1)>")
    found, _refused = statements_of(Scorecard(extract), "2026-05", None)
    from xltargets.reporting.statement import render_statement

    page = render_statement(found[0], lambda text: text)
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_a_closed_month_names_its_entry_and_another_payout_is_refused(tmp_path: Path) -> None:
    ledger = two_months()
    found, refused = statements_of(Scorecard(scorecard()), "2026-02", ledger)
    assert refused == []
    [one] = [one for one in found if one.person == BEN]
    assert one.entry is not None
    assert (one.entry.number, one.closed_on, [month.closed for month in one.year]) == (18, "2026-06-01", [True, True])
    [place] = rows_of(scorecard(), "commission", month=46054.0, member=BEN)
    other = with_row(scorecard(), "commission", place, payout=1.0)
    _found, refused = statements_of(Scorecard(other), "2026-02", ledger)
    assert [one.sentence() for one in refused] == [
        "Ben Okafor: the payout of 2026-02 is 1.00 in the scorecard and 1,871.86 in the ledger. No statement is "
        "written; xltargets validate --ledger tells what was changed."
    ]
    write_ledger(tmp_path / "ledger.csv", ledger, type(ledger)())
    done = write_statements(scorecard_file(tmp_path), tmp_path, END_OF_MAY, period="2026-02", ledger=ledger)
    page = next(file for file in done.files if file.name.startswith("e102")).read_text("utf-8")
    assert "Closed on 2026-06-01" in page
    assert f"Entry 18 of the ledger, {one.entry.hash[:12]}." in page


@needs_chromium
@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_is_wider_than_its_window_and_the_lines_are_all_in_view(tmp_path: Path, width: int) -> None:
    done = write_statements(scorecard_file(tmp_path), tmp_path / "out", END_OF_MAY)
    page = done.files[1].read_text("utf-8")
    script = """const table = document.querySelector('table').getBoundingClientRect();
      return [document.documentElement.scrollWidth <= window.innerWidth, table.right <= window.innerWidth + 1];"""
    assert ask(page, script, width) == [True, True]


@needs_chromium
def test_a_statement_is_one_sheet_of_paper(tmp_path: Path) -> None:
    done = write_statements(scorecard_file(tmp_path), tmp_path / "out", END_OF_MAY)
    to_pdf(done.files[1], tmp_path / "page.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes())) == 1
