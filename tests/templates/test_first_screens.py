"""Every workbook as one sees it first and prints it: charts whole, nothing empty drawn, nothing too small to read."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.chart import LineChart, ScatterChart
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.letters import cut_off
from tests.templates.made import KINDS, SAMPLES, book_of, path_of, shown
from tests.templates.screens import chart_ends, is_fitted, is_on_first_screen, printed_scale, widest_part, widths
from xltargets.building import theme
from xltargets.building.charts import FILLS
from xltargets.locale import translator
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Tone

DASHBOARDS = {
    "target-plan": "dashboard",
    "team-scorecard": "scorecard",
    "crm-log": "dashboard",
    "risk-register": "report",
    "company-scorecard": "company",
}
FIRST_TABLE = {"crm-log": "follow_ups", "risk-register": "heat", "company-scorecard": "ranking"}
"""What has to be seen whole beside the tiles; the others have more charts in its place."""
SMALLEST = 7.0
"""Points of the smallest text on paper."""


def dashboard(book: Workbook, key: str, language: str = "en") -> Worksheet:
    [sheet] = [sheet for sheet in TEMPLATES[key].sheets if sheet.key == DASHBOARDS[key]]
    return book[translator(language)(sheet.title)]


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_the_first_screen(key: str, language: str) -> None:
    """The tiles, the table that people look for first, and a chart or heat map whole."""
    sheet = dashboard(book_of(key, "sample", language), key, language)
    tiles = [area for area in sheet.merged_cells.ranges if area.min_row == 5]
    assert tiles
    assert all(is_on_first_screen(sheet, area.max_col, area.max_row) for area in tiles)
    whole = [end for end in chart_ends(sheet) if is_on_first_screen(sheet, *end)]
    if key in FIRST_TABLE:
        assert is_on_first_screen(sheet, *range_boundaries(sheet.tables[FIRST_TABLE[key]].ref)[2:])
    assert whole or key == "risk-register", "the chart of the register is its heat map"


@pytest.mark.parametrize("key", TEMPLATES)
def test_no_figure_stands_twice_before_the_charts(key: str) -> None:
    """The form with the figures of the tiles comes below everything else that is seen first."""
    sheet = dashboard(book_of(key, "sample"), key)
    tops = {name: range_boundaries(sheet.tables[name].ref)[1] for name in sheet.tables}
    ends = zip(sheet._charts, chart_ends(sheet), strict=True)
    charts = [chart.anchor._from.row for chart, end in ends if is_on_first_screen(sheet, *end)]
    for name in {"standing", "bridge", "funnel"} & tops.keys():
        assert not is_on_first_screen(sheet, 1, tops[name])
        assert all(top < tops[name] for top in charts)


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_every_sheet_leads_back_to_the_guide(key: str, language: str) -> None:
    guide, *others = book_of(key, "sample", language).worksheets
    for sheet in others:
        links = [cell.hyperlink for row in sheet["A1:H3"] for cell in row if cell.hyperlink]
        assert [link.location for link in links] == [f"'{guide.title}'!A1"], sheet.title
        assert links[0].ref in ("B3", "C3")
        assert sheet[links[0].ref].value == f"← {guide.title}"


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_no_text_is_printed_below_seven_points(key: str, kind: str) -> None:
    for sheet in book_of(key, kind):
        sizes = {cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
        assert min(sizes) * printed_scale(sheet) >= SMALLEST, sheet.title
        assert sheet.HeaderFooter.scaleWithDoc is False
    with zipfile.ZipFile(path_of(key, kind)) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    fonts = {int(size) / 100 for chart in charts for size in re.findall(r' sz="(\d+)"', chart)}
    least = min((printed_scale(sheet) for sheet in book_of(key, kind) if sheet._charts), default=1)
    assert min(fonts, default=10) * least >= SMALLEST


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_no_text_is_cut(key: str, language: str) -> None:
    """Each text fits its cell and those that it runs on into; where it wraps, its row is high enough for its lines."""
    book = openpyxl.load_workbook(path_of(key, "sample", language), data_only=True)
    assert [told for sheet in book for told in cut_off(sheet)] == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_breaks_cut_no_chart_and_no_table(key: str) -> None:
    for sheet in book_of(key, "sample"):
        spans = [(range_boundaries(table.ref)[1], range_boundaries(table.ref)[3]) for table in sheet.tables.values()]
        spans += [(chart.anchor._from.row + 1, chart.anchor.to.row + 1) for chart in sheet._charts]
        for one in sheet.row_breaks.brk:
            assert not [span for span in spans if span[0] <= one.id < span[1]], (sheet.title, one.id)


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_a_title_fits_the_column_that_stands_on_each_page_across(key: str, language: str) -> None:
    """On the second page the band begins anew, and only what fits the first column is printed of the title."""
    for sheet in book_of(key, "sample", language):
        if sheet.print_title_cols:
            title = str(sheet["A1"].value)
            letters = sum(2 if ord(letter) > 0x2E80 else 1 for letter in title)
            assert widths(sheet, 1)[0] >= letters * 11, title


@pytest.mark.parametrize("key", TEMPLATES)
def test_amounts_beside_bars_have_room(key: str) -> None:
    """A fifth of the chart is left beside the longest bar, and no label is broken over lines."""
    with zipfile.ZipFile(path_of(key, "sample")) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    for chart in charts:
        assert all('<a:bodyPr wrap="none"/>' in label for label in re.findall("<c:dLbls>.*?</c:dLbls>", chart))
        if '<c:barDir val="bar"/><c:grouping val="clustered"/>' in chart and "<c:dLbls>" in chart:
            left, width = (float(re.findall(rf'<c:{side} val="([^"]+)"/>', chart)[0]) for side in "xw")
            assert left + width <= 0.8 + 1e-9


@pytest.mark.parametrize(("key", "kind"), KINDS)
def test_no_line_is_drawn_over_a_text(key: str, kind: str) -> None:
    """Excel and ONLYOFFICE draw the empty text that a formula gives as zero; #N/A is left out, in every program."""
    values = shown(key, kind)
    for sheet in book_of(key, kind):
        for chart in sheet._charts:
            parts = [chart, *chart._charts]
            lines = [one for part in parts if isinstance(part, LineChart | ScatterChart) for one in part.series]
            for line in lines:
                for drawn in [line.val or line.yVal, line.xVal]:
                    title, _mark, area = (drawn.numRef.f if drawn else "").rpartition("!")
                    if not area:
                        continue
                    cells = [cell for row in values[title.strip("'")][area] for cell in row]
                    written = [cell for row in book_of(key, kind)[title.strip("'")][area] for cell in row]
                    # What is None and has a formula is an empty text.
                    assert not [
                        one.coordinate
                        for one, source in zip(cells, written, strict=True)
                        if (one.value is None and source.value) or (isinstance(one.value, str) and one.value != "#N/A")
                    ], sheet.title
                    numbers = [one for one in cells if isinstance(one.value, int | float | datetime)]
                    assert len(drawn.numRef.numCache.pt) == len(numbers), area


