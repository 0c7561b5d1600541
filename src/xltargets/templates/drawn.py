"""What is drawn on a sheet over its cells or beside its tables: charts, tiles, the legend of a heat map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.templates.bounds import Shape
from xltargets.templates.kinds import Kind, Tone
from xltargets.templates.row_formulas import own_row

if TYPE_CHECKING:
    from xltargets.templates.schema import Template

LINES = ("line", "dashed")
"""The kinds of series that are lines, in which a cell without a number has to be a gap."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a column, and how it is drawn."""

    column: str
    kind: str = "column"
    """`column`, `line` or `dashed`; of a bullet chart `goal`; of a funnel or waterfall what its shape says."""
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


_GIVES_NOTHING = re.compile(r'(?<![=<>&])""')
_BEFORE, _AFTER = "IF(ISNUMBER(", ",NA())"


def drawn_instead(template: Template, chart: Chart) -> dict[str, str]:
    """What a chart draws in place of columns whose formula may give nothing: formulas for a row of their table.

    A formula gives an empty text then, and Excel and ONLYOFFICE draw a text in a line as zero, and number the points
    of a chart of points where one stands among its categories. #N/A is left out everywhere.
    """
    if chart.shape is Shape.SCATTER:
        across = _in_row(template, chart.categories)
        points = {one.column: _in_row(template, one.column) for one in chart.series}
        # A point is left out by its height; across stands a number in any case.
        found = {name: or_gap(up, f"{across}+{up}") for name, up in points.items()}
        return found | {chart.categories: f"{_BEFORE}{across}),{across},0)"}
    lines = [one.column for one in chart.series if one.kind in LINES]
    if chart.empty:
        # A sentence stands in place of a line of nothing but zeros, whose shares of their sum are no numbers.
        cells = {name: _in_row(template, name) for name in lines}
        gaps = {name: or_gap(cell, f"{cell}/SUM({name.replace('.', '[')}])") for name, cell in cells.items()}
        return gaps | _zeros(template, chart)
    empty = [name for name in lines if _GIVES_NOTHING.search(template.column(name).formula or "")]
    return {name: or_gap(_in_row(template, name)) for name in empty}


def _zeros(template: Template, chart: Chart) -> dict[str, str]:
    """Zeros in place of nothing in upright columns: of no number at all LibreOffice would draw an axis to 12."""
    if chart.shape is not Shape.COLUMNS:
        return {}
    beside = [one.column for one in chart.series if one.kind not in LINES]
    wanted = [name for name in beside if _GIVES_NOTHING.search(template.column(name).formula or '""')]
    return {name: f"{_BEFORE}{cell}),{cell},0)" for name in wanted for cell in [_in_row(template, name)]}


def _in_row(template: Template, name: str) -> str:
    table, _dot, identifier = name.partition(".")
    key = next(one.identifier for one in template.tables[table].columns if one.key)
    return own_row(f"{table}[{identifier}]", table, key)


def or_gap(value: str, tested: str = "") -> str:
    """The formula of a cell that is drawn: a number, where that or what else is tested is one, or a gap.

    >>> or_gap("O24")
    'IF(ISNUMBER(O24),O24,NA())'
    """
    return f"{_BEFORE}{tested or value}),{value}{_AFTER}"


def may_be_drawn(formula: str) -> bool:
    """Whether a cell may hold what a chart draws in place of a column: a number, where there is one."""
    return formula.replace(" ", "").startswith(_BEFORE)


def makes_gaps(formula: str) -> bool:
    """Whether a cell holds such a formula, in which #N/A is what is wanted.

    >>> makes_gaps("IF(ISNUMBER(O24),O24,NA())"), makes_gaps("IF(ISNUMBER(N24+O24),O24,NA())"), makes_gaps("NA()")
    (True, True, False)
    """
    plain = formula.replace(" ", "")
    tested, _then, value = plain.removeprefix(_BEFORE).removesuffix(_AFTER).rpartition("),")
    return bool(value) and plain == or_gap(value, tested)
