"""What a SMART criterion comes to, and the growth that counts as achievable without a history."""

from __future__ import annotations

from enum import StrEnum

GREATEST_GROWTH = 0.5
"""Growth over a baseline up to here counts as achievable when no history tells better."""


class Verdict(StrEnum):
    """What a criterion comes to."""

    PASS = "Pass"  # noqa: S105
    FAIL = "Fail"
    UNKNOWN = "Unknown"


def passed_or_failed(passed: bool) -> Verdict:
    """A verdict that is never in doubt."""
    return Verdict.PASS if passed else Verdict.FAIL


def improvement(baseline: float, target: float, *, lowers: bool) -> float:
    """Growth over a positive baseline, as a fraction; the fall, where less is better."""
    return (baseline - target if lowers else target - baseline) / baseline


def is_achievable(growth: float) -> bool:
    """Whether growth is an improvement, and no more than half of the baseline.

    >>> is_achievable(improvement(80, 96, lowers=False)), is_achievable(improvement(100, 151, lowers=False))
    (True, False)
    """
    # 0.15 to 0.225 is 50 %, whatever its last binary digit says.
    return 0 < growth <= GREATEST_GROWTH * (1 + 1e-9)
