"""What a loader is: a pure function from a workbook and its unit's other workbooks to values, each with its source.

A loader looks at extracts (`rollup.extraction`) and touches no file. Which workbooks it is given, what is written and
what is told is the business of `rollup.loading`: of each kind it gets the one that counts, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.rollup.credits import TABLE as CREDITS
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from xltargets.errors import Phrase
    from xltargets.ledger.file import LedgerFile
    from xltargets.rollup.credits import Credit
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.workbooks.contents import CellValue


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, for people to follow."""

    file: str
    cells: str
    """Such as `Grid!B5` or `Actuals!C5, C17`."""

    @classmethod
    def of(cls, extract: Extract, *references: str) -> Source:
        """Fields of a form, such as `settings.total`."""
        return cls(extract.file, ", ".join(extract.places.get(reference, "") for reference in references))

    @classmethod
    def rows(cls, extract: Extract, table: str, column: str, rows: Sequence[Row]) -> Source:
        """The cells of a table's column in some rows, one at least."""
        place = extract.columns[table][column]
        return cls.at(extract, rows[0].sheet, [(row.number, place) for row in rows])

    @classmethod
    def at(cls, extract: Extract, sheet: str, cells: Iterable[tuple[int, int]]) -> Source:
        """Cells of a sheet, by row and column."""
        return cls(extract.file, f"{sheet}!{short(cells)}")

    def __str__(self) -> str:
        return f"{self.file} · {self.cells}"


SHOWN = 3
"""Runs of cells that are named one by one."""


def short(cells: Iterable[tuple[int, int]]) -> str:
    """Cells as people write them: those below each other as one.

    >>> short([(5, 3), (6, 3), (9, 3)])
    'C5:C6, C9'
    """
    runs: list[list[tuple[int, int]]] = []
    for row, column in sorted(set(cells), key=lambda cell: (cell[1], cell[0])):
        if runs and runs[-1][-1] == (row - 1, column):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    texts = [address(*run[0]) + (f":{address(*run[-1])}" if len(run) > 1 else "") for run in runs]
    return ", ".join(texts[:SHOWN]) + (" …" if len(texts) > SHOWN else "")


@dataclass(frozen=True, slots=True)
class Item:
    """Values of one row, or of fields of a form, from one source."""

    values: Mapping[str, CellValue]
    """By stable column id; drop-down words are codes, days are serial numbers."""
    source: Source
    row: int | None = None
    """The row of the sheet whose cells they are for; None for a form, and in a table that is loaded as a whole."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader found."""

    items: list[Item] = field(default_factory=list)
    """Of a table that is loaded as a whole its rows, in their order; several with one row are put together.

    In another table, one without a row is a new row: its values are those of all the columns to fill in.
    """
    missing: tuple[str, ...] = ()
    """Templates of workbooks that it needs and was not given: then what was loaded before stays, and it is told."""
    notes: list[Phrase] = field(default_factory=list)
    """What people are to know, such as a member that the plan does not list."""
    own: bool = False
    """Whether the figures are people's own: nothing is loaded, and what was loaded once stays as if typed.

    With something missing nobody can tell yet, and what was loaded stays so."""
    stays: bool = False
    """Whether what was loaded before stays, and nothing is told: what it comes from was not asked for."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a loader looks at."""

    own: Extract
    """The workbook that is to be renewed."""
    others: Mapping[str, Extract]
    """The other workbooks of its unit and year that count, by the key of their template."""
    now: float
    """The day of the run, as a serial number."""
    ledger: LedgerFile | None = None
    """The closed months, where they were given."""


@dataclass(frozen=True, slots=True)
class Loader:
    """What fills some columns of a table, or some fields of a form.

    A column that is declared `loaded` is the loader's own. In one that is declared `renewed` people type as well: there
    a cell is filled that is blank or was filled by a refresh before; what somebody typed stays, and is told where it
    differs. A table with loaded columns only gets new rows as a whole.
    """

    template: str
    table: str
    """The stable name of the table or form."""
    columns: tuple[str, ...]
    """The columns or fields that it answers for: cells of these that it gives nothing for are emptied again."""
    load: Callable[[Given], Loaded]


def together(items: list[Item]) -> Source:
    """The first and the last place of many."""
    return joined([item.source for item in items])


def joined(sources: Sequence[Source]) -> Source:
    """The first and the last of several sources."""
    files = ", ".join(dict.fromkeys(one.file for one in sources))
    cells = list(dict.fromkeys(one.cells for one in sources))
    return Source(files, cells[0] if len(cells) == 1 else f"{cells[0]} … {cells[-1]}")


def source_of_credits(scorecard: Extract, held: Iterable[Credit], deals: Source | None = None) -> Source:
    """The cells of credits, beside those of deals that were added to them."""
    rows = [one.row for one in held if one.row is not None]
    own = Source.rows(scorecard, CREDITS, "amount", rows)
    return own if deals is None else joined([deals, own])
