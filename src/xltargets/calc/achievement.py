"""Achievement: how far actuals are against targets."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amounts, Kind, Shape, word
from xltargets.calc.bands import reaches
from xltargets.calc.contract import Each, worksheet_function
from xltargets.calc.refusals import refuse
from xltargets.errors import N_, DivZeroProblem, NumProblem

__all__ = [
    "achievement",
    "achievement_status",
    "growth_rate",
]

AREA = "Achievement"

Direction = Annotated[Any, word("higher", "lower", each=True)]
Attainments = Annotated[Any, Kind(Shape.EACH)]

ZERO_TARGET = N_("expected a target other than 0")
NEGATIVE_TARGET = N_("expected a target above 0, for no quotient says how far a negative one is reached")


@worksheet_function
def achievement(actual: Amounts, target: Amounts, direction: Direction = "higher") -> Each:
    """Attainment of a target: 1 is 100 %.

    Args:
        actual: What was reached.
        target: What was aimed at.
        direction: higher when more is better, lower when less is better (cost, complaints).

    Returns:
        A fraction, shaped as the arguments.

    Errors:
        #DIV/0!: a target of 0.
        #NUM!: a negative target.
        #VALUE!: an unknown direction.

    Formula:
        higher: actual / target; lower: 2 - actual / target, not below 0

    Example:
        =ACHIEVEMENT({90;120},100) → {0.9;1.2}
        =ACHIEVEMENT(110,100,"lower") → 0.9

        >>> achievement([90, 120], 100)
        array([0.9, 1.2])

    Source:
        Attainment ratio of sales performance management; the mirrored ratio for measures to lower is a common
        convention of KPI scorecards.

    See also:
        ACHIEVEMENT_STATUS, TARGET_PACE, KPI_SCORE
    """
    refuse(np.equal(target, 0), DivZeroProblem, "target", target, ZERO_TARGET)
    refuse(np.less(target, 0), NumProblem, "target", target, NEGATIVE_TARGET)
    ratio = np.divide(actual, target)
    return np.where(np.equal(direction, "lower"), np.maximum(2 - ratio, 0), ratio)


@worksheet_function
def achievement_status(attainment: Attainments, amber: Attainments = 0.8, green: Attainments = 1.0) -> Each:
    """The colour of an attainment, in a word.

    Args:
        attainment: A fraction, 1 is 100 %.
        amber: From here on Amber, inclusive.
        green: From here on Green, inclusive.

    Returns:
        Red, Amber or Green, shaped as the attainment.

    Errors:
        #NUM!: amber above green.

    Formula:
        Green at green or more, Amber at amber or more, else Red

    Example:
        =ACHIEVEMENT_STATUS({0.7;0.8;1}) → {"Red";"Amber";"Green"}

        >>> achievement_status(0.95)
        'Amber'

    Source:
        Red-amber-green status of project and sales reporting.

    See also:
        ACHIEVEMENT, KRI_STATUS
    """
    refuse(~reaches(green, amber), NumProblem, "amber", amber, N_("expected no more than green"))
    below_green = np.where(reaches(attainment, amber), "Amber", "Red").astype(object)
    return np.where(reaches(attainment, green), "Green", below_green).astype(object)


@worksheet_function
def growth_rate(current: Amounts, previous: Amounts) -> Each:
    """Growth on a previous period; its sign is right for a negative previous too.

    Args:
        current: The later amount.
        previous: The earlier amount.

    Returns:
        A fraction: 0.2 is 20 % growth.

    Errors:
        #DIV/0!: a previous of 0.

    Formula:
        (current - previous) / |previous|

    Example:
        =GROWTH_RATE({120;80},100) → {0.2;-0.2}
        =GROWTH_RATE(50,-100) → 1.5

        >>> growth_rate(50, -100)
        1.5

    Source:
        Definition; the absolute previous keeps an improvement positive.

    See also:
        ACHIEVEMENT, PEER_INDEX
    """
    refuse(np.equal(previous, 0), DivZeroProblem, "previous", previous, N_("expected an amount other than 0"))
    return np.subtract(current, previous) / np.abs(previous)
