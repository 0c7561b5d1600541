"""Changing cells of somebody's workbook and nothing else.

A library that loads and saves a workbook loses what it does not know: stored results, spills, text boxes, sparklines.
So the bytes of the changed cells are exchanged, and every other byte of every part stays as it is. The result is
written to a temporary file beside the target, which then takes the target's place.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import CellError
from xltargets.workbooks.archive import copy_part, level_for
from xltargets.workbooks.cell_values import SHIFT_1904
from xltargets.workbooks.contents import address
from xltargets.workbooks.elements import apply_edits
from xltargets.workbooks.escaping import escape
from xltargets.workbooks.package import Package, open_package
from xltargets.workbooks.sheet_map import RowSpan, map_sheet, tag_end
from xltargets.workbooks.styles import SHOWS_DAY, read_date_styles
from xltargets.workbooks.temporary import file_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from xltargets.workbooks.contents import Area, CellValue, Contents
    from xltargets.workbooks.sheet_map import SheetMap

Position = tuple[int, int]

_TYPE = re.compile(rb"""\s+t\s*=\s*("[^"]*"|'[^']*')""")
_STYLE = re.compile(rb"""\ss\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(rb"""(\sref\s*=\s*)("[^"]*"|'[^']*')""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")


_Way = tuple[bytes, frozenset[int]]
"""How cells of a sheet are written: the prefix of its elements, and the styles whose days count from 1904."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula for a cell (without its `=`), its result to store, and the cell whose looks it takes if it is new."""

    text: str
    value: CellValue = None
    like: Position | None = None
    style: int | None = None
    """The number of its style, whatever it had."""
    spill: Area | None = None
    """The area of an array formula."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value in place of whatever a cell held, and the cell whose looks it takes if it is new."""

    value: CellValue
    like: Position | None = None
    style: int | None = None
    """The number of its style, whatever it had."""


@dataclass(frozen=True, slots=True)
class Gone:
    """No cell any more, neither value nor looks."""


Content = float | bool | str | CellError | None | Formula | Constant | Gone


def patch_values(
    contents: Contents,
    target: Path,
    values: Mapping[str, Mapping[Position, Content]],
    spills: Mapping[str, Mapping[Position, Area]] | None = None,
    *,
    over_formulas: bool = False,
    along: Callable[[Package], Mapping[str, bytes]] | None = None,
) -> None:
    """Write a copy of the workbook that was read, with other values in some cells.

    `values` holds them by sheet name and (row, column); a formula stays and gets its value as the stored result.
    `spills` gives the new area of an array formula by its anchor. With `over_formulas` the formulas of these cells go,
    as when somebody types over them. Text never becomes a formula; a `Formula` or `Constant` replaces what was
    there. `along` gives further parts to write, where any cell becomes another.
    """
    spills = spills or {}
    with open_package(contents.path) as package:
        changed = patch_parts(package, contents, values, None if over_formulas else spills)
        if along is not None and any(package.read(part) != data for part, data in changed.items()):
            changed |= along(package)
        write_package(contents.path, target, changed)


def patch_parts(
    package: Package,
    contents: Contents,
    values: Mapping[str, Mapping[Position, Content]],
    spills: Mapping[str, Mapping[Position, Area]] | None = None,
) -> dict[str, bytes]:
    """The parts of the sheets with other contents in some cells; without `spills` these cells lose their formulas."""
    parts = {contents.sheets[sheet].part: sheet for sheet in values if values[sheet]}
    days = _day_styles(package) if contents.date1904 else frozenset()
    return {
        part: _patch_sheet(package, part, values[sheet], None if spills is None else spills.get(sheet, {}), days)
        for part, sheet in parts.items()
    }


def _day_styles(package: Package) -> frozenset[int]:
    """The styles that show a day: a workbook of the 1904 system has another number for it than ours."""
    main = package.single(package.relationships(""), "officeDocument") or ""
    styles = read_date_styles(package, package.single(package.relationships(main), "styles"))
    return frozenset(number for number, shows in enumerate(styles) if shows == SHOWS_DAY)


