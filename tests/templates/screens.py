"""What one sees of a sheet without scrolling, and how small it is printed: measured in the file, not in our code."""

from __future__ import annotations

from itertools import pairwise

from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

SCREEN = (1310, 515)
"""Pixels of cells that Excel shows at 100 % in a window of 1366 × 768: below its ribbon, beside its scroll bar."""
PAGE = {"landscape": (1064, 669), "portrait": (736, 998)}
"""Pixels of an A4 page inside margins of 0.3 inches at the sides, 0.6 above and 0.7 below."""
DEFAULT_WIDTH, DEFAULT_HEIGHT = 64, 15.0


def widths(sheet: Worksheet, last: int) -> list[int]:
    """How wide columns are, in pixels: a file counts in digits of seven pixels, with the space beside them."""
    given: dict[int, int] = {}
    for found in sheet.column_dimensions.values():
        given |= dict.fromkeys(range(found.min, found.max + 1), round(found.width * 7))
    return [given.get(number, DEFAULT_WIDTH) for number in range(1, last + 1)]


def right_of(sheet: Worksheet, column: int) -> int:
    """Where a column ends, in pixels."""
    return sum(widths(sheet, column))


def bottom_of(sheet: Worksheet, row: int) -> float:
    """Where a row ends: four pixels for three points."""
    heights = (sheet.row_dimensions[number].height or DEFAULT_HEIGHT for number in range(1, row + 1))
    return sum(height * 4 / 3 for height in heights)


def is_on_first_screen(sheet: Worksheet, column: int, row: int) -> bool:
    """Whether a cell is seen whole."""
    return right_of(sheet, column) < SCREEN[0] and bottom_of(sheet, row) < SCREEN[1]


def chart_ends(sheet: Worksheet) -> list[tuple[int, int]]:
    """The last column and row that each chart of the sheet touches."""
    return [(chart.anchor.to.col + 1, chart.anchor.to.row + 1) for chart in sheet._charts]


def printed_scale(sheet: Worksheet) -> float:
    """How large it is printed: as it says, or so that it fits the width, or one page, that it asks for."""
    setup = sheet.page_setup
    across, down = PAGE[setup.orientation or "portrait"]
    if not is_fitted(sheet):
        return float(setup.scale) / 100
    last, bottom = _printed(sheet)
    wide, high = (1 if one is None else int(one) for one in (setup.fitToWidth, setup.fitToHeight))
    scale = _across(widths(sheet, last), across, wide)
    return min(1.0, scale, down / bottom_of(sheet, bottom) if high else 1.0)


def columns_of_first_page(sheet: Worksheet) -> int:
    """How many columns the first of several pages side by side takes."""
    if sheet.col_breaks.brk:
        return int(min(one.id for one in sheet.col_breaks.brk))
    last, _bottom = _printed(sheet)
    room = PAGE[sheet.page_setup.orientation or "portrait"][0] / printed_scale(sheet)
    return sum(1 for number in range(1, last + 1) if right_of(sheet, number) <= room)


def rows_of_last_page(sheet: Worksheet) -> tuple[int, int]:
    """On how many pages one below the other a sheet is printed, and how many rows stand on the last."""
    room = PAGE[sheet.page_setup.orientation or "portrait"][1] / printed_scale(sheet)
    head = int(sheet.print_title_rows.rpartition("$")[2]) if sheet.print_title_rows else 0
    again = bottom_of(sheet, head) - bottom_of(sheet, head - 1) if head else 0.0
    pages, used, rows = 1, 0.0, 0
    for row in range(1, _printed(sheet)[1] + 1):
        height = (sheet.row_dimensions[row].height or DEFAULT_HEIGHT) * 4 / 3
        if used + height > room:
            pages, used, rows = pages + 1, again, 0
        used, rows = used + height, rows + 1
    return pages, rows


def is_fitted(sheet: Worksheet) -> bool:
    """Whether the program makes it as small as its pages need; else it says so itself, and where it breaks."""
    return bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)


def _printed(sheet: Worksheet) -> tuple[int, int]:
    """The last column and row that are printed."""
    if sheet.print_area:
        return range_boundaries(sheet.print_area.rpartition("!")[2])[2:]
    ends = [(sheet.max_column, sheet.max_row), *chart_ends(sheet)]
    return max(column for column, _row in ends), max(row for _column, row in ends)


def widest_part(sheet: Worksheet) -> float:
    """How wide what stands between two page breaks is on paper, over the page: 1 fills it."""
    across, _down = PAGE[sheet.page_setup.orientation or "portrait"]
    last, _bottom = _printed(sheet)
    columns = widths(sheet, last)
    edges = [0, *sorted(one.id for one in sheet.col_breaks.brk), last]
    parts = [sum(columns[left:right]) for left, right in pairwise(edges)]
    return max(parts) * float(sheet.page_setup.scale) / 100 / across


def _across(columns: list[int], across: int, pages: int) -> float:
    """The largest scale at which the columns take no more pages; the first stands on each."""
    for percent in range(100, 9, -1):
        room, taken, used = across * 100 / percent, 1, 0
        for width in columns:
            if used + width > room:
                taken, used = taken + 1, columns[0]
            used += width
        if taken <= pages:
            return percent / 100
    return 0.0
