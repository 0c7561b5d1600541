"""The sample log with every customer contacted and no deal late, to break in one way at a time."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.crm_log.opportunities import Opportunities
from xltargets.templates.schema import Column
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.slots import Slot
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["crm-log"]
END_OF_MAY = 46173.0  # 2026-05-31
DAY = {name: datetime.date(2026, month, day) for name, month, day in (("April", 4, 2), ("May", 5, 29), ("July", 7, 15))}


@cache
def _built(language: str) -> Contents:
    """The sample log with every customer contacted and no deal late, and one opportunity of each kind."""
    say = translator(language)
    filling = sample("crm-log", of_language(language))
    tables = filling.tables
    names = [row["customer"] for row in tables["customers"]]
    tables["customers"][7]["consent"] = "Yes"
    tables["contacts"] += [
        {"day": DAY["May"], "customer": name, "way": "Phone", "summary": say("Asked about a complaint")}
        for name in names
    ]
    common = {"customer": names[0], "amount": 1000.0, "created": DAY["April"], "expected": DAY["July"]}
    tables["opportunities"] = [
        {"id": "O-1", "stage": "Engaging", **common},
        {"id": "O-2", "stage": "Won", "closed": DAY["May"], **common},
        {"id": "O-3", "stage": "Lost", "closed": DAY["May"], **common},
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        build(TEMPLATE, path, filling, language=language, translate=say)
        return read(path)


class Log:
    """A copy of it, to type into as one would in a spreadsheet."""

    def __init__(self, language: str = "en") -> None:
        self.contents = copy.deepcopy(_built(language))

    def submission(self, as_of: float) -> Submission:
        return Submission(Path("log.xlsx"), as_of, View(self.contents, TEMPLATE, as_of))

    def put(self, column: Column, key: Column, wanted: str, value: object) -> str:
        """Type a value over what is there, in the first row where another column holds something; where it stands."""
        table = self.submission(END_OF_MAY).view.tables[column.table]
        row = next(row for row in table.rows_in_use if table.slot(key, row).value == wanted)
        slot = table.slot(column, row)
        cell = slot.sheet.cells.setdefault((slot.row, slot.column_index), Cell(slot.row, slot.column_index))
        cell.value = value
        return slot.at.place

    def put_all(self, column: Column, key: Column, wanted: str, value: object) -> None:
        """The same in every row where another column holds something."""
        table = self.submission(END_OF_MAY).view.tables[column.table]
        for row in [row for row in table.rows_in_use if table.slot(key, row).value == wanted]:
            slot = table.slot(column, row)
            slot.sheet.cells[slot.row, slot.column_index] = Cell(slot.row, slot.column_index, value)

    def slot(self, column: Column, key: Column, wanted: str) -> Slot:
        """The cell of a column in the first row where another one holds something."""
        table = self.submission(END_OF_MAY).view.tables[column.table]
        return table.slot(column, next(row for row in table.rows_in_use if table.slot(key, row).value == wanted))

    def found(self, as_of: float = END_OF_MAY) -> list[tuple[str, str]]:
        """Recalculate, as a spreadsheet does, and judge."""
        for (sheet, row, number), result in evaluate(self.contents).values.items():
            self.contents.sheets[sheet].cells.setdefault((row, number), Cell(row, number)).value = result
        report = Validator(Settings(), as_of).judge(self.submission(as_of))
        assert not report.crashed, [finding.sentence() for finding in report.findings]
        for finding in report.findings:
            assert "{" not in finding.sentence()
            assert len(finding.sentence()) < 260
        return [(finding.code, finding.at.place) for finding in report.findings]


def serial(month: int, day: int) -> float:
    """A day of 2026 as a cell has it."""
    return float((datetime.date(2026, month, day) - datetime.date(1899, 12, 30)).days)


def slip(column: Column, opportunity: str, value: object) -> tuple[list[tuple[str, str]], str]:
    """Type into a column of an opportunity; what is found, and where that cell stands."""
    log = Log()
    place = log.put(column, Opportunities.id, opportunity, value)
    return log.found(), place
