"""A company whose year is one of weeks: handed out, sold in, added up, reported, rolled forward; and closed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.rollup.company_plans import PEOPLE, UNITS, append, column
from tests.templates.test_scorecards_of_weeks import MONTHS, sold
from tests.templates.test_scorecards_of_weeks import built as scorecard
from tests.templates.test_years_of_weeks import NRF_2023, built, read_plan, values
from tests.templates.test_years_of_weeks import company as company_plan
from xltargets.actions.actuals import actuals_from_deals
from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.rollup.accounts import of_unit
from xltargets.rollup.closing.scorecards import Scorecard
from xltargets.rollup.company import Company
from xltargets.rollup.extraction import Collected, Extract, extract_view
from xltargets.rollup.handing_out.again import renewed_scorecard
from xltargets.rollup.handing_out.first import scorecard_of
from xltargets.rollup.letter import letters_of
from xltargets.rollup.loading.others import others_of
from xltargets.rollup.meeting import meeting
from xltargets.rollup.rates import Rates
from xltargets.rollup.rolling.forward import forward, next_start
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.reader import read

pytestmark = pytest.mark.nightly

DAY = datetime.date
NOW = float(serial_of(DAY(2023, 4, 3)))


def log(path: Path, deals: list[dict[str, Any]]) -> View:
    given = {"unit": "North", "owner": "Dana", "currency": "USD", "as_of": DAY(2023, 4, 3), **NRF_2023}
    common = {"owner": "Ann", "customer": "Fox", "created": DAY(2023, 1, 29)}
    rows = {"customers": [{"customer": "Fox"}], "opportunities": [{**common, **deal} for deal in deals]}
    build(TEMPLATES["crm-log"], path, Filling({"settings": given}, rows))
    return View.of(read(path))


def extracted(view: View) -> Extract:
    return extract_view(view, view.contents.path.name)


def collected(*views: View) -> list[Collected]:
    return [
        Collected(view.contents.path.name, template=found.template, extract=found, path=view.contents.path)
        for view in views
        for found in [extracted(view)]
    ]


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> tuple[View, View]:
    """A plan of 12,000 in even periods, and its scorecard with 900 in February and 300 in March."""
    folder = tmp_path_factory.mktemp("north")
    return built(folder / "plan.xlsx", NRF_2023), scorecard(folder / "card.xlsx", NRF_2023, actuals=sold(900, 300))


def test_units_are_added_up_by_their_periods(north: tuple[View, View]) -> None:
    """On 3 April 2023 March is over since Saturday, 1 April, and the month before ended on 25 February."""
    company = Company(collected(*north), terms=Terms(NOW))
    found = meeting(company)
    assert found.day == serial_of(DAY(2023, 4, 1))
    assert (found.whole.target, found.whole.due, found.whole.actual) == (12_000.0, 2_000.0, 1_200.0)
    assert found.before_day == serial_of(DAY(2023, 2, 25))
    assert (found.before.due, found.before.actual) == (1_000.0, 900.0) if found.before else False
    assert [month.name for month in found.months[:2]] == ["2023-02", "2023-03"]
    assert [month.actual for month in found.months[:3]] == [900.0, 300.0, None]


def test_a_running_period_is_due_by_its_working_days(north: tuple[View, View]) -> None:
    """On 10 March 2023, 10 of March's 25 working days have passed."""
    day = float(serial_of(DAY(2023, 3, 10)))
    whole = meeting(Company(collected(*north), terms=Terms(day, as_of=day))).whole
    assert whole.due == pytest.approx(1_400)


