"""The sales behind a member's month, each with the commission that it brought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc import commission_run
from xltargets.errors import Problem
from xltargets.rollup.closing.scorecards import Member, MemberMonth, Scorecard, amount, month_text
from xltargets.rollup.credits import credits_of
from xltargets.units.days import day_of, is_serial
from xltargets.units.money import decimals_of, money
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue


@dataclass(frozen=True, slots=True)
class Sale:
    """A row of Credits, as far as it is the member's."""

    deal: str
    day: str
    customer: str
    whole: Decimal
    """What the sale brought."""
    part: Decimal
    """What of it is the member's."""
    commission: Decimal | None
    """By what stood before it in the month; None where that cannot be told."""


def sales_of(scorecard: Scorecard, member: Member, month: MemberMonth) -> list[Sale]:
    """In the order in which they were sold; none where they are not, to the cent, what is credited."""
    currency = scorecard.unit.currency
    key = name_key(member.name)
    found = []
    for credit in credits_of(scorecard.extract):
        parts = [part for name, part in credit.parts if name_key(name) == key]
        if not parts or month_text(credit.month) != month.of or credit.row is None:
            continue
        values = credit.row.values
        day = _day(values.get("sold"))
        found.append((day, credit, money(parts[0], currency), str(values.get("customer") or "")))
    found.sort(key=lambda one: one[0])
    if not found or sum(part for _day, _credit, part, _who in found) != money(month.credit, currency):
        return []
    if month.lines:
        commissions = _of_lines([(credit.deal, part) for _day, credit, part, _who in found], month, currency)
    else:
        commissions = _commissions([float(part) for _day, _credit, part, _who in found], month, currency)
    return [
        Sale(credit.deal, day, customer, money(credit.amount, currency), part, commission)
        for (day, credit, part, customer), commission in zip(found, commissions, strict=True)
    ]


def _commissions(parts: list[float], month: MemberMonth, currency: str) -> list[Decimal | None]:
    """What each brought: together what the whole credit does, cap included."""
    terms, (counted, quota) = month.pay_terms, month.counted
    if not terms.tiers or (quota <= 0 and not terms.amounts):
        return [money(0, currency) for _part in parts]
    tiers = [list(tier) for tier in terms.tiers]
    decimals = decimals_of(currency)
    # What a plan added up before this month stands first, as one line.
    lines = [counted - month.credit, *parts]
    quotas = None if terms.amounts else [quota] * len(lines)
    try:
        run = commission_run(lines, tiers, None, terms.mode, terms.cap, None, "from", decimals, quotas)
    except Problem:
        return [None for _part in parts]
    amounts = [money(float(one), currency) for one in np.asarray(run).reshape(-1)[1:]]
    if sum(amounts) != money(amount(month.row, "earned"), currency):
        return [None for _part in parts]
    return list(amounts)


def _of_lines(wanted: list[tuple[str, Decimal]], month: MemberMonth, currency: str) -> list[Decimal | None]:
    """What each brought where a plan pays sale by sale, as Credits by member has it."""
    held: dict[tuple[str, Decimal], list[Decimal]] = {}
    for line, _tiers in month.lines:
        key = str(line.values.get("sale") or ""), money(amount(line, "amount"), currency)
        held.setdefault(key, []).append(money(amount(line, "commission"), currency))
    return [held[one].pop(0) if held.get(one) else None for one in wanted]


def _day(value: CellValue) -> str:
    return day_of(value).isoformat() if isinstance(value, float) and is_serial(value) else ""
