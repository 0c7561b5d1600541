"""Target setting: from what the team thinks, and several candidate targets in one."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Blank, Kind, Shape, Weights, word
from xltargets.calc.bands import reaches
from xltargets.calc.contract import Block, Number, worksheet_function
from xltargets.calc.means import weighted_mean
from xltargets.calc.refusals import need_as_many
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase, ValueProblem

__all__ = ["target_blend", "target_consensus", "target_spread"]

AREA = "Target setting"

Consensus = Annotated[str, word("mean", "median", "trimmed", "pert")]
Estimates = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Candidates = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]

TRIM = 5
"""The trimmed mean drops the lowest and the highest fifth."""


@worksheet_function
def target_consensus(estimates: Estimates, method: Consensus = "median", weights: Weights = None) -> Number:
    """The team's estimates in one figure.

    Args:
        estimates: One estimate for each person; for pert a row each of optimistic, likely and pessimistic.
        method: mean, median, trimmed (without the lowest and the highest fifth, rounded down), or pert.
        weights: How much each person's estimate counts, for mean, median and pert.

    Returns:
        An amount, in the unit of the estimates.

    Errors:
        #N/A: no estimate.
        #VALUE!: other than three columns for pert, weights of another number than the estimates, or any
            weights for trimmed.
        #NUM!: weights that sum to 0, or a pert row whose likely estimate lies outside the other two.

    Formula:
        median: the value at which half of the weight is reached, the mean of two where it falls between; pert: weighted
        mean of (optimistic + 4 × likely + pessimistic) / 6 by row

    Example:
        =TARGET_CONSENSUS({90;100;140}) → 100
        =TARGET_CONSENSUS({90;100;140},"median",{1;1;2}) → 120
        =TARGET_CONSENSUS({120,100,80;150,110,100},"pert") → 107.5

        >>> target_consensus([1, 10, 11, 12, 100], "trimmed")
        11.0

    Source:
        Delphi practice for median and trimmed mean; three-point estimation (PERT) for pert.

    See also:
        TARGET_SPREAD, TARGET_BLEND
    """
    if method == "trimmed" and weights is not None:
        raise ValueProblem("weights", Phrase(N_("weights")), N_("expected none, for a trimmed mean takes none"))
    values = _pert(estimates) if method == "pert" else estimates.reshape(-1)
    present = ~np.isnan(values)
    if not present.any():
        raise NotAvailable("estimates", Phrase(N_("blank cells only")), N_("expected at least one estimate"))
    if method == "median":
        return float(np.median(values[present])) if weights is None else _weighted_median(values, weights)
    if method == "trimmed":
        ordered = np.sort(values[present])
        drop = len(ordered) // TRIM
        return float(ordered[drop : len(ordered) - drop].mean())
    return weighted_mean(values, np.ones(values.size) if weights is None else weights, "estimates")


def _weighted_median(values: Any, weights: Any) -> float:
    """The value at which half of the weight is reached; where it falls between two, their mean."""
    need_as_many("weights", weights, "estimates", values.size)
    counted = ~np.isnan(values) & (weights.reshape(-1) > 0)
    if not counted.any():
        raise NumProblem("weights", Phrase(N_("a sum of 0")), N_("expected at least one weight above 0"))
    order = np.argsort(values[counted], kind="stable")
    values = values[counted][order]
    running = np.cumsum(weights.reshape(-1)[counted][order])
    half = float(running[-1]) / 2
    place = int(np.argmax(reaches(running, half)))
    if reaches(half, running[place]):
        return (float(values[place]) + float(values[place + 1])) / 2
    return float(values[place])


def _pert(estimates: Any) -> Any:
    rows = np.atleast_2d(estimates)
    if rows.shape[1] != 3:
        count = Phrase(N_("{count} {count:column|columns}"), count=rows.shape[1])
        raise ValueProblem("estimates", count, N_("expected three: optimistic, likely, pessimistic"))
    low, high = rows[:, [0, 2]].min(axis=1), rows[:, [0, 2]].max(axis=1)
    outside = (rows[:, 1] < low) | (rows[:, 1] > high)
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise NumProblem(
            "estimates",
            float(rows[row, 1]),
            N_("expected a likely estimate between the optimistic and the pessimistic one"),
            element=3 * row + 2,
        )
    return (rows[:, 0] + 4 * rows[:, 1] + rows[:, 2]) / 6


@worksheet_function
def target_spread(estimates: Estimates) -> Block:
    """How far the team agrees: median, interquartile range and standard deviation of its estimates.

    Args:
        estimates: The estimates, blanks left out.

    Returns:
        A row of three: median, interquartile range (inclusive quartiles), sample standard deviation.

    Errors:
        #N/A: fewer than two estimates.

    Formula:
        median; QUARTILE.INC(3) - QUARTILE.INC(1); STDEV.S

    Example:
        =TARGET_SPREAD({1;2;3;4;5}) → {3,2,1.58113883008419}

        >>> target_spread([1, 2, 3, 4, 5])
        array([3.        , 2.        , 1.58113883])

    Source:
        Measures of consensus in Delphi studies.

    Checked with:
        LibreOffice's QUARTILE and STDEV

    See also:
        TARGET_CONSENSUS
    """
    known = estimates[~np.isnan(estimates)]
    if known.size < 2:
        count = Phrase(N_("{count} {count:estimate|estimates}"), count=known.size)
        raise NotAvailable("estimates", count, N_("expected at least {wanted}"), wanted=2)
    first, middle, third = np.quantile(known, [0.25, 0.5, 0.75])
    return np.array([middle, third - first, known.std(ddof=1)])


@worksheet_function
def target_blend(candidates: Candidates, weights: Weights) -> Number:
    """Several candidate targets in one: from the market, history, costs and the team, each with its weight.

    Args:
        candidates: The candidate targets; a blank one drops out with its weight.
        weights: How much each counts, as many.

    Returns:
        An amount, in the unit of the candidates.

    Errors:
        #N/A: no candidate.
        #NUM!: the remaining weights sum to 0.
        #VALUE!: ranges of different sizes.

    Formula:
        sum of candidate × weight / sum of weights, over the candidates present

    Example:
        =TARGET_BLEND({100,120,90},{2,1,1}) → 102.5

        >>> target_blend([100, None, 120], [1, 5, 1])
        110.0

    Source:
        Weighted combination of forecasts.

    See also:
        TARGET_MARKET, TARGET_HISTORY, TARGET_BREAKEVEN, TARGET_CONSENSUS
    """
    return weighted_mean(candidates, weights, "candidates")
