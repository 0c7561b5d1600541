"""The terms in force, as a text that an auditor reads and this program works with: tiers, cap, draw.

marginal; 0=0.02 0.8=0.05 1=0.08; cap=9000
marginal; 0=0.1 1=0.15; from=2026-01; quota=1200000
marginal; 0=0.01 50000=0.03; amounts; cap=9000; from=2026-04; cap from=2026-01; for=Hardware
marginal; 0=0.01; from=2026-01; quota=1200000; pool=3 2 2; part=1
recoverable
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xltargets.calc import commission, commission_quota, target_split
from xltargets.errors import N_, describe
from xltargets.ledger.entry import LedgerProblem
from xltargets.units.money import decimals_of, money

MODES = ("marginal", "retroactive")
RECOVERABLE, FORGIVEN = "recoverable", "not recoverable"
NO_PART = N_("The pool is shared as {shares}, and there is no part {place} of it.")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_TERMS = re.compile(
    rf"(?P<mode>{'|'.join(MODES)}); (?P<tiers>{_NUMBER}={_NUMBER}(?: {_NUMBER}={_NUMBER})*)(?P<amounts>; amounts)?"
    rf"(?:; cap=(?P<cap>{_NUMBER}))?(?:; from=(?P<start>{_MONTH}))?(?:; quota=(?P<quota>{_NUMBER}))?"
    rf"(?:; cap from=(?P<cap_start>{_MONTH}))?"
    rf"(?:; pool=(?P<shares>{_NUMBER}(?: {_NUMBER})*); part=(?P<place>[1-9][0-9]*))?(?:; for=(?P<kind>.+))?"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How credit becomes commission: where each tier begins and its rate, the cap, and which months add up."""

    mode: str = MODES[0]
    tiers: tuple[tuple[float, float], ...] = ()
    """None in force: nothing is earned."""
    cap: float | None = None
    amounts: bool = False
    """Whether the tiers begin at amounts of credit; else at attainments of quota."""
    start: str = ""
    """The first month whose credit reaches the tiers together with this one; "" is the month alone."""
    quota: float | None = None
    """Of all months that add up; None is that of the month."""
    cap_start: str = ""
    """The first month for which the cap holds together with this one; "" is `start`."""
    kind: str = ""
    """Which sales alone: of a product or a category, or one sale; "" is all."""
    shares: tuple[float, ...] = ()
    """Of a pool: in what proportion it is shared, in the order of the people."""
    place: int = 0
    """Of a pool: which of the parts is this person's, from 1 on."""

    def __str__(self) -> str:
        if not self.tiers:
            return ""
        parts = [self.mode, " ".join(f"{_written(start)}={_written(rate)}" for start, rate in self.tiers)]
        parts += ["amounts"] if self.amounts else []
        parts += [f"cap={_written(self.cap)}"] if self.cap is not None else []
        parts += [f"from={self.start}"] if self.start else []
        parts += [f"quota={_written(self.quota)}"] if self.quota is not None else []
        parts += [f"cap from={self.cap_start}"] if self.cap_start else []
        if self.shares:
            parts += [f"pool={' '.join(map(_written, self.shares))}", f"part={self.place}"]
        parts += [f"for={self.kind}"] if self.kind else []
        return "; ".join(parts)

    @classmethod
    def parse(cls, text: str) -> Terms:
        """The terms of a text.

        >>> terms = Terms.parse("marginal; 0=0.02 0.8=0.05; cap=9000")
        >>> terms.mode, terms.tiers, terms.cap
        ('marginal', ((0.0, 0.02), (0.8, 0.05)), 9000.0)
        """
        return _parsed(text)

    @property
    def adds_up(self) -> bool:
        """Whether the month reaches tiers or cap together with others."""
        return bool(self.start or self.cap_start)

    def first_of(self, of: str) -> str:
        """The first month whose credit reaches the tiers together with a month's."""
        return self.start or of

    def capped_from(self, of: str) -> str:
        """The first month for which the cap holds together with a month."""
        return self.cap_start or self.start or of

    def total(self, credit: Decimal, quota: Decimal, currency: str) -> Decimal:
        """T: the commission on all that is credited so far, by the quota of the month or of all that add up."""
        return self.within_cap(self.uncapped(credit, quota, currency), currency)

    def within_cap(self, earned: Decimal, currency: str) -> Decimal:
        """At most the cap."""
        return earned if self.cap is None else min(earned, money(self.cap, currency))

    def part_of(self, total: Decimal, currency: str) -> Decimal:
        """The person's part of a pool, to the cent; what is no pool is the person's alone.

        >>> terms = Terms(shares=(1, 1, 1), place=1)
        >>> terms.part_of(Decimal("100.00"), "EUR"), Terms().part_of(Decimal("100.00"), "EUR")
        (Decimal('33.34'), Decimal('100.00'))
        """
        if not self.shares:
            return total
        if self.place > len(self.shares) or not any(self.shares):
            raise LedgerProblem(NO_PART, place=self.place, shares=" ".join(map(_written, self.shares)))
        parts = target_split(float(total), list(self.shares), decimals_of(currency))
        return money(float(parts[self.place - 1]), currency)

    def uncapped(self, credit: Decimal, quota: Decimal, currency: str) -> Decimal:
        """The commission before any cap; 0 without a credit, tiers, or a quota where they begin at attainments."""
        whole = float(quota) if self.quota is None else self.quota
        if credit <= 0 or not self.tiers or (whole <= 0 and not self.amounts):
            return money(0, currency)
        tiers, decimals = [list(tier) for tier in self.tiers], decimals_of(currency)
        if self.amounts:
            return money(float(commission(float(credit), tiers, self.mode, decimals=decimals)), currency)
        return money(float(commission_quota(float(credit), whole, tiers, self.mode, decimals=decimals)), currency)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Terms:
    if not text:
        return Terms()
    match = _TERMS.fullmatch(text)
    if match is None:
        message = N_("The terms {terms} cannot be read; expected such as marginal; 0=0.02 0.8=0.05; cap=9000.")
        raise LedgerProblem(message, terms=describe(text))
    pairs = [one.split("=") for one in match["tiers"].split()]
    cap, quota = (None if match[name] is None else float(match[name]) for name in ("cap", "quota"))
    return Terms(
        match["mode"],
        tuple((float(start), float(rate)) for start, rate in pairs),
        cap,
        match["amounts"] is not None,
        match["start"] or "",
        quota,
        match["cap_start"] or "",
        match["kind"] or "",
        tuple(float(one) for one in (match["shares"] or "").split()),
        int(match["place"] or 0),
    )


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
