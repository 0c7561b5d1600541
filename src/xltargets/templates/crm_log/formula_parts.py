"""The CRM log: parts of formulas that several sheets share. Declarations only."""

from __future__ import annotations

CADENCE = "INDEX(cadence[tier],1):INDEX(cadence[days],MAX(1,COUNT(cadence[days])))"
