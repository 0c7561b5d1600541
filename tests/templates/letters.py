"""How much room a text needs in a cell, by the widths of the letters of Calibri, which Carlito shares.

A Chinese letter is as wide as it is high in every font of these workbooks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.screens import DEFAULT_HEIGHT, widths

UNITS = 2048
_ADVANCES = {
    **dict(zip("abcdefghijklm", (981, 1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636), strict=True)),
    **dict(zip("nopqrstuvwxyz", (1076, 1080, 1076, 1076, 714, 801, 686, 1076, 925, 1464, 887, 927, 809), strict=True)),
    **dict(
        zip("ABCDEFGHIJKLM", (1185, 1114, 1092, 1260, 1000, 941, 1292, 1276, 516, 653, 1064, 861, 1751), strict=True)
    ),
    **dict(
        zip("NOPQRSTUVWXYZ", (1322, 1356, 1058, 1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959), strict=True)
    ),
    **dict.fromkeys("0123456789", 1038),
    **{" ": 463, ".": 517, ",": 511, ":": 548, ";": 548, "-": 627, "'": 452, "(": 621, ")": 621, "/": 791, "%": 1464},
}
_OTHER = 1038
PADDING = 5
"""Pixels of a cell that no text takes."""
LINE = 1.25
"""How high a line is, in the size of its letters: Calibri's own is 1.22."""


def width_of(text: str, points: float, *, bold: bool = False) -> float:
    """In pixels of 96 to the inch."""
    units = sum(UNITS if _is_wide(one) else _ADVANCES.get(one, _OTHER) for one in text)
    return units / UNITS * points * 96 / 72 * (1.03 if bold else 1.0)


def lines_of(text: str, points: float, room: float, *, bold: bool = False) -> int:
    """On how many lines a program puts it: words stay whole, and Chinese breaks anywhere."""
    count = 0
    for part in text.split("\n"):
        count, used = count + 1, 0.0
        for word in _words(part):
            size = width_of(word.rstrip(), points, bold=bold)
            if used and used + size > room:
                count, used = count + 1, 0.0
            used += width_of(word, points, bold=bold)
            while used > room and size > room:
                count, used = count + 1, used - room
    return count


def _words(text: str) -> list[str]:
    """Where a line may break: behind each space, and around each Chinese letter."""
    found: list[str] = []
    for letter in text:
        is_new = not found or found[-1].endswith(" ") or _is_wide(found[-1][-1]) or _is_wide(letter)
        if letter == " " and found:
            is_new = False
        if is_new:
            found.append(letter)
        else:
            found[-1] += letter
    return found


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def cut_off(sheet: Worksheet) -> Iterator[str]:
    """The texts of a sheet that are not seen whole, each with what it needs and has."""
    across = widths(sheet, sheet.max_column + 12)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    taken = {place for area in sheet.merged_cells.ranges for place in _places(area)}
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or not cell.value.strip():
                continue
            area = merged.get((cell.row, cell.column)) or CellRange(cell.coordinate)
            room = sum(across[area.min_col - 1 : area.max_col]) - PADDING - 9 * int(cell.alignment.indent or 0)
            points, bold = cell.font.sz, bool(cell.font.b)
            if cell.alignment.wrap_text:
                needed = lines_of(cell.value, points, room, bold=bold) * points * LINE
                given = _height(sheet, area)
            else:
                needed = width_of(cell.value, points, bold=bold)
                given = room + _beyond(cell, area, across, taken)
            if needed > given + 1:
                yield f"{sheet.title}!{cell.coordinate} {cell.value[:40]!r} needs {needed:.0f} of {given:.0f}"


def _places(area: CellRange) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            yield row, column


def _height(sheet: Worksheet, area: CellRange) -> float:
    """In points."""
    return sum(sheet.row_dimensions[row].height or DEFAULT_HEIGHT for row in range(area.min_row, area.max_row + 1))


def _beyond(cell: Cell, area: CellRange, across: list[int], taken: set[tuple[int, int]]) -> int:
    """How far a text that begins at the left runs on, up to the next cell that is not empty."""
    if cell.alignment.horizontal not in (None, "left", "general"):
        return 0
    room = 0
    for column in range(area.max_col + 1, len(across) + 1):
        if cell.parent.cell(cell.row, column).value not in (None, "") or (cell.row, column) in taken:
            break
        room += across[column - 1]
    return room
