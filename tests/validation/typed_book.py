"""A built workbook to type into, as one would in a spreadsheet, and to have judged."""

from __future__ import annotations

import copy
from pathlib import Path

from xltargets.templates.schema import Column, Template
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.slots import Slot
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import evaluate


class TypedBook:
    """A copy of a workbook."""

    def __init__(self, template: Template, built: Contents, as_of: float) -> None:
        self.template, self.as_of = template, as_of
        self.contents = copy.deepcopy(built)

    def submission(self, as_of: float | None = None) -> Submission:
        return Submission(
            Path("book.xlsx"), as_of or self.as_of, View(self.contents, self.template, as_of or self.as_of)
        )

    def slot(self, column: Column, key: str | int) -> Slot:
        """The cell of a column in the row with a key, or in the row in use of a number from 0."""
        table = self.submission().view.tables[column.table]
        rows = table.rows_in_use
        row = rows[key] if isinstance(key, int) else next(row for row, found in table.row_keys.items() if found == key)
        return table.slot(column, row)

    def place(self, column: Column, key: str | int) -> str:
        """Where it stands."""
        return self.slot(column, key).at.place

    def put(self, column: Column, key: str | int, value: object) -> str:
        """Type a value over what is there; where it stands."""
        return self._type(self.slot(column, key), value)

    def put_field(self, field: str, value: object) -> str:
        """Type into a form, such as `settings.mode`."""
        return self._type(self.submission().view.fields[field], value)

    @staticmethod
    def _type(slot: Slot, value: object) -> str:
        cell = slot.sheet.cells.setdefault((slot.row, slot.column_index), Cell(slot.row, slot.column_index))
        cell.value, cell.formula = value, None
        return slot.at.place

    def judged(self, as_of: float | None = None) -> FileReport:
        """Recalculate, as a spreadsheet does, and judge."""
        for (sheet, row, number), result in evaluate(self.contents).values.items():
            self.contents.sheets[sheet].cells.setdefault((row, number), Cell(row, number)).value = result
        return Validator(Settings(), as_of or self.as_of).judge(self.submission(as_of))

    def found(self, as_of: float | None = None) -> list[tuple[str, str]]:
        """The findings as code and place."""
        report = self.judged(as_of)
        assert not report.crashed
        assert all("{" not in finding.sentence() for finding in report.findings)
        return [(finding.code, finding.at.place) for finding in report.findings]
