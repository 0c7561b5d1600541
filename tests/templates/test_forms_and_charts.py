"""Explanations of settings, sentences of empty charts and the unit of large figures in charts."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl.utils.cell import range_boundaries

from tests.libreoffice import PROGRAM, convert, needs_libreoffice
from tests.templates.made import SAMPLES, book_of
from tests.templates.screens import PAGE, printed_scale, right_of, widths
from xltargets.building.builder import build
from xltargets.building.printing import LEAST
from xltargets.building.theme import TWO_LINES
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling

pytestmark = pytest.mark.nightly

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_no_explanation_stretches_a_row(key: str, language: str) -> None:
    """The rows of Settings are as high as any other, or as the header of a table that begins beside them."""
    say = translator(language)
    for title in {"Settings", "Ways to a target", "Statement", "What lies ahead", "Basis"}:
        if (name := say(title)) not in (book := book_of(key, "sample", language)).sheetnames:
            continue
        sheet = book[name]
        for table in sheet.tables.values():
            if len(table.tableColumns) == 3:
                _left, top, _right, bottom = range_boundaries(table.ref)
                heights = [sheet.row_dimensions[row].height or 15.0 for row in range(top + 1, bottom + 1)]
                assert not [one for one in heights if abs(one - TWO_LINES) < 2], name


@pytest.mark.parametrize(("key", "language"), SAMPLES)
def test_rows_are_printed_with_their_own_names(key: str, language: str) -> None:
    """Where the first column stands on each page, no table that begins on the first goes over beside another one.

    Two tables side by side are on two pages, if each has room on one.
    """
    for sheet in book_of(key, "sample", language):
        areas = [range_boundaries(table.ref) for table in sheet.tables.values()]
        if not sheet.print_title_cols or len(areas) < 2 or any(top > 4 for _left, top, _right, _bottom in areas):
            continue
        across = PAGE[sheet.page_setup.orientation or "portrait"][0]
        for edge in {left - 1 for left, *_rest in areas if left > 1}:
            parts = sum(widths(sheet, edge)), right_of(sheet, max(area[2] for area in areas)) - right_of(sheet, edge)
            assert max(parts) * LEAST > across * 0.749, sheet.title


def test_settings_and_lists_are_two_pages() -> None:
    """In English the settings of a plan and the words beside them are too wide for one page."""
    sheet = book_of("target-plan", "sample")["Settings"]
    [after] = [one.id for one in sheet.col_breaks.brk]
    assert after == range_boundaries(sheet.tables["holidays"].ref)[0] - 1
    assert sheet.cell(1, after + 1).value == "Target plan · Settings"
    assert sheet.print_title_cols is None
    assert printed_scale(sheet) >= LEAST


def pages_of(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, encoding="utf-8")
    return done.stdout.split("\f")


@needs_libreoffice
@needs_poppler
def test_numbers_at_the_axis_of_satisfaction(tmp_path: Path) -> None:
    """LibreOffice draws an axis to 12 of no number at all, and left out the sign of what is below 0.

    One customer of two is satisfied, and none would recommend: NPS is 0 - 100.
    """
    day = {"wave": datetime.date(2027, 1, 1)}
    answers = [{**day, "customer": "A", "csat": 5, "nps": 1}, {**day, "customer": "B", "csat": 1, "nps": 2}]
    for name, filling in (("empty", None), ("bad", Filling({}, {"satisfaction": answers}))):
        build(TEMPLATES["crm-log"], tmp_path / f"{name}.xlsx", filling)
    texts = {}
    for name in ("empty", "bad"):
        pdf = convert(tmp_path / f"{name}.xlsx", tmp_path, "pdf")
        [page] = [one for one in pages_of(pdf) if "RFM segments" in one]
        texts[name] = page.splitlines()
    assert not {"12", "10", "8", "6", "4", "2"} & set(texts["empty"])
    assert {"-100", "-20", "20"} <= set(texts["bad"])


BARS = {
    "Whole": ("1,255,897", "Actual against target so far"),
    "Thousands": ("1,256", "Actual against target so far (Thousands)"),
    "Ten thousands": ("125.6", "Actual against target so far (Ten thousands)"),
    "Millions": ("1.3", "Actual against target so far (Millions)"),
}
"""What South Coast sold, 1,255,897, at its bar, and the title above."""


@needs_libreoffice
@needs_poppler
def test_bars_are_in_the_unit_of_the_tiles(tmp_path: Path) -> None:
    """As LibreOffice shows the numbers that are stored in the file."""
    for unit in BARS:
        filling = sample("company-scorecard")
        filling.forms["settings"]["shown_in"] = unit
        build(TEMPLATES["company-scorecard"], tmp_path / f"{unit}.xlsx", filling)
    files = sorted(tmp_path.glob("*.xlsx"))
    command = [PROGRAM, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=180)
    for unit, (label, title) in BARS.items():
        pages = pages_of(tmp_path / f"{unit}.pdf")
        lines = [line for page in pages if "Teams by attainment" in page for line in page.splitlines()]
        assert title in lines
        assert label in lines
