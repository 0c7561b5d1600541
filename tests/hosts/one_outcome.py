"""One outcome for all hosts, and the cells that it must leave: tables grow and shrink, values and formulas change.

The expected cells are worked out by hand. Formulas are written as their host may spell them, see `plainly`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from xltargets.actions.registry import Outcome
from xltargets.errors import CellError, Phrase
from xltargets.workbooks.reader import read
from xltargets.workbooks.respelling import entered

SHARE = "parts[[#This Row],[Amount]]/10"


def write_book(path: Path) -> None:
    """Three tables beside each other, and cells far below them. The first sheet is protected against slips."""
    book = xlsxwriter.Workbook(path)
    plan, notes = book.add_worksheet("Plan"), book.add_worksheet("My notes")
    plan.protect()
    _table(plan, "A1:D4", "parts", ["Name", "Amount", "Share", "Double"], totals=True)
    for row, (name, amount) in enumerate([("Old", 1), ("Older", 2)], 1):
        plan.write_row(row, 0, [name, amount])
        plan.write_formula(row, 2, f"={SHARE}", None, amount / 10)
        plan.write_formula(row, 3, f"=B{row + 1}*2", None, amount * 2)
    plan.write(3, 0, "Total")
    plan.write_formula(3, 1, "=SUBTOTAL(109,parts[Amount])", None, 3)
    _table(plan, "F1:G5", "people", ["Person", "Target"])
    for row, name in enumerate(["Bo", "Cy", "Di", "Ed"], 1):
        plan.write_row(row, 5, [name, row])
    _table(plan, "I1:J5", "risks", ["Risk", "Loss"], totals=True)
    for row, name in enumerate(["Flood", "Theft", "Strike"], 1):
        plan.write_row(row, 8, [name, row])
    plan.write(4, 8, "Total")
    plan.write_formula(4, 9, "=SUBTOTAL(109,risks[Loss])", None, 6)
    plan.write_row(19, 0, ["old", 5, None, "gone"])
    plan.write_formula(19, 2, "=B20*2", None, 10)
    plan.write_column(21, 1, [1, 1, 2])
    plan.write_dynamic_array_formula("C22:C24", "=TARGET_SPLIT(100,B22:B24)", None, 25)
    plan.write_column(22, 2, [25, 50])
    notes.write(0, 1, "stays")
    book.close()


def _table(sheet: Any, area: str, name: str, headers: list[str], *, totals: bool = False) -> None:
    columns = [{"header": header} for header in headers]
    sheet.add_table(area, {"name": name, "columns": columns, "total_row": totals})


OUTCOME = Outcome(
    Phrase("done"),
    rows={
        "parts": [
            {"Name": "North", "Amount": 10.0},
            {"Name": "South", "Amount": 20.0, "Share": 0.5},
            {"Name": "=1+1", "Amount": 30.0},
            {"Name": "West", "Amount": 40.0},
        ],
        "people": [{"Person": "Ann", "Target": 7.0}],
        "risks": [{"Risk": "Fire", "Loss": 3.0}],
    },
    changes={
        "Plan": {
            (5, 2): 45.0,  # in a row that the table only has after it has grown
            (20, 1): "007",
            (20, 2): 6.0,
            (20, 4): None,
            (21, 1): CellError("#N/A"),
            (21, 2): True,
            (26, 1): 1.0,
        },
        "My notes": {(2, 1): "=HYPERLINK(1)"},
    },
    formulas={
        "Plan": {
            (20, 3): "SUM(B20,1)",
            (22, 3): "TARGET_SPLIT(100,B22:B24)",
            (26, 1): "IF(B20>5,TRUE,FALSE)",  # over the value that was put there just before
        },
        "My notes": {(1, 1): "TARGET_SPLIT(Plan!B20,Plan!B22)"},
    },
)

EXPECTED: dict[tuple[str, int, int], Any] = {
    ("Plan", row, column): content
    for row, columns in {
        1: {1: "Name", 2: "Amount", 3: "Share", 4: "Double", 6: "Person", 7: "Target", 9: "Risk", 10: "Loss"},
        2: {1: "North", 2: 10.0, 3: f"={SHARE}", 4: "=B2*2", 6: "Ann", 7: 7.0, 9: "Fire", 10: 3.0},
        3: {1: "South", 2: 20.0, 3: 0.5, 4: "=B3*2", 9: "Total", 10: "=SUBTOTAL(109,risks[Loss])"},
        4: {1: "=1+1", 2: 30.0, 3: f"={SHARE}", 4: "=B4*2"},
        5: {1: "West", 2: 45.0, 3: f"={SHARE}", 4: "=B5*2"},
        6: {1: "Total", 2: "=SUBTOTAL(109,parts[Amount])"},
        20: {1: "007", 2: 6.0, 3: "=SUM(B20,1)"},
        21: {1: CellError("#N/A"), 2: True},
        22: {2: 1.0, 3: "=TARGET_SPLIT(100,B22:B24)"},
        23: {2: 1.0},
        24: {2: 2.0},
        26: {1: "=IF(B20>5,TRUE,FALSE)"},
    }.items()
    for column, content in columns.items()
} | {
    ("My notes", 1, 1): "=TARGET_SPLIT(Plan!B20,Plan!B22)",
    ("My notes", 1, 2): "stays",
    ("My notes", 2, 1): "=HYPERLINK(1)",
}
SPILLED = {("Plan", 23, 3): 25.0, ("Plan", 24, 3): 50.0}
"""What 100 by 1, 1 and 2 leaves below its formula; not every stand-in works it out."""
AREAS = {"parts": "A1:D6", "people": "F1:G2", "risks": "I1:J3"}
RESULTS = {
    ("Plan", 4, 3): 3.0,
    ("Plan", 5, 4): 90.0,
    ("Plan", 6, 2): 105.0,  # 10 + 20 + 30 + 45
    ("Plan", 3, 10): 3.0,
    ("Plan", 20, 3): 7.0,
    ("Plan", 22, 3): 25.0,
    ("Plan", 26, 1): True,
    ("My notes", 1, 1): 6.0,
}
"""What the formulas give: 30 / 10, 45 × 2 and so on."""


def plainly(content: Any) -> Any:
    """A formula without what a file puts before and around functions; anything else as it is."""
    return f"={entered(content[1:])}" if isinstance(content, str) and content.startswith("=") else content


def cells_of(path: Path) -> dict[tuple[str, int, int], Any]:
    """What a file holds that a person could have typed, without what only spilled there."""
    contents = read(path)
    spilled = {
        (name, *place)
        for name, sheet in contents.sheets.items()
        for anchor, cell in sheet.cells.items()
        if cell.spill is not None
        for place in cell.spill.positions()
        if place != anchor
    }
    return {
        (name, *place): plainly(f"={cell.formula}") if cell.formula is not None else cell.value
        for name, sheet in contents.sheets.items()
        for place, cell in sheet.cells.items()
        if (name, *place) not in spilled and (cell.formula is not None or cell.value not in (None, ""))
    }


def areas_of(path: Path) -> dict[str, str]:
    """Where a file's tables lie."""
    return {table.name: str(table.area) for table in read(path).tables.values()}