def test_a_line_has_a_gap_where_nothing_is() -> None:
    """Three years of history have neither forecast nor target; the year of the plan has no history."""
    sheet = shown("target-plan", "sample")["Ways to a target"]
    top, bottom = (range_boundaries(sheet.tables["outlook"].ref)[place] for place in (1, 3))
    drawn = [[cell.value for cell in row] for row in sheet.iter_rows(top + 1, bottom, 18, 19)]
    assert drawn[:36] == [["#N/A", "#N/A"]] * 36
    assert drawn[36:] == [[cell.value for cell in row] for row in sheet.iter_rows(top + 37, bottom, 15, 16)]
    assert sheet.cell(top - 1, 18).value == "Only for a chart, which leaves out what is #N/A."
    assert ":$P$" in sheet.print_area, "without them"


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_stands_between_breaks_fits_a_page_in_every_program(key: str) -> None:
    """Where the usual font is missing, columns are up to a third wider, in LibreOffice as in ONLYOFFICE."""
    parts = {one.title: widest_part(one) for one in book_of(key, "sample") if not is_fitted(one)}
    assert {title: part for title, part in parts.items() if part > 0.75} == {}


@pytest.mark.parametrize("key", DASHBOARDS)
def test_an_empty_chart_says_what_to_fill_in(key: str) -> None:
    """Behind each chart of the dashboard stands a sentence, which goes once there is something to draw."""
    empty, filled = (dashboard(shown(key, kind), key) for kind in ("empty", "sample"))
    charts = dashboard(book_of(key, "empty"), key)._charts
    for chart in charts:
        begin, end = chart.anchor._from, chart.anchor.to
        cells = [
            (row, column) for row in range(begin.row + 1, end.row + 2) for column in range(begin.col + 1, end.col + 2)
        ]
        texts = [empty.cell(*cell).value for cell in cells if empty.cell(*cell).value not in (None, "")]
        assert len(texts) == 1, (chart.anchor._from.row, texts)
        assert "; then this shows " in texts[0]
        assert chart.graphical_properties.noFill, "it is read through the chart"
    for chart in dashboard(book_of(key, "sample"), key)._charts:
        begin, end = chart.anchor._from, chart.anchor.to
        area = filled.iter_rows(begin.row + 1, end.row, begin.col + 1, end.col)
        assert not [cell.coordinate for row in area for cell in row if cell.value not in (None, "")]


