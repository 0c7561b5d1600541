"""Cells of the Grid that are fixed, with a change in force: both margins are exact, and the cells are as entered."""

from __future__ import annotations

import datetime
from math import fsum
from pathlib import Path

from tests.templates.plans import column
from tests.templates.test_fixed_months import grid_of
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read

DAY = datetime.date
FIXED = {(0, 3): 80.0, (0, 9): 20.0, (1, 12): 0.0}


def test_both_margins_hold_around_them(tmp_path: Path) -> None:
    """1,200 for two people, and 60 more from July on: what has ended is the first plan, the rest is split anew."""
    settings = {"unit": "North", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 1200}
    people = ("Ann", "Bo")
    change = {"kind": "total", "scope": "Year", "before": 1200, "after": 1260, "effective": DAY(2026, 7, 1)}
    tables = {
        "units": [{"person": one, "own_weight": 1} for one in people],
        "approvers": [{"approver": "Hanna"}],
        "changes": [{"day": DAY(2026, 3, 5), "reason": "Two ports more", "by": "Dana", "approved": "Hanna", **change}],
        "fixed_cells": [
            {"person": people[row], "month": DAY(2026, month, 1), "amount": amount, "reason": "It was promised."}
            for (row, month), amount in FIXED.items()
        ],
    }
    path = tmp_path / "plan.xlsx"
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    contents = read(path)
    grid = grid_of(View.of(contents))
    assert {place: grid[place[0]][place[1] - 1] for place in FIXED} == FIXED
    assert [fsum(cells) for cells in zip(*grid, strict=True)] == column(path, "periods", "Target")
    assert column(path, "periods", "Target") == [100.0] * 6 + [110.0] * 6
    # Before July Ann has (600 - 80 - 20 - 100) of nine free months, which is 44.4 of 100, and 80 in March.
    assert grid[0][:6] == [45, 45, 80, 45, 45, 44]
    years = [fsum(row) for row in grid]
    assert years == column(path, "units", "Target")
    # Before June she has 340 left of 600 and Bo 360, and the 60 more are shared by that.
    assert years[:2] == [629, 631]
    assert work_out(contents).left == []
