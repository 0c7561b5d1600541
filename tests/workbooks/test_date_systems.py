"""Workbooks whose days count from 1904, as old files of Excel for Mac do: read and written right, whatever the way."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.workbooks.packages import replace_part
from xltargets.workbooks.patch import Constant, patch_values
from xltargets.workbooks.reader import read

DAY = datetime.datetime(2026, 1, 31, 12)
SERIAL = 46053.5


@pytest.fixture(params=[True, False], ids=["1904", "1900"])
def book(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": request.param}) as workbook:
        sheet = workbook.add_worksheet("One")
        dates = workbook.add_format({"num_format": "yyyy-mm-dd"})
        months = workbook.add_format({"num_format": "mmm"})
        hours = workbook.add_format({"num_format": "[h]:mm"})
        sheet.write_datetime("A1", DAY, dates)
        sheet.write_datetime("A2", DAY, months)
        sheet.write_datetime("A3", DAY, workbook.add_format({"num_format": 14}))
        sheet.write_number("A4", 1.25, hours)
        sheet.write_number("A5", 100)
        sheet.write_formula("A6", "=A1", dates, 44591.5 if request.param else SERIAL)
        sheet.write_blank("A7", None, dates)
    return path


@pytest.mark.parametrize("by_handlers", [False, True])
def test_days_are_read_and_durations_stay(book: Path, by_handlers: bool) -> None:
    if by_handlers:
        replace_part(book, "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData><!-- by the handlers -->")
    sheet = read(book).sheets["One"]
    assert [sheet.value(row, 1) for row in range(1, 7)] == [SERIAL, SERIAL, SERIAL, 1.25, 100, SERIAL]


def test_days_are_written_as_the_workbook_counts(book: Path, tmp_path: Path) -> None:
    """Read back by another program."""
    target = tmp_path / "changed.xlsx"
    values = {(1, 1): SERIAL + 1, (4, 1): 2.5, (5, 1): 50.0, (6, 1): SERIAL + 1, (7, 1): SERIAL + 1}
    like = {(9, 1): Constant(SERIAL + 1, like=(1, 1)), (10, 1): Constant(7.0)}
    patch_values(read(book), target, {"One": values | like})
    sheet = openpyxl.load_workbook(target, data_only=True)["One"]
    later = DAY + datetime.timedelta(days=1)
    assert [sheet[f"A{row}"].value for row in (1, 6, 7, 9)] == [later] * 4
    assert [sheet[f"A{row}"].value for row in (4, 5, 10)] == [datetime.timedelta(days=2.5), 50, 7]
    again = read(target).sheets["One"]
    assert [again.value(row, 1) for row in (1, 4, 5, 6, 7, 9)] == [
        SERIAL + 1,
        2.5,
        50,
        SERIAL + 1,
        SERIAL + 1,
        SERIAL + 1,
    ]
