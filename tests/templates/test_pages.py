"""What stands on each page: no heading cut, no page for a rest, no number in a row that nobody has filled in."""

from __future__ import annotations

import re
import zipfile

import pytest
from openpyxl.chart import LineChart
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.letters import width_of
from tests.templates.made import KINDS, SAMPLES, book_of, path_of, shown
from tests.templates.screens import columns_of_first_page, rows_of_last_page, widths
from xltargets.locale import LANGUAGES
from xltargets.templates import TEMPLATES


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


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_an_empty_row_shows_no_number(key: str, kind: str) -> None:
    seen = 0
    for sheet, written in zip(shown(key, kind), book_of(key, kind), strict=True):
        areas = hidden(written)
        for table in sheet.tables.values():
            if table.name == "heat":
                continue
            for row, columns in empty_rows(sheet, written, table):
                for column in columns:
                    is_dash = "\u2013" in written.cell(row, column).number_format
                    is_hidden = any(one[0] <= column <= one[2] and one[1] <= row <= one[3] for one in areas)
                    assert is_hidden or is_dash, (sheet.title, row, column)
                    seen += is_hidden
    assert seen or key in ("company-scorecard", "crm-log", "risk-register")


def test_days_since_no_order_are_a_dash() -> None:
    """The number that stands for none is kept for what reads it, and not shown."""
    book, values = book_of("crm-log", "sample"), shown("crm-log", "sample")
    sheet = book["Loyalty"]
    left, top, right, bottom = range_boundaries(sheet.tables["loyalty"].ref)
    headers = [sheet.cell(top, number).value for number in range(left, right + 1)]
    days = left + headers.index("Days since order")
    assert 9999 in [values["Loyalty"].cell(row, days).value for row in range(top + 1, bottom + 1)]
    formats = {sheet.cell(row, days).number_format for row in range(top + 1, bottom + 1)}
    assert formats == {'[=9999]"\u2013"_ ;0_ '}


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_no_chart_is_cut_by_a_page(key: str, kind: str) -> None:
    """None reaches into a column that is printed again on the next page, nor beyond what is printed."""
    for sheet in book_of(key, kind):
        last = range_boundaries(sheet.print_area.rpartition("!")[2])[2] if sheet.print_area else sheet.max_column
        edges = [one.id for one in sheet.col_breaks.brk]
        for chart in sheet._charts:
            left, right = chart.anchor._from.col + 1, chart.anchor.to.col + 1
            assert left > 1 or not sheet.print_title_cols, (sheet.title, left)
            assert right <= last or not sheet.print_area, (sheet.title, right)
            assert not [edge for edge in edges if left <= edge < right], (sheet.title, left, right)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_across_says_what_it_is(language: str) -> None:
    """Where no column is printed again, the band names workbook and sheet anew."""
    seen = 0
    for key in TEMPLATES:
        for sheet in book_of(key, "sample", language):
            if sheet.print_title_cols:
                continue
            for one in sheet.col_breaks.brk:
                assert str(sheet.cell(1, one.id + 1).value).endswith(f" \u00b7 {sheet['A1'].value}"), sheet.title
                seen += 1
    assert seen >= 4


@pytest.mark.parametrize("key", TEMPLATES)
def test_no_line_is_drawn_where_there_is_nothing(key: str) -> None:
    """An empty workbook has no line of zeros behind the sentence that says what to fill in."""
    values = shown(key, "empty")
    for sheet in book_of(key, "empty"):
        for chart in sheet._charts:
            for line in [one for part in chart._charts if isinstance(part, LineChart) for one in part.series]:
                title, _mark, area = line.val.numRef.f.rpartition("!")
                cells = [cell.value for row in values[title.strip("'")][area] for cell in row]
                assert set(cells) == {"#N/A"}, (sheet.title, area)


@pytest.mark.parametrize(("language", "slants"), [("en", True), ("zh-CN", False), ("zh-TW", False)])
def test_no_chinese_letter_is_slanted(language: str, slants: bool) -> None:
    slanted = {
        bool(cell.font.i)
        for sheet in book_of("target-plan", "sample", language)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert (True in slanted) is slants


@pytest.mark.parametrize("key", TEMPLATES)
def test_charts_look_alike_in_every_program(key: str) -> None:
    """ONLYOFFICE gives marks a colour of its own, and numbers an axis whose third format is empty."""
    with zipfile.ZipFile(path_of(key, "empty")) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    for chart in charts:
        marks = re.findall("<c:marker>.*?</c:marker>", chart)
        assert all("<a:solidFill>" in one for one in marks if 'val="none"' not in one), marks
        assert not re.findall(r'formatCode="[^"]*(?<!quot);"', chart)
