"""A filled target plan, built once, and ways to break it: each the way a person or a program would."""

from __future__ import annotations

import copy
import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.schema import Form
from xltargets.validation.report import FileReport
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["target-plan"]
PEOPLE = ("Ann Lee", "Bo Chen", "Cy Diaz")
MID_MARCH = 46096.0  # 2026-03-15
VALIDATOR = Validator(Settings(), MID_MARCH)


def filling() -> Filling:
    """Three people, a year of history, two months of actuals."""
    history = [
        {"month": datetime.date(2025, month, 1), "person": person, "amount": 1000.0 * (month + index)}
        for month in range(1, 13)
        for index, person in enumerate(PEOPLE)
    ]
    settings = {
        "organisation": "Acme",
        "unit": "North",
        "owner": "Dana Fox",
        "currency": "USD",
        "year_start": datetime.date(2026, 1, 1),
        "growth": 0.1,
    }
    units = [{"region": "North", "team": "AABB"[index], "person": person} for index, person in enumerate(PEOPLE)]
    review = [{"actual": 20_000.0}, {"actual": 21_000.0}, *({} for _month in range(10))]
    return Filling({"settings": settings}, {"history": history, "units": units, "review": review})


def write(path: Path) -> None:
    """The filled plan as a file."""
    build(TEMPLATE, path, filling())


@cache
def _built() -> Contents:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "north.xlsx"
        write(path)
        return read(path)


def plan() -> Contents:
    """A fresh copy of what was read of it."""
    return copy.deepcopy(_built())


def cell_of(workbook: Contents, reference: str, row: int = 0) -> tuple[Sheet, Cell]:
    """The cell of `periods.own_weight` in a data row counted from 0, or of a setting such as `settings.total`."""
    table, _dot, identifier = reference.partition(".")
    declared = TEMPLATE.tables[table]
    found = workbook.tables[table]
    index = [column.identifier for column in declared.columns].index(identifier)
    is_form = issubclass(declared, Form)
    number = found.area.left + (1 if is_form else index)
    line = found.area.top + 1 + (index if is_form else row)
    sheet = workbook.sheets[found.sheet]
    return sheet, sheet.cells.setdefault((line, number), Cell(line, number))


def put(workbook: Contents, reference: str, value: object, row: int = 0, *, settled: bool = True) -> str:
    """Type a value in a cell, over whatever is there; a spreadsheet recalculates at once."""
    sheet, cell = cell_of(workbook, reference, row)
    cell.value, cell.formula, cell.spill = value, None, None
    if settled:
        settle(workbook)
    return f"{as_written(sheet.name)}!{cell.address}"


def settle(workbook: Contents) -> None:
    """Recalculate, as a spreadsheet program does after each entry."""
    for (sheet, row, number), value in evaluate(workbook, lambda: MID_MARCH).values.items():
        workbook.sheets[sheet].cells.setdefault((row, number), Cell(row, number)).value = value


def set_formula(workbook: Contents, reference: str, formula: str, row: int = 0) -> str:
    """Type another formula in a cell."""
    sheet, cell = cell_of(workbook, reference, row)
    cell.formula = formula
    settle(workbook)
    return f"{as_written(sheet.name)}!{cell.address}"


def type_anywhere(workbook: Contents, sheet: str, where: str, value: object, formula: str | None = None) -> str:
    """Type something in a cell of a sheet."""
    area = Area.parse(where)
    workbook.sheets[sheet].cells[area.top, area.left] = Cell(area.top, area.left, value, formula)
    return f"{as_written(sheet)}!{where}"


def as_written(sheet: str) -> str:
    """A sheet's name as a reference has it."""
    return f"'{sheet}'" if " " in sheet else sheet


def sheet_of(workbook: Contents, table: str) -> str:
    """The sheet on which a table stands."""
    return workbook.tables[table].sheet


def judged(workbook: Contents, *, show_all: bool = False) -> FileReport:
    """The report on it, in the middle of March."""
    submission = Submission(workbook.path, MID_MARCH, View(workbook, TEMPLATE, MID_MARCH))
    return replace(VALIDATOR, show_all=show_all).judge(submission)


def found(workbook: Contents) -> list[tuple[str, str]]:
    """Its findings as code and place; each is one line, and readable."""
    report = judged(workbook)
    assert not report.crashed, [finding.sentence() for finding in report.findings]
    for finding in report.findings:
        assert "{" not in finding.sentence()
        assert len(finding.sentence()) < 260
    return [(finding.code, finding.at.place) for finding in report.findings]
