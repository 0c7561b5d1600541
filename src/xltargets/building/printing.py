"""How sheets are printed: on A4, and never so small that it cannot be read."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.building.placing import FIRST_HEADER
from xltargets.templates.schema import Chart, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xltargets.building.placing import Plan
    from xltargets.templates.schema import Sheet
    from xltargets.workbooks.contents import Area

LEAST = 0.7
"""Of its size: a text of ten points is then printed with seven."""
_ACROSS, _DOWN = 1064, 669
"""Pixels of an A4 page that lies, inside its margins."""
_SPARE = 0.749
"""Columns are up to a third wider in LibreOffice and ONLYOFFICE, where the usual font is missing."""
_FURTHER = 8
OFFSET = 2
"""Pixels from the corner of its cell to that of a chart, whose border then is no line of the table above it."""
NORMAL_WIDTH, NORMAL_HEIGHT = 8.43, 15.0


def pixels(width: float) -> int:
    """How many pixels wide a column of so many characters is."""
    return int(width * 7 + 5)


def print_set_up(
    worksheet: Any, sheet: Sheet, plan: Plan, widths: Mapping[int, float], heights: Mapping[int, float]
) -> None:
    """Paper, margins, footer, and on how many pages; widths are of columns, heights of rows, both counted from 1."""
    worksheet.set_paper(looks.A4)
    if sheet.landscape and sheet.role is not Role.GUIDE:
        worksheet.set_landscape()
    page = _Page(plan, sheet, widths, heights)
    if sheet.unprinted or any(table.sheet == page.title for _name, table, _area in plan.drawn.values()):
        # Without the cells that only charts are drawn from, and without tables that only others are worked out from.
        worksheet.print_area(0, 0, page.last_row() - 1, len(page.widths) - 1)
    rows, columns = page.breaks()
    if rows or columns:
        worksheet.set_print_scale(int(page.scale(rows, columns) * 100))
        worksheet.set_h_pagebreaks(rows)
        if columns:
            worksheet.set_v_pagebreaks(columns)
        if page.first_again(columns):
            worksheet.repeat_columns(0)
    else:
        wide = page.wide()
        worksheet.fit_to_pages(wide, page.high(wide))
        if wide > 1:
            worksheet.repeat_columns(0)
    worksheet.center_horizontally()
    worksheet.set_margins(0.3, 0.3, 0.6, 0.7)
    title = plan.translate(plan.template.title).replace("&", "&&")
    # As large on a page that is made smaller as on any other.
    worksheet.set_footer(f"&L&8{title}&C&8&P / &N&R&8&A", {"scale_with_doc": False})


def stands_again(sheet: Sheet, plan: Plan, widths: Mapping[int, float]) -> bool:
    """Whether it is printed on several pages side by side with its first column on each."""
    page = _Page(plan, sheet, widths, {})
    rows, columns = page.breaks()
    return page.first_again(columns) > 0 if rows or columns else page.wide() > 1


def begun_again(sheet: Sheet, plan: Plan, widths: Mapping[int, float]) -> list[int]:
    """The columns, counted from 1, in which a page begins that has no column of the first on it again."""
    page = _Page(plan, sheet, widths, {})
    _rows, columns = page.breaks()
    return [] if page.first_again(columns) else [column + 1 for column in columns]


class _Page:
    """A sheet on its way to paper."""

    def __init__(self, plan: Plan, sheet: Sheet, widths: Mapping[int, float], heights: Mapping[int, float]) -> None:
        self.plan, self.sheet = plan, sheet
        self.charts = [block for block in sheet.blocks if isinstance(block, Chart)]
        self.across, self.down = (
            (_ACROSS, _DOWN) if sheet.landscape and sheet.role is not Role.GUIDE else (_DOWN + 67, _ACROSS - 66)
        )
        self.widths = [pixels(widths.get(number, NORMAL_WIDTH)) for number in range(1, self._last_column(widths) + 1)]
        self.heights = heights

    def _last_column(self, widths: Mapping[int, float]) -> int:
        last = max(self.plan.last_column(self.sheet), *widths, 1)
        for chart in self.charts:
            number, room = self.plan.anchor(chart.anchor).left, chart.width + OFFSET
            while (room := room - pixels(widths.get(number, NORMAL_WIDTH))) > 0:
                number += 1
            last = max(last, number)
        return last

    def last_row(self) -> int:
        """Below everything; in other programs a chart reaches a little further."""
        last = self._below_blocks()
        while self.charts and self._down_to(last) < self._height() + _FURTHER:
            last += 1
        return last

    def _below_blocks(self) -> int:
        return max((area.bottom for area in self._areas()), default=1) + 1

    def _height(self) -> float:
        """Of all of it, in pixels."""
        whole = self._down_to(self._below_blocks())
        charts = [self._down_to(self.plan.anchor(chart.anchor).top - 1) + chart.height for chart in self.charts]
        return max(whole, *charts, 0)

    @property
    def title(self) -> str:
        return self.plan.titles[self.sheet.key]

    def _down_to(self, row: int) -> float:
        return sum(self.heights.get(number, NORMAL_HEIGHT) for number in range(1, row + 1)) * 4 / 3

    def _areas(self) -> list[Area]:
        """Of what is printed."""
        here = [one for one in self.plan.blocks.values() if one.sheet == self.title]
        return [one.area for one in here if one.block.name not in self.sheet.unprinted]

    def wide(self) -> int:
        """On how many pages side by side it is large enough, the first column standing on each."""
        wide = max(self.sheet.wide, ceil(sum(self.widths) * LEAST / self.across))
        while self._pages() > wide:
            wide += 1
        return wide

    def _pages(self) -> int:
        """How many pages side by side it takes when it is as small as it may become."""
        room, pages, used = self.across / LEAST, 1, 0
        for width in self.widths:
            if used + width > room:
                pages, used = pages + 1, self.widths[0]
            used += width
        return pages

    def high(self, wide: int) -> int:
        """1 where all of it fits one page and belongs together, as a chart and its table do; 0 for as many as it takes.

        The Guide is read from its top, and goes on over several pages.
        """
        scale = min(1.0, self.across * wide / sum(self.widths))
        wanted = self.sheet.pages or (self.charts and 1) or 0
        fits = self.down / self._down_to(self.last_row()) >= LEAST and scale >= LEAST
        return int(wanted == 1 and fits and self.sheet.role is not Role.GUIDE)

    def breaks(self) -> tuple[list[int], list[int]]:
        """After which rows and columns a new page begins; a heading stands in the row above an anchor."""
        if not self.sheet.breaks:
            return [], self._between_tables()
        areas = [self.plan.anchor(anchor) for anchor in self.sheet.breaks]
        rows = sorted({area.top - 2 for area in areas if area.left == 1})
        return rows, sorted({area.left - 1 for area in areas if area.left > 1})

    def _between_tables(self) -> list[int]:
        """The column after which a second page begins with a table of its own, if one page is too small for all.

        Broken elsewhere, rows of one table would be printed with the first column of another before them.
        """
        areas = self._areas()
        if self.wide() == 1 or any(area.top > FIRST_HEADER for area in areas):
            return []
        for column in sorted({area.left - 1 for area in areas if area.left > 1}):
            crossed = any(area.left <= column < area.right for area in areas)
            widest = max(sum(self.widths[:column]), sum(self.widths[column:]))
            if not crossed and widest * LEAST <= self.across * _SPARE:
                return [column]
        return []

    def first_again(self, columns: Sequence[int]) -> int:
        """Pixels of the first column where it stands on every page across, as a table goes over to the next."""
        goes_over = any(area.left <= column < area.right for area in self._areas() for column in columns)
        return self.widths[0] if goes_over else 0

    def scale(self, rows: Sequence[int], columns: Sequence[int]) -> float:
        """So small that each part fits its page, and not smaller than can be read."""
        edges = [0, *columns, len(self.widths)]
        again = self.first_again(columns)
        widest = max(sum(self.widths[left:right]) + again * (left > 0) for left, right in pairwise(edges))
        whole = self._height()
        tops = [0.0, *(self._down_to(row) for row in rows), whole]
        highest = max(below - above for above, below in pairwise(tops))
        return max(LEAST, min(1.0, self.across / widest * _SPARE, self.down / highest * _SPARE))
