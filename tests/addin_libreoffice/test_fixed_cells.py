"""Fixed cells of the Grid in Calc: it works out what is stored, with a change in force and without."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.addin_libreoffice.conftest import Office
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.reader import read

DAY = datetime.date
CHANGE = {"kind": "total", "scope": "Year", "before": 1200, "after": 1260, "effective": DAY(2026, 7, 1)}
AGREED = {"day": DAY(2026, 3, 5), "reason": "Two ports more", "by": "Dana", "approved": "Hanna"}
SHEETS = ("Grid", "Targets in force", "Fixed cells", "Units", "Periods")


@pytest.mark.nightly
@pytest.mark.parametrize("changes", [[], [{**AGREED, **CHANGE}]], ids=["first plan", "in force"])
def test_calc_works_out_the_same(
    start: Callable[[str], Office], tmp_path: Path, changes: list[dict[str, object]]
) -> None:
    settings = {"unit": "North", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 1200}
    fixed = [("Ann", 3, 80.0), ("Ann", 9, 20.0), ("Bo", 12, 0.0)]
    tables = {
        "units": [{"person": one, "own_weight": 1} for one in ("Ann", "Bo")],
        "approvers": [{"approver": "Hanna"}],
        "changes": changes,
        "fixed_cells": [
            {"person": person, "month": DAY(2026, month, 1), "amount": amount, "reason": "It was promised."}
            for person, month, amount in fixed
        ],
    }
    path, saved = tmp_path / "plan.xlsx", tmp_path / "saved.xlsx"
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
    stored = read(path)
    start("2026-03-31").ask("pressed", str(path), "reconnect", "Grid", "A1", str(saved))
    worked = read(saved)
    compared = 0
    for name in SHEETS:
        for place, cell in stored.sheets[name].cells.items():
            if isinstance(cell.value, float):
                assert worked.sheets[name].cells[place].value == pytest.approx(cell.value), f"{name}!{cell.address}"
                compared += 1
    assert compared > 400
