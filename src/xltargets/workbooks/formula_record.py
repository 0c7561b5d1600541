"""What stood where `convert --for values` left only results: kept in the workbook, so that it can be put back.

The record is a sheet that no dialog shows, because sheets are what every spreadsheet program keeps; LibreOffice drops
parts that it does not know. Nothing is put back by guess: only where every result still stands where it was left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from math import isclose
from typing import TYPE_CHECKING

from xltargets.errors import N_, CellError, ValueProblem
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.elements import Document
from xltargets.workbooks.escaping import escape, quoteattr
from xltargets.workbooks.new_sheets import TYPES, main_part, relations_of
from xltargets.workbooks.patch import Formula, patch_parts, write_package

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xltargets.workbooks.contents import CellValue, Contents
    from xltargets.workbooks.package import Package
    from xltargets.workbooks.patch import Content, Position

SHEET = "xltargets formulas"
"""The name of the record's sheet."""
_HEAD = ("What", "Where", "Place", "Formula", "Spill", "Result")
_CELL, _COLUMN = "cell", "column"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LONGEST_TEXT = 32767
"""Characters that a cell takes."""
_COLUMN_OPENING = re.compile(rb"""<(?:\w+:)?tableColumn\b(?:[^>"']|"[^"]*"|'[^']*')*?(/?)>""")
_NAME = re.compile(rb"""\sname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LOCAL = re.compile(rb"""(\slocalSheetId\s*=\s*["'])(\d+)(["'])""")


@dataclass(slots=True)
class Record:
    """Formulas by their cells with the result that is left there, and formulas of tables' columns."""

    cells: list[tuple[str, Position, str, Area | None, CellValue]] = field(default_factory=list)
    """Sheet, place, formula (empty where a result spilled to), the area of an array formula, the result."""
    columns: list[tuple[str, str, str]] = field(default_factory=list)
    """Table, column, the element with its formula."""


def with_record(package: Package, record: Record, changed: dict[str, bytes]) -> None:
    """Put the record's sheet behind the others, into the parts that are changed."""
    main = main_part(package)
    number = 1
    while (part := f"xl/worksheets/sheet{number}.xml") in package:
        number += 1
    relations = relations_of(main)
    book, links, types = Document(package, main), Document(package, relations), Document(package, TYPES)
    section = book.root.child("sheets")
    assert section is not None
    last = max(int(one.attributes["sheetId"]) for one in section.children)
    link = "xltargetsFormulas"
    entry = f'<sheet xmlns:r="{_RELATIONS}" name={quoteattr(SHEET)} sheetId="{last + 1}" state="veryHidden"'
    book.append(section, [f'{entry} r:id="{link}"/>'.encode()])
    links.append(links.root, [f'<Relationship Id="{link}" Type="{_RELATIONS}/worksheet" Target="/{part}"/>'.encode()])
    types.append(types.root, [f'<Override PartName="/{part}" ContentType="{_CONTENT_TYPE}"/>'.encode()])
    changed |= {main: book.result(), relations: links.result(), TYPES: types.result(), part: _sheet(_rows(record))}


def _rows(record: Record) -> list[tuple[str, ...]]:
    cells = [
        (_CELL, sheet, address(*place), formula, str(spill or ""), _told(value))
        for sheet, place, formula, spill, value in record.cells
    ]
    return [_HEAD, *cells, *((_COLUMN, table, column, text, "", "") for table, column, text in record.columns)]


def _told(value: CellValue) -> str:
    """A result as text, by which it is known again."""
    if isinstance(value, bool):
        return "b:1" if value else "b:0"
    if isinstance(value, CellError):
        return f"e:{value.code}"
    return f"n:{value!r}" if isinstance(value, float) else f"s:{value or ''}"[:_LONGEST_TEXT]


def _is_left(value: CellValue, told: str) -> bool:
    """Whether a cell still holds the result that was left in it; a program may write a number's last digits anew."""
    if isinstance(value, float) and told.startswith("n:"):
        return isclose(value, float(told[2:]), rel_tol=1e-12)
    return _told(value) == told


def _sheet(rows: Iterable[tuple[str, ...]]) -> bytes:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{address(number, column)}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, text in enumerate(row, 1)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    data = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data.encode()


def recorded(contents: Contents) -> Record | None:
    """The record of a workbook, None if it has none. A `ValueProblem` names the first result that is not there."""
    sheet = contents.sheets.get(SHEET)
    if sheet is None:
        return None
    found = Record()
    for row in range(2, 1 + max((row for row, _column in sheet.cells), default=1)):
        what, where, place, formula, spill, told = (str(sheet.value(row, column) or "") for column in range(1, 7))
        if what == _COLUMN:
            found.columns.append((where, place, formula))
            continue
        area = Area.parse(place)
        position = area.top, area.left
        cell = contents.sheets[where].cells.get(position) if where in contents.sheets else None
        value = cell.value if cell is not None else None
        if where not in contents.sheets or (cell and cell.formula not in (None, '""')) or not _is_left(value, told):
            shown = f"={cell.formula}" if cell and cell.formula not in (None, '""') else value
            raise ValueProblem(
                f"{where}!{place}",
                shown,
                N_("expected {left}, the result that was left there; begin with the workbook that has the formulas"),
                left=told[2:] or '""',
            )
        found.cells.append((where, position, formula, Area.parse(spill) if spill else None, value))
    return found


def put_back_in_memory(contents: Contents) -> list[tuple[str, int, int]]:
    """Give cells the formulas that a record keeps for them, where the result still stands that was left there.

    The record's sheet goes. Where something else stands, nothing is put back: somebody typed it.
    """
    sheet = contents.sheets.pop(SHEET, None)
    places: list[tuple[str, int, int]] = []
    if sheet is None:
        return places
    for row in range(2, 1 + max((row for row, _column in sheet.cells), default=1)):
        what, where, place, formula, spill, told = (str(sheet.value(row, column) or "") for column in range(1, 7))
        if what != _CELL or where not in contents.sheets:
            continue
        try:
            area, covers = Area.parse(place), Area.parse(spill) if spill else None
        except ValueError:
            continue
        cell = contents.sheets[where].cells.get((area.top, area.left))
        if formula and cell is not None and cell.formula in (None, '""') and _is_left(cell.value, told):
            cell.formula, cell.spill, cell.dynamic = formula, covers, covers is not None
            places.append((where, area.top, area.left))
    return places


def put_back(contents: Contents, package: Package, record: Record, target: Path) -> None:
    """Write a copy with the formulas where they stood, and without the record."""
    values: dict[str, dict[Position, Content]] = {}
    for sheet, place, formula, spill, value in record.cells:
        if formula:
            values.setdefault(sheet, {})[place] = Formula(formula, value, spill=spill)
    changed: dict[str, bytes | None] = {**patch_parts(package, contents, values)}
    for table in contents.tables.values():
        formulas = {column: text for name, column, text in record.columns if name.lower() == table.name.lower()}
        if formulas:
            changed[table.part] = _with_formulas(package.read(table.part), formulas)
    changed |= _without_sheet(contents, package)
    write_package(contents.path, target, changed)


def _with_formulas(data: bytes, formulas: dict[str, str]) -> bytes:
    def column(match: re.Match[bytes]) -> bytes:
        name = _NAME.search(match[0])
        formula = formulas.get(unescape((name[1] or name[2] or b"").decode())) if name else None
        if formula is None:
            return match[0]
        if not match[1]:
            return match[0] + formula.encode()
        tag = match[0][1:].split(None, 1)[0]
        return match[0][:-2] + b">" + formula.encode() + b"</" + tag + b">"

    return _COLUMN_OPENING.sub(column, data)


def _without_sheet(contents: Contents, package: Package) -> dict[str, bytes | None]:
    main, part = main_part(package), contents.sheets[SHEET].part
    link = next(one for one in package.relationships(main) if one.target == part)
    book, links, types = Document(package, main), Document(package, relations_of(main)), Document(package, TYPES)
    section = book.root.child("sheets")
    assert section is not None
    [number] = [place for place, one in enumerate(section.children) if unescape(one.attributes["name"]) == SHEET]
    sheet = section.children[number]
    book.replace(sheet.start, sheet.end, b"")
    for one in links.root.children:
        if one.attributes["Id"] == link.identifier:
            links.replace(one.start, one.end, b"")
    for one in types.root.children:
        if one.attributes.get("PartName", "").lstrip("/") == part:
            types.replace(one.start, one.end, b"")

    # Names of single sheets count the sheets; the record is the last one, unless somebody has moved it.
    def counted(match: re.Match[bytes]) -> bytes:
        return match[1] + b"%d" % (int(match[2]) - (int(match[2]) > number)) + match[3]

    return {
        main: _LOCAL.sub(counted, book.result()),
        relations_of(main): links.result(),
        TYPES: types.result(),
        part: None,
    }
