"""Looking a value up in a table of bands that begin at their `from`, inclusive."""

from __future__ import annotations

from typing import Any

import numpy as np

from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NotAvailable

CLOSE = 2.0**-48
"""Two numbers that differ by no more than this share of them are equal, as spreadsheets compare (about 15 digits)."""


def reaches(value: Any, threshold: Any) -> Any:
    """Whether a threshold is reached: what is just at it reaches it, whatever a division leaves in binary.

    >>> bool(reaches(0.3 / 0.4, 0.75)), 0.3 / 0.4 >= 0.75
    (True, False)
    """
    return np.add(value, np.abs(value) * CLOSE) >= threshold


def reached(value: Any, starts: Any) -> Any:
    """The position of the last start that is reached, -1 before the first.

    What is just at a start reaches it, whatever a sum or a division leaves in binary: 0.3 / 0.4 reaches 0.75.

    >>> int(reached(0.3 / 0.4, np.array([0.5, 0.75, 1])))
    1
    """
    return np.searchsorted(starts, value + np.abs(value) * CLOSE, side="right") - 1


def band_of(value: Any, starts: Any, argument: str) -> Any:
    """The position of the band reached; below the first there is none."""
    band = reached(value, starts)
    refuse(
        np.less(band, 0),
        NotAvailable,
        argument,
        value,
        N_("expected {first} or more, where the first band begins"),
        first=f"{starts[0]:.15g}",
    )
    return band


def labels_of(value: Any, starts: Any, labels: Any, argument: str) -> Any:
    """The label of the band reached."""
    return labels[band_of(value, starts, argument)]
