"""What the sample company's people have to bring this year, and what they sold so far: one story for all workbooks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

import numpy as np

from xltargets.calc import target_cascade, target_grid
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import SEED, TEAMS, Person, months, people

CLOSED_MONTHS = 5
AS_OF = datetime.date(2026, 5, 31)
"""The day to look from."""
GROWTH = 0.1
LIFT = (1.04, 0.97, 1.12, 1.08, 1.15)
"""How the months so far went, against the same months of the year before."""
RAMP = ((1, 0.3), (4, 0.7), (7, 1.0))
"""How much of a full target new people carry, by month in the role; the templates begin with it."""
_MONTHS = 12
_LAST_YEAR = datetime.date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who joined in the year, or leaves in it."""

    joined: datetime.date | None = None
    left: datetime.date | None = None
    follows: str = ""
    """Who sold to the same customers before."""


CHANGES = {
    "Erik Lund": Change(joined=datetime.date(2026, 4, 1), follows="Ivan Petrov"),
    "Fatima Haddad": Change(left=datetime.date(2026, 8, 31)),
}
"""Both in North Harbour, so that one plan shows what it does."""
_NOBODY = Change()


@dataclass(frozen=True, slots=True)
class Sale:
    """What one of a team sold in a month."""

    month: datetime.date
    person: Person
    amount: int
    before: float | None
    """In the same month a year ago, None for who was not there."""
    activities: int


def change_of(person: Person) -> Change:
    """When the person joined and leaves, where that is in this year."""
    return CHANGES.get(person.name, _NOBODY)


def members(team: str, company: Company = FIRST) -> list[Person]:
    """The people of a team."""
    return [person for person in people(company) if person.team == team]


def role_since(team: str, number: int) -> datetime.date:
    """Since when one of a team is in the role."""
    return change_of(members(team)[number]).joined or datetime.date(2021 + number % 4, 3, 1)


def last_year(person: Person) -> list[float]:
    """What was sold to the person's customers last year, month by month."""
    first = months().index(_LAST_YEAR)
    return list(person.sales[first : first + _MONTHS])


def share(person: Person, month: int) -> float:
    """How much of a full target the person carries in a month, counted from 0: all join and leave between months."""
    change = change_of(person)
    first = datetime.date(YEAR_START.year, month + 1, 1)
    if change.left is not None and first > change.left:
        return 0.0
    if change.joined is None:
        return 1.0
    if first < change.joined:
        return 0.0
    in_role = month + 2 - change.joined.month
    return next(part for start, part in reversed(RAMP) if in_role >= start)


@cache
def targets(team: str, company: Company = FIRST) -> list[float]:
    """The full targets of the team's people, as the plan's cascade gives them."""
    own = members(team, company)
    weights = [sum(last_year(person)) for person in own]
    keys = [[one.region, one.team, one.channel, one.product, one.name] for one in own]
    return [float(part) for part in target_cascade(total(team, company), keys, weights)]


def total(team: str, company: Company = FIRST) -> int:
    """The team's target of the year: last year's sales and growth."""
    return round(sum(sum(last_year(person)) for person in members(team, company)) * (1 + GROWTH))


@cache
def quotas(team: str, company: Company = FIRST) -> list[list[float]]:
    """What each of a team carries month by month, as the plan's Grid has it, and below what nobody carries."""
    own = members(team, company)
    by_month = [sum(amounts) for amounts in zip(*(last_year(person) for person in own), strict=True)]
    full = target_grid(total(team, company), targets(team, company), by_month)
    carried = [
        [float(np.floor(round(full[row, month] * share(person, month), 6) + 0.5)) for month in range(_MONTHS)]
        for row, person in enumerate(own)
    ]
    return [*carried, [float(sum(full[:, month]) - sum(row[month] for row in carried)) for month in range(_MONTHS)]]


@cache
def sales(team: str, company: Company = FIRST) -> list[Sale]:
    """What each of a team sold in the months that are over, somewhat more or less than a year before."""
    random = np.random.Generator(np.random.PCG64([SEED, 5, list(TEAMS).index(team)]))
    found = []
    for month in range(CLOSED_MONTHS):
        for person in members(team, company):
            luck, activity = float(random.uniform(0.78, 1.22)), float(random.uniform(0.85, 1.15))
            part, before = share(person, month), last_year(person)[month]
            if not part:
                continue
            amount = round(before * LIFT[month] * luck * part)
            is_new = change_of(person).joined is not None
            found.append(
                Sale(
                    datetime.date(YEAR_START.year, month + 1, 1),
                    person,
                    amount,
                    None if is_new else before,
                    round(amount / company.money(1_400) * activity),
                )
            )
    return found


def sold(team: str, company: Company = FIRST) -> list[int]:
    """What the team sold, month by month."""
    return [
        sum(one.amount for one in sales(team, company) if one.month.month == month)
        for month in range(1, CLOSED_MONTHS + 1)
    ]
