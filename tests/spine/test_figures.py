"""The definitions, against sums done by hand."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from xltargets.calc import forecast_finish
from xltargets.calc.calendar import calendar_of
from xltargets.spine.figures import Account, Span, Standing, coverage, data_day, ranks, standing, together
from xltargets.units.days import months_later, serial_of


def day(month: int, number: int, year: int = 2026) -> float:
    return serial_of(datetime.date(year, month, number))


def months(*amounts: float | None, length: int = 1) -> tuple[Span, ...]:
    found = []
    for place, amount in enumerate(amounts):
        first = months_later(datetime.date(2026, 1, 1), place * length)
        found.append(Span(serial_of(first), serial_of(months_later(first, length)) - 1, amount))
    return tuple(found)


NOW = day(11, 28)
YEAR = months(*([100.0] * 12))


def sold(*amounts: float | None) -> Account:
    return Account(YEAR, months(*amounts))


def test_the_day_is_the_last_that_all_have() -> None:
    """Two reach to May, one to April; one has nothing and cannot hold the others up."""
    units = [sold(90, 90, 90, 90, 90), sold(80, 80, 80, 80, 80), sold(70, 70, 70, 70), sold()]
    assert data_day(units, NOW) == day(4, 30)
    here = [standing(one, day(4, 30), NOW) for one in units]
    assert [one.actual for one in here] == [360, 320, 280, None]
    whole = together(here)
    assert (whole.target, whole.due, whole.actual) == (4_800, 1_200, 960)
    assert whole.attainment == pytest.approx(0.8)


def test_a_given_day_leaves_out_who_lags() -> None:
    units = [sold(90, 90, 90, 90, 90), sold(70, 70, 70, 70)]
    found = data_day(units, NOW, day(5, 31))
    assert found == day(5, 31)
    here = [standing(one, found, NOW) for one in units]
    assert [one.due for one in here] == [500, None]
    assert together(here).attainment == pytest.approx(0.9)


def test_a_given_day_cuts_what_is_later() -> None:
    """In mid-April of a year that is over up to May, April is not yet known."""
    unit = sold(90, 90, 90, 90, 90)
    assert data_day([unit], NOW, day(4, 15)) == day(3, 31)
    here = standing(unit, day(3, 31), NOW)
    assert (here.due, here.actual) == (300, 270)


def test_a_running_period_counts_by_its_working_days() -> None:
    """From 1 to 15 June 2026 there are 11 working days, in all June 22; a holiday takes one off each."""
    account = Account(YEAR, months(90, 90, 90, 90, 90, 40))
    now = day(6, 15)
    assert data_day([account], now) == now
    assert account.due(now) == pytest.approx(500 + 100 * 11 / 22)
    off = Account(YEAR, account.actuals, calendar_of(np.array([day(6, 1)])))
    assert off.due(now) == pytest.approx(500 + 100 * 10 / 21)
    assert account.actual(now) == 490


def test_a_gap_ends_what_is_known() -> None:
    assert data_day([sold(90, None, 90)], NOW) == day(1, 31)


def test_quarters_beside_months() -> None:
    """Three months of a quarter's target by working days: January and February 2026 have 22 and 20 of 64."""
    account = Account(months(400.0, 400.0, 400.0, 400.0, length=3), months(90.0, 80.0))
    assert data_day([account], NOW) == day(2, 28)
    assert account.due(day(2, 28)) == pytest.approx(400 * 42 / 64)


def test_a_quarters_actual_cannot_be_cut() -> None:
    quarterly = Account(months(300.0, 300.0, length=3), months(280.0, 290.0, length=3))
    monthly = sold(90, 90, 90, 90)
    found = data_day([quarterly, monthly], NOW)
    assert found == day(4, 30)
    assert standing(quarterly, found, NOW).actual is None


def test_the_forecast_is_the_functions() -> None:
    """FORECAST_FINISH({90;95;70}; targets 100, 80, 120 of 1,200) by its own formula."""
    targets = [100.0, 80.0, 120.0, *([100.0] * 9)]
    account = Account(months(*targets), months(90.0, 95.0, 70.0))
    here = standing(account, day(3, 31), NOW)
    actuals = np.array([90.0, 95.0, 70.0, *([np.nan] * 9)])
    assert here.forecast == pytest.approx(float(forecast_finish(actuals, np.array(targets))))
    assert here.forecast == pytest.approx(255 + 900 * 255 / 300)


def test_a_negative_target_has_no_attainment_forecast_or_rank() -> None:
    here = Standing(-1_200.0, -100.0, 50.0)
    assert (here.attainment, here.forecast) == (None, None)
    assert ranks({"a": here.attainment, "b": 0.5}) == {"b": 1}


def test_coverage_needs_something_left() -> None:
    assert coverage(567_700, 4_652_120, 1_503_215) == pytest.approx(567_700 / 3_148_905)
    assert coverage(1.0, 100.0, 100.0) is None
