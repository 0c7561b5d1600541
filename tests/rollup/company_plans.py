"""A company plan of 12,000 for two teams of North and one of East, by 3 : 2 : 4 : 1, 1,000 each month."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner, Result

from xltargets.building.builder import build
from xltargets.cli import main
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

DAY = datetime.date
PEOPLE = (("North Harbour", "Ann", "1", 3), ("North Harbour", "Bo", "2", 2), ("South Bay", "Cy", "3", 4))
EAST = ("eh", "Di", "007", 1)
UNITS: tuple[dict[str, object], ...] = (
    {"unit_id": "north", "unit": "North"},
    {"unit_id": "nh", "unit": "North Harbour", "parent": "north", "owner": "Ann"},
    {"unit_id": "sb", "unit": "South Bay", "parent": "north", "keeps": "all", "language": "zh-CN"},
    {"unit_id": "eh", "unit": "East Hill", "keeps": "plan", "opens_with": "values"},
)
FEWER = (*UNITS[:2], {**UNITS[2], "keeps": "plan"}, {**UNITS[3], "opens_with": None})
"""The same with fewer workbooks, for what need not be tried with all of them."""
NEW_TOTAL = {"kind": "total", "scope": "Year", "before": 12000, "after": 12600, "effective": DAY(2026, 7, 1)}
LATER = {"day": DAY(2026, 3, 5), "reason": "Two ports more", "by": "Dana", "approved": "Hanna"}


def company(
    path: Path,
    *,
    people: Sequence[tuple[str, str, str, float]] = (*PEOPLE, EAST),
    units: Sequence[dict[str, object]] = FEWER,
    changes: Sequence[dict[str, object]] = (),
    until: dict[str, DAY] | None = None,
    made_up: Sequence[DAY] = (),
    more: dict[str, Sequence[dict[str, object]]] | None = None,
) -> Path:
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 12000}
    rows: list[dict[str, object]] = [
        {"team": team, "person": name, "person_id": number, "own_weight": weight}
        for team, name, number, weight in people
    ]
    for row in rows:
        if until and row["person"] in until:
            row["member_until"] = until[str(row["person"])]
    tables = {
        "units": rows,
        "periods": [{} for _ in range(12)],
        "review": [{} for _ in range(12)],
        "holidays": [{"day": DAY(2026, 1, 1), "occasion": "New Year"}],
        "workdays": [{"day": day} for day in made_up],
        "approvers": [{"approver": "Hanna"}],
        "organisation": list(units),
        "changes": [{**LATER, **change} for change in changes],
        **{name: list(held) for name, held in (more or {}).items()},
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    return path


def run(plan: Path, folder: Path, day: str = "2026-03-10") -> Result:
    return CliRunner().invoke(main, ["hand-out", str(plan), str(folder), "--as-of", day, "--language", "en"])


def column(path: Path, table: str, key: str) -> list[object]:
    """What a column of a workbook holds in its rows in use."""
    bound = View.of(read(path)).tables[table]
    return [bound.slot(bound.declared[key], row).value for row in bound.rows_in_use]


def append(path: Path, table: str, rows: Sequence[Mapping[str, object]], now: float) -> None:
    """Type rows below those that are there, and recalculate."""
    contents = read(path)
    bound = View.of(contents).tables[table]
    first = max(bound.rows_in_use, default=bound.rows.start - 1) + 1
    cells = {
        (first + place, bound.column_index[key]): value for place, row in enumerate(rows) for key, value in row.items()
    }
    patch_values(contents, path, {bound.sheet.name: cells})  # type: ignore[dict-item]
    recalculate(path, path, lambda: now)
