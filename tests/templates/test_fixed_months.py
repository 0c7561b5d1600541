"""Months of a plan that are fixed: they have what was entered, and the others share the rest exactly."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
NEW_TOTAL = {"day": DAY(2026, 3, 5), "kind": "total", "scope": "Year", "before": 12_000, "after": 12_900}
APPROVED = {"reason": "Two ports more", "by": "Dana", "approved": "Hanna", "effective": DAY(2026, 4, 1)}


def built(path: Path, total: float, fixed: dict[int, float], changes: tuple[dict[str, Any], ...] = ()) -> View:
    """A plan for two people, 3 : 1, whose months weigh the same, some of them fixed."""
    settings = {
        "unit": "North",
        "owner": "Dana",
        "currency": "USD",
        "year_start": DAY(2026, 1, 1),
        "agreed": total,
    }
    tables = {
        "units": [{"person": "Ann", "own_weight": 3}, {"person": "Bo", "own_weight": 1}],
        "periods": [{"fixed": fixed[month]} if month in fixed else {} for month in range(1, 13)],
        "review": [{} for _month in range(12)],
        "approvers": [{"approver": "Hanna"}],
        "changes": [{**APPROVED, **change} for change in changes],
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    return View.of(read(path))


def months(view: View, key: str) -> list[Any]:
    table = view.tables["periods"]
    return [table.slot(table.declared[key], row).value for row in table.rows]


def grid_of(view: View) -> list[list[Any]]:
    [(_matrix, sheet, [anchor])] = view.matrices
    area = anchor.spill
    assert area is not None
    return [
        [sheet.value(row, place) for place in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]


def test_the_others_share_the_rest(tmp_path: Path) -> None:
    """12,000 less 2,000 in March are 10,000 for eleven months: 909 each, and one more for the first of them."""
    view = built(tmp_path / "plan.xlsx", 12_000, {3: 2_000})
    found = months(view, "target")
    assert found == [910, 909, 2_000, *[909] * 9]
    body = grid_of(view)
    assert [sum(column) for column in zip(*body[:2], strict=True)] == found
    assert [sum(row) for row in body[:2]] == [9_000, 3_000]


def test_a_month_fixed_at_nothing(tmp_path: Path) -> None:
    """A month without a target, as of a shop that is closed in it."""
    found = months(built(tmp_path / "plan.xlsx", 11_000, {8: 0}), "target")
    assert found == [*[1_000] * 7, 0, *[1_000] * 4]


@pytest.mark.nightly
def test_a_new_total_leaves_a_fixed_month(tmp_path: Path) -> None:
    """900 more from April, of which nothing is for June: eight months share 900, 112.5 each."""
    view = built(tmp_path / "plan.xlsx", 12_000, {6: 1_000}, (NEW_TOTAL,))
    found = months(view, "target")
    assert found[5] == 1_000
    assert found[:3] == [1_000] * 3
    assert sum(found) == 12_900
    assert {amount for place, amount in enumerate(found) if place > 2 and place != 5} <= {1_112, 1_113}
