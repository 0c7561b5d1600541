"""Styles: what cells' formats refer to is there, and number formats can be read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.ooxml.package import MAIN, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ooxml.book import Book

_COLLECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_REFERENCES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
MOST_FORMATS = 64_000


def problems(book: Book) -> Iterator[str]:
    part = book.linked(book.part, "styles")[0]
    for one in [*_collections(book), *_references(book), *_number_formats(book)]:
        yield f"{part}: {one}"


def _collections(book: Book) -> Iterator[str]:
    for name in _COLLECTIONS:
        element = book.styles.find(f"{MAIN}{name}")
        if element is not None and int(element.get("count", len(element))) != len(element):
            yield f"{name} counts {element.get('count')} and has {len(element)}"
    for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs"):
        if book.count_of(name) == 0:
            yield f"there are no {name}"
    if book.count_of("cellXfs") > MOST_FORMATS:
        yield f"there are {book.count_of('cellXfs')} formats of cells, more than {MOST_FORMATS}"
    names = Counter(one.get("name", "").lower() for one in book.styles.iter(f"{MAIN}cellStyle"))
    for name, count in names.items():
        if count > 1:
            yield f"{count} styles are called {name}"


def _references(book: Book) -> Iterator[str]:
    declared = {one.get("numFmtId") for one in book.styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    for collection in ("cellStyleXfs", "cellXfs", "cellStyles"):
        for index, one in enumerate(book.styles.iterfind(f"{MAIN}{collection}/*")):
            for attribute, target in _REFERENCES.items():
                if int(one.get(attribute, "0")) >= book.count_of(target):
                    yield f"{collection} {index} has the {attribute} {one.get(attribute)} of {book.count_of(target)}"
            number = one.get("numFmtId", "0")
            if int(number) >= 164 and number not in declared:
                yield f"{collection} {index} has the number format {number}, which is not there"


def _number_formats(book: Book) -> Iterator[str]:
    elements = list(book.styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"))
    for identifier, count in Counter(one.get("numFmtId", "0") for one in elements).items():
        if count > 1:
            yield f"{count} number formats have the id {identifier}"
        if int(identifier) < 164:
            yield f"the number format {identifier} is Excel's own"
    for one in book.styles.iter(f"{MAIN}numFmt"):
        code = one.get("formatCode", "")
        plain = _QUOTED.sub("", code)
        if length(code) > 255 or not code:
            yield f"a number format has {length(code)} characters"
        elif re.search(r'["\[\]]', plain) or plain.count(";") > 3:
            yield f"the number format {code} cannot be read"
