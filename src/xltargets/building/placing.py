"""Where everything stands: the cells of each table, form and matrix of a template, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.templates.content import with_offers
from xltargets.templates.drawn import drawn_instead
from xltargets.templates.schema import Chart, Form, Legend, Matrix, Table, Tiles
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.templates.content import Filling
    from xltargets.templates.schema import Column, Sheet, Template

FIRST_HEADER = 4
"""The row in which the first table of a sheet has its headers, below title and introduction."""


def is_placed(block: Any) -> bool:
    """Whether a block takes cells of its own that others refer to: a table, a form or a matrix."""
    return not isinstance(block, (Chart, Legend, Tiles))


_BELOW = " below "
_AND = " and "


def _above(anchor: str) -> list[str]:
    """The tables that an anchor is below."""
    tables = anchor.partition(_BELOW)[2].partition(" + ")[0]
    return tables.split(_AND) if tables else []


def _needed(block: Any) -> set[str]:
    """The tables that must be placed before a block can be."""
    needed = set(_above(block.anchor))
    if isinstance(block, Matrix):
        needed |= {block.rows.partition(".")[0], block.columns.partition(".")[0]}
    elif issubclass(block, Table) and block.follows is not None:
        needed.add(block.follows[0])
    return needed


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its cells. The area of a table or form includes its header and totals rows."""

    sheet: str
    block: Any
    area: Area

    @property
    def first_row(self) -> int:
        """The first row below the header."""
        return self.area.top + 1

    @property
    def last_row(self) -> int:
        """The last row of data."""
        return self.area.bottom - bool(getattr(self.block, "totals", False))

    def column_index(self, identifier: str) -> int:
        """The sheet column of a declared column."""
        return self.area.left + [column.identifier for column in self.block.columns].index(identifier)

    def column_area(self, identifier: str) -> Area:
        """The data cells of a declared column."""
        number = self.column_index(identifier)
        return Area(self.first_row, number, self.last_row, number)


class Plan:
    """The places of all blocks of a template, for a filling."""

    def __init__(
        self,
        template: Template,
        filling: Filling,
        translate: Callable[[str], str],
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Place sheet by sheet; `counts` gives tables a number of rows that does not follow from the filling."""
        self.template = template
        self.counts = counts or {}
        self.filling = filling = with_offers(template, filling)
        self.translate = translate
        self.titles = {sheet.key: translate(sheet.title) for sheet in template.sheets}
        self.blocks: dict[str, Placed] = {}
        # Some take their size or place from others, which may stand on a later sheet.
        waiting = [(sheet, block) for sheet in template.sheets for block in sheet.blocks if is_placed(block)]
        while waiting:
            postponed = []
            for sheet, block in waiting:
                if _needed(block) <= self.blocks.keys():
                    self.blocks[block.name] = Placed(self.titles[sheet.key], block, self._area(block))
                else:
                    postponed.append((sheet, block))
            if len(postponed) == len(waiting):
                raise KeyError(f"{postponed[0][1].name} waits for {_needed(postponed[0][1]) - self.blocks.keys()}")
            waiting = postponed
        self.drawn = self._drawn()
        """Formulas that charts draw in place of columns, what they stand for, and where."""

    def _drawn(self) -> dict[str, tuple[str, Placed, Area]]:
        """Beside the table, right of everything on its sheet and a column apart, so that no table takes them in."""
        wanted = {formula: name for one in self._charts() for name, formula in self._instead(one).items()}
        found: dict[str, tuple[str, Placed, Area]] = {}
        for sheet in self.template.sheets:
            placed = {block.name: self.blocks[block.name] for block in sheet.blocks if is_placed(block)}
            here = [(formula, name) for formula, name in wanted.items() if name.partition(".")[0] in placed]
            for number, (formula, name) in enumerate(here, self.last_column(sheet) + 2):
                table = placed[name.partition(".")[0]]
                found[formula] = name, table, Area(table.first_row, number, table.last_row, number)
        return found

    def _charts(self) -> list[Chart]:
        return [block for sheet in self.template.sheets for block in sheet.blocks if isinstance(block, Chart)]

    def _instead(self, chart: Chart) -> dict[str, str]:
        return drawn_instead(self.template, chart)

    def drawn_area(self, chart: Chart, reference: str) -> tuple[str, Area]:
        """Sheet and cells that a chart draws for a column."""
        formula = self._instead(chart).get(reference)
        if formula is None:
            return self.column_area(reference)
        _name, table, area = self.drawn[formula]
        return table.sheet, area

    def anchor(self, text: str) -> Area:
        """The cell of an anchor: `E4`, or `E below members` with a row free and one for a heading.

        `E below members + 20` leaves twenty rows more, for a chart; `A below relation and mix` is below the longer one.
        """
        tables = _above(text)
        if not tables:
            return Area.parse(text)
        column, more = text.partition(_BELOW)[0], text.partition(" + ")[2]
        bottom = max(self.blocks[table].area.bottom for table in tables)
        return Area.parse(f"{column}{bottom + 3 + int(more or 0)}")

    def _area(self, block: Any) -> Area:
        anchor = self.anchor(block.anchor)
        if isinstance(block, Matrix):
            rows, columns = self.size(block.rows), self.size(block.columns)
            # Heading, then a column of totals, of targets and of checks; the same below.
            return Area(anchor.top, anchor.left, anchor.top + rows + 3, anchor.left + columns + 3)
        if issubclass(block, Form):
            return Area(anchor.top, anchor.left, anchor.top + len(block.columns), anchor.left + 2)
        filled = len(self.rows(block))
        count = filled + block.spare if filled else block.rows
        if block.follows is not None:
            leader, each = block.follows
            count = self.size(leader) * each
        count = self.counts.get(block.name, count)
        bottom = anchor.top + count + bool(block.totals)
        return Area(anchor.top, anchor.left, bottom, anchor.left + len(block.columns) - 1)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """What a table is filled with, or else what it starts with."""
        if table.name in self.filling.tables:
            return self.filling.tables[table.name]
        return [{key: self._said(table[key], value) for key, value in row.items()} for row in table.starts]

    def _said(self, column: Column, value: Any) -> Any:
        """A starting value in the workbook's language; the code of a choice stays a code until it is written."""
        return self.translate(value) if isinstance(value, str) and column.choices is None else value

    def size(self, reference: str) -> int:
        """How many rows of data the table of a reference such as `units.person` has."""
        placed = self.blocks[reference.partition(".")[0]]
        return placed.last_row - placed.first_row + 1

    def column_area(self, reference: str) -> tuple[str, Area]:
        """Sheet and data cells of a column such as `review.actual`."""
        table, _dot, identifier = reference.partition(".")
        placed = self.blocks[table]
        return placed.sheet, placed.column_area(identifier)

    def last_column(self, sheet: Sheet) -> int:
        """The last column that anything of a sheet stands in."""
        right = [self.blocks[block.name].area.right for block in sheet.blocks if is_placed(block)]
        return max(sheet.band, *right, 0)