def test_deals_count_in_the_periods_of_their_days(north: tuple[View, View], tmp_path: Path) -> None:
    """25 February is February's last day, 1 April March's; what closes after 3 February 2024 is of the next year."""
    plan, card = north
    won = [("A", DAY(2023, 2, 25), 1.0), ("B", DAY(2023, 2, 26), 10.0), ("C", DAY(2023, 4, 1), 100.0)]
    deals: list[dict[str, Any]] = [
        {"id": name, "stage": "Won", "amount": amount, "closed": day, "expected": day} for name, day, amount in won
    ]
    deals += [
        {"id": name, "stage": "Proposal", "amount": 5.0, "own": 1.0, "expected": day}
        for name, day in (("D", DAY(2024, 2, 3)), ("E", DAY(2024, 2, 4)))
    ]
    view = log(tmp_path / "log.xlsx", deals)
    account = of_unit(extracted(plan), None, extracted(view))
    assert [span.amount for span in account.actuals[:4]] == [1.0, 110.0, 0.0, None]
    company = Company(collected(plan, card, view), terms=Terms(NOW))
    assert not company.left_out
    assert company.weighted() == {"North": 5.0}
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD"}
    build(TEMPLATES["company-scorecard"], tmp_path / "whole.xlsx", company.filling(settings))
    whole = View.of(read(tmp_path / "whole.xlsx"))
    assert whole.fields["settings.year_end"].value == serial_of(DAY(2024, 2, 3))
    assert values(whole, "teams", "gross")[0] == 5.0


def test_a_period_is_at_the_rate_of_the_month_that_it_is_named_after(north: tuple[View, View]) -> None:
    """February begins in January, whose rate it does not have: 900 at 1.5 instead of 1 are 450 more."""
    rates = Rates("EUR", {"USD": 1.0}, {("USD", serial_of(DAY(2023, m, 1)) * 1.0): r for m, r in ((1, 9.0), (2, 1.5))})
    account = of_unit(extracted(north[0]), extracted(north[1]))
    assert rates.effect("USD", account, NOW) == pytest.approx(450)


def test_a_scorecard_tells_its_closes_the_names(north: tuple[View, View]) -> None:
    found = Scorecard(extracted(north[1]))
    assert (found.year_start, found.until) == ("2023-02", "2023-03")
    assert [month.of for month in found.members[0].months][::11] == ["2023-02", "2024-01"]


def test_letters_say_the_days(tmp_path: Path) -> None:
    [letter] = letters_of(extracted(built(tmp_path / "plan.xlsx", NRF_2023)))
    assert (letter.first, letter.last) == (DAY(2023, 1, 29), DAY(2024, 2, 3))
    part = letter.quarters[0][1]
    assert (part.first, part.begins, part.ends) == (DAY(2023, 3, 1), DAY(2023, 2, 26), DAY(2023, 4, 1))


def test_the_next_year_begins_with_the_week_after(north: tuple[View, View]) -> None:
    """The Federation's 2024 begins on 4 February 2024; the actuals are its history, by the names of the periods."""
    plan, card = (extracted(view) for view in north)
    assert next_start(plan) == serial_of(DAY(2024, 2, 4))
    made = forward(plan, {"team-scorecard": card}, float(serial_of(DAY(2024, 2, 4))), None)
    settings = made.filling.forms["settings"]
    assert (settings["year_start"], settings["year_kind"]) == (DAY(2024, 2, 4), "w454")
    assert "weeks" not in settings
    assert any("52 weeks" in note.sentence() for note in made.notes)
    months = [row["month"] for row in made.filling.tables["history"]]
    assert months == [DAY(2023, 2, 1), DAY(2023, 3, 1)]


def test_figures_of_other_periods_are_not_loaded(north: tuple[View, View], tmp_path: Path) -> None:
    plan = built(tmp_path / "plan.xlsx", {**NRF_2023, "year_kind": "w445"})
    found = others_of(extracted(north[1]), None, collected(plan), Terms(NOW))
    assert not found.counted
    [note] = found.notes
    said = "its year is divided into 4-4-5 of 53 weeks, that of this workbook into 4-5-4 of 53 weeks"
    assert said in note.sentence()


