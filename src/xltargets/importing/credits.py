"""Won deals as the rows of a scorecard's Credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.units.money import money

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

Rows = list[dict[str, Any]]
MOST = 100_000
"""So many deals of a year are credited one by one in the workbooks of a company."""
TOO_MANY = N_("Credits is left blank: more than {most} deals of the year are too many for workbooks.")
NO_CREDITS = N_("Credits is left blank: not all deals have a number, or a refund has no sale of this year.")


def credits_from(deals: Rows, actuals: Rows, currency: str) -> Rows:
    """A row for each deal; none at all where the deals are not numbered, or not to the cent what Actuals says.

    A refund of a sale that is not among them has nothing to be held against, so that is none either.
    """
    rows: Rows = []
    for deal in sorted(deals, key=lambda one: (one["day"], one["id"])):
        row = {"deal": deal["id"], "sold": deal["day"], "booked": deal["month"], "member_1": deal["person"]}
        row |= {"customer": deal["account"] or None, "product": deal["product"] or None}
        rows.append(row | {"amount": float(money(deal["amount"], currency))})
    sales = _sums(((row["deal"],), row["amount"], currency) for row in rows)
    if not all(row["deal"] for row in rows) or any(amount < 0 for amount in sales.values()):
        return []
    credited = _sums(((row["booked"], row["member_1"]), row["amount"], currency) for row in rows)
    paid = _sums(((row["month"], row["member"]), row["actual"], currency) for row in actuals)
    return rows if credited == paid else []


def _sums(amounts: Iterable[tuple[tuple[str | datetime.date, ...], float, str]]) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = {}
    for key, amount, currency in amounts:
        found[key] = found.get(key, money(0, currency)) + money(amount, currency)
    return found
