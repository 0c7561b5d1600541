"""What a rule across workbooks looks at, and what it says: both cells, both values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xltargets.rollup.admission import Admission
from xltargets.rollup.loading.interface import Given, Source
from xltargets.rollup.terms import Terms
from xltargets.views.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.ledger.file import LedgerFile
    from xltargets.rollup.extraction import Collected, Extract, Row
    from xltargets.validation.finding import Fault


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fault, and the workbook in which it is to be mended."""

    file: str
    fault: Fault


@dataclass
class Across:
    """Workbooks that were read, and the company's plan that says what is expected of them."""

    collected: list[Collected]
    expected: Extract | None = None
    terms: Terms = field(default_factory=Terms)
    tolerance: float = 0.0
    """By how much two amounts may differ that are to be the same, beyond what rounding does."""

    @property
    def ledger(self) -> LedgerFile | None:
        """The closed months, where they were given."""
        return self.terms.ledger

    @cached_property
    def admission(self) -> Admission:
        """Which of them count, and whose they are."""
        return Admission(self.collected, self.expected, self.terms)

    @cached_property
    def extracts(self) -> dict[str, Extract]:
        """What was accepted, by file."""
        return {one.file: one.extract for one in self.collected if one.extract is not None}

    @cached_property
    def units(self) -> dict[str, dict[str, Extract]]:
        """The workbooks that count, by unit and kind."""
        found: dict[str, dict[str, Extract]] = {}
        for extract in self.admission.counted():
            found.setdefault(self.admission.unit_of[extract.file], {})[extract.template] = extract
        return found

    def given(self, own: Extract) -> Given:
        """A workbook with the others of its unit."""
        others: Mapping[str, Extract] = self.units[self.admission.unit_of[own.file]]
        return Given(own, {kind: other for kind, other in others.items() if other is not own}, self.terms.now)

    def differ(self, extract: Extract, one: object, other: object) -> bool:
        """Whether two values are not the same; amounts as far as the workbook's decimals and the tolerance go."""
        if isinstance(one, float) and isinstance(other, float):
            unit = 10.0 ** -int(extract.number("settings.decimals") or 0)
            return abs(one - other) > max(self.tolerance, unit / 2) + 1e-9
        return one != other


def at_field(extract: Extract, reference: str, told_by: str | None = None) -> Location:
    """The cell of a field. `told_by` tells it from its like in the same cell."""
    table, _dot, column = reference.partition(".")
    sheet, _mark, cell = extract.places.get(reference, "").rpartition("!")
    return Location(sheet or None, table, told_by, column, cell or None)


def at_row(extract: Extract, table: str, column: str, row: Row, told_by: str) -> Location:
    """The cell of a table's column in a row, which its key tells from others."""
    cell = Source.rows(extract, table, column, [row]).cells.rpartition("!")[2]
    return Location(row.sheet, table, told_by, column, cell)


def source_of_field(extract: Extract, reference: str) -> str:
    """File, sheet and cell of a field."""
    return str(Source.of(extract, reference))


def source_of_row(extract: Extract, table: str, column: str, row: Row) -> str:
    """File, sheet and cell of a table's column in a row."""
    return str(Source.rows(extract, table, column, [row]))
