"""What is drawn on a sheet over its cells or beside its tables: charts, tiles, the legend of a heat map."""

from __future__ import annotations

from dataclasses import dataclass

from xltargets.templates.bounds import Shape
from xltargets.templates.kinds import Kind, Tone


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a column, and how it is drawn."""

    column: str
    kind: str = "column"
    """`column`, `line`, `dashed`; of a bullet chart `goal`; of a funnel or waterfall what its shape says."""
    label: str = ""
    """In the legend; the column's own label if empty."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over columns of tables."""

    name: str
    title: str
    alt: str
    """Alternative text: what it shows, for someone who cannot see it."""
    categories: str
    series: tuple[Series, ...]
    x_title: str
    y_title: str
    anchor: str
    width: int = 720
    height: int = 320
    number_kind: Kind = Kind.AMOUNT
    shape: Shape = Shape.COLUMNS
    category_kind: Kind = Kind.MONTH
    minimum: float | None = 0
    maximum: float | None = None
    empty: str = ""
    """What to do where there is nothing to draw, shown in its place."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the tones of a heat map mean: a word and a sign in each, side by side."""

    name: str
    words: tuple[tuple[str, Tone, str], ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures of forms at the top of a dashboard, large, each with its label above it."""

    name: str
    fields: tuple[str, ...]
    """Such as `standing.attainment`."""
    anchor: str
    spans: tuple[int, ...] = (2,)
    """How many sheet columns each takes; the last holds for those that follow."""
