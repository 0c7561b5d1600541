"""XL564: targets that are others than last time, and no entry in Changes says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.admission import PLAN
from xltargets.rollup.against.given import number
from xltargets.templates import TEMPLATES
from xltargets.templates.target_plan.changes import Changes
from xltargets.templates.target_plan.periods import Periods
from xltargets.templates.target_plan.settings import Settings
from xltargets.templates.target_plan.units import Units
from xltargets.validation.finding import Severity
from xltargets.validation.registry import Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.against.given import Beside
    from xltargets.rollup.extraction import Extract
    from xltargets.templates.schema import Column
    from xltargets.validation.finding import Fault

_NEAR = 0.005
"""By how much of it a target may differ from what an entry ends with, as it is rounded when it is told."""
_MEMBERSHIP = ("member_from", "member_until", "member_share", "role_since", "person_id")


@rule("XL564", "target-changed-since", Severity.ERROR, scope=Scope.AGAINST, templates=(PLAN,), since="0.4.0")
def target_changed_since(beside: Beside) -> Iterator[Fault]:
    """A target is another than last time, and Changes has no new entry for it.

    What it does
        With --against, compares the target of the year with last time's: an entry in Changes that is new since then
        must end with it, or those in force must add up to the difference. Where the year's target is the same, the
        targets of periods and persons are compared, and any new entry will do; targets that persons have because
        somebody joined, left or is away are no change.

    Why it matters
        People were told the target of then. One that moves without a word is no target.

    Example
        The target of the year was 1,200 in last month's file and is 1,000 now, and Changes has no new entry.

    How to repair
        Enter in Changes from what to what it was changed, why, and by whom; or put the target back.

    Safe repair
        None.
    """
    then = beside.then
    assert then is not None
    repair = N_("Enter in Changes from what to what it was changed, why and by whom; or put the target back.")
    fresh = _entries(beside.now) - _entries(then)
    total, before = beside.now.number(str(Settings.total)), then.number(str(Settings.total))
    unit = 10.0 ** -int(beside.now.number(str(Settings.decimals)) or 0)
    if total is None or before is None:
        return
    if abs(total - before) > unit / 2:
        ends = [after for _scope, after, _force in fresh if isinstance(after, float)]
        forces = [_in_force(one) for one in (beside.now, then)]
        told = any(abs(end - total) <= max(unit, _NEAR * abs(total)) for end in ends)
        if not told and abs(forces[0] - forces[1] - (total - before)) > unit:
            message = N_("{label} is {mine}; it was {theirs} in {source}, and Changes has no new entry for it.")
            reference = _typed(beside) or str(Settings.total)
            yield beside.fault_of_field(message, repair, reference)
        return
    if fresh:
        return
    found = list(_moved(beside, Periods.name, Periods.target, unit, repair))
    if not found and _members(beside.now) == _members(then):
        found = list(_moved(beside, Units.name, Units.target, unit, repair))
    yield from found


def _typed(beside: Beside) -> str:
    """The agreed target, where that is what was changed."""
    assert beside.then is not None
    agreed = str(Settings.agreed)
    return agreed if beside.now.fields.get(agreed) != beside.then.fields.get(agreed) else ""


def _entries(extract: Extract) -> frozenset[tuple[object, ...]]:
    """The entries in Changes: whose target, what it is after, and what is in force of it."""
    wanted = (Changes.scope, Changes.after, Changes.in_force)
    return frozenset(
        tuple(row.values.get(one.identifier) for one in wanted) for row in extract.rows.get(Changes.name, [])
    )


def _in_force(extract: Extract) -> float:
    rows = extract.rows.get(Changes.name, [])
    return sum(number(row, Changes.in_force) or 0.0 for row in rows if row.values.get("kind") == "total")


def _members(extract: Extract) -> list[tuple[object, ...]]:
    """Who belongs to the unit, when and how much of the time, and who is away."""
    rows = extract.rows.get(Units.name, [])
    members = [("", *(row.values.get(one) for one in (Units.person.identifier, *_MEMBERSHIP))) for row in rows]
    inputs = [column.identifier for column in TEMPLATES[PLAN].tables["leave"].columns if column.is_input]
    away = [("leave", *(row.values.get(one) for one in inputs)) for row in extract.rows.get("leave", [])]
    return sorted((*members, *away), key=repr)


def _moved(beside: Beside, table: str, column: Column, unit: float, repair: str) -> Iterator[Fault]:
    """The rows whose target is another."""
    message = N_("{label} of {row} is {mine}; it was {theirs} in {source}, and Changes has no new entry for it.")
    for now, then in beside.pairs(table):
        mine, theirs = number(now, column), number(then, column)
        if mine is not None and theirs is not None and abs(mine - theirs) > unit / 2:
            yield beside.fault(message, repair, table, column, now, then)
