"""What bounds a column, why another has no bound, and how charts are laid out: words of the declarations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class When(Enum):
    """Which days a column of dates can hold, seen from the day on which it is judged."""

    PAST = "past"
    """What has happened: at most sixty years ago, and not tomorrow."""
    NEAR = "near"
    """What is or was planned: at most sixty years ago, at most fifteen ahead."""


class Free(Enum):
    """Why a column has neither list, reference, range nor bound: what it holds is right by its nature."""

    NAME = "name"
    """A name of its own, to which others refer."""
    PERSON = "person"
    """A person who need not stand in the workbook: a manager, a sponsor, whoever approved."""
    PROSE = "prose"
    SCALE = "scale"
    """In a unit of its own: customers, points, days, per cent; any number can be meant."""
    SIGNED = "signed"
    """An amount that refunds can make negative."""


class Shape(Enum):
    """How a chart is laid out."""

    COLUMNS = "columns"
    """Upright columns with lines over them."""
    STACKED = "stacked"
    """Upright columns, one series on the other."""
    BARS = "bars"
    """Bars that lie, the first category at the top: rankings and funnels."""
    FUNNEL = "funnel"
    """Bars that lie and are centred: a series of `hidden` before each."""
    WATERFALL = "waterfall"
    """Upright columns that begin where the one before ends: `hidden` below them, then `total`, `gain` and `loss`."""
    BULLET = "bullet"
    """Bars that lie, a narrow one for what is before a broad pale one for the goal."""
    SCATTER = "scatter"
    """A point for each pair of values."""


@dataclass(frozen=True, slots=True)
class NotBelow:
    """In each row this value, number or date, is not less than the one in another column."""

    column: str
