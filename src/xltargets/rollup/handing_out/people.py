"""Who in a unit's plan is who in the company plan: by id, else by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.rollup.extraction import Row


def row_of(row: Row, people: Sequence[Row], others: Sequence[Row]) -> Row | None:
    """The row of the company plan that a row of the unit's plan is: by id, else by name, the first with the second."""
    known, name = name_key(row.values.get("person_id")), name_key(row.values.get("person"))
    same = [
        one
        for one in people
        if (name_key(one.values.get("person_id")) == known if known and one.values.get("person_id") else False)
        or ((not known or not one.values.get("person_id")) and name_key(one.values.get("person")) == name)
    ]
    before = [one for one in others if one.number < row.number and same_person(one, row)]
    return same[len(before)] if len(before) < len(same) else None


def same_person(one: Row, other: Row) -> bool:
    """Whether two rows are of one person."""
    ids = name_key(one.values.get("person_id")), name_key(other.values.get("person_id"))
    return ids[0] == ids[1] if all(ids) else name_key(one.values.get("person")) == name_key(other.values.get("person"))
