"""What one sees of the company without scrolling: tiles, the ranking and one whole chart, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.templates.screens import SCREEN, bottom_of, right_of
from xltargets.building.builder import build
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_holds_tiles_ranking_and_chart(tmp_path: Path, language: str) -> None:
    say, path = translator(language), tmp_path / "company.xlsx"
    build(
        TEMPLATES["company-scorecard"],
        path,
        sample("company-scorecard", of_language(language)),
        language=language,
        translate=say,
    )
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
