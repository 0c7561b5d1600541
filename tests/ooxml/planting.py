"""Planting one mistake into a good workbook."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ooxml.check import problems
from tests.ooxml.good import write_good

TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
INPUTS = "xl/worksheets/sheet1.xml"
INPUTS_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
REPORT = "xl/worksheets/sheet2.xml"
UNITS = "xl/tables/table1.xml"
NOTES = "xl/tables/table2.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
DRAWING = "xl/drawings/drawing1.xml"
CHART = "xl/charts/chart1.xml"
CUSTOM = "docProps/custom.xml"


@dataclass(frozen=True)
class Mistake:
    """What is written wrong, where, and what the check says of it."""

    part: str
    right: str
    wrong: str
    said: str

    def __str__(self) -> str:
        return self.said


@cache
def good_parts() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "good.xlsx"
        write_good(path)
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


def problems_of(parts: dict[str, bytes], path: Path) -> list[str]:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return problems(path)


def planted(mistake: Mistake, path: Path) -> list[str]:
    """The problems of the good workbook with the first occurrence of what is right written wrong."""
    text = good_parts()[mistake.part].decode()
    assert mistake.right in text, f"{mistake.part} has no {mistake.right}"
    wrong = text.replace(mistake.right, mistake.wrong, 1)
    return problems_of(good_parts() | {mistake.part: wrong.encode()}, path)


def blame(mistake: Mistake) -> str:
    """What is said of it, after the part's name."""
    return f"{mistake.part}: {mistake.said}"
