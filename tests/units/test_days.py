"""Serial numbers and days, against the dates that Excel's documentation and LibreOffice show for them."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import xltargets
from xltargets.calc.calendar import as_date
from xltargets.importing.sources import Deals
from xltargets.importing.tables_in_files import read_source
from xltargets.units import days

SOURCES = sorted(Path(xltargets.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (61, (1900, 3, 1)),  # after the 29 February that never was
        (39448, (2008, 1, 1)),  # Microsoft's example of DATEVALUE
        (46023, (2026, 1, 1)),
        (2958465, (9999, 12, 31)),  # the last day of Excel
    ],
)
def test_serial_numbers_of_known_days(serial: int, day: tuple[int, int, int]) -> None:
    assert days.day_of(serial) == datetime.date(*day)
    assert days.serial_of(datetime.date(*day)) == serial


def test_the_1904_system_is_1462_days_behind() -> None:
    """As Microsoft documents the difference of the two systems."""
    day = datetime.date(2026, 1, 1)
    assert days.serial_of(day) - days.serial_of(day, date1904=True) == 1462
    assert days.day_of(0, date1904=True) == datetime.date(1904, 1, 1)


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)), st.booleans())
def test_there_and_back(day: datetime.date, date1904: bool) -> None:
    serial = days.serial_of(day, date1904=date1904)
    assert days.day_of(serial, date1904=date1904) == day
    assert days.moment_of(serial, date1904=date1904) == datetime.datetime.combine(day, datetime.time())
    assert days.day_of(serial + 0.75, date1904=date1904) == day


def test_a_moment_keeps_its_hour_whatever_its_zone() -> None:
    moment = datetime.datetime(2026, 1, 1, 6, tzinfo=datetime.UTC)
    assert days.serial_of(moment) == 46023.25


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 1, 1)), st.integers(-600, 600))
def test_months_as_numpy_and_pandas_count_them(day: datetime.date, months: int) -> None:
    later = days.months_later(day, months)
    assert pd.Period(later, "M") == pd.Period(day, "M") + months
    assert later.day == 1
    assert days.months_between(day, later) == months
    assert as_date(days.serial_of(day)) == np.datetime64(day)


def test_what_is_no_day() -> None:
    assert not days.is_serial(float("nan"))
    assert not days.is_serial("46023")
    assert not days.is_plausible(0)
    assert days.is_plausible(days.serial_of(datetime.date(2199, 12, 31)))
    assert not days.is_plausible(days.serial_of(datetime.date(2200, 1, 1)))


def test_day_0_is_written_in_one_place() -> None:
    written = [
        path.name
        for path in SOURCES
        if any(spelling in path.read_text(encoding="utf-8") for spelling in ("1899", "1904, 1, 1"))
    ]
    assert written == ["days.py"]


def test_days_of_a_workbook_in_the_1904_system_are_read(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Rep", "Closed", "Amount"])
        sheet.write_row(1, 0, ["Ann"])
        sheet.write_datetime(1, 1, datetime.datetime(2026, 1, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(1, 2, 5)
    assert [*read_source(path, Deals, {}).frame["closed"]] == [datetime.datetime(2026, 1, 31)]
