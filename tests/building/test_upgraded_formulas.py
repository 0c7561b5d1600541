"""Formulas that the newer version words otherwise: in the rows that are there, and in rows that people add."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.building.test_upgrade import PLAN, upgraded
from tests.version_1.books import SAMPLES
from xltargets.building.upgrade import upgrade
from xltargets.workbooks.reader import read

pytestmark = pytest.mark.nightly

FROM_FIRST_MONTH = 1 + 1 + 12 + 3 + (36 + 12)
"""What begins with the first month of the year, which a year of weeks has apart from its first day: last year's amount,
months of history, months of Periods, years and months of the way to a target."""

OF_WEEKS = 1 + 1
"""What a year of weeks ends differently: its last day, and the day that Review reaches to."""

REWORDED = 3 * 9 + 12 + 3 + 1 + 2 * (9 + 12) + FROM_FIRST_MONTH + OF_WEEKS
"""Last 12 months, Weight and Target of nine people, Target of twelve months, that of the year, the pace and what
each working day must bring; the Grid, and on its margins the sum and what is vacant by person and by month."""


def test_names_are_compared_in_old_rows_and_in_rows_to_come() -> None:
    """A row that is added in Excel takes its formula from the table, not from the row above."""
    book = openpyxl.load_workbook(upgraded(PLAN))
    units = book["Units"]
    [history] = [column for column in units.tables["units"].tableColumns if column.name == "Last 12 months"]
    # A second row of one person has no history of its own; where both sides have an ID it tells people apart.
    number = "ROW()-ROW(units[[#Headers],[Person]])"
    both = '(history[Person ID]<>"")*(units[[#This Row],[Person ID]]<>"")'
    same = "SUMPRODUCT(MATCH(TRUE,INDEX(units[Person ID]=units[[#This Row],[Person ID]],0),0))"
    second = f'IF(units[[#This Row],[Person ID]]="",FALSE,{same}<>{number})'
    wanted = (
        f'IF(OR(units[[#This Row],[Person]]="",{second}),0,'
        f"SUMPRODUCT(1*({both}*(history[Person ID]=units[[#This Row],[Person ID]])"
        f"+(1-{both})*(history[Person]=units[[#This Row],[Person]]))"
        "*(history[Month]>=EDATE(settings_first_month,-12))*(history[Month]<settings_first_month),history[Amount]))"
    )
    assert [units[f"F{row}"].value for row in range(5, 14)] == [f"={wanted}"] * 9
    assert history.calculatedColumnFormula.attr_text == wanted
    for path in (upgraded(book) for book in SAMPLES):
        for sheet in openpyxl.load_workbook(path):
            for table in sheet.tables.values():
                for place, column in enumerate(table.tableColumns, openpyxl.utils.range_boundaries(table.ref)[0]):
                    if column.calculatedColumnFormula is not None:
                        first = sheet.cell(openpyxl.utils.range_boundaries(table.ref)[1] + 1, place).value
                        assert first == f"={column.calculatedColumnFormula.attr_text}", (path, table.name, column.name)


def test_a_formula_of_peoples_own_for_new_rows_is_left_to_them(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = openpyxl.load_workbook(PLAN)
    book["Units"].tables["units"].tableColumns[5].calculatedColumnFormula.attr_text = "7"
    book.save(path)
    account = upgrade(read(path), tmp_path / "new.xlsx")
    # The nine cells still hold the older formula, and get the newer one.
    assert account.formulas == REWORDED
    columns = openpyxl.load_workbook(tmp_path / "new.xlsx")["Units"].tables["units"].tableColumns
    assert columns[5].calculatedColumnFormula.attr_text == "7"


def test_newer_formulas_that_give_the_same_are_not_told_as_changed_values(tmp_path: Path) -> None:
    account = upgrade(read(PLAN), tmp_path / "new.xlsx")
    assert (account.formulas, account.changed) == (REWORDED, ())