def test_scorecards_are_handed_out_with_the_company_s_year(tmp_path: Path) -> None:
    """What is handed out, and what is told of a scorecard from when the year was divided otherwise."""
    plan, unit = read_plan(company_plan(tmp_path / "company.xlsx", NRF_2023))
    filling = scorecard_of(plan, unit)
    assert {key: filling.value("settings", key, None) for key in NRF_2023} == {**NRF_2023, "weeks": 53.0}
    build(TEMPLATES["team-scorecard"], tmp_path / "card.xlsx", filling)
    other, unit = read_plan(company_plan(tmp_path / "company.xlsx", {**NRF_2023, "year_kind": "w445"}))
    [told] = renewed_scorecard(View.of(read(tmp_path / "card.xlsx")), other, unit).unplaced
    said = "its year is divided into 4-5-4 of 53 weeks, and into 4-4-5 of 53 weeks in the company plan"
    assert told.sentence().startswith(said)


def test_a_replan_puts_deals_into_the_periods_of_their_days(north: tuple[View, View], tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    rows = ("2023-01-28,1000", "2023-02-25,1", "2023-02-26,10", "2023-04-01,100", "2023-04-02,2000")
    deals.write_text("Owner,Stage,Close date,Amount\n" + "".join(f"Ann,Won,{row}\n" for row in rows))
    found = actuals_from_deals(north[0].contents, deals, NOW)
    [changes] = (found.outcome.changes or {}).values()
    assert [changes[place] for place in sorted(changes)] == [1.0, 110.0]


@pytest.mark.nightly
def test_a_year_is_handed_out_and_closed(tmp_path: Path) -> None:
    def run(*words: object) -> Result:
        done = CliRunner().invoke(main, [*map(str, words), "--language", "en"])
        assert done.exit_code in (0, 1), done.output
        return done

    people = [
        {"team": team, "person": name, "person_id": number, "own_weight": weight}
        for team, name, number, weight in PEOPLE[:2]
    ]
    units = [{**UNITS[1], "parent": None, "keeps": "all"}]
    plan, folder, ledger = tmp_path / "company.xlsx", tmp_path / "units", tmp_path / "ledger.csv"
    built(plan, {"unit": "Acme", **NRF_2023}, units=people, organisation=units, approvers=[{"approver": "Hanna"}])
    day = ("--as-of", "2023-04-03")
    run("hand-out", plan, folder, "--as-of", "2023-03-10")
    card = folder / "nh-team-scorecard.xlsx"
    assert column(card, "quotas", "quota")[:2] == [600.0, 600.0]
    rows = [
        {"month": serial_of(month), "member": name, "actual": float(amount)}
        for month, amounts in zip(MONTHS, ((500, 400), (400, 200)), strict=False)
        for name, amount in zip(("Ann", "Bo"), amounts, strict=True)
    ]
    append(card, "actuals", rows, NOW)
    assert run("refresh", folder, *day).exit_code == 0
    assert column(folder / "nh-target-plan.xlsx", "review", "actual")[:2] == [900.0, 600.0]
    closing = ("--ledger", ledger, "--by", "Ola", "--expect", plan)
    for period in ("2023-02", "2023-03"):
        assert f"{period} is closed" in run("close", folder, "--period", period, *closing).output
        run("refresh", folder, "--ledger", ledger, *day)
    assert "2023-04 has no figures yet" in run("close", folder, "--period", "2023-04", *closing).output
    judged = run("validate", folder, "--expect", plan, "--ledger", ledger, *day)
    assert "6 accepted, 0 refused (0 errors, 0 warnings" in judged.output
    whole = tmp_path / "whole.xlsx"
    done = run("consolidate", folder, "-o", whole, "--expect", plan, "--unit", "Acme", "--owner", "Dana", *day)
    assert "all 4 workbooks" in done.output
    assert column(whole, "teams", "actual") == [1_500.0]
    assert "1,500 of 2,000" in run("replan", folder / "nh-target-plan.xlsx", "-o", tmp_path / "re.xlsx", *day).output
    assert "2024-02-04" in run("roll-forward", folder, tmp_path / "next").output
    assert "4 accepted" in run("validate", tmp_path / "next", "--as-of", "2024-02-10").output
