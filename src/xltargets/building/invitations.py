"""What to do where a chart has nothing to draw: a sentence in the cells behind it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.building.charts import LYING
from xltargets.building.printing import NORMAL_HEIGHT, NORMAL_WIDTH, OFFSET, pixels
from xltargets.templates.formulas import in_workbook
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Chart

_SIZES = (10, 11)
"""In points."""
_WIDER = (1.0, 1.15, 1.32)
"""How much wider than in Excel a column is in other programs, which have another font."""
_FEW = 4
"""So few characters on a last line look lost there."""
_QUOTES = str.maketrans("“”‘’", "「」『』")
"""In a Chinese sentence as wide as its letters."""
_NARROWEST = 0.35
"""What part of its chart's width a sentence needs at least."""


def invite(
    worksheet: Any,
    chart: Chart,
    plan: Plan,
    theme: Theme,
    sizes: tuple[Mapping[int, float], Mapping[int, float]],
) -> None:
    """Write in the cells behind a chart what to fill in, which they show as long as there is nothing to draw.

    Written as `write` does it: a workbook that was brought from an earlier version has no such cell, nor must have it.
    """
    if not chart.empty:
        return
    anchor = plan.anchor(chart.anchor)
    columns = ",".join(series.column.replace(".", "[") + "]" for series in chart.series if series.kind != "hidden")
    sentence = plan.translate(chart.empty)
    shown = sentence.replace('"', '""')
    formula = in_workbook(f'=IF(IFERROR(SUM({columns}),1)=0,"{shown}","")', plan.template, "", plan.translate)
    widths, heights = sizes
    across: list[float] = [pixels(width) for width in _from(anchor.left, widths, NORMAL_WIDTH)]
    # Below title and legend, and beside the names of bars or the numbers of an axis.
    possible = _under(across, chart.width + OFFSET, 0.3 if chart.shape in LYING else 0.1)
    first, last, size = _without_a_rest(sentence, across, possible, chart.width * _NARROWEST)
    style = theme.invitation(size)
    top, bottom = _under([height * 4 / 3 for height in _from(anchor.top, heights, NORMAL_HEIGHT)], chart.height, 0.4)
    area = Area(anchor.top + top, anchor.left + first, anchor.top + min(bottom, top + 2), anchor.left + last)
    if area.rows * area.columns > 1:
        worksheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "", style)
    worksheet.write(area.top - 1, area.left - 1, f"={formula}", style, 0)


def _from(start: int, sizes: Mapping[int, float], usual: float) -> list[float]:
    return [sizes.get(number, usual) for number in range(start, start + 60)]


def _under(sizes: list[float], length: int, begin: float) -> tuple[int, int]:
    """Which rows or columns lie wholly under a chart, from a share of its length on."""
    ends = list(accumulate(sizes))
    inside = [
        number
        for number, (size, end) in enumerate(zip(sizes, ends, strict=True))
        if end - size >= begin * length and end <= length
    ]
    return inside[0], inside[-1]


def _without_a_rest(text: str, widths: list[float], possible: tuple[int, int], least: float) -> tuple[int, int, int]:
    """In which of the possible columns, and in what size, a Chinese sentence has no full stop alone on its last line.

    Such a sentence may be broken behind each character; LibreOffice does so before a full stop too.
    """
    first, last = possible
    if not any(looks.width_of(letter) > 1 for letter in text):
        return first, last, _SIZES[0]
    ranges = [(left, right) for left in range(first, last + 1) for right in range(left, last + 1)]
    wide = {one: sum(widths[one[0] : one[1] + 1]) for one in ranges}
    tried = [(*one, size) for one in ranges if wide[one] >= least or one == possible for size in _SIZES]
    return min(tried, key=lambda one: (_rests(text, wide[one[:2]], one[2]), one[2], -wide[one[:2]]))


def _rests(text: str, width: float, size: int) -> int:
    """In how many programs the last of several lines has but few characters."""
    length = looks.width_of(text.translate(_QUOTES)) / 2
    lines = [int(width * wider * 0.75 / size) for wider in _WIDER]
    return sum(length > line and 0 < length % line < _FEW for line in lines)
