"""A row of objectives that passes all five criteria, to be changed in one field at a time."""

from __future__ import annotations

from typing import Any

START, DUE, AS_OF = 46054.0, 46295.0, 46037.0  # 1 Feb, 30 Sep and 15 Jan 2026
FIELDS = ("objective", "metric", "baseline", "target", "start", "due", "owner", "supports")
VERDICTS = {"Pass", "Fail", "Unknown"}


def verdicts(result: Any) -> str:
    """`PFU` and so on: the first letters."""
    assert result.shape == (1, 5)
    return "".join(word[0] for word in result[0])


def row(**changed: Any) -> dict[str, Any]:
    return {
        "objective": "Grow EMEA renewals",
        "metric": "Revenue",
        "baseline": 100,
        "target": 120,
        "start": START,
        "due": DUE,
        "owner": "Ana",
        "supports": "EMEA plan",
        "as_of": AS_OF,
    } | changed
