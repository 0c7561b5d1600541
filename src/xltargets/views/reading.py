"""How a cell's value reads against the declaration of its column; one answer, so that a slip is told once."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.templates.schema import Column, Kind
from xltargets.units.amounts import Unread, read_day, read_number
from xltargets.units.days import is_plausible
from xltargets.units.names import has_full_width, tidy

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue

NUMERIC = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.RATIO, Kind.COUNT})
SHARES = frozenset({Kind.NUMBER, Kind.RATIO})
"""Where 45% is 0.45; an amount or a count of 45% is none."""
DATED = frozenset({Kind.DATE, Kind.MONTH})

_USUAL_RATIO = 5.0
"""A ratio above is taken for a percentage whose sign was forgotten."""


class Verdict(Enum):
    """What a value turned out to be."""

    FITS = "fits"
    EMPTY = "empty"
    ERROR = "error"
    WRONG_TYPE = "wrong type"
    NUMBER_AS_TEXT = "number as text"
    DATE_AS_TEXT = "date as text"
    FULL_WIDTH = "full-width characters"
    LOOK_ALIKE = "look-alike characters"
    WRONG_UNIT = "wrong unit"
    OUT_OF_RANGE = "out of range"
    NOT_IN_LIST = "not in list"
    STRAY_SPACE = "stray space"


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdict, and what the value is meant to be where that is plain."""

    verdict: Verdict
    meant: object = None


_FITS = Reading(Verdict.FITS)


def read(column: Column, value: CellValue, words: frozenset[str] = frozenset()) -> Reading:
    """Judge a value by its column; `words` are what a choice column accepts."""
    if value is None or value == "":
        return Reading(Verdict.EMPTY)
    if isinstance(value, CellError):
        return Reading(Verdict.ERROR)
    if column.kind in NUMERIC:
        return _number(column, value)
    if column.kind in DATED:
        return _day(value)
    if column.kind is Kind.FLAG and not words:
        return _FITS if isinstance(value, bool) or value in (0, 1) else Reading(Verdict.WRONG_TYPE)
    if isinstance(value, bool):
        return Reading(Verdict.WRONG_TYPE)
    return _text(str(value) if isinstance(value, str) else f"{value:.15g}", words)


def _number(column: Column, value: float | bool | str) -> Reading:
    if isinstance(value, bool):
        return Reading(Verdict.WRONG_TYPE)
    if isinstance(value, str):
        return _number_in_text(value, shares=column.kind in SHARES)
    if not math.isfinite(value):
        return Reading(Verdict.WRONG_TYPE)
    low, high = column.minimum, column.maximum
    inside = (low is None or value >= low) and (high is None or value <= high)
    if column.kind is Kind.RATIO and value > most_usual(column):
        part = value / 100
        if value > 1 and (low is None or part >= low) and (high is None or part <= high):
            return Reading(Verdict.WRONG_UNIT, part)
    if column.kind is Kind.COUNT and (value < 0 or value != int(value)):
        return Reading(Verdict.OUT_OF_RANGE)
    return _FITS if inside else Reading(Verdict.OUT_OF_RANGE)


def most_usual(column: Column) -> float:
    """The ratio above which a percentage is taken for one whose sign was forgotten."""
    return min(_USUAL_RATIO, _USUAL_RATIO if column.maximum is None else column.maximum)


def _number_in_text(text: str, *, shares: bool) -> Reading:
    number = read_number(text, shares=shares)
    if not isinstance(number, Unread):
        return Reading(Verdict.FULL_WIDTH if has_full_width(text) else Verdict.NUMBER_AS_TEXT, number)
    if re.search(r"\d", text):
        number = read_number(text.translate(_LETTERS_FOR_DIGITS), shares=shares)
        if not isinstance(number, Unread):
            return Reading(Verdict.LOOK_ALIKE, number)
    return Reading(Verdict.WRONG_TYPE)


_LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1", "І": "1"})


def _day(value: float | bool | str) -> Reading:
    if isinstance(value, str):
        day = read_day(value)
        if isinstance(day, Unread):
            return Reading(Verdict.WRONG_TYPE)
        return Reading(Verdict.FULL_WIDTH if has_full_width(value) else Verdict.DATE_AS_TEXT, day)
    if isinstance(value, bool) or not is_plausible(value):
        return Reading(Verdict.WRONG_TYPE)
    return _FITS


_PLAIN = re.compile("[!-~]+(?: [!-~]+)*")
"""What needs no closer look: ASCII without stray spaces."""


def _text(text: str, words: frozenset[str]) -> Reading:
    if not words and _PLAIN.fullmatch(text):
        return _FITS
    clean = tidy(text)
    if words:
        if text in words:
            return _FITS
        if clean in words:
            return Reading(Verdict.FULL_WIDTH if has_full_width(text) else Verdict.STRAY_SPACE, clean)
        return Reading(Verdict.NOT_IN_LIST)
    if has_full_width(text):
        return Reading(Verdict.FULL_WIDTH, clean)
    if mixes_scripts(text):
        return Reading(Verdict.LOOK_ALIKE)
    return _FITS if clean == text else Reading(Verdict.STRAY_SPACE, clean)


_LOOK_LIKE_LATIN = frozenset("АВЕКМНОРСТХаеорсухІіЈјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")


def mixes_scripts(text: str) -> bool:
    """Whether a word mixes Latin letters with Cyrillic or Greek ones that look the same but are not.

    >>> mixes_scripts("N\u043erth"), mixes_scripts("\u041c\u043e\u0441\u043a\u0432\u0430 East")
    (True, False)
    """
    if text.isascii():
        return False
    words = re.findall(r"[^\W\d_]+", text)
    return any(re.search("[A-Za-z]", word) and not _LOOK_LIKE_LATIN.isdisjoint(word) for word in words)
