"""Risk: when a key risk indicator gives warning, where it is going, and where its threshold is."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Blank, Kind, Shape, Share, word
from xltargets.calc.bands import CLOSE, reaches
from xltargets.calc.contract import Each, Number, Word, worksheet_function
from xltargets.calc.forecasting import line, need_observations
from xltargets.calc.refusals import refuse
from xltargets.errors import N_, NotAvailable, NumProblem, Phrase

__all__ = ["kri_breach_in", "kri_status", "kri_threshold", "kri_trend"]

AREA = "Risk"

Values = Annotated[Any, Kind(Shape.EACH)]
NotNegative = Annotated[Any, Kind(Shape.EACH, least=0)]
Direction = Annotated[Any, word("above", "below", each=True)]
OneDirection = Annotated[str, word("above", "below")]
Previous = Annotated[Any, word("Green", "Amber", "Red", each=True)]
Line = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING)]
Tolerance = Annotated[float, Kind(least=0)]
Appetite = Annotated[float | None, Kind()]

MOST_VALUES = 5000
"""Of a trend: its pairs grow with the square."""
FEWEST_VALUES = 12
"""Of a past that says what is usual."""


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
    refuse(
        ~reaches(second, first), NumProblem, "amber", amber, N_("expected thresholds in order, red on the worse side")
    )
    was_red = np.equal("" if previous is None else previous, "Red")
    was_amber = np.equal("" if previous is None else previous, "Amber") | was_red
    is_red = reaches(measured, _held_back(second, hysteresis, was_red))
    is_amber = reaches(measured, _held_back(first, hysteresis, was_amber))
    return np.where(is_red, "Red", np.where(is_amber, "Amber", "Green")).astype(object)


def _held_back(threshold: Any, hysteresis: Any, held: Any) -> Any:
    """The threshold below which a colour is left: less the hysteresis where it was held.

    The noise of the subtraction is that of its operands, and must not decide: just at the bound is not past it.
    """
    noise = CLOSE * (np.abs(threshold) + np.abs(hysteresis))
    return np.where(held, np.subtract(threshold, np.add(hysteresis, noise)), threshold)


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
        count = Phrase(N_("{count} {count:value|values}"), count=values.size)
        raise NumProblem("values", count, N_("expected at most {most}"), most=MOST_VALUES)
    positions = np.flatnonzero(~np.isnan(values))
    known = values[positions]
    first, second = np.triu_indices(known.size, 1)
    slope = float(np.median((known[second] - known[first]) / (positions[second] - positions[first])))
    size = float(np.abs(known).mean())
    relative = slope / size if size else 0.0
    # What is at the tolerance, or within the noise of the numbers, is stable.
    if reaches(tolerance, abs(relative)) or abs(relative) <= CLOSE:
        return "Stable"
    return "Rising" if relative > 0 else "Falling"


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
        #N/A: fewer than two values, or a line that does not come nearer; a slope within the noise of the numbers is
            none.

    Formula:
        the first whole k at which a + b × (n + k) reaches the threshold, by least squares over 1..n

    Example:
        =KRI_BREACH_IN({1;2;3},5.5) → 3

        >>> kri_breach_in([1, 2, 3], 5)
        2.0

    Source:
        Linear extrapolation to a threshold.

    See also:
        KRI_STATUS, KRI_TREND, KRI_THRESHOLD
    """
    known = np.flatnonzero(~np.isnan(values))
    if not known.size:
        raise NotAvailable("values", Phrase(N_("blank cells only")), N_("expected at least two values"))
    sign = -1.0 if direction == "below" else 1.0
    last = int(known[-1])
    if reaches(sign * values[last], sign * threshold):
        return 0.0
    need_observations(values, 2)
    intercept, slope = line(values[: last + 1])
    rise = abs(slope) * (last - int(known[0]))
    if sign * slope <= 0 or rise <= CLOSE * float(np.abs(values[known]).max()):
        raise NotAvailable("values", Phrase(N_("a line that moves away")), N_("expected one that nears the threshold"))
    periods = float(np.ceil((threshold - intercept) / slope)) - (last + 1)
    # The period before will do if the line is at the threshold there, but for the noise of what it is made of.
    path = slope * (last + periods)
    noise = CLOSE * (abs(intercept) + abs(path) + abs(threshold))
    if reaches(sign * (intercept + path) + noise, sign * threshold):
        periods -= 1
    return max(periods, 1.0)


@worksheet_function
def kri_threshold(
    history: Line, appetite: Appetite = None, direction: OneDirection = "above", percentile: Share = 0.95
) -> Number:
    """A threshold for an indicator: the tighter of what its past says and what one is ready to bear.

    Args:
        history: Twelve or more past values, blanks left out.
        appetite: The value that one is ready to bear; the past alone if left out.
        direction: above when high values are bad, below when low ones are.
        percentile: How much of the past counts as usual, from 0 to 1, taken from the good side.

    Returns:
        A threshold, in the unit of the history.

    Errors:
        #N/A: fewer than twelve values.
        #NUM!: a percentile outside 0 to 1.
        #VALUE!: an unknown direction.

    Formula:
        above: MIN(PERCENTILE.INC(history, percentile), appetite); below: MAX(PERCENTILE.INC(history, 1 - percentile),
        appetite)

    Example:
        =KRI_THRESHOLD({1;2;3;4;5;6;7;8;9;10;11;12;13},,,0.75) → 10
        =KRI_THRESHOLD({1;2;3;4;5;6;7;8;9;10;11;12;13},9,"above",0.75) → 9
        =KRI_THRESHOLD({1;2;3;4;5;6;7;8;9;10;11;12;13},5,"below",0.75) → 5

        >>> kri_threshold(range(1, 14), 9, percentile=0.75)
        9.0

    Source:
        Key risk indicators: thresholds from the past (percentile) within the appetite for risk.

    Checked with:
        NumPy's quantile; PERCENTILE.INC

    See also:
        KRI_STATUS, KRI_BREACH_IN
    """
    need_observations(history, FEWEST_VALUES)
    sign = -1.0 if direction == "below" else 1.0
    usual = sign * float(np.quantile(sign * history[~np.isnan(history)], percentile))
    if appetite is None:
        return usual
    return sign * min(sign * usual, sign * appetite)
