"""Team scorecards whose year is divided into weeks, held against the calendar of the National Retail Federation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.templates.test_years_of_weeks import DAY, NRF_2022, NRF_2023, days, values
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

MONTHS = [*(DAY(2023, month, 1) for month in range(2, 13)), DAY(2024, 1, 1)]
"""After which the periods from 29 January 2023 are named."""


def built(path: Path, settings: dict[str, Any], **tables: list[dict[str, Any]]) -> View:
    """A scorecard of Ann with 1,000 a period, as the column programs work it out."""
    given = {"unit": "North", "owner": "Dana", "currency": "USD", **settings}
    rows = {"team": [{"member": "Ann", "quota": 12_000}], **tables}
    build(TEMPLATES["team-scorecard"], path, Filling({"settings": given}, rows))
    contents = read(path)
    worked = work_out(contents, lambda: 45_000.0)
    assert worked is not None
    assert worked.left == []
    return View.of(contents)


def field(view: View, name: str) -> object:
    return view.fields[name].value


def sold(*amounts: float) -> list[dict[str, Any]]:
    return [{"month": month, "member": "Ann", "actual": amount} for month, amount in zip(MONTHS, amounts, strict=False)]


def test_the_retail_federation_s_year_of_53_weeks(tmp_path: Path) -> None:
    view = built(tmp_path / "card.xlsx", NRF_2023, actuals=sold(900, 300))
    assert days(view, "months", "first") == [
        *("2023-01-29", "2023-02-26", "2023-04-02", "2023-04-30", "2023-05-28", "2023-07-02"),
        *("2023-07-30", "2023-08-27", "2023-10-01", "2023-10-29", "2023-11-26", "2023-12-31"),
    ]
    assert days(view, "months", "month") == [month.isoformat() for month in MONTHS]
    assert days(view, "commission", "month")[:12] == [month.isoformat() for month in MONTHS]
    assert days(view, "commission", "ends")[:12:11] == ["2023-02-25", "2024-02-03"]
    assert field(view, "settings.year_end") == serial_of(DAY(2024, 2, 3))
    # Actuals reach to the end of March, which has five weeks.
    assert field(view, "standing.as_of") == serial_of(DAY(2023, 4, 1))
    assert (field(view, "standing.target"), field(view, "standing.actual")) == (2_000.0, 1_200.0)
    assert days(view, "months", "first")[0] == days(built(tmp_path / "b.xlsx", NRF_2023), "months", "first")[0]


def test_a_running_period_counts_by_its_working_days(tmp_path: Path) -> None:
    """On 10 March 2023, February's 1,000 and 10 of March's 25 working days are due: 1,400. 1,200 are there."""
    settings = {**NRF_2023, "as_of": DAY(2023, 3, 10)}
    view = built(tmp_path / "card.xlsx", settings, actuals=sold(900, 300))
    assert field(view, "standing.running") == pytest.approx(10 / 25)
    assert field(view, "standing.target") == pytest.approx(1_400)
    assert field(view, "standing.pace") == pytest.approx(1_200 / 1_400)
    assert values(view, "members", "target")[0] == pytest.approx(1_400)
    assert values(view, "members", "growth")[0] == pytest.approx(300 / 900 - 1)
    assert [field(view, f"standing.{key}") for key in ("month", "first", "ends")] == [
        serial_of(day) for day in (DAY(2023, 3, 1), DAY(2023, 2, 26), DAY(2023, 4, 1))
    ]


@pytest.mark.parametrize(
    ("day", "target", "running"),
    [
        (DAY(2023, 1, 28), 0, 1),
        (DAY(2023, 12, 31), 11_000, 0),
        (DAY(2024, 2, 3), 12_000, 1),
        (DAY(2024, 3, 9), 12_000, 1),
    ],
)
def test_the_ends_of_the_year(tmp_path: Path, day: Any, target: float, running: float) -> None:
    """31 December 2023 is a Sunday, the first day of January; the year ends on 3 February 2024."""
    view = built(tmp_path / "card.xlsx", {**NRF_2023, "as_of": day})
    assert field(view, "standing.target") == pytest.approx(target)
    assert field(view, "standing.running") == pytest.approx(running)


def test_membership_and_ramp_by_the_days_of_the_periods(tmp_path: Path) -> None:
    """Who comes on 27 March 2023 is there in the last of March's five weeks, and new in it; April is the second."""
    steps = [{"month": 1, "share": 0.5}, {"month": 2, "share": 1.0}]
    who = {"member": "Ann", "quota": 12_000, "member_from": DAY(2023, 3, 27), "start": DAY(2023, 3, 27)}
    view = built(tmp_path / "card.xlsx", {**NRF_2023, "as_of": DAY(2023, 5, 1)}, team=[who], ramp=steps)
    assert values(view, "commission", "quota")[:4] == [0.0, 100.0, 1_000.0, 1_000.0]
    assert values(view, "team", "months")[0] == 3.0  # 1 May is in the period of May
    # Who began before the year is in the third month in February: December, January, February.
    who = {**who, "member_from": None, "start": DAY(2022, 12, 15)}
    view = built(tmp_path / "other.xlsx", {**NRF_2023, "as_of": DAY(2023, 2, 1)}, team=[who], ramp=steps)
    assert values(view, "team", "months")[0] == 3.0


