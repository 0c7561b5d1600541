"""What columns hold, what sheets are for, and how cells are coloured and added up: the words of `schema`."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """What a column holds. It decides number format, drop-down or limits, and what the validator expects."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    FLAG = "flag"


class Role(Enum):
    """What a sheet is for; it decides the colour of its tab and its place in the Guide."""

    GUIDE = "guide"
    INPUT = "input"
    WORKING = "working"
    RESULT = "result"


class Highlight(Enum):
    """How a column is coloured. A word, a number or a sign always stands in the coloured cell."""

    TONES = "tones"
    """Each word of its choices in the word's own tone."""
    BAR = "bar"
    SCALE = "scale"
    """Darker the greater, from nothing to the greatest."""


class Tone(Enum):
    """What a coloured cell says: good, to watch, bad, worst, done with."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    WORST = "worst"
    QUIET = "quiet"


class RollUp(Enum):
    """How a column is put together over many workbooks."""

    SUM = "sum"
    MEAN = "mean"
    LIST = "list"
