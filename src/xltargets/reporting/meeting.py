"""The page for a manager's meeting: figures to one self-contained HTML file, which needs no network and no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 1032, 260, 86, 10, 24
TICKS = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """The columns and the line of the months, in pixels."""

    ticks: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    dots: list[dict[str, Any]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def line(self) -> str:
        """The points of the targets' line."""
        return " ".join(f"{dot['x']:.1f},{dot['y']:.1f}" for dot in self.dots)


def trend(months: Sequence[Any]) -> Trend | None:
    """Place months, each with `name`, `target` and `actual` (None while it is open); None if there are none."""
    top = max((max(one.target, one.actual or 0.0) for one in months), default=0.0)
    if top <= 0:
        return None
    step = _round_step(top / TICKS)
    top = step * -(-top // step)
    room, floor = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM

    def height(value: float) -> float:
        return round(room * max(0.0, value) / top, 1)

    slot = (WIDTH - LEFT) / len(months)
    ticks = [
        {"y": round(floor - height(step * number), 1), "label": amount(step * number)}
        for number in range(int(top / step) + 1)
    ]
    bars, dots = [], []
    for number, one in enumerate(months):
        x = LEFT + slot * number
        tall = None if one.actual is None else height(one.actual)
        bars.append(
            {
                "x": round(x + slot * 0.2, 1),
                "y": round(floor - (tall or 0.0), 1),
                "width": round(slot * 0.6, 1),
                "height": tall,
                "name": one.name,
                "title": f"{one.name}: {amount(one.actual)}",
            }
        )
        middle, level = round(x + slot / 2, 1), round(floor - height(one.target), 1)
        dots.append({"x": middle, "y": level, "title": f"{one.name}: {amount(one.target)}"})
    return Trend(ticks, bars, dots)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten.

    >>> _round_step(130_000)
    200000.0
    """
    from math import floor, log10

    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def amount(value: float | None) -> str:
    """An amount in whole units; a dash for none.

    >>> amount(1234567.8), amount(None)
    ('1,234,568', '–')
    """
    return "–" if value is None else f"{value:,.0f}"


def ratio(value: float | None) -> str:
    """A ratio as a percentage; a dash for none."""
    return "–" if value is None else f"{value:.1%}"


def attained(line: Any) -> str:
    """An attainment as a percentage; n/a where less than nothing was due."""
    return "n/a" if line.due is not None and line.due < 0 else ratio(line.attainment)


def number(value: float | None) -> str:
    """A figure without a tail of zeros; a dash for none."""
    return "–" if value is None else f"{value:.4g}"


def render(facts: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """Fill the page. Whatever comes from a workbook is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("xltargets.reporting", ""), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("meeting.html.j2")
    return page.render(_=translate, amount=amount, ratio=ratio, attained=attained, number=number, **facts)
