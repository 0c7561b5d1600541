"""The cells of a worksheet in the form in which spreadsheet programs write them, by one scan over its text.

The scan has to account for every character of the sheet's data, so that what it accepts is well formed by itself.
Whatever is not in the usual form makes it give up, and the handlers of `sheet_reader` read the sheet: they know every
form, take four times as long, and say where damage is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.workbooks.cell_values import number, readers
from xltargets.workbooks.contents import Cell, column_index
from xltargets.workbooks.repeated_formulas import taken_out
from xltargets.workbooks.shared_formulas import shifted
from xltargets.workbooks.strings import unescape
from xltargets.workbooks.styles import SHOWS_DAY
from xltargets.workbooks.xml_parts import is_utf8, text_of, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.workbooks.contents import CellValue
    from xltargets.workbooks.sheet_reader import Book, Surroundings

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_TOKEN = re.compile(
    rb"""<(?:c\ r="([A-Z]++)|row\ r=")([1-9][0-9]*+)"([^<>]*+)>      # a cell or a row: column, row, other attributes
        (?(1)(?:(?<=/>)|                                            # a cell that is empty, or else in it
        (?:<f([^<>/]*+)(?:/>|>([^<]*+)</f>))?+                      # a formula: its attributes, its text
        (?:((?:<v>|<v\ xml:space="preserve">)[^<]*+(?=</v>)
            |(?:<is><t>|<is><t\ xml:space="preserve">)[^<]*+(?=</t></is>)|<v\ ?/(?=>))
           (?:</v>|</t></is>|>))?+                                  # a value, with the tag that it begins with
        </c>))
      | </row>[\ \t\r\n]*+
      | ([\s\S])                                                    # anything else
    """,
    re.VERBOSE,
)
_ATTRIBUTES = re.compile(r"""(?: ([A-Za-z0-9]+(?::[A-Za-z0-9]+)?)="([^"<>&]*)")*""")
_ATTRIBUTE = re.compile(r""" ([A-Za-z0-9:]+)="([^"]*)\"""")
_PLAIN_NUMBER = re.compile(rb"<v>-?[0-9]{1,15}(?:\.[0-9]{1,20})?\Z")
_CHUNK = 4 * 2**20
"""How many bytes are taken to pieces at a time; each piece is a row or more."""
_OF_CELLS = frozenset({"s", "t", "cm", "vm", "ph"})
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Unusual(Exception):  # noqa: N818  (no error: the handlers take over)
    """The sheet is not, or not everywhere, in the usual form."""


def surroundings(data: bytes) -> tuple[bytes, int, int]:
    """A sheet's XML with its data left out, and from where to where the data are."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    if start < 0 or end < start or b"<!" in data[:start] or b"<!" in data[end:] or not is_utf8(data):
        raise Unusual
    return data[: start + len(_OPEN)] + data[end:], start + len(_OPEN), end


_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
"""Characters that XML may not hold, and references that only the handlers read."""


def scan(data: bytes, start: int, end: int, frame: bytes, around: Surroundings) -> None:
    """Put the cells of a sheet's data, the bytes from `start` to `end`, into the sheet; `frame` is what stands around.

    Only what stands there is decoded, each distinct text once; all else is of ASCII characters.
    """
    try:
        _Scan(around, frame).run(*taken_out(data, start, end))
    except (ValueError, LookupError, OverflowError):
        # The handlers tell what is wrong, and where.
        raise Unusual from None


def _see_text(raw: str) -> None:
    """Each distinct text is seen once: the same formula stands in hundreds of cells."""
    if not raw.isprintable() and _NO_CHARACTER.search(raw):
        raise Unusual
    if ("&" in raw and _NO_REFERENCE.search(raw)) or "]]>" in raw:
        raise Unusual


def _attributes(text: str) -> dict[str, str]:
    _see_text(text)
    if not _ATTRIBUTES.fullmatch(text):
        raise Unusual
    named = _ATTRIBUTE.findall(text)
    found = dict(named)
    if len(found) < len(named) or "r" in found or any(name.startswith("xmlns") for name in found):
        raise Unusual
    return found


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        number = column_index(letters.decode())
        if number > _LAST_COLUMN:
            raise Unusual
        self[letters] = number
        return number


class _Values(dict[bytes, "CellValue"]):
    """What each distinct text of a type of cell means. Its keys have the tag before the text."""

    def __init__(self, kind: str, strings: list[str]) -> None:
        super().__init__()
        self.tag = "<is>" if kind == "inlineStr" else "<v"
        read = unescape if kind == "inlineStr" else readers(strings).get(kind)
        if read is None:
            raise Unusual
        self.read = read
        if kind == "s":
            self.update((b"<v>%d" % place, text) for place, text in enumerate(strings))

    def __missing__(self, found: bytes) -> CellValue:
        if self.read is number and _PLAIN_NUMBER.match(found):
            # As most cells hold, and all that `number` would find.
            self[found] = plain = float(found[3:])
            return plain
        raw = found.decode()
        _see_text(raw)
        if not raw.startswith(self.tag):
            raise Unusual
        tags = 2 if self.tag == "<is>" else 1
        value = self[found] = self.read(
            text_of("" if raw.endswith("/") and ">" not in raw else raw.split(">", tags)[-1])
        )
        return value


@lru_cache(maxsize=4096)
def _formula(found: bytes) -> str | None:
    """A formula as its cell has it: the workbooks of all teams have the same ones."""
    raw = found.decode()
    _see_text(raw)
    return text_of(raw).removeprefix("=") or None


class _Looks(dict[bytes, "tuple[_Values, int, bool, bool]"]):
    """What the attributes of a cell say: how its value reads, 1 for a time and 2 for a day, dynamic, empty element."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book = book
        self.tables: dict[str, _Values] = {}

    def __missing__(self, raw: bytes) -> tuple[_Values, int, bool, bool]:
        kind, style, has_metadata, is_empty = _look(raw.decode())
        if kind not in self.tables:
            self.tables[kind] = _Values(kind, self.book.strings)
        shows = SHOWS_DAY if kind == "d" else self.book.shows(style)
        looks = self[raw] = (self.tables[kind], shows, self.book.dynamic and has_metadata, is_empty)
        return looks


