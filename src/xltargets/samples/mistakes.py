"""The mistakes that teams honestly make, planted in workbooks: each one a function from a file to a changed file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.templates import TEMPLATES
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xltargets.samples.companies import Company
    from xltargets.templates.schema import Template
    from xltargets.workbooks.contents import CellValue


def typed_over_formula(path: Path, company: Company) -> None:
    """Somebody types a person's target, and the formula is gone."""
    _type(path, company, ("units", "target", 3), float(company.money(500_000)))


def wrong_total(path: Path, company: Company) -> None:
    """Two months' targets are typed, and the year no longer sums to its target."""
    _type(path, company, ("periods", "target", 2), float(company.money(100_000)))
    _type(path, company, ("periods", "target", 3), float(company.money(100_000)))


def number_as_text(path: Path, company: Company) -> None:
    """An amount is pasted as text; every sum leaves it out."""
    _type(path, company, ("history", "amount", 5), f"{company.money(45_300):,}".replace(",", " "))


def damaged_file(path: Path, _company: Company) -> None:
    """A transfer breaks off."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def without_column(template: Template, table: str, identifier: str) -> Template:
    """The template as it looks after somebody deleted a column."""
    declared = template.tables[table]
    columns = tuple(column for column in declared.columns if column.identifier != identifier)
    changed: Any = type(declared)(declared.__name__, (declared,), {"name": declared.name})
    changed.columns = columns
    return replace(
        template,
        sheets=tuple(
            replace(sheet, blocks=tuple(changed if block is declared else block for block in sheet.blocks))
            for sheet in template.sheets
        ),
    )


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in words, and how it is made: in the finished file, or by building from a changed template."""

    words: str
    in_file: Callable[[Path, Company], None] | None = None
    missing_column: tuple[str, str] | None = None


MISTAKES = (
    Mistake(N_("a formula typed over"), typed_over_formula),
    Mistake(N_("a total that doesn't add up"), wrong_total),
    Mistake(N_("a number stored as text"), number_as_text),
    Mistake(N_("a deleted column"), missing_column=("review", "attainment_so_far")),
    Mistake(N_("a damaged file"), damaged_file),
)


def _type(path: Path, company: Company, place: tuple[str, str, int], value: CellValue) -> None:
    """Type a value in a table's column and n-th row, and let the workbook recalculate."""
    table, identifier, row = place
    header = company.translate(TEMPLATES["target-plan"].tables[table][identifier].label)
    contents = read(path)
    found = contents.tables[table]
    column = found.area.left + [one.name for one in found.columns].index(header)
    position = (found.area.top + row, column)
    patch_values(contents, path, {found.sheet: {position: value}}, over_formulas=True)
    recalculate(path, path)
