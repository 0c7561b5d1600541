"""Other rows in tables of somebody's workbook: the tables take the size of their rows, and all else stays as it is.

Charts, conditional formats and input rules that cover a column of such a table cover its new rows too. Nothing is
moved: a table can grow where nothing stands below it, which is told otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.workbooks.contents import Area
from xltargets.workbooks.package import open_package
from xltargets.workbooks.patch import Constant, Content, Formula, Gone, patch_parts, write_package
from xltargets.workbooks.shared_formulas import shifted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xltargets.workbooks.contents import CellValue, Contents, Table

    Rows = Sequence[Mapping[str, CellValue]]

_SQREF = re.compile(rb'sqref="([^"]*)"')
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\s+ref=")([^"]*)(")')
_REF = re.compile(rb'(\sref=")([^"]*)(")')
_CHART_AREA = re.compile(r"(<c:f>)([^<]*)(</c:f>)")


def replace_rows(contents: Contents, target: Path, rows: Mapping[str, Rows]) -> None:
    """Write a copy in which tables have these rows, by table name and header; other columns get their formulas.

    A `ValueProblem` says where something stands in the way of a table that is to grow.
    """
    changed: dict[str, dict[tuple[int, int], Content]] = {}
    moves: dict[str, list[tuple[Area, Area]]] = {}
    resized: dict[str, tuple[Area, Area]] = {}
    for name, new in rows.items():
        table = contents.tables[name.lower()]
        area = new_area(table, len(new))
        refuse_if_in_the_way(contents, table, area)
        changed.setdefault(table.sheet, {}).update(_cells(contents, table, area, new))
        moves.setdefault(table.sheet, []).append((table.area, area))
        resized[table.part] = (table.area, area)
    with open_package(contents.path) as package:
        parts = patch_parts(package, contents, changed)
        for sheet, areas in moves.items():
            part = contents.sheets[sheet].part
            parts[part] = _with_ranges(parts[part], areas)
        for part, (before, after) in resized.items():
            parts[part] = _resized(package.read(part), before, after)
        for part in contents.parts:
            if re.match(r"xl/charts/chart[^/]*\.xml$", part):
                parts[part] = _with_chart_areas(package.read(part), moves)
        write_package(contents.path, target, parts)


def new_area(table: Table, count: int) -> Area:
    """The table's area with another number of rows; a table always has one."""
    rows = max(1, count)
    area = table.area
    return Area(area.top, area.left, area.top + rows + table.has_totals, area.right)


def refuse_if_in_the_way(contents: Contents, table: Table, area: Area) -> None:
    """A `ValueProblem` where a table would grow over something."""
    added = Area(table.area.bottom + 1, area.left, area.bottom, area.right)
    if area.bottom <= table.area.bottom:
        return
    sheet = contents.sheets[table.sheet]
    for position, cell in sheet.cells.items():
        if position in added and (cell.value not in (None, "") or cell.formula is not None):
            raise ValueProblem(
                table.name,
                Phrase(N_("something in {sheet}!{cell}"), sheet=table.sheet, cell=cell.address),
                N_("expected room below the table for {count} more {count:row|rows}; move it elsewhere"),
                count=area.bottom - table.area.bottom,
            )


def _cells(contents: Contents, table: Table, area: Area, new: Rows) -> dict[tuple[int, int], Content]:
    """What the cells of the table are to hold, and those that it leaves."""
    sheet = contents.sheets[table.sheet]
    old, first = table.area, table.area.top + 1
    found: dict[tuple[int, int], Content] = {}
    for row in range(first, old.bottom + 1):
        for column in range(old.left, old.right + 1):
            found[row, column] = Gone()
    for offset, values in enumerate(new or [{}]):
        for number, header in enumerate((one.name for one in table.columns), old.left):
            model = sheet.cells.get((first, number))
            position = (first + offset, number)
            if header in values or model is None or model.formula is None:
                found[position] = Constant(values.get(header), (first, number))
            else:
                found[position] = Formula(shifted(model.formula, offset, 0), None, (first, number))
    if table.has_totals:
        for column in range(old.left, old.right + 1):
            cell = sheet.cells.get((old.bottom, column))
            like = (old.bottom, column)
            value = cell.value if cell else None
            formula = cell.formula if cell else None
            found[area.bottom, column] = Constant(value, like) if formula is None else Formula(formula, value, like)
    return found


def _with_ranges(data: bytes, moves: list[tuple[Area, Area]]) -> bytes:
    """A sheet whose formats and rules reach as far as its tables do."""

    def moved(match: re.Match[bytes]) -> bytes:
        areas = [_moved(Area.parse(text.decode()), moves) for text in match[1].split()]
        return b'sqref="' + " ".join(map(str, areas)).encode() + b'"'

    def grown(match: re.Match[bytes]) -> bytes:
        area = Area.parse(match[2].decode())
        bottom = max(area.bottom, *(new.bottom for _old, new in moves))
        return match[1] + str(Area(area.top, area.left, bottom, area.right)).encode() + match[3]

    return _DIMENSION.sub(grown, _SQREF.sub(moved, data), count=1)


def _moved(area: Area, moves: list[tuple[Area, Area]]) -> Area:
    """An area over data rows of a table stretched to its new rows, one over its last row moved to the new last row."""
    for old, new in moves:
        inside = old.left <= area.left and area.right <= old.right
        if not inside or area == old:
            continue
        totals = new.bottom - new.top - (old.bottom - old.top)
        if area.top == old.top + 1 and area.bottom >= old.bottom - 1:
            return Area(area.top, area.left, max(area.top, area.bottom + totals), area.right)
        if area.top == area.bottom == old.bottom:
            return Area(new.bottom, area.left, new.bottom, area.right)
    return area


def _resized(data: bytes, old: Area, new: Area) -> bytes:
    """A table part with its new area, and that of its filter, which has no totals row."""

    def resized(match: re.Match[bytes]) -> bytes:
        area = Area.parse(match[2].decode())
        bottom = new.bottom - (old.bottom - area.bottom)
        return match[1] + str(Area(area.top, area.left, bottom, area.right)).encode() + match[3]

    return _REF.sub(resized, data)


def _with_chart_areas(data: bytes, moves: Mapping[str, list[tuple[Area, Area]]]) -> bytes:
    """A chart whose series reach as far as the tables do."""

    def moved(match: re.Match[str]) -> str:
        sheet, _mark, reference = match[2].rpartition("!")
        name = sheet.strip("'").replace("''", "'").replace("&amp;", "&")
        if name not in moves:
            return match[0]
        area = _moved(Area.parse(reference.replace("$", "")), moves[name])
        corners = "$" + str(area).replace(":", ":$")
        absolute = re.sub(r"\$([A-Z]+)(\d+)", r"$\1$\2", corners)
        return f"{match[1]}{sheet}!{absolute}{match[3]}"

    return _CHART_AREA.sub(moved, data.decode()).encode()
