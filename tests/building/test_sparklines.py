"""Small charts in cells: in each row of a fresh workbook, over that row's months, and in one that was brought up."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.version_1.books import FOLDER
from xltargets.building.builder import build
from xltargets.building.upgrade import upgrade
from xltargets.locale import LANGUAGES, translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.views.view import View
from xltargets.workbooks.reader import read

REGISTER = TEMPLATES["risk-register"]
SPARKLINE = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}sparkline"
MAIN = "{http://schemas.microsoft.com/office/excel/2006/main}"


def sparklines(path: Path) -> dict[str, str]:
    """Of all sheets: cell and what it draws."""
    found = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                for one in ElementTree.fromstring(package.read(name)).iter(SPARKLINE):
                    cell, area = one.find(f"{MAIN}sqref"), one.find(f"{MAIN}f")
                    assert cell is not None
                    assert cell.text
                    assert area is not None
                    found[cell.text] = area.text or ""
    return found


def is_whole(path: Path) -> None:
    """Each row of the table has the months of the same row of the indicators."""
    view = View.of(read(path))
    kris, course = view.tables["kris"], view.tables["course"]
    assert len(course.rows) == len(kris.rows)
    first, last = (REGISTER.column(f"kris.{key}") for key in ("m1", "m12"))
    expected = {}
    for here, there in zip(course.rows, kris.rows, strict=True):
        places = [kris.slot(one, there).at.cell for one in (first, last)]
        expected[course.slot(REGISTER.column("course.year"), here).at.cell] = (
            f"'{kris.sheet.name}'!{places[0]}:{places[1]}"
        )
        indicator = kris.slot(REGISTER.column("kris.indicator"), there).value or ""
        assert course.slot(REGISTER.column("course.indicator"), here).value == indicator
    assert sparklines(path) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_fresh_workbook(language: str, tmp_path: Path) -> None:
    say = translator(language)
    path = tmp_path / "risks.xlsx"
    build(REGISTER, path, sample("risk-register", of_language(language)), language=language, translate=say)
    is_whole(path)


def test_in_a_workbook_that_was_brought_from_version_1(tmp_path: Path) -> None:
    path = tmp_path / "risks.xlsx"
    upgrade(read(FOLDER / "en" / "risk-register-sample.xlsx"), path)
    is_whole(path)
    report = Validator(Settings(), 46173.0).check(path)
    assert not [one for one in report.findings if one.code.startswith(("XL1", "XL2", "XL4"))]
