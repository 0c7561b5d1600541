"""The actual rates of a company plan, held against those that the ledger booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.ledger.rates import ActualRate, booked
from xltargets.rollup.rates import currency_of
from xltargets.units.days import is_serial, shown_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.ledger.book import Ledger
    from xltargets.rollup.extraction import Extract, Row

TABLE = "actual_rates"


@dataclass(frozen=True, slots=True)
class OtherRate:
    """A booked rate that the plan has otherwise, or has not any more."""

    of: str
    currency: str
    here: str
    """Blank where the plan has none."""
    there: str
    entry: int
    row: Row | None


def rates_of(plan: Extract) -> list[tuple[ActualRate, Row]]:
    """The actual rates of a company plan, each with its row."""
    into = currency_of(plan)
    return [
        (ActualRate(shown_month(month), str(currency).strip().upper(), rate, into), row)
        for row in plan.rows.get(TABLE, ())
        if isinstance(month := row.values.get("month"), float)
        and is_serial(month)
        and isinstance(rate := row.values.get("rate"), float)
        and (currency := row.values.get("currency"))
    ]


def other_rates(plan: Extract, ledger: Ledger) -> Iterator[OtherRate]:
    """The rates of closed months that are not those of the ledger."""
    here = {(rate.currency, rate.of): (rate, row) for rate, row in rates_of(plan)}
    for (currency, of), entry in booked(ledger).items():
        found = here.get((currency, of))
        if found is None:
            yield OtherRate(of, currency, "", entry.terms, entry.number, None)
        elif found[0].terms != entry.terms:
            yield OtherRate(of, currency, found[0].terms, entry.terms, entry.number, found[1])


def without_rate(plan: Extract, period: str, currencies: set[str]) -> list[str]:
    """The currencies that have no actual rate of a period, which then stays at the plan's."""
    known = {rate.currency for rate, _row in rates_of(plan) if rate.of == period}
    return sorted(currencies - known - {currency_of(plan)})
