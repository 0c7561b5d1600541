"""What one sees of the company without scrolling: tiles, the ranking and one whole chart, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES

SCREEN = (1310, 515)
"""Pixels of cells that Excel shows at 100 % in a window of 1366 × 768: below its ribbon, beside its scroll bar."""
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0


def right_of(sheet: Worksheet, column: int) -> int:
    """Where a column ends, in pixels: seven for each letter, and five."""
    widths = {}
    for found in sheet.column_dimensions.values():
        widths |= dict.fromkeys(range(found.min, found.max + 1), found.width)
    return sum(int(widths.get(number, DEFAULT_WIDTH) * 7 + 5) for number in range(1, column + 1))


def bottom_of(sheet: Worksheet, row: int) -> float:
    """Where a row ends: four pixels for three points."""
    heights = (sheet.row_dimensions[number].height or DEFAULT_HEIGHT for number in range(1, row + 1))
    return sum(height * 4 / 3 for height in heights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_holds_tiles_ranking_and_chart(tmp_path: Path, language: str) -> None:
    say, path = translator(language), tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], path, sample("company-scorecard", say), language=language, translate=say)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    ranking = sheet.tables["ranking"].ref
    [chart] = sheet._charts
    ends = [openpyxl.utils.cell.range_boundaries(ranking)[2:], (chart.anchor.to.col + 1, chart.anchor.to.row + 1)]
    for column, row in ends:
        assert right_of(sheet, column - 1) < SCREEN[0], get_column_letter(column)
        assert bottom_of(sheet, row) < SCREEN[1], row
    # Side by side: the chart begins behind the ranking.
    assert chart.anchor._from.col >= ends[0][0]


def test_the_table_of_the_same_figures_stands_below(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    build(TEMPLATES["company-scorecard"], path)
    tables = openpyxl.load_workbook(path).worksheets[1].tables
    tops = {name: openpyxl.utils.cell.range_boundaries(tables[name].ref)[1] for name in tables}
    assert tops["ranking"] < tops["heat"] < tops["standing"]
