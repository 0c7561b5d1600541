"""The people of a unit as its workbooks name them, to be looked at across units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.rollup.persons import id_of, line_of, people_of
from xltargets.spine.identity import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.rollup.extraction import Extract, Row


def members_of(plan: Extract | None, scorecard: Extract | None, unit: str) -> Iterator[Member]:
    """Everybody whom the plan or the scorecard lists. What both say counts once, as the plan says it."""
    for person in people_of(plan, scorecard):
        for row in person.planned if plan is not None else ():
            assert plan is not None
            yield _member(plan, row, unit, "person", counts=True)
        if scorecard is not None and person.member is not None:
            # Without an id of its own it is known by the plan's.
            known = "" if id_of(person.member) else person.person_id
            yield _member(scorecard, person.member, unit, "member", counts=not person.planned, known=known)


def _member(extract: Extract, row: Row, unit: str, name: str, *, counts: bool, known: str = "") -> Member:
    days = [row.values.get(key) for key in ("member_from", "member_until")]
    first, last = (day if isinstance(day, float) else None for day in days)
    share = row.values.get("member_share")
    return Member(
        extract.file,
        unit,
        str(row.values.get(name)),
        id_of(row) or known,
        first,
        last,
        share if isinstance(share, float) else 1.0,
        counts,
        line_of(row),
    )
