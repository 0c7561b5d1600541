"""The people of a unit: the rows of its plan and its scorecard that are one person's, by id, else by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.units.names import name_key

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a unit."""

    planned: tuple[Row, ...] = ()
    """The rows of the plan's Units, several after a move within the unit."""
    member: Row | None = None
    """The row of the scorecard's Team."""

    @property
    def name(self) -> str:
        """As the plan writes it, else as the scorecard does."""
        row = self.planned[0] if self.planned else self.member
        assert row is not None
        return str(row.values.get("person") or row.values.get("member"))

    @property
    def person_id(self) -> str:
        """The id, of the plan or else of the scorecard, "" if there is none."""
        rows = (*self.planned, *((self.member,) if self.member is not None else ()))
        return next((text for row in rows if (text := id_of(row))), "")

    @property
    def first(self) -> float | None:
        """The first day in the unit, None if it was before the year."""
        days = [row.values.get("member_from") for row in self._rows]
        return min((day for day in days if isinstance(day, float)), default=None) if all(days) else None

    @property
    def last(self) -> float | None:
        """The last day in the unit, None while the person stays."""
        days = [row.values.get("member_until") for row in self._rows]
        return max((day for day in days if isinstance(day, float)), default=None) if all(days) else None

    def is_there(self, day: float | None) -> bool:
        """Whether the person is a member on a day: by any of the rows, so that between two of them nobody is."""
        if day is None:
            return True
        for row in self._rows:
            first, last = row.values.get("member_from"), row.values.get("member_until")
            begun = not isinstance(first, float) or first <= day
            if begun and (not isinstance(last, float) or last >= day):
                return True
        return False

    @property
    def _rows(self) -> tuple[Row, ...]:
        """Where membership is said: in the plan, if the person is there."""
        return self.planned or ((self.member,) if self.member is not None else ())


def id_of(row: Row) -> str:
    """The person's id as text; one that was typed as a number reads as it is shown."""
    value = row.values.get("person_id")
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip()


def line_of(row: Row) -> str:
    """The channel and product of a row of a plan that has an ID and a target of its own; "" of all other rows."""
    if not id_of(row) or row.values.get("own_weight") is None:
        return ""
    return " / ".join(filter(None, (name_key(row.values.get(key)) for key in ("channel", "product"))))


def people_of(plan: Extract | None, scorecard: Extract | None) -> list[Person]:
    """Everybody whom the plan or the scorecard lists, in the plan's order.

    By id where both have one; by name where one lacks it and one person of the plan only has the name.
    """
    planned = [row for row in plan.rows["units"] if name_key(row.values.get("person"))] if plan else []
    members = [row for row in scorecard.rows["team"] if name_key(row.values.get("member"))] if scorecard else []
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in planned:
        known = name_key(id_of(row))
        groups.setdefault(("id", known) if known else ("name", name_key(row.values.get("person"))), []).append(row)
    by_id = {name_key(id_of(row)): row for row in reversed(members) if id_of(row)}
    by_name = {name_key(row.values.get("member")): row for row in reversed(members)}
    found: dict[tuple[str, str], Row] = {}
    for key in groups:
        if key[0] == "id" and key[1] in by_id:
            found[key] = by_id[key[1]]
    taken = {row.number for row in found.values()}
    open_names: dict[str, list[tuple[str, str]]] = {}
    for key, rows in groups.items():
        if key not in found:
            open_names.setdefault(name_key(rows[0].values.get("person")), []).append(key)
    for name, keys in open_names.items():
        member = by_name.get(name)
        told_apart = member is not None and id_of(member) and keys[0][0] == "id"
        if member is not None and len(keys) == 1 and not told_apart and member.number not in taken:
            found[keys[0]] = member
            taken.add(member.number)
    people = [Person(tuple(rows), found.get(key)) for key, rows in groups.items()]
    return people + [Person((), member) for member in members if member.number not in taken]
