"""What a rule across workbooks looks at, and what it says: both cells, both values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xltargets.errors import ValueProblem
from xltargets.rollup.admission import PLAN, Admission
from xltargets.rollup.handing_out.company import CompanyPlan
from xltargets.rollup.loading.interface import Given, Source
from xltargets.rollup.terms import Terms
from xltargets.units.names import name_key
from xltargets.views.location import Location
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xltargets.ledger.file import LedgerFile
    from xltargets.rollup.extraction import Collected, Extract, Row
    from xltargets.rollup.handing_out.company import Unit
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
    def handed_in(self) -> dict[str | None, tuple[dict[str, str], set[str]]]:
        """Names and IDs of the units that workbooks of each kind say they are of, also refused ones; names by key."""
        found: dict[str | None, tuple[dict[str, str], set[str]]] = {}
        for one in self.collected:
            names, ids = found.setdefault(one.template, ({}, set()))
            names.setdefault(name_key(one.unit), one.unit)
            ids.add(name_key(one.unit_id))
        return found

    @property
    def units(self) -> dict[str, dict[str, Extract]]:
        """The workbooks that count, by unit and kind."""
        return self.admission.units

    @cached_property
    def company(self) -> CompanyPlan | None:
        """The company's plan as hand-out reads it; None where there is none, or it names no units."""
        try:
            return None if self.expected is None else CompanyPlan(self.expected)
        except ValueProblem:
            return None

    def handed(self) -> Iterator[tuple[Extract, Unit, CompanyPlan]]:
        """The target plans that count, each with its unit in the company's plan, by id or else by name."""
        if self.company is None:
            return
        by_id = {name_key(unit.unit_id): unit for unit in self.company.with_people()}
        by_name = {name_key(unit.name): unit for unit in self.company.with_people()}
        for workbooks in self.units.values():
            plan = workbooks.get(PLAN)
            if plan is None:
                continue
            unit_id, name = (name_key(plan.text(f"settings.{key}")) for key in ("unit_id", "unit"))
            unit = by_id.get(unit_id) if unit_id else by_name.get(name)
            if unit is not None:
                yield plan, unit, self.company

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


def amount_values(row: str, mine: object, theirs: object, source: str) -> dict[str, object]:
    """What a message about two amounts says."""
    shown = [amount_shown(value) if isinstance(value, float) else "–" for value in (mine, theirs)]
    return {"row": row, "mine": shown[0], "theirs": shown[1], "source": source}
