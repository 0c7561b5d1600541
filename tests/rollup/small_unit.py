"""The four workbooks of one small unit, built once in each language, with figures that are added up by hand.

Plan: 1,200 for the year, as last year, Ann and Bo. Scorecard: 80 in January, 20 in February, nothing entered since.
CRM log: O-1 of 100 at 50% closes in the year, O-2 of 200 after it; 70 was won in January, 30 in March. Register: 100
may be lost, as likely as not.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.slots import Slot
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

KINDS = {"plan": "target-plan", "scorecard": "team-scorecard", "log": "crm-log", "register": "risk-register"}
END_OF_MARCH = 46112.0  # 2026-03-31
END_OF_APRIL = 46142.0
DAY = datetime.date

SETTINGS = {
    "organisation": "Acme",
    "unit": "North",
    "owner": "Dana Fox",
    "currency": "USD",
    "year_start": DAY(2026, 1, 1),
}


def _fillings() -> dict[str, Filling]:
    history = [
        {"month": DAY(2025, month, 1), "person": person, "amount": 50.0}
        for month in range(1, 13)
        for person in ("Ann Lee", "Bo Chen")
    ]
    people = [{"person": name, "region": "North", "team": "North"} for name in ("Ann Lee", "Bo Chen")]
    plan = Filling({"settings": {**SETTINGS, "growth": 0.0, "agreed": 1200.0}}, {"history": history, "units": people})
    team = [{"member": name, "region": "North", "quota": 600.0} for name in ("Ann Lee", "Bo Chen")]
    actuals = [
        {"month": DAY(2026, month, 1), "member": name, "actual": amount}
        for month, name, amount in ((1, "Ann Lee", 50.0), (1, "Bo Chen", 30.0), (2, "Ann Lee", 20.0))
    ]
    scorecard = Filling({"settings": SETTINGS}, {"team": team, "actuals": actuals})
    customers = [{"customer": "Fox & Co", "tier": "A", "owner": "Ann Lee"}]
    common = {"customer": "Fox & Co", "owner": "Ann Lee", "created": DAY(2026, 1, 2)}
    deals = [
        {"id": "O-1", "stage": "Proposal", "amount": 100.0, "own": 0.5, "expected": DAY(2026, 9, 1)},
        {"id": "O-2", "stage": "Engaging", "amount": 200.0, "own": 0.25, "expected": DAY(2027, 2, 1)},
        {"id": "O-3", "stage": "Won", "amount": 70.0, "closed": DAY(2026, 1, 15)},
        {"id": "O-4", "stage": "Won", "amount": 30.0, "closed": DAY(2026, 3, 10)},
        {"id": "O-5", "stage": "Lost", "amount": 40.0, "closed": DAY(2026, 3, 20)},
    ]
    log = Filling({"settings": SETTINGS}, {"customers": customers, "opportunities": [common | one for one in deals]})
    risk = {"id": "R1", "risk": "A customer leaves", "category": "Market", "likelihood": 3, "impact": 3}
    risk |= {"probability": 0.5, "loss": 100.0, "owner": "Ann Lee", "response": "Reduce", "plan": "Visit them"}
    risk |= {"due": DAY(2026, 9, 1), "reviewed": DAY(2026, 3, 1), "residual_likelihood": 2, "residual_impact": 2}
    declared = {column.identifier for column in TEMPLATES["risk-register"].tables["risks"].columns}
    risk = {key: value for key, value in risk.items() if key in declared}
    register = Filling({"settings": SETTINGS}, {"risks": [risk]})
    return {"plan": plan, "scorecard": scorecard, "log": log, "register": register}


@cache
def _built(language: str) -> Path:
    where = Path(mkdtemp(prefix="xltargets-unit-"))
    say = translator(language)
    for name, filling in _fillings().items():
        build(TEMPLATES[KINDS[name]], where / f"{name}.xlsx", filling, language=language, translate=say)
    return where


def unit(where: Path, *names: str, language: str = "en") -> Path:
    """Copies of these workbooks, of all four if none is named."""
    where.mkdir(exist_ok=True)
    for name in names or KINDS:
        shutil.copyfile(_built(language) / f"{name}.xlsx", where / f"{name}.xlsx")
    return where


def slot(path: Path, reference: str, row: int | None = None) -> Slot:
    """The cell of `settings.target`, or of `review.actual` in a data row counted from 0."""
    view = View.of(read(path))
    if row is None:
        return view.fields[reference]
    table, _dot, identifier = reference.partition(".")
    bound = view.tables[table]
    return bound.slot(bound.declared[identifier], bound.rows.start + row)


def value(path: Path, reference: str, row: int | None = None) -> Any:
    """What it holds; an empty text is a blank."""
    found = slot(path, reference, row).value
    return None if found == "" else found


def put(path: Path, values: Mapping[tuple[str, int | None], Any]) -> None:
    """Type values into cells, and recalculate as a spreadsheet does."""
    cells: dict[str, dict[tuple[int, int], Any]] = {}
    for (reference, row), typed in values.items():
        one = slot(path, reference, row)
        cells.setdefault(one.sheet.name, {})[one.row, one.column_index] = typed
    patch_values(read(path), path, cells, over_formulas=True)
    recalculate(path, path, lambda: END_OF_MARCH)


def agreed(before: float, after: float) -> dict[tuple[str, int | None], Any]:
    """What is typed where another target is agreed: it, and its entry in Changes, without which the plan is refused."""
    entry = {"day": END_OF_MARCH, "scope": "2026", "before": before, "after": after, "by": "Dana Fox"}
    entry["reason"] = "Another two stores opened in March, each with last year's sales."
    return {("settings.agreed", None): after} | {(f"changes.{name}", 0): value for name, value in entry.items()}


def loaded(path: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    """The lines of the sheet Loaded: value, file and cells by figure and row."""
    table = View.of(read(path)).tables["loaded"]
    found = {}
    for row in table.rows_in_use:
        texts = {one.identifier: str(table.slot(one, row).value or "") for one in table.columns}
        found[texts["figure"], texts["row"]] = texts["value"], texts["file"], texts["cells"]
    return found
