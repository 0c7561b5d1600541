"""What a unit's other workbooks take from its plan: the unit's id, its target, and the people whom drop-downs offer."""

from __future__ import annotations

from xltargets.rollup.admission import PLAN
from xltargets.rollup.loading.interface import Given, Item, Loaded, Source
from xltargets.units.names import name_key


def load_settings(given: Given) -> Loaded:
    """The unit's id and, where the workbook asks for it, the target of the year."""
    plan = given.others.get(PLAN)
    if plan is None:
        return Loaded(missing=(PLAN,))
    found = Loaded()
    for key, reference in (("unit_id", "settings.unit_id"), ("target", "settings.total")):
        value = plan.fields.get(reference)
        if value is not None and f"settings.{key}" in given.own.fields:
            found.items.append(Item({key: value}, Source.of(plan, reference)))
    return found


def load_people(given: Given) -> Loaded:
    """The people of the plan, each once, to be offered as owners."""
    plan = given.others.get(PLAN)
    if plan is None:
        return Loaded(missing=(PLAN,))
    rows = {name_key(row.values.get("person")): row for row in reversed(plan.rows["units"])}
    people = [
        row for row in plan.rows["units"] if row.values.get("person") and rows[name_key(row.values["person"])] is row
    ]
    return Loaded(
        [Item({"person": row.values["person"]}, Source.rows(plan, "units", "person", [row])) for row in people]
    )
