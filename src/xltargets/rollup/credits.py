"""The sheet Credits of a scorecard: each sale, the month in which it counts, and who has how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.calc import commission_split
from xltargets.errors import Problem
from xltargets.rollup.year_kinds import name_of
from xltargets.templates.team_scorecard.credits import HOLDERS, Credits
from xltargets.units.money import decimals_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.rollup.extraction import Extract, Row
    from xltargets.workbooks.contents import CellValue

TABLE = Credits.name


@dataclass(frozen=True, slots=True)
class Credit:
    """A sale, or what a refund takes back of one."""

    deal: str
    month: float
    """The first day of the month in which it counts, or after which its period of weeks is named."""
    amount: float
    parts: tuple[tuple[str, float], ...]
    """Members and what each gets; nobody where the shares do not sum to 1."""
    row: Row | None = None
    """Where it stands; None of one that is about to be loaded."""


def credits_of(scorecard: Extract) -> list[Credit]:
    """The sales of a scorecard that count in a month; those whose day or amount is missing are left out."""
    currency = scorecard.text("settings.currency").upper()
    found = (credit_of(row.values, currency, scorecard, row) for row in scorecard.rows.get(TABLE, ()))
    return [one for one in found if one is not None]


def credit_of(
    values: Mapping[str, CellValue], currency: str, scorecard: Extract, row: Row | None = None
) -> Credit | None:
    """One row of the sheet, by stable column ids."""
    month = name_of(None, values.get("booked")) or name_of(scorecard, values.get("sold"))
    amount = values.get("amount")
    if month is None or not isinstance(amount, float):
        return None
    return Credit(str(values.get("deal") or ""), month, amount, _parts(values, amount, currency), row)


def in_place_of_deals(scorecard: Extract | None, log: Extract) -> tuple[frozenset[str], list[Credit]]:
    """The keys of a log's deals for which credits hold, and all credits that say more than the log does.

    A deal whose one credit is its owner's, in the month in which it was won, is read in the log, which owns it.
    """
    by_deal: dict[str, list[Credit]] = {}
    for credit in credits_of(scorecard) if scorecard is not None else ():
        by_deal.setdefault(name_key(credit.deal), []).append(credit)
    known = set()
    for row in log.rows["opportunities"]:
        key = name_key(row.values.get("id"))
        mine = by_deal.get(key, [])
        if len(mine) == 1 and _is_as_won(mine[0], row, log):
            del by_deal[key]
        elif mine:
            known.add(key)
    return frozenset(known), [one for several in by_deal.values() for one in several]


def _is_as_won(credit: Credit, deal: Row, log: Extract) -> bool:
    holders = [name_key(member) for member, _part in credit.parts]
    won = name_of(log, deal.values.get("closed"))
    return holders == [name_key(deal.values.get("owner"))] and credit.month == won


def _parts(values: Mapping[str, CellValue], amount: float, currency: str) -> tuple[tuple[str, float], ...]:
    members = [values.get(f"member_{number}") for number in range(1, HOLDERS + 1)]
    held = [values.get(f"share_{number}") for number in range(1, HOLDERS + 1)]
    shares = [one if isinstance(one, float) else 0.0 for one in held]
    if not any(isinstance(one, float) for one in held):
        shares = [1.0] + [0.0] * (HOLDERS - 1)
    try:
        parts = commission_split(amount, shares, decimals_of(currency))
    except Problem:
        return ()
    return tuple(
        (str(member), float(part)) for member, part in zip(members, parts, strict=True) if member not in (None, "")
    )
