"""The growth that an agreed target asks for."""

from __future__ import annotations

BOUNDS = (-1.0, 10.0)
"""Between which Settings take it."""


def growth_to(agreed: float, before: float) -> dict[str, float]:
    """What Settings say of growth beside an agreed target: that which leads to it from the twelve months before.

    Nothing where nothing was won before, or where it is beyond what Settings take.

    >>> growth_to(3000.0, 1600.0), growth_to(3000.0, 0.0)
    ({'growth': 0.875}, {})
    """
    if before <= 0:
        return {}
    growth = round(agreed / before - 1, 4)
    return {"growth": growth} if BOUNDS[0] <= growth <= BOUNDS[1] else {}
