"""Whoever comes, goes, moves or works less, and however often workbooks are renewed: parts stay their wholes.

Two units of 1,200 each. A year is made up move by move; after it the plans are handed in again, the scorecards take
their quotas, and the company is put together. What a person carries is counted by working days with NumPy.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xltargets.actions.files.renewals import renew_folder
from xltargets.building.builder import build
from xltargets.rollup.collecting import collect
from xltargets.rollup.company import Company
from xltargets.rollup.terms import Terms
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import serial_of
from xltargets.units.names import name_key

UNITS = ("North", "South")
TARGET = 1200
NOW = serial_of(datetime.date(2026, 6, 2))
FIRST = datetime.date(2026, 1, 1)
KINDS = ("hire", "leave", "move", "share", "again")


@dataclass
class Year:
    """The memberships of a company: a row each, as the plans hold them."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {
            unit: [
                {"person": f"{unit} {name}", "person_id": f"{unit}-{name}", "own_weight": 1} for name in ("Ann", "Bo")
            ]
            for unit in UNITS
        }
    )
    hired: int = 0

    def happens(self, kind: str, unit: str, place: int, day: datetime.date) -> None:
        """One move. Who has left already stays so."""
        row = self.rows[unit][place % len(self.rows[unit])]
        if kind == "hire":
            self.hired += 1
            name = f"Hired {self.hired}"
            self.rows[unit].append({"person": name, "person_id": name, "member_from": day, "own_weight": 1})
        elif kind in ("leave", "move") and "member_until" not in row and row.get("member_from", FIRST) < day:
            row["member_until"] = day - datetime.timedelta(1)
            if kind == "move":
                other = UNITS[unit == UNITS[0]]
                same = {key: row[key] for key in ("person", "person_id", "own_weight")}
                if all(one["person_id"] != row["person_id"] for one in self.rows[other]):
                    self.rows[other].append({**same, "member_from": day})
        elif kind == "share":
            row["member_share"] = 0.5

    def write(self, folder: Path) -> list[Path]:
        """The plan and the scorecard of each unit, the sold of five months in the latter."""
        files = []
        for unit in UNITS:
            common = {"unit": unit, "unit_id": unit.lower(), "owner": "Fox", "currency": "USD", "year_start": FIRST}
            plan = Filling({"settings": {**common, "agreed": TARGET}}, {"units": [{**row} for row in self.rows[unit]]})
            team = [{"member": row["person"], "person_id": row["person_id"], "quota": 1} for row in self.rows[unit]]
            sold = [
                {"month": datetime.date(2026, month, 1), "member": row["person"], "actual": 10 * month}
                for month in range(1, 6)
                for row in self.rows[unit][:2]
            ]
            card = Filling({"settings": common}, {"team": team, "actuals": sold})
            for kind, filling in (("target-plan", plan), ("team-scorecard", card)):
                files.append(folder / f"{unit}-{kind}.xlsx")
                build(TEMPLATES[kind], files[-1], filling)
        return files


moves = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(UNITS),
        st.integers(0, 5),
        st.dates(datetime.date(2026, 1, 2), datetime.date(2026, 12, 30)),
    ),
    min_size=1,
    max_size=5,
)


def check(company: Company, year: Year) -> None:
    people = company.people()
    for team in company.lines:
        assert team.standing.target == TARGET
        assert team.scorecard is not None
        own = [row for row in people if row["unit"] == team.name]
        assert sum(row["target"] or 0.0 for row in own) == pytest.approx(TARGET, abs=1e-6)
        assert sum(row["actual"] or 0.0 for row in own) == pytest.approx(team.standing.actual, abs=1e-6)
        for key, value in (("quota", TARGET), ("target", team.standing.due), ("actual", team.standing.actual)):
            assert team.scorecard.number(f"standing.{key}") == pytest.approx(value, abs=0.005), (team.name, key)
        by_month: dict[float, float] = {}
        for row in team.scorecard.rows["quotas"]:
            month, name = row.values["month"], name_key(row.values["member"])
            amounts = [row.values.get(key) for key in ("quota", "vacant")]
            by_month[month] = by_month.get(month, 0.0) + sum(one for one in amounts if isinstance(one, float))  # type: ignore[index,arg-type]
            for one in year.rows[team.name]:
                last = one.get("member_until")
                if name == name_key(one["person"]) and last is not None and month > serial_of(last):  # type: ignore[operator]
                    assert row.values["quota"] == 0.0, "nobody carries a quota after the last day"
        assert list(by_month.values()) == [span.amount for span in team.account.targets]


def run(folder: Path, happened: list[tuple[str, str, int, datetime.date]]) -> None:
    year = Year()
    for one in happened:
        year.happens(*one)
    files = year.write(folder)
    terms = Terms(NOW)
    # Four workbooks are read sooner than further processes are started.
    with patch("os.cpu_count", return_value=1):
        done = list(renew_folder(files, terms))
        before = [path.read_bytes() for path in files]
        list(renew_folder(files, terms))
    assert not any(one.refused for one in done), [str(one.message) for one in done]
    assert [path.read_bytes() for path in files] == before, "twice is once"
    company = Company(collect(files, NOW, jobs=1), terms=terms)
    refused = [finding.sentence() for one in company.collected if one.extract is None for finding in one.findings]
    assert not refused, refused
    check(company, year)


SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@pytest.mark.nightly
@given(moves)
@settings(max_examples=2, **SLOW)  # type: ignore[arg-type]
def test_any_year(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[str, str, int, datetime.date]]
) -> None:
    run(tmp_path_factory.mktemp("year"), happened)


@pytest.mark.nightly
@given(moves)
@settings(max_examples=100, **SLOW)  # type: ignore[arg-type]
def test_many_years(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[str, str, int, datetime.date]]
) -> None:
    run(tmp_path_factory.mktemp("year"), happened)


@pytest.mark.nightly
def test_a_joiner_a_leaver_a_move_and_half_a_person(tmp_path: Path) -> None:
    day = datetime.date
    happened = [
        ("hire", "North", 0, day(2026, 4, 1)),
        ("leave", "South", 0, day(2026, 8, 3)),
        ("move", "North", 1, day(2026, 10, 1)),
        ("share", "South", 1, day(2026, 1, 2)),
    ]
    run(tmp_path, happened)
