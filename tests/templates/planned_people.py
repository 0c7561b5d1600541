"""A target plan with people who come, go and are away: built once, and filled anew for each case."""

from __future__ import annotations

import copy
import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAN = TEMPLATES["target-plan"]
YEAR = 2026
HOLIDAYS = (datetime.date(YEAR, 1, 1), datetime.date(YEAR, 5, 1), datetime.date(YEAR, 12, 25))
RAMP = ((1, 0.3), (4, 0.7), (7, 1.0))
APPROVER = "Hanna Weiss"
CHANGES = 6
"""Rows of the sheet Changes."""


@dataclass(frozen=True)
class Membership:
    """A row of Units."""

    weight: float | None = 1.0
    first: datetime.date | None = None
    last: datetime.date | None = None
    share: float | None = None
    since: datetime.date | None = None
    leave: tuple[datetime.date, datetime.date | None, float] | None = None
    person_id: str = ""


@dataclass(frozen=True)
class Targets:
    """What the workbook says."""

    grid: list[list[float]]
    vacant: list[float]
    periods: list[float]
    full: list[float]
    carried: list[float]


@cache
def _built(rows: int, periods: int) -> Contents:
    settings = {"unit": "North", "owner": "Dana", "year_start": datetime.date(YEAR, 1, 1), "agreed": 36_000}
    tables = {
        "holidays": [{"day": day} for day in HOLIDAYS],
        "units": [{"region": "N", "team": "A", "person": f"P{row}", "own_weight": 1.0} for row in range(rows)],
        "periods": [{"own_weight": 1.0} for _period in range(periods)],
        "review": [{} for _period in range(periods)],
        "leave": [{} for _row in range(rows)],
        "approvers": [{"approver": APPROVER}],
        "changes": [{} for _row in range(CHANGES)],
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        build(PLAN, path, Filling({"settings": settings}, tables))
        return read(path)


def filled(
    people: list[Membership],
    *,
    total: float = 36_000,
    decimals: int = 0,
    periods: int = 12,
    changes: Sequence[Mapping[str, object]] = (),
) -> Contents:
    """A plan in which these people are, one in each row, and these changes, the words of drop-downs in English."""
    book = copy.deepcopy(_built(len(people), periods))
    _put_field(book, "agreed", total)
    _put_field(book, "decimals", decimals)
    for row, one in enumerate(people):
        values: dict[str, object] = {"own_weight": one.weight, "member_from": one.first, "member_until": one.last}
        values |= {"member_share": one.share, "role_since": one.since, "person_id": one.person_id or None}
        for column, value in values.items():
            _put(book, "units", column, row, value)
        if one.leave is not None:
            first, last, relieved = one.leave
            for column, value in {"person": f"P{row}", "first": first, "last": last, "relieved": relieved}.items():
                _put(book, "leave", column, row, value)
    for row, change in enumerate(changes):
        for column, value in change.items():
            _put(book, "changes", column, row, value)
    return book


def of(
    people: list[Membership],
    *,
    total: float = 36_000,
    decimals: int = 0,
    periods: int = 12,
    changes: Sequence[Mapping[str, object]] = (),
) -> Targets:
    """What the engine makes of it."""
    book = filled(people, total=total, decimals=decimals, periods=periods, changes=changes)
    return targets(book, len(people), periods)


def targets(book: Contents, people: int, periods: int) -> Targets:
    """The Grid with its margin, after recalculation."""
    results = evaluate(book, lambda: 46_100.0)
    assert not results.not_verified, results.not_verified
    values = results.values
    anchor = next(
        (name, *place) for name, sheet in book.sheets.items() for place, cell in sheet.cells.items() if cell.spill
    )
    sheet, top, left = anchor
    rows = book.tables["units"].data.rows
    grid = [[_number(values[sheet, top + row, left + period]) for period in range(periods)] for row in range(people)]
    vacant = [_number(values[sheet, top + rows + 2, left + period]) for period in range(periods)]
    return Targets(
        grid,
        vacant,
        [_number(values[_place(book, "periods", "target", period)]) for period in range(periods)],
        [_number(values[_place(book, "units", "target", row)]) for row in range(people)],
        [_number(values[_place(book, "units", "carried", row)]) for row in range(people)],
    )


def _number(value: object) -> float:
    assert isinstance(value, float), value
    return value


def _place(book: Contents, table: str, column: str, row: int) -> tuple[str, int, int]:
    found = book.tables[table]
    index = [one.identifier for one in PLAN.tables[table].columns].index(column)
    return found.sheet, found.area.top + 1 + row, found.area.left + index


def _put(book: Contents, table: str, column: str, row: int, value: object) -> None:
    sheet, line, number = _place(book, table, column, row)
    # All numbers of a cell are floats, as the reader gives them.
    stored = serial_of(value) if isinstance(value, datetime.date) else float(value) if type(value) is int else value
    book.sheets[sheet].cells.setdefault((line, number), Cell(line, number)).value = stored  # type: ignore[assignment]


def _put_field(book: Contents, name: str, value: float) -> None:
    found = book.tables["settings"]
    index = [one.identifier for one in PLAN.tables["settings"].columns].index(name)
    line, number = found.area.top + 1 + index, found.area.left + 1
    book.sheets[found.sheet].cells.setdefault((line, number), Cell(line, number)).value = float(value)
