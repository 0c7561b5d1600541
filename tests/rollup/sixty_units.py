"""A made-up company of 60 units of 10 people each, handed out: its workbooks as they are read, all in agreement.

One unit is really handed out; the other 59 are the same under names, IDs and people of their own. The plan of each is
6,600: the person at place p (from 1) has 10 p a month, so that nothing is rounded.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.validation.across_units import collected
from xltargets.actions.files.handing_out import hand_out
from xltargets.building.builder import build
from xltargets.rollup.extraction import Collected, Extract, Grid, Row, extract_view
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
UNITS, PEOPLE = 60, 10
A_MONTH = 10.0
"""Of the first person; the second has twice as much."""
OF_A_UNIT = 12 * A_MONTH * sum(range(1, PEOPLE + 1))
END_OF_MARCH = 46_112.0
"""2026-03-31."""
KINDS = ("target-plan", "team-scorecard", "crm-log")
COMPANY_PLAN = "company-plan.xlsx"


def unit_id(number: int) -> str:
    return f"u{number:02}"


def name_of(number: int) -> str:
    return f"Unit {number:02}"


def person(number: int, place: int) -> str:
    """`place` counts from 1."""
    return f"Person {number:02}.{place:02}"


def person_id(number: int, place: int) -> str:
    return f"{number:02}.{place:02}"


def file(number: int, kind: str) -> str:
    return f"{unit_id(number)}-{kind}.xlsx"


def filling(units: int, people: int = PEOPLE) -> Filling:
    """The company plan of so many units."""
    whole = units * 12 * A_MONTH * sum(range(1, people + 1))
    settings = {"unit": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1), "agreed": whole}
    numbers = range(units)
    tables: dict[str, list[dict[str, object]]] = {
        "units": [
            {
                "team": name_of(one),
                "person": person(one, place),
                "person_id": person_id(one, place),
                "own_weight": place,
            }
            for one in numbers
            for place in range(1, people + 1)
        ],
        "periods": [{} for _ in range(12)],
        "review": [{} for _ in range(12)],
        "approvers": [{"approver": "Hanna"}],
        "organisation": [
            {"unit_id": unit_id(one), "unit": name_of(one), "owner": person(one, 1), "keeps": "log"} for one in numbers
        ],
    }
    return Filling({"settings": settings}, tables)


@cache
def _first() -> dict[str, Extract]:
    """What is read of a company of one unit and of its workbooks."""
    folder = Path(mkdtemp(prefix="xltargets-sixty-"))
    build(TEMPLATES["target-plan"], folder / COMPANY_PLAN, filling(1))
    done = list(hand_out(folder / COMPANY_PLAN, folder / "units", lambda: END_OF_MARCH, "en"))
    assert not any(one.needs_somebody for one in done)
    paths = [folder / COMPANY_PLAN, *(folder / "units" / file(0, kind) for kind in KINDS)]
    return {path.name: extract_view(View.of(read(path), END_OF_MARCH), path.name) for path in paths}


def _renamed(extract: Extract, number: int) -> Extract:
    """The same, of another unit."""
    words = {name_of(0): name_of(number), unit_id(0): unit_id(number)}
    words |= {person(0, place): person(number, place) for place in range(1, PEOPLE + 1)}
    words |= {person_id(0, place): person_id(number, place) for place in range(1, PEOPLE + 1)}

    def other(value: Any) -> Any:
        if isinstance(value, str):
            value = words.get(value, value.replace(f"{unit_id(0)}-", f"{unit_id(number)}-"))
        return value

    return replace(
        extract,
        file=other(extract.file),
        fields={key: other(value) for key, value in extract.fields.items()},
        rows={table: [_with(row, other) for row in rows] for table, rows in extract.rows.items()},
        typed={},
    )


def _with(row: Row, other: Any) -> Row:
    return replace(row, values={key: other(value) for key, value in row.values.items()})


def workbooks() -> dict[str, Extract]:
    """All workbooks of all units, by file name."""
    made = (_renamed(_first()[file(0, kind)], number) for number in range(UNITS) for kind in KINDS)
    return {extract.file: extract for extract in made}


def company_plan(units: int = UNITS) -> Extract:
    """The company's plan, with the rows of all units below each other."""
    one = _first()[COMPANY_PLAN]
    several = [_renamed(one, number) for number in range(units)]
    rows = dict(one.rows)
    for table in ("organisation", "units", "shares", "in_force"):
        rows[table] = [
            _moved(row, table, place * len(one.rows[table]), place * PEOPLE)
            for place, extract in enumerate(several)
            for row in extract.rows[table]
        ]
    rows["periods"] = [_times(row, units, ("first_plan", "target")) for row in rows["periods"]]
    fields = dict(one.fields)
    for key in ("settings.agreed", "settings.total", "settings.first_total"):
        fields[key] = units * OF_A_UNIT
    grid = one.grids["grid"]
    stacked = Grid(grid.sheet, grid.values[:PEOPLE] * units, grid.first_row, grid.top, grid.left)
    return replace(one, rows=rows, fields=fields, grids={**one.grids, "grid": stacked}, file=COMPANY_PLAN)