def write_package(source: Path, target: Path, changed: Mapping[str, bytes | None]) -> None:
    """Copy a package with other bytes in some parts, new ones at the end and those with None left out.

    The target appears whole or not at all.
    """
    with file_beside(target) as temporary:
        with zipfile.ZipFile(source) as before, zipfile.ZipFile(temporary, "w") as after:
            for entry in before.infolist():
                if entry.filename not in changed:
                    copy_part(before, after, entry)
                elif (data := changed[entry.filename]) is not None:
                    after.writestr(entry, data, entry.compress_type, level_for(data))
            known = set(before.namelist())
            for part, data in changed.items():
                if part not in known and data is not None:
                    after.writestr(zipfile.ZipInfo(part), data, compress_type=zipfile.ZIP_DEFLATED)
        temporary.chmod(source.stat().st_mode & 0o777)
        temporary.replace(target)


def _patch_sheet(
    package: Package,
    part: str,
    values: Mapping[Position, Content],
    spills: Mapping[Position, Area] | None,
    days: frozenset[int],
) -> bytes:
    """The part's bytes with other values; without `spills` the cells lose their formulas."""
    data = package.read(part)
    by_row: dict[int, dict[int, Content]] = {}
    for (row, column), value in values.items():
        by_row.setdefault(row, {})[column] = value
    likes = {one.like[0] for one in values.values() if isinstance(one, (Formula, Constant)) and one.like is not None}
    layout = map_sheet(package, part, data, by_row.keys() | likes)
    prefix = data[layout.start + 1 : tag_end(data, layout.start)].partition(b"sheetData")[0]
    known = {row.number: row for row in layout.rows}
    style = _styles(data, layout)
    edits: list[tuple[int, int, bytes]] = []
    added: dict[int, bytes] = {}
    for number, cells in sorted(by_row.items()):
        if number in known:
            edits += _row_edits(data, known[number], cells, spills, (prefix, days), style)
        elif new := _new_row(number, cells, (prefix, days), style):
            following = next((row.start for row in layout.rows if row.number > number), -1)
            added[following] = added.get(following, b"") + new
    for following, rows in added.items():
        if following >= 0:
            edits.append((following, following, rows))
        else:
            edits.append(_append(data, layout.start, layout.end, rows, prefix + b"sheetData"))
    return apply_edits(data, edits)


def _row_edits(
    data: bytes,
    row: RowSpan,
    cells: Mapping[int, Content],
    spills: Mapping[Position, Area] | None,
    way: _Way,
    style: Callable[[Content], bytes],
) -> list[tuple[int, int, bytes]]:
    prefix = way[0]
    known = {cell.column: cell for cell in row.cells}
    edits = []
    added: dict[int, bytes] = {}
    for column, value in sorted(cells.items()):
        cell = known.get(column)
        if isinstance(value, Gone):
            if cell is not None:
                edits.append((cell.start, cell.end, b""))
        elif cell is not None:
            formula = b"" if cell.formula is None or spills is None else data[slice(*cell.formula)]
            area = (spills or {}).get((row.number, column))
            if area is not None:
                formula = _REFERENCE.sub(lambda match, area=area: match[1] + f'"{area}"'.encode(), formula, count=1)  # type: ignore[misc]
            head = data[cell.start : tag_end(data, cell.start)].rstrip(b">").rstrip(b"/").rstrip()
            if isinstance(value, (Formula, Constant)) and value.style is not None:
                head = _STYLE.sub(b"", head) + style(value)
            edits.append((cell.start, cell.end, _cell(_TYPE.sub(b"", head), formula, value, way)))
        elif value is not None:
            head = b"<" + prefix + f'c r="{address(row.number, column)}"'.encode() + style(value)
            following = next((other.start for other in row.cells if other.column > column), -1)
            added[following] = added.get(following, b"") + _cell(head, b"", value, way)
    for following, new in added.items():
        if following >= 0:
            edits.append((following, following, new))
        else:
            edits.append(_append(data, row.start, row.end, new, prefix + b"row"))
    return edits


