"""Customers: what the pipeline holds."""

from __future__ import annotations

from typing import Annotated, Any

from xltargets.calc.arguments import Amount, Blank, Kind, Shape
from xltargets.calc.contract import Number, worksheet_function
from xltargets.calc.refusals import complete_pairs
from xltargets.errors import N_, NotAvailable

__all__ = ["pipeline_coverage", "pipeline_value"]

AREA = "Customers"

DealAmounts = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
Probabilities = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0, most=1)]


@worksheet_function
def pipeline_value(amounts: DealAmounts, probabilities: Probabilities) -> Number:
    """What the open deals are worth, each weighted by its probability.

    Args:
        amounts: The amounts of the deals, 0 or more.
        probabilities: The probability of each, a fraction from 0 to 1. A row blank in both is no deal.

    Returns:
        An amount.

    Errors:
        #NUM!: a probability outside 0 to 1, or a negative amount.
        #VALUE!: ranges of different sizes, or an amount without a probability.

    Formula:
        sum of amount × probability

    Example:
        =PIPELINE_VALUE({1000;5000},{0.5;0.1}) → 1000

        >>> pipeline_value([1000, 5000], [0.5, 0.1])
        1000.0

    Source:
        Weighted pipeline of sales forecasting.

    See also:
        PIPELINE_COVERAGE, TARGET_PROBABILITY
    """
    sizes, chances = complete_pairs(amounts, probabilities, ("amounts", "probabilities"))
    return float((sizes * chances).sum())


@worksheet_function
def pipeline_coverage(
    amounts: DealAmounts, probabilities: Probabilities, target: Amount, actual: Amount = 0.0
) -> Number:
    """How much of what is still missing the weighted pipeline covers: 1 is just enough.

    Args:
        amounts: The amounts of the open deals.
        probabilities: The probability of each.
        target: The target.
        actual: What was reached already.

    Returns:
        A ratio: 1.5 covers the rest one and a half times.

    Errors:
        #N/A: nothing remains of the target.
        #NUM!: a probability outside 0 to 1, or a negative amount.

    Formula:
        PIPELINE_VALUE / (target - actual)

    Example:
        =PIPELINE_COVERAGE({1000;5000},{0.5;0.1},3000,1000) → 0.5

        >>> pipeline_coverage([1000, 5000], [0.5, 0.1], 3000, 1000)
        0.5

    Source:
        Pipeline coverage ratio.

    See also:
        PIPELINE_VALUE
    """
    if actual >= target:
        raise NotAvailable("target", target, N_("expected more than the actual, so that something remains"))
    return pipeline_value(amounts, probabilities) / (target - actual)
