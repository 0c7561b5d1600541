"""What six teams hand in: their filled plans, some with a mistake in them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.building.builder import build
from xltargets.samples.company import TEAMS, months, people
from xltargets.samples.mistakes import MISTAKES, without_column
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.samples.mistakes import Mistake

YEAR_START = datetime.date(2026, 1, 1)
CLOSED_MONTHS = 5
AS_OF = datetime.date(2026, 5, 31)
"""The day to validate the sample by."""
LIFT = (1.04, 0.97, 1.12, 1.08, 1.15)
"""How the months so far went, against the same months of the year before."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A team's plan, and the mistake that was planted in it."""

    team: str
    path: Path
    mistake: Mistake | None


def team_filling(team: str, translate: Callable[[str], str] = lambda text: text) -> Filling:
    """The filling of one team's plan: three years of history, its people, and the actuals so far."""
    _ = translate
    members = [person for person in people() if person.team == team]
    calendar = months()
    history = [
        {"month": month, "person": _(person.name), "amount": amount}
        for person in members
        for month, amount in zip(calendar, person.sales, strict=True)
    ]
    last_year = [sum(person.sales[len(calendar) - 12 + month] for person in members) for month in range(12)]
    actuals: list[dict[str, object]] = [
        {"actual": round(last_year[month] * LIFT[month])} for month in range(CLOSED_MONTHS)
    ]
    units = [
        {
            "region": _(person.region),
            "team": _(person.team),
            "channel": _(person.channel),
            "product": _(person.product),
            "person": _(person.name),
        }
        for person in members
    ]
    return Filling(
        {
            "settings": {
                "organisation": _("Contoso Trading"),
                "unit": _(team),
                "owner": _(members[0].name),
                "currency": "USD",
                "year_start": YEAR_START,
                "growth": 0.1,
            }
        },
        {
            "holidays": [
                {"day": datetime.date(2026, 1, 1), "occasion": _("New Year")},
                {"day": datetime.date(2026, 5, 1), "occasion": _("Labour Day")},
                {"day": datetime.date(2026, 12, 25), "occasion": _("Christmas")},
            ],
            "history": history,
            "units": units,
            "periods": [{} for _ in range(12)],
            "review": actuals + [{} for _ in range(12 - CLOSED_MONTHS)],
        },
    )


def write_submissions(folder: Path) -> Iterator[Submission]:
    """Write every team's plan, one by one; all but the first have a mistake in them."""
    plan = TEMPLATES["target-plan"]
    for team, mistake in zip(TEAMS, (None, *MISTAKES), strict=True):
        path = folder / f"{file_name(team)}.xlsx"
        template = (
            plan if mistake is None or not mistake.missing_column else without_column(plan, *mistake.missing_column)
        )
        build(template, path, team_filling(team))
        if mistake is not None and mistake.in_file is not None:
            mistake.in_file(path)
        yield Submission(team, path, mistake)


def file_name(team: str) -> str:
    """A team's name in the name of a file."""
    return for_file(team)
