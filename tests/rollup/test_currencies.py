"""A company in USD of units that plan in EUR and JPY: handed out, put together, and refused without a rate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from tests.rollup.company_plans import DAY, FEWER, NEW_TOTAL, column, company, run
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.errors import ValueProblem
from xltargets.rollup.across.given import Across
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.admission import Admission
from xltargets.rollup.collecting import collect
from xltargets.rollup.extraction import Collected, Extract
from xltargets.rollup.handing_out.again import renewed
from xltargets.rollup.handing_out.company import CompanyPlan
from xltargets.rollup.loading.company_tables import renew_company
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

NORTH, HARBOUR, BAY, EAST = FEWER
UNITS = (NORTH, HARBOUR, {**BAY, "currency": "JPY", "language": "en"}, {**EAST, "currency": "EUR"})
RATES = {"rates": ({"currency": "EUR", "plan": 1.25}, {"currency": "JPY", "plan": 0.008})}
ACTUAL = {**RATES, "actual_rates": ({"month": DAY(2026, 1, 1), "currency": "EUR", "rate": 1.5},)}
"""East Hill has 100 of 1,000 USD a month, which are 80 EUR, and South Bay 400, which are 50,000 JPY."""


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("currencies")
    done = run(company(folder / "company.xlsx", units=UNITS, more=ACTUAL), folder / "units")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def plan(handed: Path) -> Extract:
    """What the company plan holds."""
    extract = collect([handed / "company.xlsx"], 46_091.0, jobs=1)[0].extract
    assert extract is not None
    return extract


def with_rows(extract: Extract, table: str, values: dict[str, object], *, last: bool = False) -> Extract:
    """The same with other values in the first row of a table, or in its last."""
    rows = list(extract.rows[table])
    place = len(rows) - 1 if last else 0
    rows[place] = replace(rows[place], values={**rows[place].values, **values})  # type: ignore[dict-item]
    return replace(extract, rows={**extract.rows, table: rows})


@pytest.fixture
def units(handed: Path, tmp_path: Path) -> Path:
    return Path(copytree(handed / "units", tmp_path / "units"))


def sold(path: Path, *amounts: float) -> None:
    """Enter the actuals of the first months in Review."""
    contents = read(path)
    review = View.of(contents).tables["review"]
    place = review.column_index["actual"]
    cells = {(review.rows.start + month, place): amount for month, amount in enumerate(amounts)}
    patch_values(contents, path, {review.sheet.name: cells})
    recalculate(path, path, lambda: 46_091.0)


def consolidate(folder: Path, *options: str) -> Result:
    output = str(folder.parent / "company-scorecard.xlsx")
    common = ["--as-of", "2026-01-31", "--language", "en", "-o", output, "--jobs", "1"]
    return CliRunner().invoke(main, ["consolidate", str(folder), *common, *options])


def test_each_unit_gets_its_target_in_its_currency(handed: Path) -> None:
    east, bay = (handed / "units" / f"{name}-target-plan.xlsx" for name in ("eh", "sb"))
    assert column(east, "periods", "target") == [80] * 12
    assert column(bay, "periods", "target") == [50_000] * 12
    for path, currency in ((east, "EUR"), (bay, "JPY")):
        assert View.of(read(path)).fields["settings.currency"].value == currency


def test_a_rate_that_does_not_divide_keeps_year_and_months_whole(plan: Extract) -> None:
    """1,200 USD at 1.1 are 1,090.9 EUR, so 1,091; eleven months have 91 and one 90."""
    changed = with_rows(plan, "rates", {"plan": 1.1})
    east = CompanyPlan(changed).units["eh"]
    assert sorted(CompanyPlan(changed).of_unit(east)) == [90, *[91] * 11]


def test_a_new_total_comes_in_the_units_currency(units: Path, tmp_path: Path) -> None:
    """600 more in six months raise East Hill's 100 to 110 USD, which are 88 EUR."""
    plan = company(tmp_path / "company.xlsx", units=UNITS, more=ACTUAL, changes=(NEW_TOTAL,))
    done = run(plan, units)
    assert done.exit_code == 0, done.output
    east = units / "eh-target-plan.xlsx"
    assert column(east, "periods", "target") == [80] * 6 + [88] * 6


def test_without_a_rate_nothing_is_handed_out(plan: Extract) -> None:
    with pytest.raises(ValueProblem, match="as South Bay plans in JPY and the company in USD"):
        CompanyPlan(with_rows(plan, "rates", {"currency": "GBP"}, last=True))


def test_a_unit_that_changed_its_currency_is_told(plan: Extract, handed: Path) -> None:
    """Its workbook is in EUR; 1,200 of the company's currency are no 960 of it."""
    changed = CompanyPlan(with_rows(plan, "organisation", {"currency": None}, last=True))
    found = renewed(View.of(read(handed / "units" / "eh-target-plan.xlsx")), changed, changed.units["eh"], 46_091.0)
    told = [phrase.sentence() for phrase in found.unplaced]
    assert "its amounts are in EUR, and in USD in the company plan; no target was changed" in told
    assert "changes" not in found.renewal.rows