def _moved(row: Row, table: str, down: int, lines: int) -> Row:
    """A row further down its sheet; what counts the lines of the Grid counts on."""
    values = dict(row.values)
    for key in ("number", "seat") if table in ("shares", "in_force") else ():
        if isinstance(value := values.get(key), float):
            values[key] = value + lines
    return replace(row, number=row.number + down, values=values)


def _times(row: Row, units: int, keys: Iterable[str]) -> Row:
    scaled = {key: value * units for key in keys if isinstance(value := row.values.get(key), float)}
    return replace(row, values={**row.values, **scaled})


@dataclass
class Company:
    """Workbooks in which something is planted."""

    books: dict[str, Extract]
    plan: Extract
    saved: dict[str, Any]

    def field(self, name: str, reference: str, value: Any) -> None:
        """Another value in a field."""
        self._set(name, fields={**self.book(name).fields, reference: value})

    def cell(self, name: str, table: str, column: str, value: Any, **where: Any) -> None:
        """Another value in the row that these values tell."""
        rows = list(self.book(name).rows[table])
        [place] = [place for place, row in enumerate(rows) if where.items() <= row.values.items()]
        rows[place] = replace(rows[place], values={**rows[place].values, column: value})
        self._set(name, rows={**self.book(name).rows, table: rows})

    def row(self, name: str, table: str, **values: Any) -> None:
        """One more row."""
        rows = self.book(name).rows[table]
        sheet = rows[0].sheet if rows else table.title()
        number = max((row.number for row in rows), default=5) + 1
        blank: Mapping[str, Any] = dict.fromkeys(rows[0].values) if rows else {}
        self._set(name, rows={**self.book(name).rows, table: [*rows, Row(sheet, number, {**blank, **values})]})

    def longer_grid(self) -> None:
        """One more line in the Grid of the company's plan, of a person without a target."""
        grid = self.plan.grids["grid"]
        longer = replace(grid, values=[*grid.values, [0.0] * 12])
        self._set(COMPANY_PLAN, grids={**self.plan.grids, "grid": longer})

    def book(self, name: str) -> Extract:
        """The company's plan, or a workbook."""
        return self.plan if name == COMPANY_PLAN else self.books[name]

    def _set(self, name: str, **changed: Any) -> None:
        if name == COMPANY_PLAN:
            self.plan = replace(self.plan, **changed)
        else:
            self.books[name] = replace(self.books[name], **changed)

    def collected(self) -> list[Collected]:
        """As they are handed in."""
        return [
            collected(extract, self.saved[name]) if name in self.saved else collected(extract)
            for name, extract in self.books.items()
        ]


def company() -> Company:
    """All of it, in agreement."""
    return Company(workbooks(), company_plan(), {})
