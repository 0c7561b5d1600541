"""The sample risk register, its one late review made good, to break in one way at a time."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.validation.typed_book import TypedBook

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["risk-register"]
END_OF_MAY = 46173.0  # 2026-05-31
MIDDLE_OF_JUNE = 46188.0  # 2026-06-15


@cache
def _built(language: str) -> Contents:
    say = translator(language)
    filling = sample("risk-register", of_language(language))
    for row in filling.tables["risks"]:
        if row["id"] == "R8":
            row["reviewed"] = datetime.date(2026, 5, 18)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        build(TEMPLATE, path, filling, language=language, translate=say)
        return read(path)


class Register(TypedBook):
    """A copy of it, to type into as one would in a spreadsheet."""

    def __init__(self, language: str = "en") -> None:
        super().__init__(TEMPLATE, _built(language), END_OF_MAY)


def serial(year: int, month: int, day: int) -> float:
    """A day as a cell has it."""
    return float((datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days)
