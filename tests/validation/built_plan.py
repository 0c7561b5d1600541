"""A filled target plan, built once, and ways to break it: each the way a person or a program would."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.building.builder import build
from xltargets.errors import CellError
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["target-plan"]
PEOPLE = ("Ann Lee", "Bo Chen", "Cy Diaz")
MID_MARCH = 46096.0  # 2026-03-15


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
    is_form = declared.__name__ in ("Settings", "Status")
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


def _below(workbook: Contents) -> str:
    area = workbook.tables["history"].area
    return type_anywhere(workbook, sheet_of(workbook, "history"), f"C{area.bottom + 1}", 5.0)


def _beside(workbook: Contents) -> str:
    area = workbook.tables["history"].area
    return type_anywhere(workbook, sheet_of(workbook, "history"), f"D{area.top + 2}", "note")


def _merge(workbook: Contents) -> str:
    sheet = sheet_of(workbook, "history")
    workbook.sheets[sheet].merged.append(Area.parse("A6:A7"))
    return f"{as_written(sheet)}!A6:A7"


def _drop_sheet(workbook: Contents, table: str) -> str:
    sheet = sheet_of(workbook, table)
    del workbook.sheets[sheet]
    workbook.tables = {key: one for key, one in workbook.tables.items() if one.sheet != sheet}
    return as_written(sheet)


def _drop_table(workbook: Contents, table: str) -> str:
    return workbook.tables.pop(table).sheet


def _rename_table(workbook: Contents) -> str:
    table = workbook.tables.pop("holidays")
    table.name = "Table1"
    workbook.tables["table1"] = table
    return f"{table.sheet}!{table.area}"


def _change_header(workbook: Contents) -> str:
    table = workbook.tables["holidays"]
    table.columns[1].name = "Reason"
    return f"{table.sheet}!F{table.area.top}"


def _drop_name(workbook: Contents) -> str:
    workbook.names = [name for name in workbook.names if name.name != "settings_organisation"]
    return sheet_of(workbook, "settings")


def _break_name(workbook: Contents) -> str:
    name = next(name for name in workbook.names if name.name == "settings_organisation")
    name.refers_to = "Settings!#REF!"
    return ""


def _move_year(workbook: Contents) -> str:
    return put(workbook, "settings.year_start", 46037.0)


def _old_results(workbook: Contents) -> str:
    put(workbook, "settings.agreed", 500_000.0, settled=False)
    sheet, cell = cell_of(workbook, "settings.total")
    return f"{as_written(sheet.name)}!{cell.address}"


def _own_note(workbook: Contents, formula: str, value: object) -> str:
    return type_anywhere(workbook, workbook_guide(workbook), "H40", value, formula)


def workbook_guide(workbook: Contents) -> str:
    """The first sheet, which has no table."""
    return next(iter(workbook.sheets))


def _without_add_in(workbook: Contents) -> str:
    sheet, cell = cell_of(workbook, "periods.target", 3)
    cell.value = CellError("#NAME?")
    return f"{as_written(sheet.name)}!{cell.address}"


BREAKS: dict[str, Callable[[Contents], str]] = {
    "XL201": lambda w: _drop_sheet(w, "history"),
    "XL203": lambda w: w.sheets.update(Notes=Sheet("Notes", "n.xml")) or "Notes",
    "XL204": lambda w: _drop_table(w, "holidays"),
    "XL205": _rename_table,
    "XL212": _change_header,
    "XL221": _drop_name,
    "XL222": _break_name,
    "XL231": _merge,
    "XL232": _below,
    "XL233": _beside,
    "XL301": lambda w: put(w, "settings.unit", None),
    "XL302": lambda w: put(w, "periods.own_weight", "high", 2),
    "XL303": lambda w: put(w, "periods.own_weight", "12", 2),
    "XL304": lambda w: put(w, "periods.own_weight", -2.0, 2),
    "XL306": lambda w: put(w, "units.person", "Ann Lee", 3),
    "XL308": lambda w: put(w, "settings.growth", 10.0),
    "XL309": lambda w: put(w, "history.month", "2025-01-01"),
    "XL310": lambda w: put(w, "settings.owner", "Dana  Fox"),
    "XL311": lambda w: put(w, "periods.own_weight", "１２", 2),
    "XL312": lambda w: put(w, "periods.own_weight", "1O", 2),
    "XL401": lambda w: put(w, "periods.share", 0.5, 2),
    "XL402": lambda w: set_formula(w, "periods.share", "0.1", 2),
    "XL403": lambda w: put(w, "periods.own_weight", CellError("#N/A"), 2),
    "XL404": _old_results,
    "XL405": lambda w: _own_note(w, "[1]Plan!A1", 3.0),
    "XL406": lambda w: _own_note(w, "NOSUCHFUNCTION(1)", 3.0),
    "XL407": lambda w: _own_note(w, "H40+1", 0.0),
    "XL408": lambda w: put(w, "periods.share", None, 2),
    "XL409": _without_add_in,
    "XL511": lambda w: [put(w, "review.actual", 1.0, row) for row in (2, 3)][-1],
    "XL512": lambda w: put(w, "review.actual", None),
    "XL513": _move_year,
}
