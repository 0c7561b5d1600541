"""A part of a company: a unit of its plan with all below it, or a region, and which workbooks are of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xltargets.errors import N_, ValueProblem
from xltargets.rollup.admission import COMPANY, is_the_companys, teams_of
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


def of_part(collected: Iterable[Collected], part: Extract, plan: Extract) -> list[Collected]:
    """The workbooks that are of a part, or that could be: those of the plan's other units are not.

    One that was refused and is of no unit of the plan, such as the company's own CRM log, is kept to be told. Of the
    company's log that is accepted the deals of the part's people are kept; its register is the company's alone.
    """
    listed = plan.rows.get("organisation", [])
    names, ids = _names(part), {_key(row, "unit_id") for row in part.rows["organisation"]} - {""}
    others = _names(plan) | {_key(row, "unit") for row in listed} - names
    other_ids = {_key(row, "unit_id") for row in listed} - {""} - ids
    kept = []
    for one in collected:
        unit, unit_id = name_key(one.unit), name_key(one.unit_id)
        if not unit or unit in names or unit_id in ids:
            kept.append(one)
        elif one.template == COMPANY or unit in others or unit_id in other_ids:
            continue
        elif one.extract is None or not is_the_companys(plan, one.extract.template, one.unit_id, one.unit):
            kept.append(one)
        elif (extract := _of_people(one.extract, part)) is not None:
            kept.append(replace(one, extract=extract))
    return kept


def _names(plan: Extract) -> set[str]:
    return {name_key(team) for team in teams_of(plan)} | {_key(row, "unit") for row in plan.rows["organisation"]}


def _of_people(log: Extract, part: Extract) -> Extract | None:
    """A log with the deals of a part's people; None where there are none."""
    people = {_key(row, "person") for row in part.rows["units"]}
    deals = [row for row in log.rows.get("opportunities", ()) if _key(row, "owner") in people]
    return replace(log, rows={**log.rows, "opportunities": deals}) if deals else None


def _key(row: Row, column: str) -> str:
    return name_key(row.values.get(column))
