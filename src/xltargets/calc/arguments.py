"""The kinds of argument that the worksheet functions take.

A signature says everything about its arguments: `def target_split(total: Amount, weights: Weights, ...)`. From the same
annotations the functions check what they are given, and every host learns shapes, defaults and option words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

from xltargets.errors import N_


class Shape(Enum):
    """How many values an argument holds and how the function receives them."""

    ONE = "a single value"
    EACH = "a single value or a range; every element is worked out by itself"
    LINE = "a row or a column"
    RANGE = "a range of any shape"
    TABLE = "a table"


class Content(Enum):
    """What the values are."""

    NUMBER = N_("number")
    DAY = N_("date")
    WORD = "word"
    TEXT = N_("text")
    FLAG = N_("TRUE or FALSE")
    KEY = N_("text or number")
    LABEL = N_("label")


class Blank(Enum):
    """What a blank cell means."""

    REFUSED = "not allowed"
    ZERO = "0"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of argument."""

    shape: Shape = Shape.ONE
    content: Content = Content.NUMBER
    blank: Blank = Blank.REFUSED
    least: float | None = None
    most: float | None = None
    above: float | None = None
    """An exclusive lower bound."""
    whole: bool = False
    words: tuple[str, ...] = ()
    columns: tuple[Kind, ...] = ()
    """Of a table: the kind of each column. Empty: any number of columns of this content."""
    spare: int = 0
    """Of a table: how many of the last columns may be left out."""
    ascending: bool = False
    """Of a table: the first column rises from row to row."""
    clock: bool = False
    """A date that a host fills with today when it is left out."""


Amount = Annotated[float, Kind()]
Share = Annotated[float, Kind(least=0, most=1)]
Day = Annotated[float, Kind(content=Content.DAY, least=1)]
Today = Annotated[float | None, Kind(content=Content.DAY, least=1, clock=True)]
Flag = Annotated[bool, Kind(content=Content.FLAG)]
Text = Annotated[str, Kind(content=Content.TEXT)]
Decimals = Annotated[int, Kind(whole=True, least=-9, most=9)]
Place = Annotated[int, Kind(whole=True, least=1)]
Season = Annotated[int, Kind(whole=True, least=2, most=366)]

Amounts = Annotated[Any, Kind(Shape.EACH)]
Shares = Annotated[Any, Kind(Shape.EACH, least=0, most=1)]
Days = Annotated[Any, Kind(Shape.EACH, Content.DAY, least=1)]
EachBound = Annotated[Any, Kind(Shape.EACH, blank=Blank.MISSING)]

Weights = Annotated[Any, Kind(Shape.RANGE, blank=Blank.ZERO, least=0)]
LineWeights = Annotated[Any, Kind(Shape.LINE, blank=Blank.ZERO, least=0)]
Bounds = Annotated[Any, Kind(Shape.RANGE, blank=Blank.MISSING)]
Targets = Annotated[Any, Kind(Shape.LINE, blank=Blank.ZERO)]
Series = Annotated[Any, Kind(Shape.LINE, blank=Blank.MISSING)]
Holidays = Annotated[Any, Kind(Shape.RANGE, Content.DAY, blank=Blank.MISSING, least=1)]
Workdays = Annotated[Any, Kind(Shape.RANGE, Content.DAY, blank=Blank.MISSING, least=1)]
Weekend = Annotated[Any, Kind(content=Content.KEY)]
Keys = Annotated[Any, Kind(Shape.TABLE, Content.KEY, blank=Blank.MISSING)]

PLACE = Kind(Shape.LINE, blank=Blank.ZERO, least=0, whole=True)
FixedCells = Annotated[Any, Kind(Shape.TABLE, columns=(PLACE, PLACE, Kind(Shape.LINE, blank=Blank.ZERO)))]

START = Kind(Shape.LINE)
RateTable = Annotated[Any, Kind(Shape.TABLE, columns=(START, Kind(Shape.LINE)), ascending=True)]
BandTable = Annotated[Any, Kind(Shape.TABLE, columns=(START, Kind(Shape.LINE, Content.LABEL)), ascending=True)]


def word(*words: str, each: bool = False) -> Kind:
    """The kind of an option word."""
    return Kind(Shape.EACH if each else Shape.ONE, Content.WORD, words=words)
