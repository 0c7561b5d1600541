"""The terms in force, as a text that an auditor reads and this program works with: tiers, cap, draw.

marginal; 0=0.02 0.8=0.05 1=0.08; cap=9000
recoverable
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xltargets.calc import commission_quota
from xltargets.errors import N_, describe
from xltargets.ledger.entry import LedgerProblem
from xltargets.units.money import decimals_of, money

MODES = ("marginal", "retroactive")
RECOVERABLE, FORGIVEN = "recoverable", "not recoverable"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_TERMS = re.compile(rf"({'|'.join(MODES)}); ({_NUMBER}={_NUMBER}(?: {_NUMBER}={_NUMBER})*)(?:; cap=({_NUMBER}))?")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a month's credit becomes commission: each tier's attainment of quota and rate, and the cap of the month."""

    mode: str = MODES[0]
    tiers: tuple[tuple[float, float], ...] = ()
    """None in force: nothing is earned."""
    cap: float | None = None

    def __str__(self) -> str:
        if not self.tiers:
            return ""
        tiers = " ".join(f"{_written(start)}={_written(rate)}" for start, rate in self.tiers)
        return f"{self.mode}; {tiers}" + ("" if self.cap is None else f"; cap={_written(self.cap)}")

    @classmethod
    def parse(cls, text: str) -> Terms:
        """The terms of a text.

        >>> Terms.parse("marginal; 0=0.02 0.8=0.05; cap=9000")
        Terms(mode='marginal', tiers=((0.0, 0.02), (0.8, 0.05)), cap=9000.0)
        """
        if not text:
            return cls()
        match = _TERMS.fullmatch(text)
        if match is None:
            message = N_("The terms {terms} cannot be read; expected such as marginal; 0=0.02 0.8=0.05; cap=9000.")
            raise LedgerProblem(message, terms=describe(text))
        pairs = [one.split("=") for one in match[2].split()]
        tiers = tuple((float(start), float(rate)) for start, rate in pairs)
        return cls(match[1], tiers, None if match[3] is None else float(match[3]))

    def total(self, credit: Decimal, quota: Decimal, currency: str) -> Decimal:
        """T: the commission on all that is credited to a month so far; 0 without a credit, a quota or tiers."""
        if credit <= 0 or quota <= 0 or not self.tiers:
            return money(0, currency)
        found = commission_quota(
            float(credit),
            float(quota),
            [list(tier) for tier in self.tiers],
            self.mode,
            self.cap,
            decimals=decimals_of(currency),
        )
        return money(float(found), currency)


def settled(net: Decimal, draw: Decimal, opening: Decimal, *, recoverable: bool) -> tuple[Decimal, Decimal, Decimal]:
    """What of earlier draws is recovered, what is paid out, and what is owed then: COMMISSION_DRAW to the cent.

    >>> settled(Decimal(4000), Decimal(2000), Decimal(1000), recoverable=True)
    (Decimal('1000'), Decimal('3000'), Decimal('0'))
    """
    if net < draw:
        return Decimal(0), draw, opening + (draw - net if recoverable else 0)
    recovered = min(opening, net - draw)
    return recovered, net - recovered, opening - recovered


def _written(number: float) -> str:
    """A number as a decimal fraction, without an exponent."""
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
