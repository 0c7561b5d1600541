"""Texts that a spreadsheet would take for formulas, written so that it doesn't."""

from __future__ import annotations

from typing import Any

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula with an apostrophe before it; a number stays as it is.

    >>> defused("=1+1"), defused("-5"), defused("Ann")
    ("'=1+1", '-5', 'Ann')
    """
    if not isinstance(cell, str) or not cell.lstrip(" ").startswith(STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
