"""One comparison for every threshold: tiers, bands, statuses, risk indicators and bounds.

Spreadsheets compare 15 digits. What a sum or a division left in binary beyond them decides nothing: 0.3 / 0.4 reaches
0.75, and 0.1 + 0.2 is not above 0.3. The digits are those of the operands that were computed with: what is left of
1,000,000.01 - 1,000,000 is known to the digits of the million, not to its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NotAvailable

CLOSE = 2.0**-48
"""Two numbers that differ by no more than this share of them are equal, as spreadsheets compare (about 15 digits)."""

MANY, FEW = 1_000, 16


def slack(value: Any, *operands: Any) -> Any:
    """What may lie between a value and a threshold that it is equal to: by the largest of the operands behind it.

    >>> bool(abs(1_000_000.01 - 1_000_000 - 0.01) <= slack(1_000_000.01 - 1_000_000, 1_000_000.01, 1_000_000))
    True
    """
    largest = np.abs(value)
    for operand in operands:
        largest = np.maximum(largest, np.abs(operand))
    return largest * CLOSE


def reaches(value: Any, threshold: Any, *operands: Any) -> Any:
    """Whether a threshold is reached: what is just at it reaches it, whatever a division leaves in binary.

    `operands` are the numbers that value or threshold were computed from, where they are larger than these.

    >>> bool(reaches(0.3 / 0.4, 0.75)), 0.3 / 0.4 >= 0.75
    (True, False)
    >>> bool(reaches(1_000_000.01 - 1_000_000, 0.01, 1_000_000))
    True
    """
    return np.add(value, slack(value, *operands)) >= threshold


def exceeds(value: Any, threshold: Any, *operands: Any) -> Any:
    """Whether a value is above a threshold: what is just at it is not.

    >>> bool(exceeds(0.1 + 0.2, 0.3)), 0.1 + 0.2 > 0.3
    (False, True)
    """
    return np.subtract(value, slack(value, *operands)) > threshold


def reached(value: Any, starts: Any, *operands: Any) -> Any:
    """The position of the last start that is reached, -1 before the first.

    >>> int(reached(0.3 / 0.4, np.array([0.5, 0.75, 1])))
    1
    """
    return within(value, starts, slack(value, *operands), above=False)


def within(value: Any, starts: Any, margin: Any, *, above: bool) -> Any:
    """The position of the last start that is reached, or with `above` exceeded, by a margin that is known already.

    >>> int(within(10, np.array([0, 10]), 0, above=False)), int(within(10, np.array([0, 10]), 0, above=True))
    (1, 0)
    """
    shifted = np.subtract(value, margin) if above else np.add(value, margin)
    if np.size(shifted) > MANY and len(starts) <= FEW:
        # A comparison for each of a few starts beats a search for each of many values.
        passed = np.full(np.shape(shifted), -1, dtype=np.int8)
        for start in starts:
            passed += shifted > start if above else shifted >= start
        return passed
    return np.searchsorted(starts, shifted, side="left" if above else "right") - 1


def band_of(value: Any, starts: Any, argument: str, *, above: bool = False) -> Any:
    """The position of the band reached; below the first there is none."""
    band = within(value, starts, slack(value), above=above)
    first = f"{starts[0]:.15g}"
    if above:
        refuse(
            np.less(band, 0),
            NotAvailable,
            argument,
            value,
            N_("expected more than {first}, where the first band begins"),
            first=first,
        )
    refuse(
        np.less(band, 0),
        NotAvailable,
        argument,
        value,
        N_("expected {first} or more, where the first band begins"),
        first=first,
    )
    return band


def labels_of(value: Any, starts: Any, labels: Any, argument: str) -> Any:
    """The label of the band reached."""
    return labels[band_of(value, starts, argument)]
