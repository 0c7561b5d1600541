"""All checks of a file together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ooxml import cells, drawings, names, package, rules, schema, sheets, styles, tables
from tests.ooxml.book import Book

if TYPE_CHECKING:
    from pathlib import Path


def problems(path: Path) -> list[str]:
    """Everything in a workbook file that is known to make Excel offer a repair; [] for a good one."""
    book = Book(path)
    # What breaks these rules cannot be read any further.
    for check in (package.malformed, package.problems):
        if found := list(check(book.package)):
            return found
    if found := list(schema.problems(path)):
        return found
    found = [*names.problems(book), *tables.problems(book), *drawings.problems(book), *styles.problems(book)]
    for sheet in book.sheets:
        found += [*cells.problems(sheet, book), *sheets.problems(sheet, book), *rules.problems(sheet, book)]
    return found
