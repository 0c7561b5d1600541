"""Risk: how large a risk is, when an indicator gives warning, and how much of the target is at stake."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, BandTable, Blank, Kind, Shape, Share, word
from xltargets.calc.bands import labels_of, reaches
from xltargets.calc.contract import Each, Number, Word, worksheet_function
from xltargets.calc.forecasting import line, need_observations
from xltargets.calc.refusals import complete_pairs, refuse
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase

__all__ = [
    "kri_breach_in",
    "kri_status",
    "kri_trend",
    "risk_expected_loss",
    "risk_level",
    "risk_score",
    "target_at_risk",
]

AREA = "Risk"

Grade = Annotated[Any, Kind(Shape.EACH, least=1, most=5)]
Shares = Annotated[Any, Kind(Shape.EACH, least=0, most=1)]
Values = Annotated[Any, Kind(Shape.EACH)]
NotNegative = Annotated[Any, Kind(Shape.EACH, least=0)]
Direction = Annotated[Any, word("above", "below", each=True)]
OneDirection = Annotated[str, word("above", "below")]
Previous = Annotated[Any, word("Green", "Amber", "Red", each=True)]
Line = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING)]
Tolerance = Annotated[float, Kind(least=0)]
Losses = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0)]
Probabilities = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING, least=0, most=1)]
Trials = Annotated[int, Kind(whole=True, least=1, most=10_000_000)]
Seed = Annotated[int, Kind(whole=True, least=0, most=2**32 - 1)]

DEFAULT_STARTS = np.array([1.0, 5.0, 10.0, 17.0])
DEFAULT_LABELS = np.array(["Low", "Medium", "High", "Critical"], dtype=object)
MOST_VALUES = 5000
"""Of a trend: its pairs grow with the square."""
EXACT_RISKS = 20
"""Up to here all combinations are worked out; beyond, they are drawn."""
DRAWN_AT_ONCE = 4_000_000


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
def kri_status(
    value: Values,
    amber: Values,
    red: Values,
    direction: Direction = "above",
    previous: Previous = None,
    hysteresis: NotNegative = 0.0,
) -> Each:
    """The colour of a key risk indicator, in a word; with hysteresis it does not flicker at a threshold.

    Args:
        value: What was measured.
        amber: The threshold of Amber; it is breached when reached.
        red: The threshold of Red, on the worse side of amber.
        direction: above when high values are bad, below when low ones are.
        previous: The colour of the period before: Green, Amber or Red.
        hysteresis: How far back past its threshold a value must be before a worse colour is left.

    Returns:
        Green, Amber or Red, shaped as the arguments.

    Errors:
        #NUM!: thresholds in the wrong order, or a negative hysteresis.
        #VALUE!: an unknown direction or colour.

    Formula:
        Red if value ≥ red, Amber if value ≥ amber; after a worse colour its threshold counts less the hysteresis

    Example:
        =KRI_STATUS({4;5;9},5,8) → {"Green";"Amber";"Red"}
        =KRI_STATUS(7.5,5,8,"above","Red",1) → "Red"

        >>> kri_status(6.9, 5, 8, "above", "Red", 1)
        'Amber'

    Source:
        Key risk indicators with tolerance and hysteresis, as in process alarms (ISA-18.2 deadband).

    See also:
        KRI_TREND, KRI_BREACH_IN
    """
    sign = np.where(np.equal(direction, "below"), -1.0, 1.0)
    measured, first, second = np.multiply(value, sign), np.multiply(amber, sign), np.multiply(red, sign)
    refuse(first > second, NumProblem, "amber", amber, N_("expected thresholds in order, red on the worse side"))
    was_red = np.equal("" if previous is None else previous, "Red")
    was_amber = np.equal("" if previous is None else previous, "Amber") | was_red
    # Noise of the subtraction must not decide: a value just at its bound has not left it.
    slack = 1e-12 * (np.abs(first) + np.abs(second) + np.abs(hysteresis))
    is_red = reaches(measured, second - np.where(was_red, np.add(hysteresis, slack), 0))
    is_amber = reaches(measured, first - np.where(was_amber, np.add(hysteresis, slack), 0))
    return np.where(is_red, "Red", np.where(is_amber, "Amber", "Green")).astype(object)


@worksheet_function
def kri_trend(values: Line, tolerance: Tolerance = 0.02) -> Word:
    """Where an indicator is going, told by a slope that outliers do not bend.

    Args:
        values: The indicator by period, oldest first; a blank is missing and keeps its place in time.
        tolerance: How much of the mean per period still counts as Stable: 0.02 is 2 %.

    Returns:
        Rising, Stable or Falling.

    Errors:
        #N/A: fewer than two values.
        #NUM!: more than 5,000 values.

    Formula:
        median of the slopes of all pairs, over the mean of absolute values, against the tolerance

    Example:
        =KRI_TREND({10;11;12;13}) → "Rising"
        =KRI_TREND({10;10;90;10}) → "Stable"

        >>> kri_trend([10, 9, 8])
        'Falling'

    Source:
        Theil-Sen estimator (H. Theil 1950; P. K. Sen, JASA 63, 1968).

    Checked with:
        SciPy's theilslopes

    See also:
        KRI_STATUS, KRI_BREACH_IN
    """
    need_observations(values, 2)
    if values.size > MOST_VALUES:
        count = Phrase(N_("{count} values"), count=values.size)
        raise NumProblem("values", count, N_("expected at most {most}"), most=MOST_VALUES)
    positions = np.flatnonzero(~np.isnan(values))
    known = values[positions]
    first, second = np.triu_indices(known.size, 1)
    slope = float(np.median((known[second] - known[first]) / (positions[second] - positions[first])))
    size = float(np.abs(known).mean())
    relative = slope / size if size else 0.0
    if relative > tolerance:
        return "Rising"
    return "Falling" if relative < -tolerance else "Stable"


@worksheet_function
def kri_breach_in(values: Line, threshold: Amount, direction: OneDirection = "above") -> Number:
    """In how many periods an indicator reaches its threshold if it goes on as it did.

    Should the line be past the threshold already while the last value is not, the answer is 1, the next period.

    Args:
        values: The indicator by period, oldest first; a blank is missing and keeps its place in time.
        threshold: The value not to be reached.
        direction: above when high values are bad, below when low ones are.

    Returns:
        Whole periods after the last value; 0 when the last value is already there.

    Errors:
        #N/A: fewer than two values, or a line that does not come nearer.

    Formula:
        the first whole k at which a + b × (n + k) reaches the threshold, by least squares over 1..n

    Example:
        =KRI_BREACH_IN({1;2;3},5.5) → 3

        >>> kri_breach_in([1, 2, 3], 5)
        2.0

    Source:
        Linear extrapolation to a threshold.

    See also:
        KRI_STATUS, KRI_TREND
    """
    known = np.flatnonzero(~np.isnan(values))
    if not known.size:
        raise NotAvailable("values", Phrase(N_("blank cells only")), N_("expected at least two values"))
    sign = -1.0 if direction == "below" else 1.0
    last = int(known[-1])
    if sign * values[last] >= sign * threshold:
        return 0.0
    need_observations(values, 2)
    intercept, slope = line(values[: last + 1])
    if sign * slope <= 0:
        raise NotAvailable("values", Phrase(N_("a line that moves away")), N_("expected one that nears the threshold"))
    periods = (threshold - intercept) / slope - (last + 1)
    # Rounded up, but for the noise of the fit.
    return float(max(np.ceil(periods - 1e-9), 1.0))


@worksheet_function
def target_at_risk(
    losses: Losses, probabilities: Probabilities, confidence: Share = 0.95, trials: Trials = 10000, seed: Seed = 1
) -> Number:
    """The loss that is not exceeded with a confidence, when each risk strikes or not by itself.

    Up to 20 risks all combinations are worked out, and trials and seed do not matter. Beyond, they are drawn with
    NumPy's PCG64 generator from the seed, so that the same inputs give the same result everywhere.

    Args:
        losses: What each risk costs when it strikes, 0 or more.
        probabilities: How likely each is, from 0 to 1, as many. A row blank in both is no risk.
        confidence: A fraction: 0.95 is exceeded in one case of twenty.
        trials: How many times to draw, beyond 20 risks.
        seed: Where the drawing starts.

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
        Value at risk of independent events, lower empirical quantile.

    Checked with:
        enumeration by hand for small cases; the drawn against the exact

    See also:
        RISK_EXPECTED_LOSS
    """
    cost, chance = complete_pairs(losses, probabilities, ("losses", "probabilities"))
    # What cannot strike changes nothing; what surely strikes is added to every outcome.
    sure = float(cost[chance == 1].sum())
    open_risks = (chance > 0) & (chance < 1) & (cost > 0)
    cost, chance = cost[open_risks], chance[open_risks]
    if not cost.size:
        return sure
    if cost.size <= EXACT_RISKS:
        return sure + _exact_quantile(cost, chance, confidence)
    return sure + _drawn_quantile(cost, chance, confidence, trials, seed)


def _exact_quantile(cost: Any, chance: Any, confidence: float) -> float:
    outcomes, weights = np.zeros(1), np.ones(1)
    for loss, probability in zip(cost.tolist(), chance.tolist(), strict=True):
        outcomes = np.concatenate([outcomes, outcomes + loss])
        weights = np.concatenate([weights * (1 - probability), weights * probability])
    order = np.argsort(outcomes, kind="stable")
    reached = np.cumsum(weights[order])
    # The sum of a million weights is right to about twelve digits.
    position = int(np.searchsorted(reached, confidence - 1e-12))
    return float(outcomes[order[min(position, len(order) - 1)]])


def _drawn_quantile(cost: Any, chance: Any, confidence: float, trials: int, seed: int) -> float:
    random = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, DRAWN_AT_ONCE // cost.size)
    drawn = np.empty(trials)
    for start in range(0, trials, at_once):
        count = min(at_once, trials - start)
        drawn[start : start + count] = (random.random((count, cost.size)) < chance) @ cost
    position = max(int(np.ceil(confidence * trials - 1e-9)), 1) - 1
    return float(np.partition(drawn, position)[position])
