"""How a cell's value reads against the declaration of its column; one answer, so that a slip is told once."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.templates.schema import Column, Kind

if TYPE_CHECKING:
    from xltargets.workbooks.contents import CellValue

NUMERIC = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.RATIO, Kind.COUNT})
DATED = frozenset({Kind.DATE, Kind.MONTH})

FIRST_DAY, LAST_DAY = 366.0, 109_574.0
"""1901 to 2199: a number outside is no date that a plan can hold, but 20260131 or a price."""
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
        return _number_in_text(value)
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


def _number_in_text(text: str) -> Reading:
    number = parse_number(text)
    if number is not None:
        return Reading(Verdict.FULL_WIDTH if has_full_width(text) else Verdict.NUMBER_AS_TEXT, number)
    if re.search(r"\d", text) and (number := parse_number(text.translate(_LETTERS_FOR_DIGITS))) is not None:
        return Reading(Verdict.LOOK_ALIKE, number)
    return Reading(Verdict.WRONG_TYPE)


_LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1", "І": "1"})


def _day(value: float | bool | str) -> Reading:
    if isinstance(value, str):
        day = parse_day(value)
        if day is None:
            return Reading(Verdict.WRONG_TYPE)
        return Reading(Verdict.FULL_WIDTH if has_full_width(value) else Verdict.DATE_AS_TEXT, day)
    if isinstance(value, bool) or not FIRST_DAY <= value <= LAST_DAY:
        return Reading(Verdict.WRONG_TYPE)
    return _FITS


def _text(text: str, words: frozenset[str]) -> Reading:
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


def parse_number(text: str) -> float | None:
    """The number that a text spells, None if it spells none or could be read in two ways.

    >>> parse_number("1,234.50"), parse_number("１２"), parse_number("12 %"), parse_number("(7)"), parse_number("1,5")
    (1234.5, 12.0, 0.12, -7.0, None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    plain = re.sub(r"^([-+(]?)\s*[$€£¥₩₹]\s*", r"\1", plain).replace(" ", "")
    bracketed = re.fullmatch(r"\((.*)\)", plain)
    plain = "-" + bracketed[1] if bracketed else plain
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?", plain, re.ASCII):
        return None
    return float(plain) / 100 if percent else float(plain)


def parse_day(text: str) -> date | None:
    """The day that a text spells, None if it spells none or day and month could be swapped.

    >>> parse_day("2026-01-31"), parse_day("31/01/2026"), parse_day("2026年1月"), parse_day("01/02/2026")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 1, 1), None)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", plain, re.ASCII):
        first, second, year = map(int, match.groups())
        if first > 12:
            return _day_or_none(year, second, first)
        return _day_or_none(year, first, second) if second > 12 or first == second else None
    if match := re.fullmatch(
        r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?(?:[ T]00:00(?::00)?)?", plain, re.ASCII
    ):
        return _day_or_none(int(match[1]), int(match[2]), int(match[3] or 1))
    for form in ("%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y", "%b %d, %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def has_full_width(text: str) -> bool:
    """Whether it has digits or Latin letters of double width. Full-width punctuation is right in Chinese text.

    >>> has_full_width("Ｎorth"), has_full_width("华东（一）")
    (True, False)
    """
    return not text.isascii() and _WIDE.search(text) is not None


def tidy(text: str) -> str:
    """The same text without stray spaces and invisible characters, and with letters and digits of normal width.

    >>> tidy("  Ann\u00a0 Lee\u200b")
    'Ann Lee'
    """
    if text.isascii():
        return " ".join(text.split())
    narrow = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return " ".join(re.sub("[\u200b-\u200d\u2060\ufeff\u00ad]", "", narrow).split())


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
