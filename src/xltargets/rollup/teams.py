"""A unit with its figures, and the cells that they come from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract
    from xltargets.spine.figures import Account, Standing

CENT = 0.005
_SUMS = {"opportunities": "standing.won", "actuals": "standing.actual", "review": "status.actual"}
"""The cell that shows the sum of a table's actuals."""


@dataclass(frozen=True, slots=True)
class Team:
    """A unit with its figures."""

    key: str
    name: str
    plan: Extract | None
    scorecard: Extract | None
    account: Account
    standing: Standing
    until: float | None
    """The day up to which its actuals are there, as far as the company looks."""
    log: Extract | None = None
    """The CRM log whose won deals are the actuals, where the plan says so."""

    @property
    def seller(self) -> tuple[Extract | None, str]:
        """The workbook that has the unit's actuals, and the table."""
        if self.log is not None:
            return self.log, "opportunities"
        return (self.scorecard, "actuals") if self.scorecard is not None else (self.plan, "review")

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        first = self.plan or self.scorecard
        return (first.text("settings.owner") or None) if first is not None else None


def target_source(team: Team) -> str | None:
    """The cell of the year's target."""
    if team.plan is not None:
        return team.plan.source("settings.total")
    return None if team.scorecard is None else team.scorecard.source("standing.quota")


def actual_source(team: Team) -> str | None:
    """The cell that holds the same sum; where the day cuts some of it off, the sheet that it is typed on."""
    extract, table = team.seller
    if extract is None:
        return None
    reference = _SUMS[table]
    whole, counted = extract.number(reference), team.standing.actual
    if whole is not None and counted is not None and abs(whole - counted) < CENT:
        return extract.source(reference)
    return f"{extract.file} · {extract.rows[table][0].sheet}"


VACANT = N_("Vacant")
NOT_BY_PERSON = N_("Not by person")


def not_by_person(team: Team, people: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """What a unit has and none of its people, under what name: both margins stay exact.

    Of a plan's target it is what nobody carries; what was sold by nobody who is listed is a row of its own.
    """
    here = team.standing
    wholes = {"target": here.target, "target_so_far": here.due, "actual": here.actual}
    rest = {
        key: None if whole is None else whole - sum(row.get(key) or 0.0 for row in people)
        for key, whole in wholes.items()
    }
    regions = Counter(row["region"] for row in people if row["region"])
    extract = team.plan or team.scorecard
    place = {
        "region": regions.most_common(1)[0][0] if regions else None,
        "file": extract.file if extract is not None else None,
    }
    found = [(VACANT if team.plan is not None else NOT_BY_PERSON, rest | {"actual": None})]
    found.append((NOT_BY_PERSON, {"target": None, "target_so_far": None, "actual": rest["actual"]}))
    return [
        (name, {**values, **place})
        for name, values in found
        if any(value is not None and abs(value) >= CENT for value in values.values())
    ]
