"""What a company plan hands down adds up at every level and in every period, whatever was changed in it."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from math import fsum
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from xltargets.building.builder import build
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.handing_out.company import CompanyPlan
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

DAY = datetime.date
TOTAL = 36_000
TEAMS = ("nh", "nh", "sb", "eh", "north")
"""A team of two, two of one, and somebody who belongs to the region itself."""
NAMES = [f"P{number}" for number in range(len(TEAMS))]
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
WORDS = {"phasing": "Phasing", "total": "New total"}


@cache
def _built() -> Contents:
    given = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": TOTAL}
    tables = {
        "units": [
            {"team": team, "person": name, "person_id": name, "own_weight": number + 1}
            for number, (team, name) in enumerate(zip(TEAMS, NAMES, strict=True))
        ],
        "periods": [{} for _ in MONTHS],
        "review": [{} for _ in MONTHS],
        "approvers": [{"approver": "Hanna"}],
        "organisation": [
            {"unit_id": "north", "unit": "North", "over": 0.0},
            {"unit_id": "nh", "unit": "North Harbour", "parent": "north"},
            {"unit_id": "sb", "unit": "South Bay", "parent": "north"},
            {"unit_id": "eh", "unit": "East Hill"},
        ],
    }
    with TemporaryDirectory() as folder:
        build(TEMPLATES["target-plan"], Path(folder) / "a.xlsx", Filling({"settings": given}, tables))
        return read(Path(folder) / "a.xlsx")


def handed(changes: list[dict[str, object]], over: float = 0.0, until: DAY | None = None) -> CompanyPlan:
    """The company plan with these changes, each approved by Hanna on the 15th of a month."""
    book = copy.deepcopy(_built())
    view = View.of(book)

    def put(table: str, key: str, row: int, value: object) -> None:
        bound = view.tables[table]
        place = bound.found.area.top + 1 + row, bound.column_index[key]
        # All numbers of a cell are floats, as the reader gives them.
        stored = float(serial_of(value)) if isinstance(value, DAY) else float(value) if type(value) is int else value
        bound.sheet.cells.setdefault(place, Cell(*place)).value = stored  # type: ignore[assignment]

    put("organisation", "over", 0, over)
    put("units", "member_until", 0, until)
    for row, change in enumerate(changes):
        for key, value in {
            "by": "Dana",
            "approved": "Hanna",
            "reason": "Ports",
            "day": DAY(2026, 1, 2),
            **change,
        }.items():
            put("changes", key, row, value)
    results = evaluate(book, lambda: 46_100.0)
    assert not results.not_verified
    for (sheet, row, column), value in results.values.items():
        book.sheets[sheet].cells.setdefault((row, column), Cell(row, column)).value = value
    return CompanyPlan(extract_view(View.of(book), "a.xlsx"))


def total_by_period(plan: CompanyPlan) -> list[float]:
    return [float(row.values["target"] or 0) for row in plan.extract.rows["periods"]]  # type: ignore[arg-type]


def check(plan: CompanyPlan, over: float, approved: float) -> None:
    """Children sum to (1 + over-assignment) of their parent, roots to the company, the year to what was approved."""
    north, harbour, bay, hill = (plan.units[key] for key in ("north", "nh", "sb", "eh"))
    periods = total_by_period(plan)
    assert fsum(periods) == approved
    for month, whole in enumerate(periods):
        assert north.target[month] + hill.target[month] == whole
        children = harbour.target[month] + bay.target[month] + north.own[month]
        assert children == round(north.target[month] * (1 + over))
        assert all(part >= 0 for part in (harbour.target[month], bay.target[month], north.own[month]))


@pytest.mark.parametrize("over", [0.0, 0.05])
def test_without_a_change(over: float) -> None:
    """Fifteenths of 3,000 a month: 600 and 600 for the teams of North, 1,000 for its own, 800 for East Hill."""
    plan = handed([], over)
    check(plan, over, TOTAL)
    assert plan.units["north"].target == [2200] * 12
    if not over:
        assert (plan.units["nh"].target, plan.units["sb"].target) == ([600] * 12, [600] * 12)
        assert plan.units["north"].own == [1000] * 12


def test_a_merger_moves_the_open_target() -> None:
    """In July East Hill's people's 4,800 go to South Bay's; what was before stays where it was."""
    merger = {"kind": "Phasing", "scope": "P3", "counterpart": "P2", "before": 9600, "after": 4800}
    plan = handed([{**merger, "effective": DAY(2026, 7, 1)}])
    check(plan, 0.0, TOTAL)
    assert plan.units["eh"].target == [800] * 6 + [0] * 6
    assert plan.units["sb"].target == [600] * 6 + [1400] * 6


def test_a_person_who_moves_takes_what_they_carry() -> None:
    """Vacant after the last day: the team keeps the target, as nobody else has it."""
    plan = handed([], until=DAY(2026, 6, 30))
    check(plan, 0.0, TOTAL)
    assert plan.units["nh"].target == [600] * 12


STARTS = some.one_of(some.none(), some.integers(1, 12).map(lambda month: DAY(2026, month, 1)))


@some.composite
def sequences(draw: some.DrawFn) -> list[dict[str, object]]:
    found = []
    for _number in range(draw(some.integers(1, 5))):
        kind = draw(some.sampled_from(sorted(WORDS)))
        change = {"kind": WORDS[kind], "before": 1000, "after": 1000 + draw(some.integers(-150, 250))}
        if kind == "phasing":
            one, other = draw(some.permutations(draw(some.sampled_from([MONTHS, NAMES]))))[:2]
            change |= {"scope": one, "counterpart": other}
        else:
            change["scope"] = draw(some.sampled_from(["Year", *NAMES, *MONTHS]))
        approved = DAY(2026, draw(some.integers(1, 12)), 15)
        found.append({**change, "effective": draw(STARTS), "approved_on": approved})
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequences(), some.sampled_from([0.0, 0.03, 0.1]))
def test_any_sequence_adds_up_at_every_level(changes: list[dict[str, object]], over: float) -> None:
    plan = handed(changes, over)
    raised = sum(
        float(row.values["in_force"] or 0)  # type: ignore[arg-type]
        for row in plan.extract.rows["changes"]
        if row.values["kind"] == "total"
    )
    check(plan, over, TOTAL + raised)
