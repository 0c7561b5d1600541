"""Workbooks of the same template and size, drawn once: the next ones differ in their inputs and results only.

A hand-out writes dozens of them. What does not depend on the inputs stays as XlsxWriter wrote it for the first; the
inputs are written anew by the same code, so that a file is the same to the byte, however many were written before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building.in_memory import cell_of, contents_of
from xltargets.workbooks.program.groups import ordered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from xltargets.building.placing import Plan
    from xltargets.building.quick_book import QuickBook
    from xltargets.building.tables import Input, TableWriter
    from xltargets.building.theme import Theme
    from xltargets.workbooks.contents import Contents

_MOST = 6
"""So many are kept."""
_LARGEST = 60_000
"""Cells of a workbook that is kept: a scorecard for twenty people has a third of them, which take five megabytes."""


class Mould:
    """A workbook that was drawn, and can be filled again."""

    def __init__(self, book: QuickBook, tables: TableWriter) -> None:
        """Of a book whose formulas have not been worked out yet."""
        self.book = book
        self.theme: Theme = tables.theme
        self._inputs: list[Input] = tables.inputs
        self._said = list(book.strings.said)
        filled = {(one.worksheet.get_name(), *place) for one in self._inputs for place in one.places()}
        texts = {number: text for text, number in book.strings.string_table.items()}
        self._texts: list[tuple[dict[int, Any], int, str]] = []
        """The cells with a text that is no input."""
        self._others: list[tuple[dict[int, Any], int, Any]] = []
        """Those that formulas spill into or from, which change their kind when they are worked out."""
        self._spilled: list[tuple[str, int, int]] = []
        """Sheet, row and column of these."""
        self._contents: Contents | None = None
        for worksheet in book.worksheets():
            for row, line in worksheet.table.items():
                for column, cell in line.items():
                    kind = cell.__class__.__name__
                    if kind in ("Formula", "Blank") or (worksheet.get_name(), row, column) in filled:
                        continue
                    if kind == "String":
                        self._texts.append((line, column, texts[cell.string]))
                    else:
                        self._others.append((line, column, cell))
                        self._spilled.append((worksheet.get_name(), row, column))

    def contents_of(self, path: Path) -> Contents:
        """What the workbook holds: what it held before with the inputs of now, as formulas stay what they are."""
        if self._contents is None:
            self._contents = contents_of(self.book, path)
            self._contents.order = ordered(self._contents)
            return self._contents
        contents, texts = self._contents, {number: text for text, number in self.book.strings.string_table.items()}
        contents.path = path
        contents.properties = {name: value for name, value, _kind in self.book.custom_properties}
        tables = {worksheet.get_name(): worksheet.table for worksheet in self.book.worksheets()}
        for name, row, column in self._changing():
            held, cells = tables[name][row][column], contents.sheets[name].cells
            if held.__class__.__name__ != "Blank" or cells[row + 1, column + 1].value is not None:
                cells[row + 1, column + 1] = cell_of(row + 1, column + 1, held, texts)
        return contents

    def _changing(self) -> Iterable[tuple[str, int, int]]:
        """The cells that may hold something else in the next workbook before it is worked out."""
        for one in self._inputs:
            name = one.worksheet.get_name()
            yield from ((name, row, column) for row, column in one.places())
        yield from self._spilled

    def fill(self, tables: TableWriter) -> bool:
        """Put other inputs in, with the texts in the order in which drawing says them; whether that is all.

        A text that begins like a formula has a look of its own, which the workbook may not have.
        """
        strings, begin = self.book.strings, 0
        self.book.begin_again()
        for one in self._inputs:
            strings.say(self._said[begin : one.said.start])
            tables.fill(one)
            begin = one.said.stop
        strings.say(self._said[begin:])
        for line, column, text in self._texts:
            line[column] = line[column]._replace(string=strings.string_table[text])
        for line, column, cell in self._others:
            line[column] = cell
        return not tables.has_quoted


class Moulds:
    """Those of one run, by the shape of their workbooks; the ones that were used last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[Hashable, Mould] = {}

    @staticmethod
    def keeps(plan: Plan) -> bool:
        """Whether a workbook is small enough to be kept."""
        return sum(placed.area.rows * placed.area.columns for placed in plan.blocks.values()) <= _LARGEST

    def take(self, shape: Hashable) -> Mould | None:
        """The mould of a shape, which is put back once it was used: a broken one is not."""
        return self._kept.pop(shape, None)

    def put(self, shape: Hashable, mould: Mould) -> None:
        """Keep a mould as the one that was used last."""
        self._kept[shape] = mould
        while len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
