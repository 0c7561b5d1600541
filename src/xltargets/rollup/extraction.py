"""What an accepted workbook holds, by stable keys, every value with the cell that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.locale import LANGUAGES, WORDS, translator
from xltargets.templates import LANGUAGE_PROPERTY
from xltargets.units.names import name_key
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Report, Validator
from xltargets.workbooks.contents import Saved, address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xltargets.errors import Translate
    from xltargets.spine.order import Meaning
    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import BoundTable, Slot
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that is in use; words of drop-downs are stable codes."""

    sheet: str
    number: int
    values: dict[str, CellValue]

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and number."""
        return self.sheet, self.number

    def __reduce__(self) -> tuple[type[Row], tuple[object, ...]]:
        # Thousands travel between processes: as Python pickles a dataclass they would take three times as long.
        return Row, (self.sheet, self.number, self.values)


@dataclass(frozen=True, slots=True)
class Grid:
    """The result of a matrix: a row for each row of the table at its left, a column for each of the one above."""

    sheet: str
    values: list[list[CellValue]]
    first_row: int
    """The number of the row, in the table at its left, that its first row belongs to."""
    top: int = 0
    """The row of its own sheet in which its first value stands."""
    left: int = 0
    """The column of its own sheet in which its first value stands."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One workbook's tables, forms and matrices."""

    file: str
    template: str
    language: str
    fields: dict[str, CellValue]
    """By `form.field`."""
    places: Mapping[str, str]
    """Where each field stands, such as `Settings!B6`."""
    rows: Mapping[str, list[Row]]
    grids: Mapping[str, Grid] = field(default_factory=dict)
    typed: Mapping[Meaning, tuple[CellValue, str]] = field(default_factory=dict)
    """What people typed, by table, key of the row and column, and the cell."""
    columns: Mapping[str, dict[str, int]] = field(default_factory=dict)
    """Where each column of a table stands: its number on the sheet."""
    version: int | None = None
    """Of the template that the workbook is of."""
    words: int = WORDS
    """The edition of the words that it shows."""

    @property
    def translate(self) -> Translate:
        """Into the words that the workbook shows."""
        return translator(self.language if self.language in LANGUAGES else "en", self.words)

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
    """Of an accepted workbook."""
    path: Path = field(default_factory=Path)
    unit: str = ""
    """What its Settings name, also where it is refused."""
    unit_id: str = ""
    saved: Saved = field(default_factory=Saved)
    content: Extract | None = field(default=None, kw_only=True)
    """Of any workbook of ours that could be read, where it is to be compared with last time's."""


@dataclass(frozen=True)
class Collector(Validator):
    """A validator that hands the content of a workbook on, so that each workbook is read once."""

    def judge(self, submission: Submission) -> Collected:
        """Run the rules, and take the content out of an accepted workbook."""
        report = Validator.judge(self, submission)
        known = submission.template is not None
        accepted = report.accepted and not report.crashed and known
        taken = extract(submission) if accepted else None
        return Collected(
            report.file,
            report.findings,
            report.fail_on,
            report.template,
            report.crashed,
            report.known,
            taken,
            submission.path,
            _setting(submission, "unit") if known else "",
            _setting(submission, "unit_id") if known else "",
            submission.contents.saved if submission.contents is not None else Saved(),
            content=taken if accepted or report.crashed or not known else content(submission),
            waived=report.waived,
            folded=report.folded,
        )

    def named(self, report: Report, file: Path) -> Report:
        """The report on a copy as that on the file itself."""
        found = Validator.named(self, report, file)
        return replace(found, path=file) if isinstance(found, Collected) else found


def _setting(submission: Submission, name: str) -> str:
    slot = submission.view.fields.get(f"settings.{name}")
    return str(slot.value).strip() if slot is not None and isinstance(slot.value, (str, float)) else ""


def extract(submission: Submission) -> Extract:
    """The content of a submitted workbook by stable keys."""
    return extract_view(submission.view, submission.path.name)


def content(submission: Submission) -> Extract | None:
    """The content of a workbook whether it is accepted or not; None of one that is bent so much that it cannot be told.

    What is wrong with such a workbook has been told by then.
    """
    try:
        return extract(submission)
    except (KeyError, ValueError, IndexError, TypeError, AssertionError):
        return None


def extract_view(view: View, file: str) -> Extract:
    """The content of a workbook by stable keys, whether it is accepted or not."""
    assert view.template is not None
    fields, places = {}, {}
    typed: dict[Meaning, tuple[CellValue, str]] = {}
    for reference, slot in view.fields.items():
        fields[reference] = _coded(slot)
        places[reference] = _place(slot)
        if slot.column.is_input and fields[reference] is not None:
            typed[(reference,)] = fields[reference], places[reference]
    rows = {}
    for name, table in view.tables.items():
        rows[name] = list(_rows(table))
        typed |= _typed(name, table, rows[name])
    language = view.contents.properties.get(LANGUAGE_PROPERTY, "en")
    columns = {name: dict(table.column_index) for name, table in view.tables.items()}
    return Extract(
        file, view.template.key, language, fields, places, rows, _grids(view), typed, columns, view.version, view.words
    )


def _typed(name: str, table: BoundTable, rows: list[Row]) -> dict[Meaning, tuple[CellValue, str]]:
    """What is typed in a table; rows of the same key are told apart by their order."""
    found: dict[Meaning, tuple[CellValue, str]] = {}
    keys = [column.identifier for column in table.columns if column.key]
    inputs = [column for column in table.columns if column.is_input]
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(name_key(row.values[identifier]) for identifier in keys)
        seen[key] = seen.get(key, 0) + 1
        for column in inputs:
            if (value := row.values[column.identifier]) is not None:
                meaning = (name, *key, str(seen[key]), column.identifier)
                found[meaning] = value, _place(table.slot(column, row.number))
    return found


def _grids(view: View) -> dict[str, Grid]:
    found = {}
    for matrix, sheet, anchors in view.matrices:
        table = view.tables.get(matrix.rows.partition(".")[0])
        if len(anchors) == 1 and table is not None and (area := anchors[0].spill) is not None:
            values = [
                [sheet.value(row, column) for column in range(area.left, area.right + 1)]
                for row in range(area.top, area.bottom + 1)
            ]
            found[matrix.name] = Grid(sheet.name, values, next(iter(table.rows), 0), area.top, area.left)
    return found


def _place(slot: Slot) -> str:
    return f"{slot.sheet.name}!{address(slot.row, slot.column_index)}"


def _rows(table: BoundTable) -> Iterator[Row]:
    """The rows of a table that are in use, read column by column."""
    used = table.rows_in_use
    if not used:
        return
    places = [row - table.rows.start for row in used]
    columns = {column.identifier: _codes(table, column, places) for column in table.columns}
    for number, row in enumerate(used):
        yield Row(table.sheet.name, row, {identifier: held[number] for identifier, held in columns.items()})


def _codes(table: BoundTable, column: Column, places: Sequence[int]) -> list[CellValue]:
    """What rows of a column hold; a word of a drop-down as its code, an empty text as a blank."""
    held = table.column(column.identifier)
    values = map(held.value, places)
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
