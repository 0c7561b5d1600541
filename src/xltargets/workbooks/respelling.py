"""Our functions as another host spells them, wherever formulas stand in a workbook; every other byte stays.

Formulas stand in cells, in the columns of tables, in names, and in rules for entering and for looks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from xltargets.errors import N_, ValueProblem
from xltargets.functions import FUNCTIONS
from xltargets.functions.names import bare_name, spelled
from xltargets.workbooks.escaping import escape
from xltargets.workbooks.formula_record import SHEET, Record, put_back, recorded, with_record
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.package import open_package
from xltargets.workbooks.patch import Constant, Formula, patch_parts, write_package
from xltargets.workbooks.reader import read
from xltargets.workbooks.tokens import Kind, Token, tokens, untokenised

if TYPE_CHECKING:
    from pathlib import Path

    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.patch import Content, Position

_PARTS = re.compile(r"^xl/(?:workbook\.xml|worksheets/[^/]+\.xml|tables/[^/]+\.xml|charts/[^/]+\.xml)$", re.IGNORECASE)
_ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
_NAMES = rb"(?:\w+:)?(?:f|formula|formula1|formula2|calculatedColumnFormula|totalsRowFormula|definedName)"
_FORMULA = re.compile(rb"<(" + _NAMES + rb")(" + _ATTRIBUTES + rb")>([^<]+)</\1\s*>")
_COLUMN_FORMULA = re.compile(rb"<((?:\w+:)?calculatedColumnFormula)" + _ATTRIBUTES + rb">([^<]+)</\1\s*>")
_COLUMN = re.compile(
    rb"""<((?:\w+:)?tableColumn)\b(?=[^>]*?\sname\s*=\s*"([^"]*)")"""
    + _ATTRIBUTES
    + rb">\s*(<(?:\w+:)?calculatedColumnFormula.*?</(?:\w+:)?calculatedColumnFormula\s*>)",
    re.DOTALL,
)
VALUES = "values"
"""No host: results in place of our functions."""
_FILE_PREFIX = re.compile(r"^(?:_xlfn\.|_xlws\.)+", re.IGNORECASE)
_SINGLE = re.compile(r"(?:_xlfn\.)?SINGLE\(", re.IGNORECASE)


def entered(formula: str) -> str:
    """A formula (without its `=`) as a person types it into the program that has our functions by their own names.

    >>> entered("_xlfn.IFNA([1]!TARGET_SPLIT(A1,B1:B3),_xlfn._xlws.SORT(C1:C3))")
    'IFNA(TARGET_SPLIT(A1,B1:B3),SORT(C1:C3))'
    """
    pieces = tokens(respell(formula, "windows"))
    return untokenised(
        [
            Token(piece.kind, _FILE_PREFIX.sub("", piece.text), piece.sheet) if piece.kind is Kind.FUNCTION else piece
            for piece in pieces
        ]
    )


@dataclass(frozen=True, slots=True)
class Respelling:
    """What was done, by function and by part."""

    functions: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)


def respell(formula: str, host: str) -> str:
    """A formula (without its `=`) with our functions as the host spells them, all else as it is.

    What Excel puts around a function that it does not know, an `@` or `SINGLE(...)`, goes.

    >>> respell("SUM(_xldudf_TARGET_SPLIT(A1, [1]!target_split(B1,C1:C3)))", "windows")
    'SUM(TARGET_SPLIT(A1, TARGET_SPLIT(B1,C1:C3)))'
    >>> respell("_xlfn.SINGLE(TARGET_SPLIT(A1,B1:B3))+1", "libreoffice")
    'ORG.XLTARGETS.FUNCTIONS.TARGETSPLIT(A1,B1:B3)+1'
    """
    pieces = tokens(formula)
    ours = [_ours(piece) for piece in pieces]
    if not any(ours):
        return formula
    written: list[Token] = []
    dropped = _around(pieces, ours)
    for position, piece in enumerate(pieces):
        name = ours[position]
        if name is not None:
            written.append(Token(Kind.FUNCTION, spelled(name, host) + "("))
        elif position not in dropped:
            written.append(piece)
    return untokenised(written)


def _ours(piece: Token) -> str | None:
    return bare_name(piece.sheet + piece.text[:-1]) if piece.kind is Kind.FUNCTION else None


