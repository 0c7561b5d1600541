"""A part of a company: a unit of its plan with all below it, or a region, and which workbooks are of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.errors import N_, ValueProblem
from xltargets.rollup.admission import teams_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.extraction import Collected, Extract, Row


def part_of(plan: Extract, named: str) -> Extract:
    """A company's plan with nothing but the units of a part: named by ID or name, or by a region of its Units.

    A name that the plan does not have is a `ValueProblem` with those that it has.
    """
    wanted, listed = name_key(named), plan.rows.get("organisation", [])
    keys = {_key(row, "unit_id") for row in listed if wanted in (_key(row, "unit_id"), _key(row, "unit"))}
    while more := {_key(row, "unit_id") for row in listed if _key(row, "parent") in keys} - keys:
        keys |= more
    names = {_key(row, "unit") for row in listed if _key(row, "unit_id") in keys}
    rows = [
        row
        for row, team in zip(plan.rows["units"], teams_of(plan), strict=True)
        if name_key(team) in names or wanted in (_key(row, "region"), name_key(team))
    ]
    if not rows:
        known = dict.fromkeys(str(row.values.get("unit")) for row in listed)
        known |= dict.fromkeys(str(row.values["region"]) for row in plan.rows["units"] if row.values.get("region"))
        raise ValueProblem("--of", named, N_("expected one of: {words}"), words=", ".join(known))
    kept = replace(plan, rows={**plan.rows, "units": rows})
    names |= {name_key(team) for team in teams_of(kept)}
    return replace(kept, rows={**kept.rows, "organisation": [row for row in listed if _key(row, "unit") in names]})


def of_part(collected: Iterable[Collected], part: Extract) -> list[Collected]:
    """The workbooks of a part's units; one that does not say whose it is could be of any, and is kept to be told."""
    names = {name_key(team) for team in teams_of(part)} | {_key(row, "unit") for row in part.rows["organisation"]}
    ids = {_key(row, "unit_id") for row in part.rows["organisation"]} - {""}
    return [one for one in collected if not one.unit or name_key(one.unit) in names or name_key(one.unit_id) in ids]


def _key(row: Row, column: str) -> str:
    return name_key(row.values.get(column))
