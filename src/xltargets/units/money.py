"""Money that is paid: amounts in the decimals of their currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENTS = 2
OTHER_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Currencies of other than two decimals, by ISO 4217."""


def decimals_of(currency: str) -> int:
    """How many decimals amounts of a currency have.

    >>> decimals_of("EUR"), decimals_of("JPY"), decimals_of("KWD")
    (2, 0, 3)
    """
    return OTHER_DECIMALS.get(currency, CENTS)


def money(value: float | Decimal | None, currency: str) -> Decimal:
    """An amount in the decimals of its currency, half away from zero; a blank is 0. There is no -0.

    >>> money(2.675, "EUR"), money(None, "EUR"), money(-0.001, "EUR"), money(1200.5, "JPY")
    (Decimal('2.68'), Decimal('0.00'), Decimal('0.00'), Decimal('1201'))
    """
    # The shortest text of a float is what a person sees in the cell: 2.675 is 2.675 and not 2.67499….
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value or 0.0)))
    return exact.quantize(Decimal(1).scaleb(-decimals_of(currency)), ROUND_HALF_UP) + 0