@lru_cache(maxsize=4096)
def _look(raw: str) -> tuple[str, int, bool, bool]:
    """Of the attributes of a cell the type, the style, whether it has metadata, and whether its element is empty."""
    found = _attributes(raw.removesuffix("/"))
    style = found.get("s", "0")
    if not (_OF_CELLS.issuperset(found) and style.isdecimal() and style.isascii() and len(style) < 7):
        raise Unusual
    return found.get("t", "n"), int(style), found.get("cm", "0") != "0", raw.endswith("/")


class Lookups:
    """What the texts of a workbook's cells mean, each worked out once."""

    def __init__(self, book: Book) -> None:
        """Nothing is known yet."""
        self.columns = _Columns()
        self.looks = _Looks(book)
        self.rows: dict[bytes, tuple[bool, tuple[str, ...]]] = {}
        """The attributes of rows: whether they hide one, and their prefixes."""


class _Scan:
    def __init__(self, around: Surroundings, frame: bytes) -> None:
        self.around = around
        self.frame = frame
        lookups = around.lookups
        self.columns, self.looks, self.rows = lookups.columns, lookups.looks, lookups.rows
        self.formulas: dict[bytes, str | None] = {}
        self.masters: dict[str, Cell] = {}
        self.declared: set[str] = set()
        """Prefixes that this sheet declares; others may not."""
        self.row = 0
        self.here = b""

    def run(self, text: bytes, formulas: dict[bytes, bytes]) -> None:
        self.formulas = {mark: _formula(whole_lines(formula)) for mark, formula in formulas.items()}
        text = whole_lines(text)
        for start, end in _chunks(text):
            self._take(_TOKEN.findall(text, start, end))
            self.around.see_count()
        if self.here:
            raise Unusual

    def _take(self, tokens: list[tuple[bytes, ...]]) -> None:
        """Cells as long as one row lasts, then the next row."""
        cells, columns, looks, formulas = self.around.sheet.cells, self.columns, self.looks, self.formulas
        shift, new = self.around.book.date1904, Cell.__new__
        row, here, last = self.row, self.here, 0
        for letters, digits, attributes, kind, formula, value, other in tokens:
            if not letters:
                if other or formula or value or kind or bool(digits) is bool(here):
                    raise Unusual
                if digits:
                    row, here = self._row(digits, attributes, row)
                    last = 0
                else:
                    here = b""
                continue
            column = columns[letters]
            if digits != here or column <= last:
                raise Unusual
            last = column
            table, shows, dynamic, empty = looks[attributes]
            if not value and not formula and not kind:
                continue
            if empty:
                raise Unusual
            held = table[value] if value else None
            if shift and shows == SHOWS_DAY and held.__class__ is float and table.tag == "<v":
                held = self.around.as_1900(held)
            text = formulas[formula] if formula and not kind else None
            if held is None and text is None and not kind:
                continue
            # Field by field: the call that sets them takes twice as long, and cells are many.
            cell = new(Cell)
            cell.row = row
            cell.column = column
            cell.value = held
            cell.formula = text
            cell.spill = None
            cell.dynamic = dynamic
            cell.is_date = shows > 0
            if kind:
                self._with_attributes(cell, kind, formula)
                if cell.value is None and cell.formula is None:
                    continue
            cells[row, column] = cell
        self.row, self.here = row, here

    def _row(self, digits: bytes, attributes: bytes, before: int) -> tuple[int, bytes]:
        """The row that begins, and its number as its cells have it; none where it holds none."""
        row = int(digits) if len(digits) <= 7 else _LAST_ROW + 1
        if not before < row <= _LAST_ROW:
            raise Unusual
        known = self.rows.get(attributes)
        if known is None:
            found = _attributes(attributes.decode().removesuffix("/"))
            prefixes = tuple(name.partition(":")[0] for name in found if ":" in name)
            known = self.rows[attributes] = found.get("hidden") in {"1", "true"}, prefixes
        hidden, prefixes = known
        for prefix in prefixes:
            if prefix not in self.declared:
                if f' xmlns:{prefix}="'.encode() not in self.frame:
                    raise Unusual
                self.declared.add(prefix)
        if hidden:
            self.around.hidden_rows.append(row)
        return row, b"" if attributes.endswith(b"/") else digits

    def _with_attributes(self, cell: Cell, raw: bytes, formula: bytes) -> None:
        found = _attributes(raw.decode())
        kind, text = found.get("t"), _formula(formula)
        if kind == "shared":
            index = found.get("si", "")
            if text:
                self.masters[index] = cell
            elif (master := self.masters.get(index)) is not None and master.formula is not None:
                text = shifted(master.formula, cell.row - master.row, cell.column - master.column)
        elif kind == "array" and "ref" in found:
            cell.spill = self.around.area(found["ref"])
        cell.formula = text


def _chunks(text: bytes) -> Iterator[tuple[int, int]]:
    """From where to where, each up to the end of a row."""
    start = 0
    while start < len(text):
        end = text.find(b"</row>", start + _CHUNK)
        end = len(text) if end < 0 else end + len(b"</row>")
        yield start, end
        start = end