def test_the_bridge_leads_from_the_target_to_the_forecast() -> None:
    book = shown("target-plan", "sample")
    review, sheet = book["Review"], book["Dashboard"]
    top, bottom = (range_boundaries(sheet.tables["bridge"].ref)[place] for place in (1, 3))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(top + 1, bottom, 1, 8)]
    amounts = [row[1] for row in rows]
    months = [(row[1].value, row[2].value) for row in review.iter_rows(5, 16)]
    due = sum(target for target, actual in months if actual is not None)
    won = sum(actual for _target, actual in months if actual is not None)
    year = sum(target for target, _actual in months)
    assert 0 < due < year, "some months are closed, and some open"
    assert amounts[0] == pytest.approx(due)
    assert amounts[2] == pytest.approx(won)
    assert amounts[3] == pytest.approx(year - due)
    assert amounts[6] == pytest.approx(year)
    assert amounts[0] + amounts[1] == pytest.approx(amounts[2])
    assert sum(amounts[2:5]) == pytest.approx(amounts[5])
    # A column of the chart reaches from the lower to the higher of its two ends.
    for _step, _amount, ends, begins, below, *drawn in rows:
        assert below == min(begins, ends)
        assert below + sum(drawn) == pytest.approx(max(begins, ends))
        assert sum(one > 0 for one in drawn) <= 1


def test_the_bridge_of_an_empty_plan_shows_nothing() -> None:
    sheet = shown("target-plan", "empty")["Dashboard"]
    top, bottom = (range_boundaries(sheet.tables["bridge"].ref)[place] for place in (1, 3))
    assert {cell.value for row in sheet.iter_rows(top + 1, bottom, 2, 8) for cell in row} <= {None, ""}


@pytest.mark.parametrize("key", ["risk-register", "company-scorecard"])
def test_the_heat_map_is_read_in_grey(key: str) -> None:
    """Each tone but the first has a sign of its own behind the number, and the legend above it says what it means."""
    sheet = dashboard(book_of(key, "sample"), key)
    left, top, right, _bottom = range_boundaries(sheet.tables["heat"].ref)
    assert sheet.tables["heat"].autoFilter is None
    rules = [
        rule.dxf
        for area in sheet.conditional_formatting
        for rule in area.rules
        if any(one.min_col == left + 1 and one.min_row == top + 1 for one in area.sqref.ranges)
    ]
    signs = [dxf.numFmt.formatCode.split('"')[1] if dxf.numFmt else "" for dxf in rules]
    assert signs == ["!!", "!", "·", ""]
    legend = [sheet.cell(top - 1, column).value for column in range(left + 2, right + 1)]
    assert legend == ["Low", "Medium ·", "High !", "Critical !!"]
    assert all(sheet.cell(top + 1, column).alignment.horizontal == "center" for column in range(left, right + 1))


def luminance(colour: str) -> float:
    """Of a colour, as the Web Content Accessibility Guidelines 2.1 define it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_columns_side_by_side_are_told_apart_in_grey() -> None:
    lights = [luminance(colour) + 0.05 for colour in FILLS]
    assert all(max(pair) / min(pair) >= 1.5 for pair in pairwise(lights))
    assert all(1.05 / light >= 3 for light in lights), "and from the paper, as success criterion 1.4.11 asks"


PAIRS = {
    **{tone.name: theme.TONES[tone] for tone in Tone if tone in theme.TONES},
    "header": (theme.BLUE, "#FFFFFF"),
    "title": (theme.NAVY, "#FFFFFF"),
    "tile": (theme.PALE_BLUE, theme.QUIET),
    "input": (theme.INPUT_FILL, theme.INPUT_TEXT),
    "loaded": (theme.LOADED_FILL, theme.LOADED_TEXT),
    "help": ("#FFFFFF", theme.QUIET),
    "link": ("#FFFFFF", theme.INPUT_TEXT),
}


@pytest.mark.parametrize("name", PAIRS)
def test_text_stands_out_from_its_ground(name: str) -> None:
    """4.5 to 1, as the guidelines ask for (success criterion 1.4.3)."""
    dark, light = sorted(map(luminance, PAIRS[name]))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
