"""The weighted mean of what is present."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xltargets.calc.refusals import need_as_many
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def weighted_mean(values: Floats, weights: Floats, argument: str, weights_argument: str = "weights") -> float:
    """The weighted mean of values, weights normalised; a missing value drops out with its weight.

    Raises a problem of the named arguments if nothing is present, the weights left sum to 0, or the sizes differ.

    >>> weighted_mean(np.array([1.0, np.nan, 0.5]), np.array([3.0, 2.0, 1.0]), "scores")
    0.875
    """
    need_as_many(weights_argument, weights, argument, values.size)
    values, weights = values.reshape(-1), weights.reshape(-1)
    present = ~np.isnan(values)
    if not present.any():
        raise NotAvailable(argument, Phrase(N_("blank cells only")), N_("expected at least one number"))
    total = float(weights[present].sum())
    if total == 0:
        raise NumProblem(weights_argument, Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))
    return float((values[present] * weights[present]).sum()) / total
