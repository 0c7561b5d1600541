"""What members owed from draws when they came to a unit, by the ledger: who moved takes it along, others do not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.draws import after
from xltargets.ledger.entry import OPENING
from xltargets.rollup.closing.scorecards import amount, held_name
from xltargets.units.money import money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.ledger.book import Ledger
    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.scorecards import Member, Scorecard


def owed_before(scorecard: Scorecard, member: Member, ledger: Ledger) -> tuple[Decimal, Entry] | None:
    """What a member owed before the first payment of the unit in this year, and the entry that says so.

    Before that payment nobody knows whether the member leaves the other units: who has less than the whole of the time
    here stays where the last close paid.
    """
    person, unit = name_key(held_name(member.person_id)), scorecard.unit_key
    last: tuple[int, Entry] | None = None
    for number, one in ledger.settled_by_person.get(person, []):
        if one.unit_key == unit and one.of >= scorecard.year_start:
            if one.entry == OPENING:
                return one.amount("owed"), one
            if last is None:
                return None
            stage = ledger.stages[number]
            others = [each for place, each in ledger.settled_by_person[person] if place == number]
            earlier = others[: others.index(one)]
            return after(stage.draws, earlier, stage.active).due(person, unit, stage.active.get(person, set())), last[1]
        last = number, one
    if last is None:
        return None
    return ledger.draws.due(person, unit, staying_units(member, person, ledger) | {unit}), last[1]


def staying_units(member: Member, person: str, ledger: Ledger) -> set[str]:
    """The units of the last close in which somebody stays who comes with less than the whole of the time."""
    is_part = 0 < amount(member.row, "member_share") < 1
    return ledger.stages[-2].active.get(person, set()) if is_part and ledger.in_force else set()


def owed_otherwise(
    scorecard: Scorecard, scorecards: Sequence[Scorecard], ledger: Ledger, period: str
) -> Iterator[tuple[Member, Decimal, Decimal]]:
    """Members who are paid here for the first time, with what they owe by Team and by the ledger if these differ."""
    for member in scorecard.members:
        person, unit = name_key(held_name(member.person_id)), scorecard.unit_key
        known = any(one.of >= scorecard.year_start for one in ledger.earned_by.get((unit, person), []))
        if known or not ledger.draws.knows(person) or not _is_paid(member, period):
            continue
        active = {one.unit_key for one in scorecards for other in one.members if _is_same(other, person, period)}
        currency = scorecard.unit.currency
        here, there = (
            money(amount(member.row, "owed"), currency),
            money(ledger.draws.due(person, unit, active), currency),
        )
        if here != there:
            yield member, here, there


def _is_same(member: Member, person: str, period: str) -> bool:
    return name_key(held_name(member.person_id)) == person and _is_paid(member, period)


def _is_paid(member: Member, period: str) -> bool:
    """Whether the month itself is entered, not only what comes late."""
    months = [month for month in member.months if month.of == period]
    return any(
        month.credit or month.quota or amount(month.row, "clawback") or amount(month.row, "draw") for month in months
    )
