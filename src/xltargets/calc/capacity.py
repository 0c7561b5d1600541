"""Decomposition: what people can carry, by their months in the role and by what they are expected to attain."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xltargets.calc.arguments import Amount, Blank, Kind, Shape
from xltargets.calc.bands import band_of
from xltargets.calc.contract import Each, Number, worksheet_function
from xltargets.calc.refusals import need_as_many
from xltargets.errors import N_, DivZeroProblem

__all__ = ["ramp_weights", "sales_capacity", "target_overassignment"]

AREA = "Decomposition"

RampTable = Annotated[
    Any,
    Kind(Shape.TABLE, columns=(Kind(Shape.LINE), Kind(Shape.LINE, least=0)), ascending=True),
]
Months = Annotated[Any, Kind(Shape.EACH, least=0)]
Quotas = Annotated[Any, Kind(Shape.RANGE, least=0)]
Attainments = Annotated[Any, Kind(Shape.RANGE, least=0)]
Parts = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO)]


@worksheet_function
def ramp_weights(months_in_role: Months, ramp: RampTable) -> Each:
    """The share of a full quota for a person in their n-th month in the role.

    Args:
        months_in_role: Months in the role, one value or a range.
        ramp: A table of month from and share, rising by month; the last row holds on.

    Returns:
        Shares, shaped as the months.

    Errors:
        #N/A: a month before the first row of the ramp.
        #NUM!: a negative month or share, or a ramp that does not rise.

    Formula:
        the share of the last row whose month is reached

    Example:
        =RAMP_WEIGHTS({1;4;9},{1,0.25;4,0.5;7,1}) → {0.25;0.5;1}

        >>> ramp_weights([1, 4, 9], [[1, 0.25], [4, 0.5], [7, 1]])
        array([0.25, 0.5 , 1.  ])

    Source:
        Ramped quota for new hires, the usual schedule of sales compensation plans.

    See also:
        SALES_CAPACITY, TARGET_SPLIT
    """
    starts, shares = ramp
    return shares[band_of(months_in_role, starts, "months_in_role")]


@worksheet_function
def target_overassignment(parts: Parts, total: Amount) -> Number:
    """The cushion that a level of management has added: how far the parts exceed the total.

    Args:
        parts: The targets handed down.
        total: The target they were made from.

    Returns:
        A fraction: 0.05 is 5 % over-assigned, negative is under-assigned.

    Errors:
        #DIV/0!: a total of 0.

    Formula:
        sum of parts / total - 1

    Example:
        =TARGET_OVERASSIGNMENT({60;45},100) → 0.05

        >>> round(target_overassignment([60, 45], 100), 12)
        0.05

    Source:
        Quota over-assignment ("padding") of sales planning systems.

    See also:
        TARGET_CASCADE
    """
    if total == 0:
        raise DivZeroProblem("total", total, N_("expected a total other than 0"))
    return float(parts.sum()) / total - 1


@worksheet_function
def sales_capacity(quotas: Quotas, attainment: Attainments, ramp: Attainments = 1.0) -> Number:
    """What the team can be expected to bring: quota × expected attainment × ramp share over the people.

    Args:
        quotas: Each person's full quota, a range or a single value.
        attainment: Expected attainment as a fraction, one for all or one for each person.
        ramp: Share of the full quota, one for all or one for each person.

    Returns:
        One amount, in the unit of the quotas.

    Errors:
        #VALUE!: ranges of different sizes.
        #NUM!: a negative quota, attainment or ramp.

    Formula:
        sum of quota × attainment × ramp

    Example:
        =SALES_CAPACITY({150;150;150},0.85,{1;1;0.4}) → 306

        >>> sales_capacity([150, 150, 150], 0.85, [1, 1, 0.4])
        306.0

    Source:
        Sales capacity planning: productive capacity = headcount × quota × attainment × ramp.

    See also:
        RAMP_WEIGHTS, TARGET_OVERASSIGNMENT
    """
    ranges = {"quotas": quotas, "attainment": attainment, "ramp": np.atleast_1d(ramp)}
    most = max(values.size for values in ranges.values())
    product = np.ones(most)
    for argument, values in ranges.items():
        need_as_many(argument, values, "the largest range", most, or_one=True)
        product = product * values.reshape(-1)
    return float(product.sum())
