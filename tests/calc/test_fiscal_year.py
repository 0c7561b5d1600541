"""Fiscal years as periods: the published calendars of the National Retail Federation, and months from any month."""

from __future__ import annotations

import datetime
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltargets.calc.fiscal_year import PATTERNS, Near, first_day, months_of_year, weeks_from, year_of_weeks
from xltargets.errors import NumProblem
from xltargets.units.days import day_of, serial_of

DAY = datetime.date
FEBRUARY, SUNDAY = 2, 6
PUBLISHED = {
    2016: (DAY(2016, 1, 31), DAY(2017, 1, 28)),
    2017: (DAY(2017, 1, 29), DAY(2018, 2, 3)),
    2018: (DAY(2018, 2, 4), DAY(2019, 2, 2)),
    2019: (DAY(2019, 2, 3), DAY(2020, 2, 1)),
    2020: (DAY(2020, 2, 2), DAY(2021, 1, 30)),
    2021: (DAY(2021, 1, 31), DAY(2022, 1, 29)),
    2022: (DAY(2022, 1, 30), DAY(2023, 1, 28)),
    2023: (DAY(2023, 1, 29), DAY(2024, 2, 3)),
}
"""The 4-5-4 calendars of the NRF."""
LONG_YEARS = [2000, 2006, 2012, 2017, 2023]
"""Its years of 53 weeks: https://nrf.com/resources/4-5-4-calendar."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_retail_federation_s_years(year: int) -> None:
    found = weeks_from(year, FEBRUARY, SUNDAY, "4-5-4")
    assert (day_of(found.firsts[0]), day_of(found.end)) == PUBLISHED[year]


def test_its_years_of_53_weeks() -> None:
    years = range(2000, 2026)
    assert [year for year in years if weeks_from(year, FEBRUARY, SUNDAY).weeks == 53] == LONG_YEARS
    assert {weeks_from(year, FEBRUARY, SUNDAY).weeks for year in years} == {52, 53}


def test_its_months() -> None:
    """October of 2015 is 4 to 31 October; the 53rd week of 2017 is January's, which has five."""
    october = weeks_from(2015, FEBRUARY, SUNDAY, "4-5-4")
    assert (day_of(october.firsts[8]), day_of(october.lasts[8])) == (DAY(2015, 10, 4), DAY(2015, 10, 31))
    january = weeks_from(2017, FEBRUARY, SUNDAY, "4-5-4")
    assert (day_of(january.firsts[11]), day_of(january.lasts[11])) == (DAY(2017, 12, 31), DAY(2018, 2, 3))


def test_a_year_that_ends_on_the_last_saturday_of_september() -> None:
    """As Apple's: fiscal 2023 had 53 weeks, from 25 September 2022 to 30 September 2023."""
    found = weeks_from(2022, 10, SUNDAY, "4-4-5", Near.LAST)
    assert (day_of(found.firsts[0]), day_of(found.end), found.weeks) == (DAY(2022, 9, 25), DAY(2023, 9, 30), 53)


@given(st.integers(1990, 2099), st.integers(1, 12), st.integers(0, 6), st.sampled_from(list(PATTERNS)))
def test_each_day_lies_in_one_period_and_years_follow_each_other(
    year: int, month: int, weekday: int, pattern: str
) -> None:
    for near in Near:
        found, after = (weeks_from(one, month, weekday, pattern, near) for one in (year, year + 1))
        assert found.end + 1 == after.firsts[0]
        days = np.arange(found.firsts[0], found.end + 1)
        numbers = found.number(days)
        counted = [int((numbers == period).sum()) // 7 for period in range(1, 13)]
        assert counted == [*(PATTERNS[pattern] * 4)[:-1], PATTERNS[pattern][-1] + int(found.weeks) - 52]
        assert found.number([found.firsts[0] - 1, found.end + 1]).tolist() == [0, 0]
        assert day_of(found.firsts[0]).weekday() == weekday


@given(st.dates(DAY(1990, 1, 1), DAY(2099, 1, 1)), st.sampled_from([1, 3, 6]))
def test_months_quarters_and_halves_from_any_month(day: datetime.date, length: int) -> None:
    start = day.replace(day=1)
    found = months_of_year(start, length)
    assert len(found.firsts) == 12 // length
    for number, (first, last) in enumerate(zip(found.firsts, found.lasts, strict=True), 1):
        assert day_of(first).day == 1
        assert found.number([first, last + 0.99]).tolist() == [number, number]
    assert day_of(found.end + 1) == start.replace(year=start.year + 1)
    assert all(one < two for one, two in itertools.pairwise(found.firsts))


def test_what_is_no_year() -> None:
    start = first_day(2026, FEBRUARY, SUNDAY)
    with pytest.raises(NumProblem, match="found 365; expected a year of 52 or 53 weeks"):
        year_of_weeks(start, start + datetime.timedelta(days=365))
    with pytest.raises(NumProblem, match="expected 4-4-5, 4-5-4 or 5-4-4"):
        weeks_from(2026, FEBRUARY, SUNDAY, "4-4-4")
    with pytest.raises(NumProblem, match="found 2; expected periods of 1, 3 or 6 months"):
        months_of_year(start, 2)
    assert serial_of(start) == weeks_from(2026, FEBRUARY, SUNDAY).firsts[0]
