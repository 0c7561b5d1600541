"""What stands on each page: no heading cut, no page for a rest, no number in a row that nobody has filled in."""

from __future__ import annotations

import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.letters import width_of
from tests.templates.made import KINDS, SAMPLES, book_of, shown
from tests.templates.screens import columns_of_first_page, rows_of_last_page, widths


def printed_tables(sheet: Worksheet) -> list[tuple[int, ...]]:
    """Left, top, right and bottom of the tables that are printed."""
    areas = [range_boundaries(table.ref) for table in sheet.tables.values()]
    lowest = range_boundaries(sheet.print_area.rpartition("!")[2])[3] if sheet.print_area else sheet.max_row
    return [area for area in areas if area[3] <= lowest]


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_no_heading_is_cut_where_a_page_begins_anew(key: str, language: str) -> None:
    """The first column stands on each page across, and what runs on to the right of it does so on the first only."""
    for sheet, written in zip(shown(key, "sample", language), book_of(key, "sample", language), strict=True):
        if not written.print_title_cols:
            continue
        rows = {row for _left, top, _right, bottom in printed_tables(written) for row in range(top, bottom + 1)}
        for row in set(range(2, sheet.max_row + 1)) - rows:
            cell = sheet.cell(row, 1)
            text = str(cell.value or "")
            needed = width_of(text, cell.font.sz, bold=bool(cell.font.b))
            assert needed <= widths(written, 1)[0], (sheet.title, cell.coordinate, text)


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_no_table_leaves_its_names_alone_on_a_page(key: str, language: str) -> None:
    """Where the first column stands again, each table that has its rows to itself goes over to the next page."""
    for sheet in book_of(key, "sample", language):
        if not sheet.print_title_cols:
            continue
        areas, first = printed_tables(sheet), columns_of_first_page(sheet)
        for left, top, right, bottom in areas:
            beside = [one for one in areas if one[0] > right and one[1] <= bottom and one[3] >= top]
            assert left > 1 or beside or right > first, (sheet.title, top)


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_no_page_has_a_single_row(key: str, kind: str) -> None:
    for sheet in book_of(key, kind):
        if not sheet.row_breaks.brk and not sheet._charts:
            pages, rows = rows_of_last_page(sheet)
            assert pages == 1 or rows > 1, sheet.title


def hidden(sheet: Worksheet) -> list[tuple[int, ...]]:
    """The cells that a conditional format keeps from showing numbers."""
    return [
        (one.min_col, one.min_row, one.max_col, one.max_row)
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf and rule.dxf.numFmt and rule.dxf.numFmt.formatCode == ";;;"
        for one in area.sqref.ranges
    ]


def empty_rows(sheet: Worksheet, written: Worksheet, table: Table) -> list[tuple[int, list[int]]]:
    """The rows of a table with nothing but numbers that formulas gave, and the columns of these."""
    left, top, right, bottom = range_boundaries(table.ref)
    found = []
    for row in range(top + 1, bottom + 1 - (table.totalsRowCount or 0)):
        given = [number for number in range(left, right + 1) if sheet.cell(row, number).value not in (None, "")]
        worked_out = [
            number
            for number in given
            if isinstance(sheet.cell(row, number).value, int | float)
            and str(written.cell(row, number).value).startswith("=")
        ]
        if given == worked_out:
            found.append((row, worked_out))
    return found


OLDER = {("units", "Weight"), ("regions", "People")}
"""Of the first version, whose workbooks have no such formats, and a zero that is no dash."""


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_an_empty_row_shows_no_number(key: str, kind: str) -> None:
    seen = 0
    for sheet, written in zip(shown(key, kind), book_of(key, kind), strict=True):
        areas = hidden(written)
        for table in sheet.tables.values():
            if table.name == "heat":
                continue
            top = range_boundaries(table.ref)[1]
            for row, columns in empty_rows(sheet, written, table):
                for column in columns:
                    is_dash = "\u2013" in written.cell(row, column).number_format
                    is_hidden = any(one[0] <= column <= one[2] and one[1] <= row <= one[3] for one in areas)
                    known = (table.name, sheet.cell(top, column).value) in OLDER
                    assert is_hidden or is_dash or known, (sheet.title, row, column)
                    seen += is_hidden
    assert seen or key in ("company-scorecard", "crm-log", "risk-register")
