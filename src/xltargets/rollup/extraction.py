"""What an accepted workbook holds, by stable keys, every value with the cell that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xltargets.templates import LANGUAGE_PROPERTY
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.workbooks.contents import CellValue


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that is in use; words of drop-downs are stable codes."""

    sheet: str
    number: int
    values: dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class Extract:
    """One workbook's tables and forms."""

    file: str
    template: str
    language: str
    fields: dict[str, CellValue]
    """By `form.field`."""
    places: dict[str, str]
    """Where each field stands, such as `Settings!B6`."""
    rows: dict[str, list[Row]]

    def text(self, reference: str) -> str:
        """A field as text, without stray spaces."""
        value = self.fields.get(reference)
        return "" if value is None else str(value).strip()

    def number(self, reference: str) -> float | None:
        """A field that holds a number, None for any other."""
        value = self.fields.get(reference)
        return value if isinstance(value, float) else None

    def source(self, reference: str) -> str:
        """File, sheet and cell of a field, for people to follow."""
        return f"{self.file} · {self.places.get(reference, '')}"


@dataclass(frozen=True, slots=True)
class Collected(FileReport):
    """A report, and the content of the workbook where it is accepted."""

    extract: Extract | None = field(default=None)


@dataclass(frozen=True)
class Collector(Validator):
    """A validator that hands the content of what it accepts on, so that each workbook is read once."""

    def judge(self, submission: Submission) -> Collected:
        """Run the rules, and take the content out of an accepted workbook."""
        report = Validator.judge(self, submission)
        taken = extract(submission) if report.accepted and not report.crashed and submission.template else None
        return Collected(
            report.file, report.findings, report.fail_on, report.template, report.crashed, report.known, taken
        )


def extract(submission: Submission) -> Extract:
    """The content of a workbook by stable keys."""
    assert submission.template is not None
    fields, places = {}, {}
    for reference, slot in submission.view.fields.items():
        fields[reference] = _coded(slot)
        places[reference] = f"{slot.sheet.name}!{address(slot.row, slot.column_index)}"
    rows = {name: list(_rows(table)) for name, table in submission.view.tables.items()}
    language = submission.view.contents.properties.get(LANGUAGE_PROPERTY, "en")
    return Extract(submission.path.name, submission.template.key, language, fields, places, rows)


def _rows(table: BoundTable) -> Iterator[Row]:
    """The rows of a table that are in use, read column by column."""
    columns = {column.identifier: _codes(table, column) for column in table.columns}
    for row in table.rows_in_use:
        position = row - table.rows.start
        yield Row(table.sheet.name, row, {identifier: held[position] for identifier, held in columns.items()})


def _codes(table: BoundTable, column: Column) -> list[CellValue]:
    """What the rows of a column hold; a word of a drop-down as its code, an empty text as a blank."""
    held = table.column(column.identifier)
    values = (held.value(position) for position in range(len(held)))
    if column.choices is None:
        return [None if value == "" else value for value in values]
    code_of = table.heading(column).code_of
    return [code_of(value) if isinstance(value, str) and value else None if value == "" else value for value in values]


def _coded(slot: Slot) -> CellValue:
    """A cell's value; the word of a drop-down as its code, an empty text as a blank."""
    value = slot.value
    if value == "":
        return None
    if slot.column.choices is not None and isinstance(value, str):
        return slot.heading.code_of(value)
    return value