def test_rates_hold_from_the_first_day_of_a_period(tmp_path: Path) -> None:
    """From 2 April 2023, the first day of April, 20% instead of 10%; what begins a day later holds from May."""
    tiers = [
        {"effective": DAY(2023, 1, 29), "attainment": 0, "rate": 0.1},
        {"effective": DAY(2023, 4, 2), "attainment": 0, "rate": 0.2},
    ]
    terms = [{"effective": DAY(2023, 1, 29)}, {"effective": DAY(2023, 4, 3), "draw": 5}]
    view = built(tmp_path / "card.xlsx", NRF_2023, actuals=sold(100, 100, 100, 100), tiers=tiers, terms=terms)
    assert values(view, "commission", "earned")[:4] == [10.0, 10.0, 20.0, 20.0]
    assert values(view, "commission", "draw")[:4] == [0.0, 0.0, 0.0, 5.0]


def test_a_sale_counts_in_the_period_of_its_day(tmp_path: Path) -> None:
    """1 April is March's last day, 31 December 2023 January's first; what is booked in a month names it."""
    rows = [
        {"deal": str(number), "sold": day, "booked": booked, "amount": 100, "member_1": "Ann"}
        for number, (day, booked) in enumerate(
            [
                (DAY(2023, 4, 1), None),
                (DAY(2023, 12, 31), None),
                (DAY(2023, 4, 1), DAY(2023, 6, 1)),
                (DAY(2023, 1, 28), None),
                (DAY(2024, 2, 4), None),
            ]
        )
    ]
    view = built(tmp_path / "card.xlsx", NRF_2023, credits=rows)
    # Credits by member has three lines for each sale.
    assert days(view, "credit_lines", "month") == [
        *("2023-03-01", "2024-01-01", "2023-06-01", "2023-01-01", "2024-02-01")
    ]
    assert values(view, "credit_lines", "place")[:15:3] == [2.0, 12.0, 5.0, 0.0, 0.0]


def test_plans_that_add_up_quarters(tmp_path: Path) -> None:
    """February and March reach the tier of a quarter together; a plan that comes in the middle holds from May."""
    plans = [
        {
            "plan": "Q",
            "title_of": "Quarter",
            "span": "quarter",
            "counted": "amount",
            "mode": "marginal",
            "change": "trues_up",
        }
    ]
    rates = [
        {"plan": "Q", "effective": DAY(2023, 1, 29), "start": start, "rate": rate}
        for start, rate in ((0, 0.1), (150, 0.2))
    ]
    assigned = [{"member": "Ann", "begins": DAY(2023, 2, 1), "plan": "Q"}]
    view = built(
        tmp_path / "card.xlsx",
        NRF_2023,
        actuals=sold(100, 100, 0, 100),
        plans=plans,
        plan_rates=rates,
        plan_members=assigned,
    )
    # 150 at 10% and 50 at 20% are 25, of which February had 10; May begins anew.
    assert values(view, "commission", "earned")[:4] == [10.0, 15.0, 0.0, 10.0]


def test_the_leaderboard_counts_the_days_of_the_period(tmp_path: Path) -> None:
    """On 1 April 2023 March still runs, which began on 26 February."""
    reports = [
        {"day": day, "member": "Ann", "contract": amount}
        for day, amount in ((DAY(2023, 2, 25), 1), (DAY(2023, 2, 26), 10), (DAY(2023, 4, 1), 100))
    ]
    settings = {**NRF_2023, "as_of": DAY(2023, 4, 1)}
    view = built(tmp_path / "card.xlsx", settings, actuals=sold(900, 300), weekly_reports=reports)
    assert values(view, "board_members", "contract")[0] == 110.0
    assert values(view, "board_members", "before")[0] == pytest.approx(0.9)


def test_the_statement_finds_a_month_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "card.xlsx"
    given = {"unit": "North", "owner": "Dana", "currency": "USD", **NRF_2022}
    forms = {"settings": given, "statement": {"member": "Ann", "month": DAY(2023, 1, 1)}}
    rows = {"team": [{"member": "Ann", "quota": 12_000}]}
    build(TEMPLATES["team-scorecard"], path, Filling(forms, rows))
    assert field(View.of(read(path)), "statement.row") == 12.0


def test_rates_by_product_add_up_from_the_period_that_begins_with_them(tmp_path: Path) -> None:
    """New rates of 2 April hold for April on; a sale of 1 April is March's, and adds up since February."""
    plans = [{"plan": "Y", "title_of": "Year", "span": "year", "counted": "amount", "mode": "marginal"}]
    plans[0]["change"] = "prospective"
    rates = [
        {"plan": "Y", "effective": day, "product": "Crane", "start": 0, "rate": rate}
        for day, rate in ((DAY(2023, 1, 29), 0.1), (DAY(2023, 4, 2), 0.2))
    ]
    rows = [
        {"deal": deal, "sold": day, "product": "Crane", "amount": 100, "member_1": "Ann"}
        for deal, day in (("1", DAY(2023, 4, 1)), ("2", DAY(2023, 4, 2)))
    ]
    assigned = [{"member": "Ann", "begins": DAY(2023, 2, 1), "plan": "Y"}]
    tables = {"plans": plans, "plan_rates": rates, "plan_members": assigned, "credits": rows}
    view = built(tmp_path / "card.xlsx", NRF_2023, actuals=sold(0, 100, 100), **tables)
    assert days(view, "credit_lines", "start")[:2] == ["2023-02-01", "2023-04-01"]
    assert values(view, "credit_lines", "commission")[:4:3] == [10.0, 20.0]
    assert values(view, "commission", "earned")[:3] == [0.0, 10.0, 20.0]
