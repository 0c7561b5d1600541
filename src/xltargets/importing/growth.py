"""The growth that an agreed target asks for."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any

from xltargets.templates.target_plan.settings import Settings
from xltargets.units.days import months_later

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

USUAL = float(Settings.growth.default)
"""Where nobody says another."""


def won_before(history: Iterable[Mapping[str, Any]], first: datetime.date) -> float:
    """What a plan's history has of the twelve months before its first."""
    rows = (row for row in history if "month" in row and months_later(first, -12) <= row["month"] < first)
    return fsum(row.get("amount") or 0.0 for row in rows)


def growth_to(agreed: float, before: float) -> dict[str, float]:
    """What Settings say of growth beside an agreed target: that which leads to it from the twelve months before.

    Nothing where nothing was won before, or where it is beyond what Settings take.

    >>> growth_to(3000.0, 1600.0), growth_to(3000.0, 0.0)
    ({'growth': 0.875}, {})
    """
    if before <= 0:
        return {}
    growth, bounds = round(agreed / before - 1, 4), Settings.growth
    return {"growth": growth} if bounds.minimum <= growth <= bounds.maximum else {}
