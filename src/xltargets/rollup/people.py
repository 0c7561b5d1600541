"""The people of a unit as its workbooks name them, to be looked at across units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.rollup.accounts import pairs
from xltargets.spine.identity import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.extraction import Extract, Row


def members_of(plan: Extract | None, scorecard: Extract | None, unit: str) -> Iterator[Member]:
    """Everybody whom the plan or the scorecard lists. What both say counts once, as the plan says it."""
    for planned, member in pairs(plan, scorecard):
        if plan is not None and planned is not None:
            yield _member(plan, planned, unit, "person", counts=True)
        if scorecard is not None and member is not None:
            # Without an id of its own it is known by the plan's.
            known = planned if planned is not None and not member.values.get("person_id") else None
            yield _member(scorecard, member, unit, "member", counts=planned is None, known=known)


def _member(extract: Extract, row: Row, unit: str, name: str, *, counts: bool, known: Row | None = None) -> Member:
    days = [row.values.get(key) for key in ("member_from", "member_until")]
    first, last = (day if isinstance(day, float) else None for day in days)
    share = row.values.get("member_share")
    person_id = row.values.get("person_id") or (known.values.get("person_id") if known is not None else None)
    return Member(
        extract.file,
        unit,
        str(row.values.get(name)),
        "" if person_id is None else f"{person_id:g}" if isinstance(person_id, float) else str(person_id),
        first,
        last,
        share if isinstance(share, float) else 1.0,
        counts,
    )
