"""A person's year for the person to sign: the target month by month, other measures with their levels, objectives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.errors import N_, Problem
from xltargets.rollup.loading.quotas import MONTHS, Plan, of_person
from xltargets.rollup.persons import people_of
from xltargets.rollup.shown_in import shown_in
from xltargets.rollup.year_kinds import year_of
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from datetime import date

    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.persons import Person

NO_TARGETS = N_("{file} has no targets by person yet; fill in Settings and Units, and look at the sheet Grid.")
QUARTER = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A month's target, or that of a period of weeks, which has days of its own."""

    first: date
    amount: float
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What the person is measured by besides, and its levels; None where there is none."""

    measure: str
    measured_in: str
    weight: float | None
    floor: float | None
    target: float
    stretch: float | None


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective that the person answers for."""

    objective: str
    metric: str
    measured_in: str
    baseline: float | None
    target: float | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Letter:
    """What the person and the manager sign."""

    person: str
    person_id: str
    unit: str
    organisation: str
    owner: str
    currency: str
    decimals: int
    first: date
    last: date
    """Of the year, or of the part of it that the person is there."""
    quarters: list[list[Part]]
    total: float
    full: float
    """What a whole year at full target would be."""
    shown_in: str = ""
    """The unit of amounts that the plan shows large figures in, "" for all in full."""
    measures: list[Measured] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)


def letters_of(extract: Extract) -> list[Letter]:
    """One for each person who has a target this year."""
    plan = Plan.of(extract)
    if plan is None or not extract.rows.get("units"):
        raise Problem(NO_TARGETS, file=extract.file)
    made = (_letter(plan, person) for person in people_of(extract, None))
    return [one for one in made if one.total or one.measures]


def _letter(plan: Plan, person: Person) -> Letter:
    extract = plan.extract
    amounts, _cells = of_person(plan, person)
    year = year_of(extract)
    assert year is not None  # of a plan with targets
    start = year.start
    parts = [
        Part(day_of(name), amount, *((day_of(first), day_of(last)) if year.pattern else ()))
        for (name, first, last), amount in zip(year.spans, amounts, strict=True)
    ]
    key = name_key(person.name)
    text = extract.text
    return Letter(
        person=person.name,
        person_id=person.person_id,
        unit=text("settings.unit"),
        organisation=text("settings.organisation"),
        owner=text("settings.owner"),
        currency=text("settings.currency"),
        decimals=plan.decimals,
        first=max(start, _day(person.first) or start),
        last=_last(person, day_of(year.end)),
        quarters=[parts[number : number + QUARTER] for number in range(0, MONTHS, QUARTER)],
        total=sum(amounts),
        full=sum(_number(row, "target") or 0.0 for row in person.planned),
        shown_in=shown_in([extract]),
        measures=_measures(extract, key),
        objectives=_objectives(extract, key),
    )


def _last(person: Person, end: date) -> date:
    return min(end, _day(person.last) or end)


def _measures(extract: Extract, key: str) -> list[Measured]:
    """Those of the sheet Measures that have a target for the person."""
    known = {name_key(row.values.get("measure")): row for row in extract.rows.get("measures", [])}
    found = []
    for row in extract.rows.get("measure_targets", []):
        measure, target = known.get(name_key(row.values.get("measure"))), _number(row, "target")
        if name_key(row.values.get("person")) == key and measure is not None and target:
            words = str(measure.values["measure"]), str(measure.values.get("measured_in") or "")
            weight, floor, stretch = _number(measure, "weight"), _number(row, "floor"), _number(row, "stretch")
            found.append(Measured(*words, weight, floor, target, stretch))
    return found


def _objectives(extract: Extract, key: str) -> list[Objective]:
    return [
        Objective(
            str(row.values.get("objective") or ""),
            str(row.values.get("metric") or ""),
            str(row.values.get("measure") or ""),
            _number(row, "baseline"),
            _number(row, "target"),
            _day(row.values.get("due")),
        )
        for row in extract.rows.get("objectives", [])
        if key and name_key(row.values.get("owner")) == key
    ]


def _number(row: Row, column: str) -> float | None:
    value = row.values.get(column)
    return value if isinstance(value, float) else None


def _day(value: object) -> date | None:
    return day_of(value) if isinstance(value, float) and is_serial(value) else None
