"""Actual rates between currencies as closes book them: the rate of a month stays what it was when that was closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.errors import N_, describe
from xltargets.ledger.entry import RATE, Entry, LedgerProblem, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.ledger.book import Ledger

_TERMS = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?) ([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class ActualRate:
    """What one unit of a currency was worth in a month."""

    of: str
    """The month, such as 2026-03."""
    currency: str
    rate: float
    into: str
    """The currency of the company."""

    @property
    def terms(self) -> str:
        """As the ledger holds it.

        >>> ActualRate("2026-03", "EUR", 1.0835, "USD").terms
        '1.0835 USD'
        """
        return f"{Decimal(f'{self.rate:.15g}'):f} {self.into}"


def check(entry: Entry) -> None:
    """Refuse an entry of a rate that is none, by a `LedgerProblem`."""
    if not _TERMS.fullmatch(entry.terms):
        raise LedgerProblem(
            N_("The rate {terms} cannot be read; expected such as 1.0835 USD."), terms=describe(entry.terms)
        )


def rate_of(entry: Entry) -> tuple[float, str]:
    """The rate of an entry that was checked, and the currency that it leads to.

    >>> rate_of(Entry(number=1, entry=RATE, period="2026-03", terms="1.0835 USD"))
    (1.0835, 'USD')
    """
    rate, into = entry.terms.split(" ")
    return float(rate), into


def booked(ledger: Ledger) -> dict[tuple[str, str], Entry]:
    """The rates that stand, by currency and month: of several the first."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in ledger.standing(RATE):
        found.setdefault((entry.currency, entry.of), entry)
    return found


def rate_entries(ledger: Ledger, period: str, rates: Iterable[ActualRate]) -> list[Entry]:
    """What closing a period enters of these rates: of its month, and of earlier ones that nobody had entered then."""
    known = booked(ledger)
    return [
        Entry(number=0, entry=RATE, period=period, of=one.of, currency=text_of(one.currency), terms=one.terms)
        for one in sorted(rates, key=lambda one: (one.of, one.currency))
        if one.of <= period and (one.currency, one.of) not in known
    ]
