"""The sample team scorecard with rates of its own, to break in one way at a time."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.validation.closed_months import by_rates
from tests.validation.typed_book import TypedBook

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["team-scorecard"]
END_OF_MAY = 46173.0  # 2026-05-31
DAY = datetime.date
RISING = ((0.0, 0.03), (1.0, 0.05), (1.2, 0.08))
"""Attainment and rate of the tiers."""


def _tiers(steps: tuple[tuple[float, float], ...]) -> list[dict[str, object]]:
    """Tiers from 1 January on, approved in time."""
    day = DAY(2026, 1, 1)
    return [
        {"effective": day, "attainment": start, "rate": rate, "approved_by": "Ann", "approved_on": day}
        for start, rate in steps
    ]


@cache
def _built(language: str, mode: str, steps: tuple[tuple[float, float], ...], plans: bool) -> Contents:
    say = translator(language)
    filling = by_rates(sample("team-scorecard", of_language(language)))
    settings = filling.forms["settings"] | {"mode": mode}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scorecard.xlsx"
        # Who agreed to the sample's own plans did not to these.
        tables = filling.tables if plans else filling.tables | {"tiers": _tiers(steps), "agreed": []}
        book = Filling(filling.forms | {"settings": settings}, tables)
        build(TEMPLATE, path, book, language=language, translate=say)
        return read(path)


def scorecard(
    language: str = "en",
    mode: str = "marginal",
    steps: tuple[tuple[float, float], ...] = RISING,
    *,
    plans: bool = False,
) -> TypedBook:
    """A copy of it, to type into; with `plans` the sample's own rates, to which its members agreed."""
    return TypedBook(TEMPLATE, _built(language, mode, steps, plans), END_OF_MAY)


def serial(day: datetime.date) -> float:
    """A day as a cell has it."""
    return float((day - DAY(1899, 12, 30)).days)