def _styles(data: bytes, layout: SheetMap) -> Callable[[Content], bytes]:
    """Gives the attribute with the looks of the cell that a content is to look like."""
    rows = {row.number: row for row in layout.rows}

    def style(value: Content) -> bytes:
        if isinstance(value, (Formula, Constant)) and value.style is not None:
            return f' s="{value.style}"'.encode()
        if not isinstance(value, (Formula, Constant)) or value.like is None or value.like[0] not in rows:
            return b""
        number = value.like[1]
        found = next((one for one in rows[value.like[0]].cells if one.column == number), None)
        match = _STYLE.search(data[found.start : tag_end(data, found.start)]) if found else None
        return b" s=" + match[1] if match else b""

    return style


def _append(data: bytes, start: int, end: int, children: bytes, element: bytes) -> tuple[int, int, bytes]:
    """Put children at the end of an element, which may be an empty-element tag."""
    opening = tag_end(data, start)
    if opening == end and data[:end].endswith(b"/>"):
        return end - 2, end, b">" + children + b"</" + element + b">"
    closing = data.rindex(b"</", start, end)
    return closing, closing, children


def _new_row(number: int, cells: Mapping[int, Content], way: _Way, style: Callable[[Content], bytes]) -> bytes:
    prefix = way[0]
    new = b"".join(
        _cell(b"<" + prefix + f'c r="{address(number, column)}"'.encode() + style(value), b"", value, way)
        for column, value in sorted(cells.items())
        if value is not None and not isinstance(value, Gone)
    )
    opening = b"<" + prefix + f'row r="{number}">'.encode()
    return opening + new + b"</" + prefix + b"row>" if new else b""


def _cell(head: bytes, formula: bytes, value: Content, way: _Way) -> bytes:
    """A cell element from its opening tag (without type and end), its formula element, and a value."""
    prefix, days = way
    if isinstance(value, Formula):
        array = "" if value.spill is None else f' t="array" ref="{value.spill}"'
        formula, value = _element(prefix, "f", value.text, array), value.value
    elif isinstance(value, Constant):
        formula, value = b"", value.value
    kind, inner = b"", b""
    if isinstance(value, bool):
        kind, inner = b"b", _element(prefix, "v", "1" if value else "0")
    elif isinstance(value, (int, float)):
        if days and (style := _STYLE.search(head)) and int(style[1].strip(b"\"'")) in days:
            value -= SHIFT_1904
        inner = _element(prefix, "v", repr(float(value)).removesuffix(".0"))
    elif isinstance(value, CellError):
        kind, inner = b"e", _element(prefix, "v", value.code)
    elif isinstance(value, str) and formula:
        kind, inner = b"str", _element(prefix, "v", value)
    elif isinstance(value, str):
        kind = b"inlineStr"
        inner = b"<" + prefix + b"is>" + _element(prefix, "t", value) + b"</" + prefix + b"is>"
    if kind:
        head += b' t="' + kind + b'"'
    if not formula and not inner:
        return head + b"/>"
    return head + b">" + formula + inner + b"</" + prefix + b"c>"


def _element(prefix: bytes, name: str, text: str, attributes: str = "") -> bytes:
    space = attributes + (' xml:space="preserve"' if text != text.strip() else "")
    safe = escape(_CONTROL.sub(lambda match: f"_x{ord(match[0][0]):04X}_" + match[0][1:], text))
    opening = f"{name}{space}>{safe}</".encode("utf-8", "replace")
    return b"<" + prefix + opening + prefix + name.encode() + b">"