@pytest.mark.nightly
def test_the_company_adds_at_plan_rates(handed: Path, units: Path) -> None:
    """40 EUR are 50 USD at the plan's rate, and 60 at January's; 50,000 JPY are 400, and have no other rate."""
    for name, amount in (("nh", 450.0), ("sb", 50_000.0), ("eh", 40.0)):
        sold(units / f"{name}-target-plan.xlsx", amount)
    for path in units.glob("*-team-scorecard.xlsx"):
        path.unlink()
    done = consolidate(units, "--parent", str(handed / "company.xlsx"))
    assert "the figures of 3 workbooks; none was left out" in done.output, done.output
    scorecard = units.parent / "company-scorecard.xlsx"
    names = column(scorecard, "teams", "unit")
    for key, figures in (
        ("target", {"North Harbour": 6000, "South Bay": 4800, "East Hill": 1200}),
        ("actual", {"North Harbour": 450, "South Bay": 400, "East Hill": 50}),
        ("rates_effect", {"North Harbour": None, "South Bay": None, "East Hill": 10}),
        ("currency", {"North Harbour": "USD", "South Bay": "JPY", "East Hill": "EUR"}),
    ):
        found = dict(zip(names, column(scorecard, "teams", key), strict=True))
        assert found == {
            name: value if isinstance(value, str) or value is None else pytest.approx(value)
            for name, value in figures.items()
        }
    fields = View.of(read(scorecard)).fields
    assert fields["settings.currency"].value == "USD"
    assert fields["standing.actual"].value == pytest.approx(900)
    assert fields["standing.rates_effect"].value == pytest.approx(10)
    # A refresh has no company's plan at hand, and goes by the rates that the scorecard has kept.
    assert column(scorecard, "rates", "plan") == [1.25, 0.008]
    sold(units / "eh-target-plan.xlsx", 48.0)
    shown = CliRunner().invoke(main, ["refresh", str(scorecard), str(units), "--as-of", "2026-01-31"])
    assert shown.exit_code == 0, shown.output
    assert dict(zip(names, column(scorecard, "teams", "actual"), strict=True))["East Hill"] == pytest.approx(60)


def test_a_company_scorecard_in_another_currency_than_all_teams(collected: list[Collected], tmp_path: Path) -> None:
    """Dollars under the heading EUR would be a company's figures by a name that is not theirs."""
    settings = {"unit": "Acme", "owner": "Dana", "currency": "EUR", "year_start": DAY(2026, 1, 1)}
    build(TEMPLATES["company-scorecard"], tmp_path / "company.xlsx", Filling({"settings": settings}, {}))
    with pytest.raises(ValueProblem, match="expected USD, the currency of the teams' workbooks"):
        renew_company(View.of(read(tmp_path / "company.xlsx")), collected[1:], Terms(46_091.0))


@pytest.fixture(scope="module")
def collected(handed: Path) -> list[Collected]:
    names = ("eh-target-plan", "nh-target-plan", "nh-team-scorecard")
    return collect([handed / "units" / f"{name}.xlsx" for name in names], 46_091.0, jobs=1)


def told(collected: list[Collected], parent: Extract | None) -> dict[str, str]:
    """Why files are left out."""
    left_out = Admission(collected, parent).left_out
    return {file: reason.sentence() for file, reason in left_out.items()}


def test_without_a_rate_a_unit_is_left_out_with_its_name(collected: list[Collected], plan: Extract) -> None:
    without = with_rows(plan, "rates", {"currency": "GBP"})
    why = "the amounts of East Hill are in EUR, and company.xlsx has no exchange rate to USD"
    assert told(collected, without) == {"eh-target-plan.xlsx": why}
    assert told(collected, replace(plan, rows={**plan.rows, "rates": []})) == {"eh-target-plan.xlsx": why}
    assert told(collected, None) == {"eh-target-plan.xlsx": "its amounts are in EUR, those of most in USD"}
    assert told(collected, plan) == {}


def test_a_scorecard_in_another_currency_than_its_unit(collected: list[Collected], plan: Extract) -> None:
    """North Harbour's scorecard is in EUR, which has a rate: it is not North Harbour's all the same."""
    scorecard = collected[2].extract
    assert scorecard is not None
    other = replace(scorecard, fields={**scorecard.fields, "settings.currency": "EUR"})
    changed = [*collected[:2], replace(collected[2], extract=other)]
    assert told(changed, plan) == {"nh-team-scorecard.xlsx": "its amounts are in EUR, those of North Harbour in USD"}
    found = findings_across(Across(changed, plan), ["XL615"])
    assert [finding.at.place for finding in found["nh-team-scorecard.xlsx"]] == ["Settings!B8"]


def test_a_folder_agrees_with_the_company_plan(collected: list[Collected], plan: Extract) -> None:
    assert findings_across(Across(collected, plan), ["XL608", "XL615"]) == {}
