"""What the cells of a column look like, whatever its header says."""

from __future__ import annotations

import datetime
import itertools
from numbers import Real
from typing import TYPE_CHECKING, Any

from xltargets.importing.raw import filled
from xltargets.importing.sources import LOST, WON
from xltargets.templates.schema import Kind
from xltargets.units.amounts import CURRENCIES, Decimal, Unread, currency_of, read_day, read_number
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH = 300
"""So many cells tell what a column holds."""
FLAGS = {
    "y": True,
    "yes": True,
    "true": True,
    "1": True,
    "是": True,
    "n": False,
    "no": False,
    "false": False,
    "0": False,
}
FLAGS |= {"否": False, "t": True, "f": False}
_CLOSING = {name_key(word): code for code, words in (("Lost", LOST), ("Won", WON)) for word in words}


def sample(cells: Iterable[Any]) -> list[Any]:
    """Some of the cells in which something stands."""
    return list(itertools.islice((cell for cell in cells if filled(cell)), ENOUGH))


def share(cells: Iterable[Any], kind: Kind) -> float:
    """The share of a column's cells that can be of a kind; 1 where there are none."""
    some = sample(cells)
    if not some:
        return 1.0
    if kind in {Kind.DATE, Kind.MONTH}:
        return sum(map(_is_day, some)) / len(some)
    if kind in {Kind.AMOUNT, Kind.NUMBER}:
        return sum(map(is_number, some)) / len(some)
    return 1.0


def _is_day(cell: Any) -> bool:
    if isinstance(cell, str):
        found = read_day(cell)
        return found in {Unread.EITHER_ORDER, Unread.REPUBLIC_YEAR} or not isinstance(found, Unread)
    return isinstance(cell, datetime.date)


def is_number(cell: Any) -> bool:
    """Whether a cell can be read as a number, with either decimal sign."""
    if isinstance(cell, str):
        return any(not isinstance(read_number(cell, decimal), Unread) for decimal in Decimal)
    return isinstance(cell, Real) and not isinstance(cell, bool)


def are_numbers(cells: list[Any]) -> bool:
    """Whether most of some cells are numbers, and no mere flags."""
    return bool(cells) and not are_flags(cells) and sum(map(is_number, cells)) > len(cells) / 2


def are_flags(cells: list[Any]) -> bool:
    """Whether all of some cells say yes or no."""
    return bool(cells) and all(name_key(cell) in FLAGS for cell in cells)


def are_currencies(cells: list[Any]) -> bool:
    """Whether all of some cells are codes or signs of currencies."""
    return bool(cells) and all(
        isinstance(cell, str) and (cell.strip().upper() in CURRENCIES or currency_of(cell) == cell.strip())
        for cell in cells
    )


def outcome_of(word: str) -> str:
    """`Won` or `Lost` where a word says so, else \"\"."""
    return _CLOSING.get(name_key(word), "")


def have_outcomes(cells: list[Any]) -> bool:
    """Whether words for won or lost are among some cells."""
    return any(isinstance(cell, str) and name_key(cell) in _CLOSING for cell in cells)
