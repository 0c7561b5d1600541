"""Formulas as a file stores them: in English, with commas, without `=`, newer functions with their prefix.

Excel reads a formula when it opens a file; one that it cannot read is removed, after the offer of a repair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import FORMULAE

from tests.ooxml.book import area_of
from tests.ooxml.package import length
from xltargets.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ooxml.book import Book, Table

_ITEMS = {"#all", "#data", "#headers", "#totals", "#this row"}
_SPECIFIER = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]:,()\s]+))!")
ARGUMENTS = {
    "ABS": (1, 1),
    "AND": (1, 255),
    "AVERAGE": (1, 255),
    "CHOOSE": (2, 255),
    "COUNTIF": (2, 2),
    "COUNTIFS": (2, 254),
    "DATE": (3, 3),
    "EDATE": (2, 2),
    "EOMONTH": (2, 2),
    "HYPERLINK": (1, 2),
    "IF": (2, 3),
    "IFERROR": (2, 2),
    "INDEX": (2, 4),
    "LEFT": (1, 2),
    "LEN": (1, 1),
    "MATCH": (2, 3),
    "MAX": (1, 255),
    "MIN": (1, 255),
    "MONTH": (1, 1),
    "NETWORKDAYS": (2, 3),
    "NETWORKDAYS.INTL": (2, 4),
    "NOT": (1, 1),
    "OR": (1, 255),
    "RANK": (2, 3),
    "ROUND": (2, 2),
    "ROW": (0, 1),
    "ROWS": (1, 1),
    "SUBTOTAL": (2, 255),
    "SUM": (1, 255),
    "SUMIF": (2, 3),
    "SUMIFS": (3, 255),
    "SUMPRODUCT": (1, 255),
    "TEXT": (2, 2),
    "WEEKDAY": (1, 2),
    "YEAR": (1, 1),
}
"""The least and the greatest number, by the functions' pages at support.microsoft.com."""


def problems(formula: str, book: Book, *, table: Table | None = None, structured: bool = True) -> Iterator[str]:
    """What Excel would not read. `table` is the one the formula stands in; in rules nothing may be `structured`."""
    if formula.startswith("="):
        yield "the formula begins with ="
        return
    if not formula.strip():
        yield "the formula is empty"
        return
    if length(formula) > 8192:
        yield f"the formula has {length(formula)} characters, more than 8192"
    try:
        tokens = [token for token in Tokenizer(f"={formula}").items if token.type != Token.WSPACE]
    except (TokenizerError, IndexError):  # the latter for a bracket that closes nothing
        yield "the formula cannot be read"
        return
    yield from _grammar(tokens)
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            yield from _function(token.value[:-1].rpartition(":")[2])
        if (
            token.type == Token.OPERAND
            and token.subtype == Token.TEXT
            and length(token.value[1:-1].replace('""', '"')) > 255
        ):
            yield "the formula holds a text of more than 255 characters"
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from _reference(token.value, book, table, structured=structured)


def _grammar(tokens: list[Token]) -> Iterator[str]:
    """Operands and operators take turns, brackets close, functions have as many arguments as they take.

    A blank between two areas, which intersects them, is not taken for an operator: nobody writes it on purpose.
    """
    open_: list[tuple[str, int]] = []
    wants_operand, omitted = True, False
    for token in tokens:
        opens = token.subtype == Token.OPEN
        if token.type in (Token.OPERAND, Token.FUNC, Token.PAREN, Token.ARRAY) and (
            opens or token.type == Token.OPERAND
        ):
            # The tokenizer leaves the colon of `A1:INDEX(…)` and `INDEX(…):INDEX(…)` with what follows it.
            if wants_operand == token.value.startswith(":"):
                yield f"the formula has no operator before {token.value}"
                return
            wants_operand = omitted = opens
            if opens:
                open_.append((token.value, 0))
        elif token.type in (Token.FUNC, Token.PAREN, Token.ARRAY):
            if not open_ or (wants_operand and not omitted):
                yield f"the formula has a {token.value} too early"
                return
            name, separators = open_.pop()
            if token.type == Token.FUNC:
                yield from _arguments(name[:-1].upper(), separators, empty=omitted)
            wants_operand = omitted = False
        elif token.type == Token.SEP:
            inside = open_[-1][0] if open_ else ""
            if token.value == ";" and inside != "{":
                yield "the formula has a ; where a comma must be"
                return
            if open_:
                open_[-1] = (inside, open_[-1][1] + 1)
            wants_operand = omitted = True
        elif token.type == Token.OP_IN:
            if wants_operand:
                yield f"the formula has no operand before {token.value}"
                return
            wants_operand, omitted = True, False
        elif token.type == Token.OP_PRE:
            omitted = False
        if len(open_) > 64:
            yield "the formula nests deeper than 64"
            return
    if open_ or wants_operand:
        yield "the formula ends too early"


def _arguments(name: str, separators: int, *, empty: bool) -> Iterator[str]:
    count = 0 if empty and not separators else separators + 1
    least, most = ARGUMENTS.get(name.removeprefix("_XLFN."), (0, 255))
    if not least <= count <= most:
        yield f"{name} has {count} arguments"


def _function(name: str) -> Iterator[str]:
    plain = name.upper()
    if plain not in FORMULAE and plain not in FUNCTIONS and not plain.startswith("_XLFN.") and "!" not in plain:
        yield f"{name} is newer than Excel 2007 and has no _xlfn. before it"


def _reference(text: str, book: Book, table: Table | None, *, structured: bool) -> Iterator[str]:
    sheet = _SHEET.match(text)
    if sheet is not None:
        name = (sheet[1] or sheet[2]).replace("''", "'")
        if "[" not in name and name.lower() not in book.sheet_names:
            yield f"the formula names the sheet {name}, which is not there"
        if text.count("!") > 1:
            yield f"{text} names a sheet twice"
    elif "[" in text and not text.startswith("["):
        yield from _structured(text, book.tables.get(text.partition("[")[0].lower()), structured=structured)
    elif text.startswith("["):
        yield from _structured(text, table, structured=structured)
    elif "@" in text:
        yield f"{text} has an @, which a file writes in full"
    elif re.fullmatch(r"\$?[A-Z]{1,3}\$?[0-9]+(:\$?[A-Z]{1,3}\$?[0-9]+)?", text) and area_of(text) is None:
        corners = [area_of(corner) for corner in text.split(":")]
        if None in corners:
            yield f"{text} is in no sheet"


def _structured(text: str, table: Table | None, *, structured: bool) -> Iterator[str]:
    """A reference to a table by its columns' names."""
    if not structured:
        yield f"the structured reference {text} in a rule"
        return
    if table is None:
        yield f"{text} names a table that is not there"
        return
    inner = text[text.index("[") :]
    parts = _SPECIFIER.findall(inner[1:-1]) or [inner[1:-1]]
    columns = {column.casefold() for column in table.columns}
    for part in parts:
        plain = re.sub(r"'(.)", r"\1", part).casefold()
        if part.startswith("@"):
            yield f"{text} has an @, which a file writes in full"
        elif part.startswith("#") and plain not in _ITEMS:
            yield f"{text} names no part of a table"
        elif part and not part.startswith("#") and plain not in columns:
            yield f"{text} names a column that is not there"
