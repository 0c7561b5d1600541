"""Whatever the company does to its plan, what is handed out sums to it: by period, over the year, at every level."""

from __future__ import annotations

from math import fsum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rollup.company_plans import DAY, UNITS, run
from tests.rollup.sums import content, margins_are_exact, targets, without_own
from xltargets.building.builder import build
from xltargets.rollup.extraction import Extract, Grid, Row
from xltargets.rollup.handing_out.company import CompanyPlan, Unit
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.views.view import View
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

FIRSTS = [float(serial_of(DAY(2026, month, 1))) for month in range(1, 13)]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Extract, list[float]]:
    """A company plan as it is read, and its target by period: units below units, people who move once."""
    count = draw(st.integers(1, 6))
    decimals = draw(st.sampled_from([0, 2]))
    overs = [draw(st.sampled_from([None, 0.05, 0.1])) for _unit in range(count)]
    parents = [draw(st.integers(-1, unit - 1)) for unit in range(count)]
    organisation: list[dict[str, Any]] = [
        {"unit_id": f"u{one}", "unit": f"Unit {one}", "parent": None if above < 0 else f"u{above}", "over": over}
        for one, (above, over) in enumerate(zip(parents, overs, strict=True))
    ]
    for one, row in enumerate(organisation):
        row["over"] = row["over"] if one in parents else None
    people: list[dict[str, Any]] = []
    shares, full, grid = [], [], []
    for number in range(draw(st.integers(1, 6))):
        amounts = [round(draw(st.integers(0, 99_999)) / 10**decimals, decimals) for _period in FIRSTS]
        moved = draw(st.one_of(st.none(), st.integers(1, 11)))
        seat = len(people) + 1
        for first in (0,) if moved is None else (0, moved):
            until = moved if moved is not None and first == 0 else 12
            shares.append({"number": float(len(people) + 1), "seat": float(seat)})
            full.append(amounts)
            grid.append([amount if first <= period < until else 0.0 for period, amount in enumerate(amounts)])
            team = f"u{draw(st.integers(0, count - 1))}"
            begins = FIRSTS[first] if first else None
            people.append({"person": f"P{number}", "person_id": f"p{number}", "team": team, "member_from": begins})
    in_force: list[dict[str, Any]] = [
        {"number": float(line + 1)} | {f"f{period + 1}": amount for period, amount in enumerate(amounts)}
        for line, amounts in enumerate(full)
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "organisation": organisation,
        "units": people,
        "shares": shares,
        "in_force": in_force,
        "periods": [{"month": first} for first in FIRSTS],
        "changes": [],
    }
    extract = Extract(
        "company.xlsx",
        "target-plan",
        "en",
        {"settings.decimals": float(decimals), "settings.changes": 1.0, "settings.currency": "USD"},
        {},
        {table: [Row(table, 5 + line, values) for line, values in enumerate(held)] for table, held in rows.items()},
        {"grid": Grid("Grid", grid, 5)},
    )
    seats = {int(share["seat"]) - 1 for share in shares}
    return extract, [round(fsum(full[seat][period] for seat in seats), decimals) for period in range(12)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_parts_sum_to_what_is_above_them(made: tuple[Extract, list[float]]) -> None:
    extract, whole = made
    plan = CompanyPlan(extract)
    roots = [unit for unit in plan.units.values() if not unit.parent]
    assert added(plan, [unit.target for unit in roots]) == whole
    for unit in plan.units.values():
        parts = plan.parts_of(unit)
        if parts:
            budget = [rounded(plan, amount * (1 + unit.over)) for amount in unit.target]
            below = added(plan, [unit.own, *(part.target for part in parts)])
            # What nobody below has a part of cannot be handed to anybody.
            carried = added(plan, [own_of(plan, one) for one in below_and(plan, unit)])
            assert below == [amount if some else 0.0 for amount, some in zip(budget, carried, strict=True)]
    if not any(unit.over for unit in plan.units.values()):
        assert added(plan, [plan.of_unit(unit) for unit in plan.with_people()]) == whole


def rounded(plan: CompanyPlan, amount: float) -> float:
    return round(amount, plan.decimals)


def added(plan: CompanyPlan, lines: list[list[float]]) -> list[float]:
    return [rounded(plan, fsum(amounts)) for amounts in zip(*lines, strict=True)]


def own_of(plan: CompanyPlan, unit: Unit) -> list[float]:
    """What a unit's own people carry."""
    return unit.own


def below_and(plan: CompanyPlan, unit: Unit) -> list[Unit]:
    """The unit and all below it."""
    return [unit, *(one for part in plan.parts_of(unit) for one in below_and(plan, part))]


# The same with real workbooks, handed out after each change.

MONTHS = st.integers(4, 12)
"""What is changed in March begins later."""
STEPS = st.one_of(
    st.tuples(st.just("total"), MONTHS, st.integers(6_000, 20_000)),
    st.tuples(st.just("between people"), MONTHS, st.integers(1, 400)),
    st.tuples(st.just("own phasing"), MONTHS, st.integers(1, 200)),
    st.tuples(st.just("move"), MONTHS, st.just(0)),
    st.tuples(st.just("merger"), MONTHS, st.just(0)),
)


class Year:
    """A company of three units that hands out after each of its changes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.total = folder, 12_000
        self.people: list[dict[str, Any]] = [
            {"team": "nh", "person": "Ann", "person_id": "1", "own_weight": 3},
            {"team": "nh", "person": "Bo", "person_id": "2", "own_weight": 2},
            {"team": "sb", "person": "Cy", "person_id": "3", "own_weight": 4},
            {"team": "eh", "person": "Di", "person_id": "007", "own_weight": 1},
        ]
        self.changes: list[dict[str, Any]] = []
        self.hand_out()

    def step(self, kind: str, month: int, amount: int) -> None:
        day = DAY(2026, month, 1)
        common = {"day": DAY(2026, 3, 5), "reason": "As agreed", "by": "Dana", "approved": "Hanna", "effective": day}
        if kind == "total":
            self.changes.append({**common, "kind": "total", "scope": "Year", "before": self.total, "after": amount})
            self.total = amount
        elif kind == "between people":
            two = {"scope": "Ann", "counterpart": "Bo", "before": 1_000, "after": 1_000 - amount}
            self.changes.append({**common, "kind": "phasing", **two})
        elif kind == "own phasing":
            self.own_phasing(month, amount)
        elif kind == "move":
            self.leaves("Bo", "sb", day)
        else:
            self.leaves("Di", "nh", day)
        self.hand_out()

    def leaves(self, name: str, team: str, day: DAY) -> None:
        """A person goes on in another unit; once is enough."""
        [first, *later] = [row for row in self.people if row["person"] == name]
        if not later:
            first["member_until"] = DAY.fromordinal(day.toordinal() - 1)
            self.people.append({**first, "team": team, "own_weight": None, "member_from": day, "member_until": None})

    def own_phasing(self, month: int, amount: int) -> None:
        """South Bay moves some of its own target from one period to another."""
        path = self.plan("sb")
        contents = read(path)
        view = View.of(contents)
        table, periods = view.tables["changes"], view.tables["periods"]
        before = periods.slot(periods.declared["target"], periods.rows.start + month - 1).value
        assert isinstance(before, float)
        values = {"kind": "Phasing", "scope": f"2026-{month:02}", "counterpart": f"2026-{month % 12 + 1:02}"}
        if month == 12:
            values["counterpart"] = "2026-11"
        cells = {**values, "before": before, "after": before - amount, "day": 46_086.0, "by": "Cy", "approved": "Hanna"}
        row = max(table.rows_in_use, default=table.rows.start - 1) + 1
        written = {(row, table.column_index[key]): value for key, value in {**cells, "reason": "Ours"}.items()}
        patch_values(contents, path, {table.sheet.name: written})
        recalculate(path, path, lambda: 46_091.0)

    def plan(self, unit: str) -> Path:
        return self.folder / "units" / f"{unit}-target-plan.xlsx"

    def hand_out(self) -> None:
        settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": 12_000}
        tables = {
            "units": [dict(row) for row in self.people],
            "periods": [{} for _ in range(12)],
            "review": [{} for _ in range(12)],
            "approvers": [{"approver": "Hanna"}],
            "organisation": [{**row, "keeps": "plan"} for row in FLAT],
            "changes": self.changes,
        }
        path = self.folder / "company.xlsx"
        build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, tables))
        done = run(path, self.folder / "units")
        assert done.exit_code in (0, 1), done.output
        assert not done.exception or isinstance(done.exception, SystemExit)
        self.check(done.output)

    def check(self, said: str) -> None:
        """Periods, year and Grid."""
        whole = content(self.folder / "company.xlsx")
        handed = [content(self.plan(unit)) for unit in ("nh", "sb", "eh")]
        for extract in (whole, *handed):
            margins_are_exact(extract)
        assert fsum(targets(whole)) == self.total
        sums = [fsum(amounts) for amounts in zip(*(without_own(extract) for extract in handed), strict=True)]
        assert sums == targets(whole), said
        assert fsum(fsum(targets(extract)) for extract in handed) == self.total


FLAT = tuple({**row, "parent": None, "language": None} for row in UNITS if row["unit_id"] != "north")


@pytest.mark.nightly
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_any_sequence_of_changes_keeps_the_sums(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory(prefix="xltargets-test-") as folder:
        year = Year(Path(folder))
        for step in steps:
            year.step(*step)
