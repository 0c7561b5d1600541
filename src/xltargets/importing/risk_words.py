"""What other registers say of a risk, as this one says it: states, responses, categories, and marks that are shares."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from xltargets.importing.profiles import common
from xltargets.units.amounts import Unread, read_number
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN, CLOSED, ACCEPTED, DONE = "open", "closed", "accepted", "done"
STATES = (OPEN, CLOSED, ACCEPTED, DONE)
MARKS = range(1, 6)
_SHARE_OF_MARK = ((0.1, 1), (0.2, 2), (0.5, 3))
"""How often a year, by the register's own words: once in ten years, in five, in two; 4 is every year."""


@functools.cache
def codes(table: str) -> Mapping[str, str]:
    """The code for each word of a table in `common.toml`."""
    return {name_key(word): code for code, words in common()[table].items() for word in (code, *words)}


def mark_of_share(share: float) -> int:
    """The mark of a probability within a year, by what the register's Settings say the marks mean.

    >>> [mark_of_share(share) for share in (0.05, 0.2, 0.35, 0.9)]
    [1, 2, 3, 4]
    """
    return next((mark for most, mark in _SHARE_OF_MARK if share <= most), 4)


def mark_or_share(cell: Any) -> int | float | None:
    """A mark from 1 to 5, whole; a share between 0 and 1, a fraction; None for anything else.

    1 is a mark, and 100% a share.

    >>> mark_or_share("3"), mark_or_share("20%"), mark_or_share("0.2"), mark_or_share("Likely"), mark_or_share("9")
    (3, 0.2, 0.2, 4, None)
    """
    is_percent = False
    if isinstance(cell, str):
        word = codes("risk_marks").get(name_key(cell))
        if word is not None:
            return int(word)
        is_percent = "%" in cell or "％" in cell
        read = read_number(cell, shares=True)
        # "4 - Likely" and "(4)" are marks with their words.
        number = _leading_mark(cell) if isinstance(read, Unread) else read
    else:
        number = float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None
    if number is None:
        return None
    if is_percent or 0 < number < 1:
        return float(number) if 0 <= number <= 1 else None
    return int(number) if number in MARKS else None


def _leading_mark(text: str) -> float | None:
    """The mark before its word: `4 - Likely`, `3: medium`."""
    first, _sign, _word = text.strip().replace(":", "-").replace("：", "-").replace(".", "-").partition("-")
    return float(first) if first.strip() in {str(mark) for mark in MARKS} else None
