"""What a unit's own approved phasing moves between its periods; it sums to 0 and leaves the handed-out year alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract


def phased(plan: Extract) -> list[float]:
    """By period, what phasing in force adds to its target."""
    moved = [0.0] * len(plan.rows["periods"])
    for change in plan.rows["changes"]:
        amount = change.values.get("in_force")
        if change.values.get("kind") == "phasing" and isinstance(amount, float):
            for key, sign in (("period", 1), ("other_period", -1)):
                number = change.values.get(key)
                if isinstance(number, float) and number:
                    moved[int(number) - 1] += sign * amount
    return moved
