"""What six teams hand in: their filled plans, some with a mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import TEAMS, months
from xltargets.samples.mistakes import MISTAKES, without_column
from xltargets.samples.sales import (
    AS_OF,
    CLOSED_MONTHS,
    GROWTH,
    change_of,
    last_year,
    members,
    role_since,
    sold,
)
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.samples.company import Person
    from xltargets.samples.mistakes import Mistake

__all__ = ["AS_OF", "CLOSED_MONTHS", "YEAR_START", "Submission", "file_name", "team_filling", "write_submissions"]


@dataclass(frozen=True, slots=True)
class Submission:
    """A team's plan, and the mistake that was planted in it."""

    team: str
    path: Path
    mistake: Mistake | None


def team_filling(team: str, company: Company = FIRST) -> Filling:
    """The filling of one team's plan: three years of history, its people, and the actuals so far."""
    own, calendar = members(team, company), months()
    history = [
        {"month": month, "amount": amount, **_seller(person, company)}
        for person in own
        for month, amount in zip(calendar, person.sales, strict=True)
    ]
    actuals: list[dict[str, object]] = [{"actual": amount} for amount in sold(team, company)]
    units = [_unit(person, team, number, company) for number, person in enumerate(own)]
    return Filling(
        {
            "settings": {
                "organisation": company.name("Contoso Trading"),
                "unit": company.name(team),
                "owner": company.name(own[0].name),
                "unit_id": file_name(team, company),
                "currency": company.currency,
                "shown_in": company.shown_in,
                "year_start": YEAR_START,
                "growth": GROWTH,
            }
        },
        {
            **company.calendar(),
            "history": history,
            "units": units,
            "periods": [{} for _ in range(12)],
            "review": actuals + [{} for _ in range(12 - CLOSED_MONTHS)],
        },
    )


def _seller(person: Person, company: Company) -> dict[str, object]:
    """Who sold to a person's customers until last year."""
    before = change_of(person).follows
    return (
        {"person": company.name(before)}
        if before
        else {"person": company.name(person.name), "person_id": person.person_id}
    )


def _unit(person: Person, team: str, number: int, company: Company) -> dict[str, object]:
    """A person's row in Units. Who is new takes a predecessor's customers, and so the weight of their sales."""
    change = change_of(person)
    return {
        "region": company.name(person.region),
        "team": company.name(person.team),
        "channel": company.say(person.channel),
        "product": company.say(person.product),
        "person": company.name(person.name),
        "own_weight": sum(last_year(person)) if change.follows else None,
        "person_id": person.person_id,
        "member_from": change.joined,
        "member_until": change.left,
        "role_since": role_since(team, number),
    }


def write_submissions(folder: Path, company: Company = FIRST) -> Iterator[Submission]:
    """Write every team's plan, one by one; all but the first have a mistake in them."""
    plan = TEMPLATES["target-plan"]
    for team, mistake in zip(TEAMS, (None, *MISTAKES), strict=True):
        path = folder / f"{file_name(team, company)}.xlsx"
        template = (
            plan if mistake is None or not mistake.missing_column else without_column(plan, *mistake.missing_column)
        )
        build(template, path, team_filling(team, company), language=company.language, translate=company.translate)
        if mistake is not None and mistake.in_file is not None:
            mistake.in_file(path, company)
        yield Submission(team, path, mistake)


def file_name(team: str, company: Company = FIRST) -> str:
    """A team's name in the name of a file."""
    return for_file(company.name(team))