def _around(pieces: list[Token], ours: list[str | None]) -> set[int]:
    """The positions of every `@`, and of `SINGLE(` with its `)`, around a call of ours and nothing else."""
    found: set[int] = set()
    for opening in (number for number, name in enumerate(ours) if name is not None):
        before, end = opening - 1, _closing(pieces, opening)
        while before >= 0:
            piece = pieces[before]
            if piece.kind is Kind.MARK and piece.text == "@":
                found.add(before)
            elif piece.kind is Kind.FUNCTION and _SINGLE.fullmatch(piece.text) and _closing(pieces, before) == end + 1:
                end += 1
                found |= {before, end}
            else:
                break
            before -= 1
    return found


def _closing(pieces: list[Token], opening: int) -> int:
    depth = 0
    for position in range(opening, len(pieces)):
        piece = pieces[position]
        if piece.kind is Kind.FUNCTION or (piece.kind is Kind.MARK and piece.text in "({"):
            depth += 1
        elif piece.kind is Kind.MARK and piece.text in ")}":
            depth -= 1
            if not depth:
                return position
    return opening


def convert(source: Path, target: Path, host: str) -> Respelling:
    """Write a copy of a workbook with our functions as the host spells them. Stored results stay as they are.

    Where `values_only` left results, the formulas are put back first.
    """
    contents = read(source)
    record = recorded(contents)
    if record is not None:
        with open_package(source) as package:
            put_back(contents, package, record, target)
        source = target
    done = Respelling()
    changed: dict[str, bytes] = {}
    with open_package(source) as package:
        for part in package.parts:
            if not _PARTS.match(part):
                continue
            data = package.read(part)
            new = _FORMULA.sub(lambda match, part=part: _element(match, host, part, done), data)  # type: ignore[misc]
            if new != data:
                changed[part] = new
    write_package(source, target, changed)
    return done


def _element(match: re.Match[bytes], host: str, part: str, done: Respelling) -> bytes:
    text = unescape(match[3].decode("utf-8", "surrogateescape"))
    names = [name for piece in tokens(text) if (name := _ours(piece)) is not None]
    if not names:
        return match[0]
    done.functions.update(names)
    done.parts[part] += 1
    new = respell(text, host)
    if new == text:
        return match[0]
    start, end = match.start(3) - match.start(), match.end(3) - match.start()
    return match[0][:start] + escape(new).encode("utf-8", "surrogateescape") + match[0][end:]


def values_only(contents: Contents, target: Path) -> Respelling:
    """Write a copy in which cells with our functions hold their stored results, for programs that have none of them.

    Native formulas stay, and so do the cells that results spilled to. New rows of tables get no formula of ours. What
    stood there is kept in the copy for `convert` (see `formula_record`).
    """
    done, record = Respelling(), Record()
    values: dict[str, dict[Position, Content]] = {}
    for name, sheet in contents.sheets.items():
        for place, cell in sheet.cells.items():
            if cell.formula is None or not (used := functions_used(cell.formula) & FUNCTIONS.keys()):
                continue
            done.functions.update(used)
            done.parts[sheet.part] += 1
            # An empty text is no blank: other formulas may ask for it.
            content: Content = Formula('""', "") if cell.value == "" else Constant(cell.value)
            values.setdefault(name, {})[place] = content
            record.cells.append((name, place, cell.formula, cell.spill, cell.value))
            spilled = () if cell.spill is None else cell.spill.positions()
            record.cells += [(name, one, "", None, sheet.value(*one)) for one in spilled if one != place]
    with open_package(contents.path) as package:
        changed = patch_parts(package, contents, values)
        for table in contents.tables.values():
            data = package.read(table.part)
            new = _COLUMN_FORMULA.sub(_without_ours, data)
            if new != data:
                changed[table.part] = new
                record.columns += _columns(table.name, data)
        if (record.cells or record.columns) and SHEET in contents.sheets:
            raise ValueProblem(
                "sheet", SHEET, N_("expected a workbook without formulas of another --for values; put those back first")
            )
        if record.cells or record.columns:
            with_record(package, record, changed)
        write_package(contents.path, target, changed)
    return done


def _columns(table: str, data: bytes) -> list[tuple[str, str, str]]:
    """The columns with formulas of ours, and the elements with these."""
    return [
        (table, unescape(match[2].decode()), match[3].decode())
        for match in _COLUMN.finditer(data)
        if (formula := _COLUMN_FORMULA.fullmatch(match[3])) is not None and not _without_ours(formula)
    ]


def _without_ours(match: re.Match[bytes]) -> bytes:
    formula = unescape(match[2].decode("utf-8", "surrogateescape"))
    return b"" if functions_used(formula) & FUNCTIONS.keys() else match[0]
