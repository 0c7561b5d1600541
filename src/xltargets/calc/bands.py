"""Looking a value up in a table of bands that begin at their `from`, inclusive."""

from __future__ import annotations

from typing import Any

import numpy as np

from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NotAvailable


def band_of(value: Any, starts: Any, argument: str) -> Any:
    """The position of the band reached; below the first there is none."""
    reached = np.searchsorted(starts, value, side="right") - 1
    refuse(
        np.less(reached, 0),
        NotAvailable,
        argument,
        value,
        N_("expected {first} or more, where the first band begins"),
        first=f"{starts[0]:.15g}",
    )
    return reached


def labels_of(value: Any, starts: Any, labels: Any, argument: str) -> Any:
    """The label of the band reached."""
    return labels[band_of(value, starts, argument)]
