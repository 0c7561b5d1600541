"""Risk: how large a risk is, when an indicator gives warning, and how much of the target is at stake."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, BandTable, Blank, Kind, Shape, Share
from xltargets.calc.bands import labels_of
from xltargets.calc.chances import Outcomes
from xltargets.calc.contract import Each, Number, worksheet_function
from xltargets.calc.refusals import complete_pairs

__all__ = [
    "risk_expected_loss",
    "risk_level",
    "risk_score",
    "target_at_risk",
    "target_probability",
]

AREA = "Risk"

Grade = Annotated[Any, Kind(Shape.EACH, least=1, most=5)]
Shares = Annotated[Any, Kind(Shape.EACH, least=0, most=1)]
Values = Annotated[Any, Kind(Shape.EACH)]
Losses = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
DealAmounts = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
Probabilities = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0, most=1)]
Trials = Annotated[int, Kind(whole=True, least=1, most=10_000_000)]
Seed = Annotated[int, Kind(whole=True, least=0, most=2**32 - 1)]

DEFAULT_STARTS = np.array([1.0, 5.0, 10.0, 17.0])
DEFAULT_LABELS = np.array(["Low", "Medium", "High", "Critical"], dtype=object)


@worksheet_function
def risk_score(likelihood: Grade, impact: Grade, control: Shares = 0.0) -> Each:
    """The score of a risk on a 5 × 5 grid: inherent without a control, residual with one.

    Args:
        likelihood: From 1, rare, to 5, almost certain.
        impact: From 1, minor, to 5, severe.
        control: How much of the risk the controls take away, a fraction from 0 to 1.

    Returns:
        Scores from 0 to 25, shaped as the arguments.

    Errors:
        #NUM!: likelihood or impact outside 1 to 5, control outside 0 to 1.

    Formula:
        likelihood × impact × (1 - control)

    Example:
        =RISK_SCORE({4;2},5,{0.5;0}) → {10;10}

        >>> risk_score(4, 5, 0.5)
        10.0

    Source:
        Risk matrix of ISO 31010; residual = inherent × (1 - effectiveness of control).

    See also:
        RISK_LEVEL, RISK_EXPECTED_LOSS
    """
    return np.multiply(likelihood, impact) * np.subtract(1, control)


@worksheet_function
def risk_level(score: Values, bands: BandTable = None) -> Each:
    """The level of a risk score in a word.

    Args:
        score: A score, as RISK_SCORE gives it.
        bands: A table of from and label, rising; 1 Low, 5 Medium, 10 High, 17 Critical if left out.

    Returns:
        The label of the band reached, shaped as the scores.

    Errors:
        #N/A: a score below the first band.
        #NUM!: bands that do not rise.

    Formula:
        the label of the last band whose from is reached

    Example:
        =RISK_LEVEL({4;5;16;17}) → {"Low";"Medium";"High";"Critical"}

        >>> risk_level(12)
        'High'

    Source:
        Risk matrix with four levels; the bands are a setting, not a rule.

    See also:
        RISK_SCORE, BAND_GRADE
    """
    starts, labels = (DEFAULT_STARTS, DEFAULT_LABELS) if bands is None else bands
    return labels_of(score, starts, labels, "score")


@worksheet_function
def risk_expected_loss(probability: Shares, loss: Values) -> Each:
    """What a risk costs on average.

    Args:
        probability: A fraction from 0 to 1.
        loss: What it costs when it strikes.

    Returns:
        Amounts, shaped as the arguments.

    Errors:
        #NUM!: a probability outside 0 to 1.

    Formula:
        probability × loss

    Example:
        =RISK_EXPECTED_LOSS({0.1;0.5},{20000;3000}) → {2000;1500}

        >>> risk_expected_loss(0.1, 20000)
        2000.0

    Source:
        Expected monetary value.

    See also:
        TARGET_AT_RISK, RISK_SCORE
    """
    return np.multiply(probability, loss)


@worksheet_function
def target_at_risk(
    losses: Losses, probabilities: Probabilities, confidence: Share = 0.95, trials: Trials = 10000, seed: Seed = 1
) -> Number:
    """The loss that is not exceeded with a confidence, when each risk strikes or not by itself.

    Up to 20 risks all combinations are worked out. Beyond, the losses are counted in whole steps: exactly where they
    have a common step of at least the total's 65,536th part (thousands, say); else in steps of that part, each loss
    shared between the two steps beside it so that its mean is kept. Then the result is off by a step or two in
    practice, and never by more than a step for each risk.

    Args:
        losses: What each risk costs when it strikes, 0 or more.
        probabilities: How likely each is, from 0 to 1, as many. A row blank in both is no risk.
        confidence: A fraction: 0.95 is exceeded in one case of twenty.
        trials: Taken as in earlier versions; it changes nothing, for nothing is drawn.
        seed: Taken as in earlier versions; it changes nothing.

    Returns:
        An amount, in the unit of the losses.

    Errors:
        #VALUE!: ranges of different sizes, or a loss without a probability.
        #NUM!: a probability or confidence outside 0 to 1, a negative loss.

    Formula:
        the smallest loss whose cumulative probability reaches the confidence

    Example:
        =TARGET_AT_RISK({100;50},{0.1;0.2},0.95) → 100
        =TARGET_AT_RISK({100;50},{0.1;0.2},0.5) → 0

        >>> target_at_risk([100, 50], [0.1, 0.2], 0.85)
        50.0

    Source:
        Value at risk of independent events, lower quantile; beyond 20 risks by convolution (H. U. Gerber, On the
        numerical evaluation of the distribution of aggregate claims, IME 1, 1982).

    Checked with:
        enumeration in exact fractions

    See also:
        RISK_EXPECTED_LOSS, TARGET_PROBABILITY
    """
    del trials, seed
    cost, chance = complete_pairs(losses, probabilities, ("losses", "probabilities"))
    return Outcomes(cost, chance).quantile(confidence)


@worksheet_function
def target_probability(remaining: Amount, amounts: DealAmounts, probabilities: Probabilities) -> Number:
    """The chance that the open deals bring what is left of a target, each won or lost by itself.

    Up to 20 deals all combinations are worked out. Beyond, the amounts are counted in whole steps, as in
    TARGET_AT_RISK: exactly where they have a common step, else so that the chance is that of a remaining which is off
    by a step or two of the total's 65,536th part in practice, and never by more than a step for each deal.

    Args:
        remaining: What is left of the target.
        amounts: The amounts of the open deals, 0 or more.
        probabilities: The probability of each, from 0 to 1. A row blank in both is no deal.

    Returns:
        A fraction from 0 to 1; 1 when nothing is left.

    Errors:
        #VALUE!: ranges of different sizes, or an amount without a probability.
        #NUM!: a probability outside 0 to 1, a negative amount.

    Formula:
        sum of the probabilities of all combinations of deals that bring remaining or more

    Example:
        =TARGET_PROBABILITY(100,{100;60;40},{0.5;0.5;0.5}) → 0.625
        =TARGET_PROBABILITY(0,{100},{0.5}) → 1

        >>> target_probability(100, [100, 60, 40], [0.5, 0.5, 0.5])
        0.625

    Source:
        Distribution of a sum of independent events.

    Checked with:
        enumeration in exact fractions

    See also:
        PIPELINE_COVERAGE, TARGET_AT_RISK
    """
    sizes, chance = complete_pairs(amounts, probabilities, ("amounts", "probabilities"))
    return 1.0 if remaining <= 0 else Outcomes(sizes, chance).chance_of(remaining)
