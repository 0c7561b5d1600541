"""What the text of a cell's value means, by XML Schema's rules and not by Python's, which reads `1_000` as a number."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.units.days import EPOCH, EPOCH_1904, serial_of
from xltargets.workbooks.strings import unescape
from xltargets.workbooks.xml_parts import NO_NUMBER, SPACE, STRANGE, Odd, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.workbooks.contents import CellValue

    Read = Callable[[str], CellValue]

SHIFT_1904 = float((EPOCH_1904 - EPOCH).days)
"""What a date of the 1904 system lacks to be one of the 1900 system, which all of ours are."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?")


def number(text: str) -> float | None:
    """A number, None for an empty text; one that is none, or that no spreadsheet can hold, is `Odd`.

    >>> number("-1.5E3"), number("")
    (-1500.0, None)
    """
    bare = text.strip(SPACE)
    if not bare:
        return None
    found = float(bare) if _NUMBER.fullmatch(bare) else float("inf")
    if found in (float("inf"), float("-inf")):
        raise Odd(NO_NUMBER, found=f'"{text[:40]}"')
    return found


def truth(text: str) -> bool:
    """A boolean as XML Schema writes it."""
    found = {"1": True, "true": True, "0": False, "false": False}.get(text.strip(SPACE))
    if found is None:
        raise Odd(STRANGE)
    return found


def error(text: str) -> CellError:
    """An error value."""
    if not text.startswith("#"):
        raise Odd(STRANGE)
    return CellError(text)


def moment(text: str) -> float | None:
    """An ISO date, as some programs write cells; a time of day alone is a part of a day.

    >>> moment("2026-01-15T12:00:00"), moment("06:00")
    (46037.5, 0.25)
    """
    bare = text.strip(SPACE)
    if not bare:
        return None
    if _HOUR.fullmatch(bare):
        hour = datetime.time.fromisoformat(bare)
        return serial_of(datetime.datetime.combine(EPOCH, hour))
    if not _MOMENT.fullmatch(bare):
        raise Odd(STRANGE)
    return serial_of(datetime.datetime.fromisoformat(bare))


def readers(strings: list[str]) -> dict[str, Read]:
    """How values read, by the type of their cell; `inlineStr` holds its text elsewhere."""

    def shared(text: str) -> str:
        place = whole(text)
        if place >= len(strings):
            raise Odd(STRANGE)
        return strings[place]

    return {"n": number, "s": shared, "b": truth, "e": error, "d": moment, "str": unescape}
